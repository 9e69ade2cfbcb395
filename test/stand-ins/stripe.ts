import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Stripe from 'stripe'
import { createStripe } from '../../src/doors/payments/stripe/provider.ts'
import { createBank, type Payment } from './bank.ts'
import type { Choice } from './buyer-page.ts'
import { createSending, type Manner, type Notice, postByFetch } from './sending.ts'
import { type NoticeChange, openSite, rawOf, type StandIn, type StandInNeeds } from './stand-in.ts'
import * as api from './stripe-api.ts'
import { createVault, type Vault } from './stripe-keeping.ts'
import { type DisputeStatus, disputeOf, isExpired, paymentIntentOf, refundOf, sessionOf } from './stripe-objects.ts'
import { challengePage, checkoutPage } from './stripe-page.ts'

export const secretKey = 'sk_test_a_key_of_nobody'
const firstSecret = 'whsec_the_first_secret_of_the_endpoint'
const secondSecret = 'whsec_the_second_secret_of_the_endpoint'
export const webhookSecret = `${firstSecret},${secondSecret}`

const hour = 3_600_000
/** Live mode tries for three days, with growing gaps. */
const pausesMs = [60e3, 5 * 60e3, 30 * 60e3, hour, 2 * hour, 4 * hour, 8 * hour, 12 * hour, 12 * hour, 12 * hour]

export type StripeStandIn = StandIn & {
  vault: Vault
  /** Ends a debit that was under way. */
  endDebit(providerRef: string, paid: boolean, manner?: Manner): void
  disputeStands(providerRef: string, status: DisputeStatus): Notice
}

/** Stripe: Checkout sessions, refunds, balance, idempotency, a hosted page. Notices are signed by its own library. */
export async function openStripe(needs: StandInNeeds & { methods?: readonly string[] }): Promise<StripeStandIn> {
  const { clock, baseUrl, post = postByFetch, methods = ['card', 'alipay', 'wechat_pay', 'sepa_debit'] } = needs
  const bank = createBank('')
  const sending = createSending({ clock, post, pausesMs, isTaken: ({ status }) => status >= 200 && status < 300 })
  let secret = firstSecret
  let count = 0
  const vault = createVault()

  function event(type: string, object: unknown, change: NoticeChange = {}, id = `evt_${++count}`): Notice {
    const body = JSON.stringify({
      ...{ id, object: 'event', type, api_version: '2026-10-28.endive', livemode: false },
      ...{ created: Math.floor(clock.now().getTime() / 1000), data: { object }, request: { id: null } },
      ...(change.foreign && { account: 'acct_of_another' }),
    })
    const timestamp = Math.floor((change.at ?? clock.now()).getTime() / 1000)
    const key = change.stranger ? 'whsec_of_a_stranger' : secret
    const header = Stripe.webhooks.generateTestHeaderString({ payload: body, secret: key, timestamp })
    return {
      url: `${baseUrl()}/api/webhooks/payments/stripe`,
      headers: { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': header },
      body: change.tamper ? body.replace('"event"', '"Event"') : body,
    }
  }

  function notice(payment: Payment, change: NoticeChange = {}): Notice {
    const { refund } = change
    if (refund) {
      const type = refund.state === 'failed' ? 'refund.failed' : 'refund.updated'
      return event(type, refundOf(payment, { ...refund, minor: change.minor ?? refund.minor }), change)
    }
    const changed = {
      ...{ ...payment, minor: change.minor ?? payment.minor },
      currency: (change.currency ?? payment.currency).toLowerCase(),
    }
    if (payment.more.direct) return event('payment_intent.succeeded', paymentIntentOf(changed), change)
    const session = sessionOf(changed, clock.now())
    const type = session.status === 'expired' ? 'expired' : 'completed'
    return event(`checkout.session.${type}`, session, change)
  }

  const tell = (payment: Payment, manner: Manner = 'once') => {
    const id = `evt_${++count}`
    const { state } = payment
    sending.send(() => {
      const session = sessionOf({ ...payment, state }, clock.now())
      const type = session.status === 'expired' ? 'expired' : 'completed'
      return event(`checkout.session.${type}`, session, {}, id)
    }, manner)
  }

  function choose(payment: Payment, choice: Choice, manner: Manner = 'once'): void {
    if (choice === 'leave' || isExpired(payment, clock.now()) || payment.more.processing) return
    payment.more.tried = 'yes'
    if (choice === 'decline') {
      // The page stays, another card may be taken; the shop may hear of the try.
      const failed = { id: payment.more.payment, object: 'payment_intent', status: 'requires_payment_method' }
      sending.send(() => event('payment_intent.payment_failed', failed), manner)
      return
    }
    if (payment.more.method === 'sepa_debit') payment.more.processing = 'yes'
    else if (!bank.decide(payment, 'paid')) return
    payment.more.paidAt = clock.now().toISOString()
    tell(payment, manner)
  }

  function disputed(payment: Payment, status: DisputeStatus): Notice {
    payment.more.dispute = status
    const isOver = status === 'won' || status === 'lost'
    const type = isOver ? 'closed' : status.endsWith('needs_response') ? 'created' : 'updated'
    return event(`charge.dispute.${type}`, disputeOf(payment, status))
  }

  const standIn = {
    ...{ sending, notice, vault, slowRefunds: false },
    payment: (ref: string) => bank.byNumber(ref),
    pageOf: async (step: Awaited<ReturnType<StandIn['provider']['createIntent']>>['step']) =>
      step.kind === 'redirect' ? step.url : Promise.reject(new Error(`Stripe gives pages, not ${step.kind}`)),
    choose: async (ref: string, choice: Choice, manner?: Manner) => choose(bank.byNumber(ref)!, choice, manner),
    endRefund(ref: string, number: string, state: 'done' | 'failed', manner: Manner = 'once') {
      const payment = bank.byNumber(ref)!
      const refund = payment.refunds.find((one) => one.number === number)!
      refund.state = state
      sending.send(() => notice(payment, { refund: { ...refund } }), manner)
    },
    endDebit(ref: string, paid: boolean, manner: Manner = 'once') {
      const payment = bank.byNumber(ref)!
      payment.more.processing = 'over'
      if (paid) bank.decide(payment, 'paid')
      const type = `checkout.session.async_payment_${paid ? 'succeeded' : 'failed'}`
      sending.send(() => event(type, sessionOf(payment, clock.now())), manner)
    },
    disputeStands: (ref: string, status: DisputeStatus) => disputed(bank.byNumber(ref)!, status),
    dispute: (ref: string, became: 'opened' | 'won' | 'lost') =>
      disputed(bank.byNumber(ref)!, became === 'opened' ? 'needs_response' : became),
    answered: (ref: string) => bank.byNumber(ref)!.more.evidence,
    changeKeys: () => {
      secret = secondSecret
    },
  }
  const site = await openSite({
    ...{ title: 'Stripe', colour: '#4b45c6', api: /^\/v1\//, bank, choose },
    routes(app) {
      pages(app, bank, clock, { choose, vault, tell: (payment) => sending.send(() => notice(payment)) })
      const world = { bank, clock, url: () => site.url, slowRefunds: () => standIn.slowRefunds }
      const onExpired = (payment: Payment) => tell(payment)
      const onRefund = (payment: Payment, number: string) =>
        sending.send(() => notice(payment, { refund: payment.refunds.find((one) => one.number === number)! }))
      const onPaid = (payment: Payment) => sending.send(() => notice(payment))
      const onDispute = (payment: Payment, status: DisputeStatus) => sending.send(() => disputed(payment, status))
      api.mount(app, { ...world, secretKey, onExpired, onRefund, vault, onPaid, onDispute })
    },
  })
  const settings = { secretKey, webhookSecrets: webhookSecret.split(','), methods, origin: new URL(site.url) }
  const provider = createStripe(settings, { baseUrl })
  return Object.assign(standIn, { ...site, provider, [Symbol.asyncDispose]: site.close })
}

type Page = { Params: { id: string }; Querystring: Record<string, string> }

function pages(
  app: FastifyInstance,
  bank: ReturnType<typeof createBank>,
  clock: StandInNeeds['clock'],
  {
    choose,
    vault,
    tell,
  }: {
    choose: (payment: Payment, choice: Choice, manner: Manner) => void
    vault: Vault
    tell: (payment: Payment) => void
  },
): void {
  const show = (reply: FastifyReply, html: string) => reply.type('text/html; charset=utf-8').send(html)
  const paymentOf = (request: FastifyRequest<Page>) => bank.byNumber(request.params.id)
  app.get<Page>('/c/pay/:id', (request, reply) => {
    const payment = paymentOf(request)
    if (!payment) return reply.code(404).send('There is no such session')
    const over = payment.state === 'closed' || isExpired(payment, clock.now())
    return show(reply, checkoutPage(payment, over, request.query.refused !== undefined))
  })
  app.post<Page>('/c/pay/:id', (request, reply) => {
    const payment = paymentOf(request)
    if (!payment) return reply.code(404).send('There is no such session')
    const form = Object.fromEntries(new URLSearchParams(rawOf(request).toString()))
    const { step, manner = 'once', keep } = form as { step: string; manner?: Manner; keep?: string }
    if (keep && payment.more.customer) vault.keep(payment.more.customer, step === 'ask' ? 'asks' : 'pays')
    if (step === 'ask') return show(reply, challengePage(manner))
    const refused = step === 'decline' || step === 'fail'
    choose(payment, refused ? 'decline' : 'pay', manner)
    return reply.redirect(refused ? `/c/pay/${payment.number}?refused=1` : payment.returnUrl, 303)
  })
  // 3-D Secure of a card that is charged without Checkout's page.
  app.get<Page>('/c/ask/:id', (_request, reply) => show(reply, challengePage('once')))
  app.post<Page>('/c/ask/:id', (request, reply) => {
    const payment = paymentOf(request)
    if (!payment) return reply.code(404).send('There is no such payment')
    const approved = new URLSearchParams(rawOf(request).toString()).get('step') === 'approve'
    if (!approved) payment.more.failed = 'payment_intent_authentication_failure'
    else if (bank.decide(payment, 'paid')) {
      payment.more.paidAt = clock.now().toISOString()
      tell(payment)
    }
    return reply.redirect(payment.returnUrl, 303)
  })
}
