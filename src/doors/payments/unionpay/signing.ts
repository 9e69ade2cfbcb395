import { createHash, type KeyObject, sign, verify, X509Certificate } from 'node:crypto'
import { leadsTo } from '../chain.ts'
import { byName, type Fields } from '../form.ts'
import type { UnionPaySettings } from './settings.ts'

/*
 * Signatures of UnionPay's online gateway, version 5.1.0, signMethod 01: every field that has a value but `signature`,
 * sorted, joined; the lower-case hex of its SHA-256 is what RSA-SHA256 signs. UnionPay's own messages carry the
 * certificate they were signed with.
 */

const digestOf = (fields: Fields): Buffer => {
  const named = Object.entries(fields).filter(([name, value]) => value !== '' && name !== 'signature')
  const text = named
    .sort(byName)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  return Buffer.from(createHash('sha256').update(text).digest('hex'))
}

/** The fields with their `signature`. */
export const signFields = (key: KeyObject, fields: Fields): Record<string, string> => ({
  ...fields,
  signature: sign('sha256', digestOf(fields), key).toString('base64'),
})

/** Whether UnionPay signed these fields: by a certificate of its own that leads to its root. */
export function isSigned({ roots, between }: Pick<UnionPaySettings, 'roots' | 'between'>, fields: Fields, now: Date) {
  if (fields.signMethod !== '01' || !fields.signature) return false
  const certificate = certificateOf(fields.signPubKeyCert ?? '')
  if (!certificate || !isUnionPays(certificate) || !leadsTo(roots, certificate, between, now)) return false
  return verify('sha256', digestOf(fields), certificate.publicKey, Buffer.from(fields.signature, 'base64'))
}

function certificateOf(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem)
  } catch {
    return undefined
  }
}

/** The third part of the name, `041@8310000000083040@中国银联股份有限公司@00016495`; the root signs others, too. */
function isUnionPays(certificate: X509Certificate): boolean {
  const name = /(?:^|\n)CN=([^\n]+)/.exec(certificate.subject)?.[1] ?? ''
  return ['中国银联股份有限公司', '00040000:SIGN'].includes(name.split('@')[2] ?? '')
}
