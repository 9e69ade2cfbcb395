import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { pemOf, settingsOf } from '../setting.ts'

export type AlipaySettings = {
  appId: string
  /** Our seller; undefined: whichever the app belongs to. */
  sellerId: string | undefined
  appKey: KeyObject
  /** Alipay's public key for this app. While it is being replaced there are two. */
  alipayKeys: readonly KeyObject[]
  gateway: string
  /** What a buyer at a computer sees, by what the merchant has a contract for: Alipay's page, or a code to scan. */
  desk: 'page' | 'qr'
}

/**
 * The settings of Alipay, `ALIPAY_…`; undefined without `ALIPAY_APP_ID`. Keys are PEM or the bare base64 of the console.
 * @throws a sentence a person can act on
 */
export function readAlipaySettings(env: Record<string, string | undefined>): AlipaySettings | undefined {
  const { optional, required } = settingsOf(env, 'ALIPAY')
  const appId = optional('APP_ID')
  if (appId === undefined) return undefined
  const desk = optional('DESK') ?? 'page'
  if (desk !== 'page' && desk !== 'qr') throw new Error('ALIPAY_DESK is page or qr')
  const publicKeys = [required('PUBLIC_KEY'), optional('PUBLIC_KEY_NEXT')].filter((key) => key !== undefined)
  return {
    appId,
    sellerId: optional('SELLER_ID'),
    appKey: privateKeyOf(required('PRIVATE_KEY')),
    alipayKeys: publicKeys.map((key) => createPublicKey(pemOf('PUBLIC KEY', key))),
    desk,
    gateway: optional('GATEWAY') ?? 'https://openapi.alipay.com/gateway.do',
  }
}

/** Alipay's tools hand keys out as PKCS#8 and as PKCS#1, often without saying which. */
function privateKeyOf(text: string): KeyObject {
  try {
    return createPrivateKey(pemOf('PRIVATE KEY', text))
  } catch {
    return createPrivateKey(pemOf('RSA PRIVATE KEY', text))
  }
}
