import Stripe from 'stripe'
import type { AskedIntent, IntentWish, Keeper, KeptMethod, PaymentNotice } from '../../doors.ts'
import { fromStripe, toStripe } from './amounts.ts'
import { asking } from './troubles.ts'

/*
 * What Stripe keeps for a buyer: saved on its own page with their word (Checkout), charged as a PaymentIntent of its own
 * while they are there. Such a payment is told from one of a session by its metadata.
 */

/** Our reference is a PaymentIntent, not a session. */
export const isDirect = (ref: string) => ref.startsWith('pi_')

export function createKeeper(stripe: Stripe, baseUrl: () => string): Keeper {
  return {
    async open({ personId, email }) {
      const wish = { email, metadata: { personId } }
      return (await asking(() => stripe.customers.create(wish, { idempotencyKey: `customer.${personId}` }))).id
    },

    async list(customer) {
      const { data } = await asking(() => stripe.customers.listPaymentMethods(customer, { limit: 20 }))
      return data.flatMap(keptOf)
    },

    async pay(wish) {
      const key = { idempotencyKey: `intent.${wish.intentId}` }
      try {
        return answerOf(await asking(() => stripe.paymentIntents.create(chargeFor(wish, baseUrl()), key), 'card'))
      } catch (error) {
        // The bank said no: the payment is there, and came to nothing.
        const payment = error instanceof Stripe.errors.StripeCardError ? error.payment_intent : undefined
        if (!payment) throw error
        return { providerRef: payment.id, step: null, notices: directNews(payment) }
      }
    },

    async forget(ref) {
      await stripe.paymentMethods.detach(ref).catch((error) => {
        if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error
      })
    },
  }
}

const keptOf = ({ id, type, card }: Stripe.PaymentMethod): KeptMethod[] =>
  type === 'card' && card
    ? [
        {
          ...{ ref: id, method: 'card', label: `${brandName(card.brand)} •••• ${card.last4}` },
          expires: `${card.exp_year}-${String(card.exp_month).padStart(2, '0')}`,
        },
      ]
    : []

const brandName = (brand: string) => brand.charAt(0).toUpperCase() + brand.slice(1)

/** 3-D Secure whenever the card has it (docs.stripe.com/payments/3d-secure/authentication-flow, manual request). */
export const asksBank = { request_three_d_secure: 'any' as const }

function chargeFor(
  {
    intentId,
    orderNumber,
    amount,
    customerRef,
    keptRef,
    method,
    returnUrl,
    email,
    offSession,
    stepUp,
  }: Parameters<Keeper['pay']>[0],
  baseUrl: string,
): Stripe.PaymentIntentCreateParams {
  return {
    ...{ amount: toStripe(amount.minor, amount.currency), currency: amount.currency.toLowerCase() },
    ...{ customer: customerRef, payment_method: keptRef, allowed_payment_method_types: [method] },
    ...(method === 'card' && stepUp && { payment_method_options: { card: asksBank } }),
    ...{ confirm: true, off_session: offSession, receipt_email: email },
    // Nobody is there who could come back from a page.
    ...(!offSession && { return_url: `${baseUrl}${returnUrl}` }),
    ...{ description: orderNumber, metadata: { intentId, orderNumber, direct: 'yes' } },
  }
}

function answerOf(payment: Stripe.PaymentIntent): AskedIntent {
  const url = payment.status === 'requires_action' ? payment.next_action?.redirect_to_url?.url : undefined
  return { providerRef: payment.id, step: url ? { kind: 'redirect', url } : null, notices: directNews(payment) }
}

/** What a payment that was charged directly says of itself. */
export function directNews(payment: Stripe.PaymentIntent): PaymentNotice[] {
  const { id: providerRef, metadata, amount, currency, status } = payment
  if (metadata.direct !== 'yes' || !metadata.intentId) return []
  const about = { intentId: metadata.intentId, providerRef, amount: fromStripe(amount, currency) }
  const news = (kind: 'captured' | 'pending' | 'declined', reason?: string): PaymentNotice[] => [
    { ...about, eventId: `${providerRef}.${kind}.${about.amount.minor}`, kind, ...(reason && { reason }) },
  ]
  if (status === 'succeeded') return news('captured')
  if (status === 'processing') return news('pending')
  if (status === 'canceled') return news('declined', 'expired')
  const failed = payment.last_payment_error
  if (status !== 'requires_payment_method' || !failed) return []
  const asked = ['payment_intent_authentication_failure', 'authentication_required'].includes(failed.code ?? '')
  return news('declined', asked ? 'authentication_failed' : 'card_declined')
}

/** What a session needs to offer what is kept, and to keep more with the buyer's word. */
export const keeping = ({ customerRef, email }: IntentWish): Partial<Stripe.Checkout.SessionCreateParams> =>
  customerRef
    ? { customer: customerRef, saved_payment_method_options: { payment_method_save: 'enabled' } }
    : { customer_email: email }
