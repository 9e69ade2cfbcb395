import * as z from 'zod'
import { refuse } from '../../../lib/problems.ts'
import { paymentProblems as problem } from '../../../modules/payments/problems.ts'
import type { KnownIntent, PaymentNotice, PaymentProvider } from '../../doors.ts'
import { decimalOf } from '../decimal.ts'
import { callProvider } from '../provider-call.ts'
import type { ProviderNeeds } from '../provider-needs.ts'
import { mayPass, ProviderTrouble } from '../provider-trouble.ts'
import { createClient, type PayPalClient } from './client.ts'
import { createDesk } from './disputes.ts'
import {
  captureNews,
  captureOf,
  moneyShape,
  type Order,
  orderOf,
  orderShape,
  readTag,
  refundNews,
  refundTag,
  unitOf,
} from './orders.ts'
import type { PayPalSettings } from './settings.ts'
import { bookedRows } from './settlement.ts'
import { eventShape, newsOf } from './webhook-news.ts'
import { checkWebhook, signingKeys } from './webhooks.ts'

const me = 'paypal'
/** What PayPal takes of our currencies; CNY is for accounts within China alone. */
const taken = ['EUR', 'USD', 'GBP', 'CHF', 'HKD', 'JPY']
/** In an order's `custom_id`, instead of the intent: nobody takes this money any more. */
const withdrawnTag = 'withdrawn'

/**
 * PayPal by its own page. The buyer agrees there, and the money is ours when we take it: whoever asks what became of a
 * payment (`findIntent`) does.
 */
export function createPayPal(settings: PayPalSettings, needs: ProviderNeeds): PaymentProvider {
  const client = createClient(settings, needs)
  const keyOf = signingKeys(settings, (url) =>
    callProvider(
      me,
      needs,
      () => ({ url, init: { method: 'GET' } }),
      ({ status, raw }) => {
        if (status !== 200) throw new ProviderTrouble(me, status >= 500 ? 'busy' : 'refused', String(status), url)
        return raw.toString()
      },
    ),
  )

  return {
    name: me,
    methods: ['paypal'],
    disputes: createDesk(client),

    async createIntent(wish) {
      if (!taken.includes(wish.amount.currency)) throw new ProviderTrouble(me, 'wrongCurrency', wish.amount.currency)
      const wanted = orderOf(wish, `${needs.baseUrl()}${wish.returnUrl}`)
      const order = await client.post('/v2/checkout/orders', wish.intentId, wanted, orderShape)
      const page = order.links.find(({ rel }) => rel === 'payer-action' || rel === 'approve')
      if (!page) throw new ProviderTrouble(me, 'unreadable', order.id, 'an order without a page to pay on')
      return { providerRef: order.id, step: { kind: 'redirect', url: page.href } }
    },

    async findIntent(known) {
      const { order, refusal } = await take(client, known, await client.get(orderPath(known), orderShape))
      const capture = captureOf(order)
      const { intentId, providerRef, amount } = known
      if (capture) return [...captureNews({ intentId, providerRef }, capture), ...refundsIn(order, known)]
      const reason = refusal ?? whyNever(order)
      if (reason === undefined) return []
      return [{ eventId: `${reason}.${order.id}`, intentId, providerRef, amount, kind: 'declined', reason }]
    },

    // PayPal has no way to close an order: it is marked, and an order with the mark is never taken.
    async withdraw(known) {
      const path = "/purchase_units/@reference_id=='default'/custom_id"
      try {
        await client.patch(orderPath(known), [{ op: 'replace', path, value: withdrawnTag }])
      } catch (error) {
        if (mayPass(error) || !(error instanceof ProviderTrouble) || error.word === 'credentials') throw error
      }
    },

    refund: (wish) => giveBack(client, wish),

    async readNotices(headers, raw, now) {
      await checkWebhook(settings.webhookId, keyOf, headers, raw, now)
      const event = readEvent(raw)
      try {
        return await newsOf(client, event.event_type, event.resource)
      } catch (error) {
        throw error instanceof z.ZodError ? refuse(problem.brokenNotice) : error
      }
    },

    settled: (from, to) => bookedRows(client, from, to),
  }
}

const orderPath = ({ providerRef }: KnownIntent) => `/v2/checkout/orders/${encodeURIComponent(providerRef)}`

/** Takes the money of an order that the buyer has agreed to. The key makes a second taking the first one again. */
async function take(
  client: PayPalClient,
  known: KnownIntent,
  order: Order,
): Promise<{ order: Order; refusal?: string | undefined }> {
  if (order.status !== 'APPROVED' || unitOf(order)?.custom_id !== known.intentId) return { order }
  try {
    return { order: await client.post(`${orderPath(known)}/capture`, `${known.intentId}.take`, {}, orderShape) }
  } catch (error) {
    const decided = error instanceof ProviderTrouble && ['alreadyPaid', 'refused', 'closed'].includes(error.word)
    if (!decided) throw error
    const refusal = error.code === 'INSTRUMENT_DECLINED' ? 'card_declined' : 'payment_failed'
    return { order: await client.get(orderPath(known), orderShape), ...(error.word === 'refused' && { refusal }) }
  }
}

/** Why an order will never be paid; undefined while it may. */
function whyNever(order: Order): string | undefined {
  if (order.status === 'VOIDED') return 'expired'
  return unitOf(order)?.custom_id === withdrawnTag ? 'withdrawn' : undefined
}

/** The refunds that stand in an order: ours by their tag, others by PayPal's own id. */
const refundsIn = (order: Order, { intentId, providerRef }: KnownIntent): PaymentNotice[] =>
  (unitOf(order)?.payments?.refunds ?? []).flatMap((refund) =>
    refundNews(readTag(refund.custom_id) ?? { intentId, providerRef, refundId: refund.id }, refund),
  )

const givenShape = z.object({
  id: z.string(),
  status: z.enum(['COMPLETED', 'PENDING', 'FAILED', 'CANCELLED']),
  amount: moneyShape.optional(),
})

async function giveBack(
  client: PayPalClient,
  { refundId, amount, reason, intent }: Parameters<PaymentProvider['refund']>[0],
): Promise<PaymentNotice[]> {
  const { intentId, providerRef } = intent
  const about = { intentId, providerRef, refundId }
  const money = { currency_code: amount.currency, value: decimalOf(BigInt(amount.minor), amount.currency) }
  const capture = captureOf(await client.get(orderPath(intent), orderShape))
  if (!capture) throw new ProviderTrouble(me, 'notFound', providerRef, 'nothing was captured')
  const body = {
    amount: money,
    custom_id: refundTag(intentId, providerRef, refundId),
    ...(reason && { note_to_payer: [...reason].slice(0, 255).join('') }),
  }
  try {
    const given = await client.post(`/v2/payments/captures/${capture.id}/refund`, refundId, body, givenShape)
    return refundNews(about, { amount: money, ...given })
  } catch (error) {
    if (!(error instanceof ProviderTrouble) || !['refused', 'notFound', 'closed'].includes(error.word)) throw error
    const why = { kind: 'refundFailed' as const, reason: 'refund_refused' }
    return [{ eventId: `refund.${refundId}.refused`, ...about, amount, ...why }]
  }
}

function readEvent(raw: Uint8Array): z.infer<typeof eventShape> {
  try {
    return eventShape.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw)))
  } catch {
    throw refuse(problem.brokenNotice)
  }
}
