import { createECDH, createPrivateKey, hkdfSync, type KeyObject, sign } from 'node:crypto'

/** Who we are to push services (RFC 8292): the public key is what browsers subscribe with. */
export type Vapid = {
  /** base64url, 65 bytes. */
  publicKey: string
  /** The value of `Authorization` for a push service, `https://fcm.googleapis.com`. */
  authorize(origin: string, now: Date): string
}

/** Of the group P-256 (FIPS 186-5). */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const tokenSeconds = 12 * 3600
/** A token that is about to end is not used any more. */
const spareSeconds = 3600

/**
 * The keys are drawn from the secret of this install (HKDF, RFC 5869; reduced as FIPS 186-5 A.2.1 says): the same in
 * every process and after every restart, kept nowhere else. Another secret is another sender, and browsers that
 * subscribed before are lost to it, just as what is sealed with it.
 * @param contact `mailto:` or `https:`, for whoever runs the push service
 */
export function vapidWith(secret: string, contact: string): Vapid {
  const drawn = Buffer.from(hkdfSync('sha256', secret, '', 'web push vapid p-256', 40)).toString('hex')
  const scalar = ((BigInt(`0x${drawn}`) % (order - 1n)) + 1n).toString(16).padStart(64, '0')
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(scalar, 'hex')
  const point = ecdh.getPublicKey()
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'))
  const d = ecdh.getPrivateKey('base64url')
  const key = createPrivateKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', d, x, y } })
  const publicKey = point.toString('base64url')
  const tokens = new Map<string, { token: string; until: number }>()
  return {
    publicKey,
    authorize(origin, now) {
      const seconds = Math.floor(now.getTime() / 1000)
      let known = tokens.get(origin)
      if (!known || known.until - spareSeconds <= seconds) {
        const until = seconds + tokenSeconds
        known = { token: tokenOf(key, { aud: origin, exp: until, sub: contact }), until }
        // Few push services there are; whoever invents addresses does not fill our memory.
        if (tokens.size > 100) tokens.clear()
        tokens.set(origin, known)
      }
      return `vapid t=${known.token}, k=${publicKey}`
    },
  }
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** RFC 7515 with ES256: the signature is r and s, one after the other. */
function tokenOf(key: KeyObject, claims: { aud: string; exp: number; sub: string }): string {
  const text = `${part({ typ: 'JWT', alg: 'ES256' })}.${part(claims)}`
  return `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}
