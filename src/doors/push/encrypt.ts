import { createCipheriv, createECDH, createHmac } from 'node:crypto'
import { cryptoRandom } from '../../lib/ids.ts'

/** What a browser gave: base64url, an uncompressed P-256 point of 65 bytes and a secret of 16. */
export type PushKeys = { p256dh: string; auth: string }

/** Of one message; drawn anew for each, and given only to check against a published example. */
type Drawn = { privateKey: Uint8Array; salt: Uint8Array }

/** Push services take 4,096 bytes (RFC 8030 §7.2): header 86, delimiter 1, tag 16 are ours. */
export const pushTextBytesMost = 4096 - 86 - 1 - 16

const hmac = (key: Uint8Array, ...parts: (string | Uint8Array)[]) => {
  const one = createHmac('sha256', key)
  for (const part of parts) one.update(part)
  return one.digest()
}

/**
 * Encrypts a message for one browser: `aes128gcm` (RFC 8188) with keys agreed as RFC 8291 §3.4 says. One record.
 * @returns the body to send
 * @throws when the key is not a point of the curve, or the text is too long
 */
export function encryptPush(keys: PushKeys, text: Uint8Array, drawn?: Drawn): Buffer {
  if (text.length > pushTextBytesMost) throw new Error(`a push message has at most ${pushTextBytesMost} bytes`)
  const receiver = Buffer.from(keys.p256dh, 'base64url')
  const ecdh = createECDH('prime256v1')
  if (drawn) ecdh.setPrivateKey(drawn.privateKey)
  else ecdh.generateKeys()
  const sender = ecdh.getPublicKey()
  const salt = drawn?.salt ?? cryptoRandom(new Uint8Array(16))
  const shared = hmac(Buffer.from(keys.auth, 'base64url'), ecdh.computeSecret(receiver))
  const input = hmac(shared, 'WebPush: info\0', receiver, sender, '\x01')
  const { key, nonce } = recordKeys(salt, input)
  const cipher = createCipheriv('aes-128-gcm', key, nonce)
  // 2: the last record (RFC 8188 §2).
  const sealed = [cipher.update(text), cipher.update(Uint8Array.of(2)), cipher.final(), cipher.getAuthTag()]
  const head = Buffer.alloc(5)
  head.writeUInt32BE(4096)
  head[4] = sender.length
  return Buffer.concat([salt, head, sender, ...sealed])
}

/** RFC 8188 §2.2 and §2.3. */
function recordKeys(salt: Uint8Array, input: Uint8Array): { key: Buffer; nonce: Buffer } {
  const root = hmac(salt, input)
  return {
    key: hmac(root, 'Content-Encoding: aes128gcm\0\x01').subarray(0, 16),
    nonce: hmac(root, 'Content-Encoding: nonce\0\x01').subarray(0, 12),
  }
}

/** Whether these can be keys of a browser: the point is on the curve. */
export function arePushKeys({ p256dh, auth }: PushKeys): boolean {
  const point = Buffer.from(p256dh, 'base64url')
  if (point.length !== 65 || point[0] !== 4 || Buffer.from(auth, 'base64url').length !== 16) return false
  const ecdh = createECDH('prime256v1')
  ecdh.generateKeys()
  try {
    ecdh.computeSecret(point)
    return true
  } catch {
    return false // OpenSSL says only that it is not one.
  }
}
