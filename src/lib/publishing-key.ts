import { createHash } from 'node:crypto'
import { cryptoRandom } from './ids.ts'

/** A key to publish a picture with: 256 random bits, told once. */
export const newPublishingKey = (): string => Buffer.from(cryptoRandom(new Uint8Array(32))).toString('base64url')

/** What is kept of one. */
export const hashOfKey = (key: string): Buffer => createHash('sha256').update(key).digest()

/** A name for a key that opens nothing: what senders are known by. */
export const idOfHash = (hash: Uint8Array): string => Buffer.from(hash).toString('base64url')

export const keyIdOf = (key: string): string => idOfHash(hashOfKey(key))
