import type { PaymentNotice } from '../../doors.ts'
import type { Fields } from '../form.ts'
import { bornAt, compactId, fullId } from '../own-ids.ts'

/*
 * UnionPay knows a transaction by the merchant's number and the second it was made in, so both are derived from our id:
 * what is sent again is the same. What we call the reference of a payment is `number.second`.
 */

/** `YYYYMMDDhhmmss`, in Beijing. */
export const second = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace(/\D/g, '')

/** The instant of such a second; undefined for anything else. */
export function instantOf(text: string): Date | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text)
  if (!parts) return undefined
  const [, year, month, date, hour, minute, rest] = parts
  const at = new Date(`${year}-${month}-${date}T${hour}:${minute}:${rest}+08:00`)
  return Number.isNaN(at.getTime()) ? undefined : at
}

export type Transaction = { orderId: string; txnTime: string }

export const transactionOf = (id: string): Transaction => ({ orderId: compactId(id), txnTime: second(bornAt(id)) })
export const refOf = ({ orderId, txnTime }: Transaction): string => `${orderId}.${txnTime}`

/** The code of a currency (ISO 4217) as UnionPay writes it; it settles in yuan. */
export const yuan = '156'
const currencyOf = (code: string | undefined) => (code === yuan ? 'CNY' : (code ?? ''))

/** Done: `00`, and `A6` for done in part of the bank's ways. Unknown yet: to be asked again. */
const done = (code: string | undefined) => code === '00' || code === 'A6'
const open = (code: string | undefined) => code === undefined || ['03', '04', '05'].includes(code)

const digits = /^\d{1,12}$/

/**
 * What a payment's code says of it.
 * @param fields of a notice (`code` is its `respCode`) or of a query's answer (`origRespCode`)
 */
export function paymentNews(fields: Fields, code: string | undefined): PaymentNotice[] {
  const { orderId = '', txnTime = '', txnAmt = '', queryId = '' } = fields
  if (open(code) || !digits.test(txnAmt)) return []
  const about = {
    intentId: fullId(orderId),
    providerRef: refOf({ orderId, txnTime }),
    amount: { minor: BigInt(txnAmt).toString(), currency: currencyOf(fields.currencyCode) },
  }
  if (done(code)) return queryId ? [{ eventId: `paid.${queryId}.${txnAmt}`, ...about, kind: 'captured' }] : []
  return [{ eventId: `${code}.${orderId}`, ...about, kind: 'declined', reason: reasonOf(code) }]
}

/**
 * What a refund's code says of it.
 * @param about the payment it belongs to, which the refund's own message does not name
 */
export function refundNews(
  about: { intentId: string; providerRef: string },
  fields: Fields,
  code: string | undefined,
): PaymentNotice[] {
  const { orderId = '', txnAmt = '', queryId = '' } = fields
  if (open(code) || !digits.test(txnAmt)) return []
  const said = {
    ...about,
    refundId: fullId(orderId),
    amount: { minor: BigInt(txnAmt).toString(), currency: currencyOf(fields.currencyCode) },
  }
  if (done(code)) return [{ eventId: `refund.${queryId || orderId}`, ...said, kind: 'refunded' }]
  return [{ eventId: `refund.${orderId}.${code}`, ...said, kind: 'refundFailed', reason: 'refund_refused' }]
}

/** Codes of the gateway → our words; the rest is the bank's own no. */
function reasonOf(code: string | undefined): string {
  if (code === '02' || code === '42') return 'expired'
  if (code === '63' || code === '64') return 'insufficient_funds'
  return 'card_declined'
}
