import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { certificatesIn } from '../chain.ts'
import { settingsOf } from '../setting.ts'

export type UnionPaySettings = {
  merId: string
  key: KeyObject
  /** The serial number of our certificate, in decimal. */
  certId: string
  /** UnionPay's root; and those between it and the certificates that it signs with. */
  roots: readonly X509Certificate[]
  between: readonly X509Certificate[]
  origin: string
}

/**
 * The settings of UnionPay, `UNIONPAY_…`; undefined without `UNIONPAY_MER_ID`.
 * @throws a sentence a person can act on
 */
export function readUnionPaySettings(env: Record<string, string | undefined>): UnionPaySettings | undefined {
  const { optional, required } = settingsOf(env, 'UNIONPAY')
  const merId = optional('MER_ID')
  if (merId === undefined) return undefined
  return {
    merId,
    key: createPrivateKey(required('PRIVATE_KEY')),
    certId: serialOf(new X509Certificate(required('CERTIFICATE'))),
    roots: certificatesIn(required('ROOT_CERTIFICATE')),
    between: certificatesIn(required('MIDDLE_CERTIFICATE')),
    origin: optional('ORIGIN') ?? 'https://gateway.95516.com',
  }
}

/** A serial number as UnionPay writes it. */
export const serialOf = (certificate: X509Certificate): string => BigInt(`0x${certificate.serialNumber}`).toString()
