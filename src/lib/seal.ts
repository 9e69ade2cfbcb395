import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import { cryptoRandom } from './ids.ts'

/** Keeps secrets that are needed again in a database, so that whoever has the database alone has none of them. */
export type Seal = {
  /** `place` says what it is kept for: moved elsewhere, it does not open. */
  close(secret: string, place: string): Buffer
  /** Undefined when it was not sealed here, for this place, with this install's secret. */
  open(sealed: Uint8Array, place: string): string | undefined
}

const nonceBytes = 12
const tagBytes = 16
const cipher = 'aes-256-gcm'

/** AES-256-GCM under a key of its own, drawn from the secret of this install by HKDF (RFC 5869). */
export function sealWith(installSecret: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', installSecret, '', 'sealed columns', 32))
  return {
    close(secret, place) {
      const nonce = cryptoRandom(new Uint8Array(nonceBytes))
      const closing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(place))
      const body = [closing.update(secret, 'utf8'), closing.final()]
      return Buffer.concat([nonce, ...body, closing.getAuthTag()])
    },
    open(sealed, place) {
      const bytes = Buffer.from(sealed)
      if (bytes.length < nonceBytes + tagBytes) return undefined
      const opening = createDecipheriv(cipher, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
      opening.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(-tagBytes))
      try {
        return opening.update(bytes.subarray(nonceBytes, -tagBytes), undefined, 'utf8') + opening.final('utf8')
      } catch {
        return undefined // GCM says only that it does not fit.
      }
    },
  }
}
