import { type KeyObject, sign, verify } from 'node:crypto'

/*
 * Signatures of WeChat Pay API v3: RSA-SHA256 (PKCS#1 v1.5) over lines that each end with a newline, also the last.
 * pay.weixin.qq.com/doc/v3/merchant/4012365342 (requests), 4013053420 (answers and callbacks).
 */

/** Who signs: the merchant and the certificate of its API key. */
export type Merchant = {
  mchid: string
  /** Serial number of the merchant's API certificate, upper-case hex. */
  serial: string
  key: KeyObject
}

const linesOf = (lines: readonly string[]) => Buffer.from(lines.map((line) => `${line}\n`).join(''))
const signed = (key: KeyObject, lines: readonly string[]) => sign('sha256', linesOf(lines), key).toString('base64')

/**
 * The `Authorization` of a request.
 * @param target the path with its query, exactly as sent
 * @param body exactly as sent; empty without one
 * @param nonce up to 32 letters and digits
 */
export function authorizationOf(
  { mchid, serial, key }: Merchant,
  request: { method: string; target: string; body: string; at: Date; nonce: string },
): string {
  const timestamp = secondsOf(request.at)
  const signature = signed(key, [request.method, request.target, timestamp, request.nonce, request.body])
  const parts = { mchid, nonce_str: request.nonce, signature, timestamp, serial_no: serial }
  const list = Object.entries(parts).map(([name, value]) => `${name}="${value}"`)
  return `WECHATPAY2-SHA256-RSA2048 ${list.join(',')}`
}

export const secondsOf = (at: Date) => String(Math.floor(at.getTime() / 1000))

/** What the page hands to `WeixinJSBridge.invoke('getBrandWCPayRequest', …)` (JSAPI, mini-programs). */
export type BridgeRequest = {
  appId: string
  timeStamp: string
  nonceStr: string
  package: string
  signType: 'RSA'
  paySign: string
}

export function bridgeRequest(
  merchant: Merchant,
  { appid, prepayId, at, nonce }: { appid: string; prepayId: string; at: Date; nonce: string },
): BridgeRequest {
  const timeStamp = secondsOf(at)
  const pack = `prepay_id=${prepayId}`
  const paySign = signed(merchant.key, [appid, timeStamp, nonce, pack])
  return { appId: appid, timeStamp, nonceStr: nonce, package: pack, signType: 'RSA', paySign }
}

/** Whether the platform signed these very bytes: `timestamp\nnonce\nbody\n`. */
export function isSigned(
  key: KeyObject,
  { timestamp, nonce, signature }: { timestamp: string; nonce: string; signature: string },
  raw: Uint8Array,
): boolean {
  const message = Buffer.concat([linesOf([timestamp, nonce]), raw, Buffer.from('\n')])
  // WeChat probes with signatures that begin WECHATPAY/SIGNTEST/: they read as base64 and are simply wrong.
  return verify('sha256', message, key, Buffer.from(signature, 'base64'))
}
