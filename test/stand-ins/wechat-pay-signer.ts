import { type KeyObject, randomBytes } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Clock } from '../../src/lib/clock.ts'
import { type Payment, type Refund, refunded } from './bank.ts'
import type { Notice } from './sending.ts'
import { type NoticeChange, rawOf } from './stand-in.ts'
import { certificate, keyPair, pem } from './throw-away-keys.ts'
import { peer } from './wechat-pay-peer.ts'

export const mchid = '1900000109'
export const appid = 'wx8888888888888888'
export const apiV3Key = 'a key of exactly thirty-two byte'
export type Signer = ReturnType<typeof createSigner>

/** The platform's side of signatures and sealing, done by wechatpay-axios-plugin. */
export function createSigner(clock: Clock, keysBy: 'publicKey' | 'certificates') {
  const publicKeyId = 'PUB_KEY_ID_0119000001092026112000000000000000'
  const seen = new Set<string>()
  let signing: { serial: string; key: KeyObject } = {
    serial: keysBy === 'publicKey' ? publicKeyId : certificate('wechat').serialNumber,
    key: keyPair('provider').privateKey,
  }
  const known = ['wechat']

  const headers = (body: string, wrong = false, at = clock.now()): Record<string, string> => {
    const timestamp = String(Math.floor(at.getTime() / 1000))
    const nonce = peer.Formatter.nonce(32)
    const key = wrong ? keyPair('stranger').privateKey : signing.key
    return {
      'content-type': 'application/json',
      'wechatpay-serial': signing.serial,
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-signature': peer.Rsa.sign(peer.Formatter.response(timestamp, nonce, body), key),
      'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
    }
  }

  const sealed = (text: string, associated_data: string) => {
    const nonce = randomBytes(6).toString('hex')
    const ciphertext = peer.AesGcm.encrypt(text, apiV3Key, nonce, associated_data)
    return { algorithm: 'AEAD_AES_256_GCM', ciphertext, associated_data, nonce }
  }

  return {
    publicKeyId,
    headers,
    /** Bills are altered on their way. */
    altersBills: false,
    changeKeys() {
      known.push('wechatNext')
      signing = { serial: certificate('wechatNext').serialNumber, key: keyPair('providerNext').privateKey }
    },
    certificates: () => ({
      data: known.map((name) => ({
        serial_no: certificate(name).serialNumber,
        effective_time: '2026-01-01T00:00:00+08:00',
        expire_time: '2031-01-01T00:00:00+08:00',
        encrypt_certificate: sealed(pem(name), 'certificate'),
      })),
    }),

    /** What is wrong with a request of ours; undefined when the library accepts its signature. */
    wrongWith(request: FastifyRequest): string | undefined {
      const [scheme = '', list = ''] = (request.headers.authorization ?? '').split(/ (.*)/s)
      const parts = Object.fromEntries([...list.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!]))
      if (scheme !== 'WECHATPAY2-SHA256-RSA2048' || parts.mchid !== mchid) return 'authorization'
      if (parts.serial_no !== certificate('merchant').serialNumber) return 'serial_no'
      if (Math.abs(clock.now().getTime() / 1000 - Number(parts.timestamp)) > 300) return 'timestamp'
      if (seen.has(parts.nonce_str!)) return 'nonce_str'
      seen.add(parts.nonce_str!)
      const body = rawOf(request).toString()
      const message = peer.Formatter.request(request.method, request.url, parts.timestamp!, parts.nonce_str!, body)
      return peer.Rsa.verify(message, parts.signature!, keyPair('ours').publicKey) ? undefined : 'signature'
    },

    /** The payment that WeChat's browser was asked to make. @throws when our signature of it is wrong */
    bridged({ appId, timeStamp, nonceStr, package: pack, paySign }: Record<string, string>): string {
      const message = peer.Formatter.joinedByLineFeed(appId!, timeStamp!, nonceStr!, pack!)
      if (!peer.Rsa.verify(message, paySign!, keyPair('ours').publicKey)) throw new Error('paySign is wrong')
      return pack!.replace('prepay_id=', '')
    },

    orderOf: (payment: Payment) => orderOf(payment),
    refundOf: (payment: Payment, refund: Refund) => refundOf(payment, refund),

    /** A callback of a payment, or of one of its refunds. */
    notice(payment: Payment, change: NoticeChange = {}): Notice {
      const { refund } = change
      const kind = refund ? 'refund' : 'transaction'
      const resource = refund ? refundCallback(payment, refund) : orderOf(payment)
      Object.assign(resource, change.foreign && { mchid: '1900000001' })
      if (change.minor !== undefined)
        Object.assign(resource.amount, { total: Number(change.minor), refund: Number(change.minor) })
      if (change.currency) Object.assign(resource.amount, { currency: change.currency })
      const event = refund ? `REFUND.${{ done: 'SUCCESS', failed: 'ABNORMAL', open: 'PROCESSING' }[refund.state]}` : ''
      const body = JSON.stringify({
        id: randomBytes(12).toString('hex'),
        create_time: clock.now().toISOString(),
        resource_type: 'encrypt-resource',
        event_type: event || 'TRANSACTION.SUCCESS',
        summary: refund ? '退款' : '支付成功',
        resource: { original_type: kind, ...sealed(JSON.stringify(resource), kind) },
      })
      const said = headers(body, change.stranger, change.at)
      return { url: payment.notifyUrl, headers: said, body: change.tamper ? body.replace('"id"', '"Id"') : body }
    },
  }
}

const states = { open: 'NOTPAY', paid: 'SUCCESS', declined: 'PAYERROR', closed: 'CLOSED' } as const

function orderOf(payment: Payment) {
  const { number, id, minor, currency, more } = payment
  const isPaid = payment.state === 'paid'
  return {
    ...{
      appid,
      mchid,
      out_trade_no: number,
      trade_type: { jsapi: 'JSAPI', h5: 'MWEB', native: 'NATIVE' }[more.scene!],
    },
    trade_state: isPaid && refunded(payment) > 0n ? 'REFUND' : states[payment.state],
    ...(isPaid && { transaction_id: id, bank_type: 'OTHERS', success_time: more.paidAt, attach: '' }),
    payer: { openid: more.openid },
    amount: { total: Number(minor), currency, ...(isPaid && { payer_total: Number(minor), payer_currency: currency }) },
  }
}

const refundStates = { open: 'PROCESSING', done: 'SUCCESS', failed: 'ABNORMAL' } as const

const refundOf = (payment: Payment, refund: Refund) => ({
  ...{
    refund_id: `5${refund.id}`,
    out_refund_no: refund.number,
    out_trade_no: payment.number,
    transaction_id: payment.id,
  },
  ...{ channel: 'ORIGINAL', user_received_account: '支付用户零钱', status: refundStates[refund.state] },
  amount: { total: Number(payment.minor), refund: Number(refund.minor), currency: payment.currency },
})

/** A callback has the status under another name, and no currency. */
function refundCallback(payment: Payment, refund: Refund) {
  const { status, amount, ...rest } = refundOf(payment, refund)
  const { currency: _currency, ...numbers } = amount
  return { mchid, ...rest, refund_status: status, amount: numbers }
}
