import { createHash } from 'node:crypto'
import { cryptoRandom } from './ids.ts'

/** A key to publish a picture with: 256 random bits, told once. */
export const newPublishingKey = (): string => Buffer.from(cryptoRandom(new Uint8Array(32))).toString('base64url')

/** What is kept of one. */
export const hashOfKey = (key: string): Buffer => createHash('sha256').update(key).digest()
