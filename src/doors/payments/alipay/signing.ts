import { type KeyObject, sign, verify } from 'node:crypto'
import { byName, type Fields } from '../form.ts'

/*
 * Signatures of the Alipay gateway, RSA2: RSA-SHA256 (PKCS#1 v1.5) over `name=value&…`, sorted by name, values as they
 * are, never URL-encoded. opendocs.alipay.com/common/02kf5q (requests), 02mse3 (answers), 02mse7 (notices).
 */

/** The text that is signed: every field that has a value, but those named in `without`. */
function textOf(fields: Fields, without: readonly string[]): string {
  const named = Object.entries(fields).filter(([name, value]) => value !== '' && !without.includes(name))
  return named
    .sort(byName)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

/** The fields of a request, with their `sign`. */
export function signRequest(key: KeyObject, fields: Fields): Record<string, string> {
  const signature = sign('sha256', Buffer.from(textOf(fields, ['sign'])), key).toString('base64')
  return { ...fields, sign: signature }
}

const isRight = (key: KeyObject, text: string, signature: string) =>
  verify('sha256', Buffer.from(text), key, Buffer.from(signature, 'base64'))

/**
 * Whether Alipay signed a notice: without `sign` and `sign_type`, and for some notices with `sign_type` kept.
 * @param fields decoded once: a value that still holds `%` or `+` means it
 */
export function isSignedNotice(key: KeyObject, fields: Fields): boolean {
  const { sign: signature, sign_type } = fields
  if (!signature || (sign_type !== undefined && sign_type !== 'RSA2')) return false
  return [['sign', 'sign_type'], ['sign']].some((without) => isRight(key, textOf(fields, without), signature))
}

/** Whether Alipay signed this part of an answer: its very text, not one made again from the value. */
export const isSignedAnswer = isRight
