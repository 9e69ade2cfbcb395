import Stripe from 'stripe'
import { refuse } from '../../../lib/problems.ts'
import { paymentProblems as problem } from '../../../modules/payments/problems.ts'
import type { IntentWish, KnownIntent, PaymentNotice, PaymentProvider } from '../../doors.ts'
import { bornAt } from '../own-ids.ts'
import { assertSigned } from '../timestamped-signature.ts'
import { toStripe } from './amounts.ts'
import { createDesk } from './disputes.ts'
import { asksBank, createKeeper, directNews, isDirect, keeping } from './keeper.ts'
import { disputeNews, failedLater, type Known, knownIn, refundNews, sessionNews } from './notices.ts'
import type { StripeSettings } from './settings.ts'
import { settledBetween } from './settlement.ts'
import { asking } from './troubles.ts'

const hourMs = 3_600_000

/**
 * Stripe, by its own client and its own page (Checkout): card numbers are typed there and never reach us, and what a
 * bank or a wallet asks for is Stripe's affair. Our reference is the session's id.
 * @param baseUrl how people reach this install, without a slash at the end; read late
 */
export function createStripe(settings: StripeSettings, { baseUrl }: { baseUrl: () => string }): PaymentProvider {
  const { secretKey, webhookSecrets, methods, origin } = settings
  const stripe = new Stripe(secretKey, {
    host: origin.hostname,
    protocol: origin.protocol === 'http:' ? 'http' : 'https',
    ...(origin.port && { port: origin.port }),
    ...{ maxNetworkRetries: 1, timeout: 20_000, telemetry: false },
  })
  const sessions = stripe.checkout.sessions
  const refundsOf = (payment: string) => stripe.refunds.list({ payment_intent: payment, limit: 100 })

  /** The session that a payment was made in. Undefined for a payment of another shop on the same account. */
  async function knownBy(payment: string | { id: string } | null): Promise<Known | undefined> {
    if (!payment) return undefined
    const found = await sessions.list({ payment_intent: idOf(payment), limit: 1 })
    if (found.data[0]) return knownIn(found.data[0])
    const { id, metadata } = await stripe.paymentIntents.retrieve(idOf(payment))
    return metadata.direct === 'yes' && metadata.intentId ? { intentId: metadata.intentId, providerRef: id } : undefined
  }

  async function newsOf({ type, data: { object } }: Stripe.Event): Promise<readonly PaymentNotice[]> {
    if (type === 'checkout.session.async_payment_failed') return failedLater(object as Stripe.Checkout.Session)
    if (type.startsWith('checkout.session.')) return sessionNews(object as Stripe.Checkout.Session)
    if (type.startsWith('payment_intent.')) return directNews(object as Stripe.PaymentIntent)
    if (/^(refund\.|charge\.refund\.)/.test(type)) {
      const refund = object as Stripe.Refund
      const known = await knownBy(refund.payment_intent)
      return known ? refundNews(known, refund) : []
    }
    if (!type.startsWith('charge.dispute.')) return []
    const dispute = object as Stripe.Dispute
    const known = await knownBy(dispute.payment_intent)
    return known ? disputeNews(known, dispute) : []
  }

  return {
    name: 'stripe',
    methods,

    async createIntent(wish) {
      const key = { idempotencyKey: `intent.${wish.intentId}` }
      const session = await asking(() => sessions.create(sessionFor(wish, baseUrl()), key))
      if (!session.url) throw new Error(`Stripe gave no page for ${wish.intentId}`)
      return { providerRef: session.id, step: { kind: 'redirect', url: session.url } }
    },

    keeper: createKeeper(stripe, baseUrl),
    disputes: createDesk(stripe),

    async findIntent({ intentId, providerRef, refunds }) {
      if (isDirect(providerRef)) {
        const news = directNews(await stripe.paymentIntents.retrieve(providerRef))
        if (refunds.length === 0) return news
        const known = { intentId, providerRef }
        return [...news, ...(await refundsOf(providerRef)).data.flatMap((refund) => refundNews(known, refund))]
      }
      const session = await sessions.retrieve(providerRef, { expand: ['payment_intent'] })
      const payment = session.payment_intent as Stripe.PaymentIntent | null
      const known = knownIn(session)
      if (!known) return []
      const cameToNothing = session.payment_status === 'unpaid' && payment?.status === 'requires_payment_method'
      if (session.status === 'complete' && cameToNothing) return failedLater(session)
      const news = sessionNews(session)
      if (refunds.length === 0 || !payment) return news
      return [...news, ...(await refundsOf(payment.id)).data.flatMap((refund) => refundNews(known, refund))]
    },

    async withdraw({ providerRef }) {
      const closing = isDirect(providerRef) ? stripe.paymentIntents.cancel(providerRef) : sessions.expire(providerRef)
      await closing.catch(ignoringWhatIsOver)
    },

    async refund({ refundId, amount, intent }) {
      const isAlone = isDirect(intent.providerRef)
      const payment = isAlone ? intent.providerRef : (await sessions.retrieve(intent.providerRef)).payment_intent
      const known = { intentId: intent.intentId, providerRef: intent.providerRef }
      if (!payment) return [impossible(intent, refundId, amount, 'not_paid')]
      // Keys of idempotency are forgotten after a day, and a job may come later.
      const before = (await refundsOf(idOf(payment))).data.find(({ metadata }) => metadata?.refundId === refundId)
      if (before) return refundNews(known, before)
      const metadata = { refundId, intentId: intent.intentId }
      const wish = { payment_intent: idOf(payment), amount: toStripe(amount.minor, amount.currency), metadata }
      try {
        return refundNews(known, await stripe.refunds.create(wish, { idempotencyKey: `refund.${refundId}` }))
      } catch (error) {
        if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error
        return [impossible(intent, refundId, amount, error.code ?? 'refused')]
      }
    },

    readNotices(headers, raw, now) {
      assertSigned(webhookSecrets, headers['stripe-signature'], raw, now)
      const event = readEvent(raw)
      // Of an account that is connected to ours: none of our payments.
      return event.account ? [] : newsOf(event)
    },

    settled: (from, to) => settledBetween(stripe, from, to),
  }
}

const idOf = (thing: string | { id: string }) => (typeof thing === 'string' ? thing : thing.id)

const languages: Record<string, Stripe.Checkout.SessionCreateParams.Locale> = { fr: 'fr', 'zh-Hans': 'zh' }

function sessionFor(wish: IntentWish, baseUrl: string): Stripe.Checkout.SessionCreateParams {
  const { intentId, orderNumber, amount, description, locale, method, returnUrl } = wish
  const metadata = { intentId, orderNumber }
  const back = `${baseUrl}${returnUrl}`
  const price = { currency: amount.currency.toLowerCase(), unit_amount: toStripe(amount.minor, amount.currency) }
  return {
    mode: 'payment',
    allowed_payment_method_types: [method],
    line_items: [{ quantity: 1, price_data: { ...price, product_data: { name: `${description}, ${orderNumber}` } } }],
    ...{ client_reference_id: intentId, metadata, payment_intent_data: { metadata, description: orderNumber } },
    ...keeping(wish),
    locale: languages[locale] ?? 'en',
    ...(method === 'card' && wish.stepUp && { payment_method_options: { card: asksBank } }),
    ...(method === 'wechat_pay' && { payment_method_options: { wechat_pay: { client: 'web' as const } } }),
    ...{ success_url: back, cancel_url: back },
    // At least half an hour ahead, says Stripe; the same at every try, says idempotency.
    expires_at: Math.floor((bornAt(intentId).getTime() + hourMs) / 1000),
  }
}

function readEvent(raw: Uint8Array): Stripe.Event {
  let event: Partial<Stripe.Event> | null
  try {
    event = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw))
  } catch {
    throw refuse(problem.brokenNotice)
  }
  if (event?.object !== 'event' || typeof event.type !== 'string' || !event.data?.object) {
    throw refuse(problem.brokenNotice)
  }
  return event as Stripe.Event
}

/** A page that was paid on, or that has expired, cannot be closed: that is no failure. */
function ignoringWhatIsOver(error: unknown): void {
  if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error
}

const impossible = (
  { intentId, providerRef }: KnownIntent,
  refundId: string,
  amount: KnownIntent['amount'],
  reason: string,
): PaymentNotice => ({
  ...{ intentId, providerRef, refundId, amount, reason },
  ...{ eventId: `${refundId}.refused`, kind: 'refundFailed' },
})
