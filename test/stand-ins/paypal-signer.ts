import { randomUUID, sign } from 'node:crypto'
import type { Clock } from '../../src/lib/clock.ts'
import { type Payment, type Refund, refunded } from './bank.ts'
import type { Notice } from './sending.ts'
import type { NoticeChange } from './stand-in.ts'
import { type KeyName, keyPair } from './throw-away-keys.ts'

export const webhookId = '1JE4291016473214C'
export type PayPalSigner = ReturnType<typeof createPayPalSigner>

/** An amount as PayPal writes it, in its smallest unit; undefined when the decimals are not those of the currency. */
export function minorOf({ currency_code, value }: { currency_code: string; value: string }): bigint | undefined {
  const shape = currency_code === 'JPY' ? /^\d{1,9}$/ : /^\d{1,9}\.\d\d$/
  return shape.test(value) ? BigInt(value.replace('.', '')) : undefined
}

const amountOf = (minor: bigint, currency_code: string) => {
  const digits = minor.toString().padStart(3, '0')
  return { currency_code, value: currency_code === 'JPY' ? `${minor}` : `${digits.slice(0, -2)}.${digits.slice(-2)}` }
}

/** The CRC-32 of PNG and gzip (ISO 3309), bit by bit: not the one that our own check calls. */
function crc(bytes: Uint8Array): number {
  let rest = 0xffffffff
  for (const byte of bytes) {
    rest ^= byte
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1
  }
  return (rest ^ 0xffffffff) >>> 0
}

export function createPayPalSigner(clock: Clock) {
  let signing: { key: KeyName; certificate: string } = { key: 'provider', certificate: 'paypal' }

  const event = (type: string, resource: unknown, payment: Payment, change: NoticeChange = {}): Notice => {
    const body = JSON.stringify({ id: `WH-${randomUUID()}`, event_type: type, resource_version: '2.0', resource })
    const time = (change.at ?? clock.now()).toISOString()
    const id = randomUUID()
    const key = change.stranger ? 'stranger' : signing.key
    const text = `${id}|${time}|${webhookId}|${crc(Buffer.from(body))}`
    const certificate = change.stranger ? 'paypalOfStranger' : signing.certificate
    return {
      url: payment.notifyUrl,
      headers: {
        'content-type': 'application/json',
        'paypal-transmission-id': id,
        'paypal-transmission-time': time,
        'paypal-auth-algo': 'SHA256withRSA',
        'paypal-cert-url': `https://api.paypal.com/v1/notifications/certs/${certificate}`,
        'paypal-transmission-sig': sign('sha256', Buffer.from(text), keyPair(key).privateKey).toString('base64'),
      },
      body: change.tamper ? body.replace('"2.0"', '"2.1"') : body,
    }
  }

  const captureOf = (payment: Payment) => ({
    ...captureIn(payment),
    supplementary_data: { related_ids: { order_id: payment.id } },
  })
  return {
    captureOf,
    event,
    changeKeys() {
      signing = { key: 'providerNext', certificate: 'paypalNext' }
    },
    /** The buyer has agreed: the shop may take the money. */
    approved: (payment: Payment) => event('CHECKOUT.ORDER.APPROVED', orderOf(payment), payment),

    /** Of the capture of a payment, or of one of its refunds. */
    notice(payment: Payment, change: NoticeChange = {}): Notice {
      const { refund, minor = payment.minor, currency = payment.currency } = change
      if (refund) {
        const type = refund.state === 'failed' ? 'PAYMENT.REFUND.FAILED' : 'PAYMENT.CAPTURE.REFUNDED'
        return event(type, refundOf(payment, refund), payment, change)
      }
      const custom = change.foreign && { custom_id: 'an order of another shop' }
      const capture = { ...captureOf(payment), amount: amountOf(minor, currency), ...custom }
      return event('PAYMENT.CAPTURE.COMPLETED', capture, payment, change)
    },

    /** The transactions of a span, one on a page, oldest first. */
    booked(payments: readonly Payment[], { start_date, end_date, page = '1' }: Record<string, string>) {
      const span = Date.parse(end_date!) - Date.parse(start_date!)
      const within = payments.filter(({ more }) => more.paidAt && more.paidAt >= start_date! && more.paidAt < end_date!)
      const lines = span > 31 * 86_400_000 ? [] : within.flatMap(bookedOf)
      return {
        transaction_details: lines.slice(Number(page) - 1, Number(page)),
        total_pages: Math.max(1, lines.length),
      }
    },

    /** The buyer asks their money back at PayPal's desk; and how that ended. */
    dispute(
      payment: Payment,
      outcome_code?: string,
      status = outcome_code ? 'RESOLVED' : 'WAITING_FOR_SELLER_RESPONSE',
    ) {
      const due = new Date(Date.parse(payment.more.paidAt ?? clock.now().toISOString()) + 10 * 86_400_000)
      const dispute = {
        ...{ dispute_id: disputeIdOf(payment), dispute_amount: amountOf(payment.minor, payment.currency) },
        ...{ disputed_transactions: [{ seller_transaction_id: `C-${payment.id}` }], status },
        ...{ reason: 'MERCHANDISE_OR_SERVICE_NOT_RECEIVED', seller_response_due_date: due.toISOString() },
        ...(outcome_code && { dispute_outcome: { outcome_code } }),
      }
      payment.more.dispute = status
      const type = outcome_code ? 'RESOLVED' : status === 'UNDER_REVIEW' ? 'UPDATED' : 'CREATED'
      return event(`CUSTOMER.DISPUTE.${type}`, dispute, payment)
    },
  }
}

export const disputeIdOf = ({ id }: Payment) => `PP-D-${id}`

function captureIn(payment: Payment) {
  const back = refunded(payment)
  const status = back === 0n ? 'COMPLETED' : back === payment.minor ? 'REFUNDED' : 'PARTIALLY_REFUNDED'
  const amount = amountOf(payment.minor, payment.currency)
  return { id: `C-${payment.id}`, status, amount, custom_id: payment.more.customId, final_capture: true }
}

const refundStates = { open: 'PENDING', done: 'COMPLETED', failed: 'FAILED' } as const

export const refundOf = (payment: Payment, { id, minor, state, tag }: Refund) => ({
  ...{ id: `R-${id}`, status: refundStates[state], amount: amountOf(minor, payment.currency) },
  ...(tag && { custom_id: tag }),
  links: [
    { rel: 'self', href: `https://api-m.paypal.com/v2/payments/refunds/R-${id}`, method: 'GET' },
    { rel: 'up', href: `https://api-m.paypal.com/v2/payments/captures/C-${payment.id}`, method: 'GET' },
  ],
})

export function orderOf(payment: Payment) {
  const isPaid = payment.state === 'paid'
  const open = payment.more.agreed ? 'APPROVED' : 'PAYER_ACTION_REQUIRED'
  return {
    ...{ id: payment.id, intent: 'CAPTURE', status: isPaid ? 'COMPLETED' : open },
    links: [{ rel: 'payer-action', href: payment.more.page, method: 'GET' }],
    purchase_units: [
      {
        ...{ reference_id: 'default', custom_id: payment.more.customId },
        amount: amountOf(payment.minor, payment.currency),
        ...(isPaid && {
          payments: { captures: [captureIn(payment)], refunds: payment.refunds.map((one) => refundOf(payment, one)) },
        }),
      },
    ],
  }
}

function bookedOf(payment: Payment) {
  const { currency, more } = payment
  const at = more.paidAt!.replace(/\.\d+Z$/, '+0000')
  const line = (transaction_id: string, code: string, minor: bigint, fee: bigint, custom_field: string | undefined) => {
    const signed = (one: bigint) => {
      const { value } = amountOf(one < 0n ? -one : one, currency)
      return { currency_code: currency, value: one < 0n ? `-${value}` : value }
    }
    const dates = { transaction_initiation_date: at, transaction_updated_date: at }
    const money = { transaction_amount: signed(minor), fee_amount: signed(fee) }
    const info = {
      transaction_id,
      transaction_event_code: code,
      ...dates,
      ...money,
      transaction_status: 'S',
      custom_field,
    }
    return { transaction_info: info }
  }
  const done = payment.refunds.filter(({ state }) => state === 'done')
  return [
    line(`C-${payment.id}`, 'T0006', payment.minor, -(payment.minor / 30n), more.customId),
    ...done.map(({ id, minor, tag }) => line(`R-${id}`, 'T1107', -minor, minor / 30n, tag)),
  ]
}
