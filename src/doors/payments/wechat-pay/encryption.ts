import { constants, createDecipheriv, type KeyObject, publicEncrypt } from 'node:crypto'
import * as z from 'zod'

/** AEAD_AES_256_GCM as it stands in callbacks and in `/v3/certificates`: base64 of the text and its 16-byte tag. */
export const sealedShape = z.object({
  algorithm: z.literal('AEAD_AES_256_GCM'),
  ciphertext: z.string().max(400_000),
  associated_data: z.string().optional(),
  nonce: z.string().min(1).max(64),
})
export type Sealed = z.infer<typeof sealedShape>

const tagBytes = 16

/**
 * Opens what WeChat Pay sealed with the merchant's API v3 key.
 * @param apiV3Key exactly 32 bytes
 * @throws when the key, the nonce, the associated data or a byte of the text is not right
 */
export function unseal(apiV3Key: string, { ciphertext, nonce, associated_data }: Omit<Sealed, 'algorithm'>): string {
  const bytes = Buffer.from(ciphertext, 'base64')
  if (bytes.length < tagBytes) throw new Error('a sealed text is longer than its tag')
  const opening = createDecipheriv('aes-256-gcm', Buffer.from(apiV3Key), Buffer.from(nonce), {
    authTagLength: tagBytes,
  })
  opening.setAuthTag(bytes.subarray(-tagBytes))
  opening.setAAD(Buffer.from(associated_data ?? ''))
  const text = Buffer.concat([opening.update(bytes.subarray(0, -tagBytes)), opening.final()])
  return new TextDecoder('utf-8', { fatal: true }).decode(text)
}

/** A name, an id number or a phone, for the eyes of the platform only: RSAES-OAEP with SHA-1, base64. */
export const sealField = (platformKey: KeyObject, text: string): string =>
  publicEncrypt(
    { key: platformKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
    Buffer.from(text),
  ).toString('base64')
