import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import { settingsOf } from '../setting.ts'
import type { Merchant } from './signing.ts'

export type WeChatPaySettings = {
  merchant: Merchant
  /** Of the official account, mini-program or site that the payments belong to. */
  appid: string
  apiV3Key: string
  /** The platform's public key; undefined for a merchant that has certificates only. */
  platform: { id: string; key: KeyObject } | undefined
  origin: string
  /** The official account that names buyers in WeChat's browser; undefined: they get a code to scan there, too. */
  account: { secret: string; origin: string; pages: string } | undefined
}

/**
 * The settings of WeChat Pay, `WECHAT_PAY_…`; undefined without `WECHAT_PAY_MCHID`.
 * @throws a sentence a person can act on
 */
export function readWeChatPaySettings(env: Record<string, string | undefined>): WeChatPaySettings | undefined {
  const { optional, required } = settingsOf(env, 'WECHAT_PAY')
  const mchid = optional('MCHID')
  if (mchid === undefined) return undefined
  const apiV3Key = required('API_V3_KEY')
  if (Buffer.byteLength(apiV3Key) !== 32) throw new Error('WECHAT_PAY_API_V3_KEY has exactly 32 bytes')
  const certificate = optional('CERTIFICATE')
  const serial = certificate ? new X509Certificate(certificate).serialNumber : required('SERIAL')
  const id = optional('PUBLIC_KEY_ID')
  const secret = optional('APP_SECRET')
  return {
    merchant: { mchid, serial: serial.toUpperCase(), key: createPrivateKey(required('PRIVATE_KEY')) },
    appid: required('APPID'),
    apiV3Key,
    platform: id === undefined ? undefined : { id, key: createPublicKey(required('PUBLIC_KEY')) },
    origin: optional('ORIGIN') ?? 'https://api.mch.weixin.qq.com',
    account:
      secret === undefined
        ? undefined
        : {
            ...{ secret, origin: optional('ACCOUNT_ORIGIN') ?? 'https://api.weixin.qq.com' },
            pages: optional('ACCOUNT_PAGES') ?? 'https://open.weixin.qq.com',
          },
  }
}
