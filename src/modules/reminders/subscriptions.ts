import { createHash } from 'node:crypto'

/** An endpoint is a secret: it is found again by its hash. */
export const hashOf = (endpoint: string) => createHash('sha256').update(endpoint).digest()

/** How a browser knows itself again, without its endpoint. */
export const deviceOf = (endpointHash: Uint8Array) => Buffer.from(endpointHash).toString('hex').slice(0, 32)

/** What a sealed subscription is kept for. */
export const placeOf = (subscriptionId: string) => `push ${subscriptionId}`
