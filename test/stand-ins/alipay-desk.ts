import { randomBytes, sign } from 'node:crypto'
import { AlipaySdk } from 'alipay-sdk'
import type { Clock } from '../../src/lib/clock.ts'
import { type Payment, type Refund, refunded } from './bank.ts'
import type { Notice } from './sending.ts'
import type { Form, NoticeChange } from './stand-in.ts'
import { type KeyName, keyPair } from './throw-away-keys.ts'

export const appId = '2021001100000001'
export const sellerId = '2088000000000001'
/** A code of the gateway, and what else it says. */
export type Answer = [code: string, content: Record<string, unknown>]
export type Desk = ReturnType<typeof createDesk>

const yuan = (minor: bigint) => `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`
const pem = (key: KeyName) => keyPair(key).publicKey.export({ format: 'pem', type: 'spki' }) as string

/** Alipay's side of signatures. Our requests are judged, and its notices approved, by the official library. */
export function createDesk(clock: Clock) {
  let signing: KeyName = 'provider'
  const privateKey = keyPair('ours').privateKey.export({ format: 'pem', type: 'pkcs1' }) as string
  /** Knows the public key of `whose`. */
  const sdk = (whose: KeyName) => new AlipaySdk({ appId, privateKey, alipayPublicKey: pem(whose) })
  const nowText = (at = clock.now()) =>
    new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
  const signText = (text: string, key: KeyName) =>
    sign('sha256', Buffer.from(text), keyPair(key).privateKey).toString('base64')
  const textOf = (fields: Form) =>
    Object.keys(fields)
      .filter((name) => fields[name] !== '')
      .sort()
      .map((name) => `${name}=${fields[name]}`)
      .join('&')

  const member = ({ method }: Form) => `${method!.replaceAll('.', '_')}_response`
  return {
    nowText,
    changeKeys() {
      signing = 'providerNext'
    },
    /** Yuan with at most two decimals, in fen. */
    minorOf(text: string): bigint | undefined {
      const match = /^(\d{1,9})\.(\d\d)$/.exec(text)
      return match && text !== '0.00' ? BigInt(match[1]! + match[2]!) : undefined
    },

    /** What is wrong with a request of ours; undefined when the official library accepts its signature. */
    wrongWith(form: Form): string | undefined {
      if (form.app_id !== appId) return 'isv.invalid-app-id'
      const age = Math.abs(clock.now().getTime() - new Date(`${form.timestamp!.replace(' ', 'T')}+08:00`).getTime())
      if (!(age < 24 * 3_600_000)) return 'isv.invalid-timestamp'
      const { sign: signature, ...rest } = form
      const isRight = form.sign_type === 'RSA2' && sdk('ours').rsaCheck(textOf(rest), signature!, 'RSA2')
      return isRight ? undefined : 'isv.invalid-signature'
    },

    /** What the gateway says to who signs wrongly: not signed itself. */
    refusal: (form: Form, sub_code: string) => ({
      [member(form)]: { code: '40002', msg: 'Invalid Arguments', sub_code },
    }),

    /** A signed answer, with spaces and escapes that a re-serialised one would not have. */
    answer(form: Form, [code, content]: Answer, forged: boolean): string {
      const part = JSON.stringify({ code, msg: code === '10000' ? 'Success' : 'Business Failed', ...content }, null, 1)
        .replaceAll('/', '\\/')
        .replaceAll('\n', ' ')
      return `{"${member(form)}":${part},"sign":"${signText(part, forged ? 'stranger' : signing)}"}`
    },

    tradeOf: (payment: Payment) => ({
      ...{ out_trade_no: payment.number, trade_no: payment.id, buyer_logon_id: 'dan***@example.org' },
      ...{ total_amount: yuan(payment.minor), trade_status: statusOf(payment) },
      ...(payment.state === 'paid' && { send_pay_date: payment.more.paidAt, receipt_amount: yuan(payment.minor) }),
    }),
    refundOf: (payment: Payment, refund: Refund) => ({
      ...{ out_trade_no: payment.number, trade_no: payment.id, out_request_no: refund.number },
      ...{ total_amount: yuan(payment.minor), refund_amount: yuan(refund.minor) },
      refund_status: refund.state === 'done' ? 'REFUND_SUCCESS' : 'REFUND_PROCESSING',
    }),
    /** `refund_fee` is what went back in all. */
    givenBack: (payment: Payment, refund: Refund, again: boolean) => ({
      ...{ out_trade_no: payment.number, trade_no: payment.id, refund_fee: yuan(refunded(payment)) },
      fund_change: !again && refund.state === 'done' ? 'Y' : 'N',
    }),

    /** A notice of a payment, or of one of its refunds. @throws when the official library would not accept it */
    notice(payment: Payment, change: NoticeChange = {}): Notice {
      const { refund } = change
      const fields: Form = {
        ...{
          notify_time: nowText(change.at),
          notify_type: 'trade_status_sync',
          notify_id: randomBytes(17).toString('hex'),
        },
        ...{
          charset: 'utf-8',
          version: '1.0',
          auth_app_id: appId,
          app_id: change.foreign ? '2021009900000009' : appId,
        },
        ...{ trade_no: payment.id, out_trade_no: payment.number, trade_status: statusOf(payment), seller_id: sellerId },
        ...{
          total_amount: yuan(refund ? payment.minor : (change.minor ?? payment.minor)),
          subject: payment.description,
        },
        ...{ gmt_create: nowText(), gmt_payment: payment.more.paidAt ?? '', passback_params: 'a%20b+c' },
        ...(refund && { out_biz_no: refund.number, gmt_refund: nowText(), refund_fee: yuan(refunded(payment)) }),
        ...change.fields,
      }
      const key = change.stranger ? 'stranger' : signing
      const signed: Form = { ...fields, sign: signText(textOf(fields), key), sign_type: 'RSA2' }
      if (!sdk(key).checkNotifySignV2({ ...signed })) throw new Error('the official library refuses this notice')
      const body = new URLSearchParams(signed).toString()
      return {
        url: payment.notifyUrl,
        headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
        body: change.tamper ? body.replace(/total_amount=\d+/, 'total_amount=1') : body,
      }
    },
  }
}

/** A trade that was given back whole is closed. */
function statusOf(payment: Payment): string {
  if (payment.state === 'paid') return refunded(payment) === payment.minor ? 'TRADE_CLOSED' : 'TRADE_SUCCESS'
  return payment.state === 'closed' ? 'TRADE_CLOSED' : 'WAIT_BUYER_PAY'
}
