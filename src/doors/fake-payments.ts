import { createHmac } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Clock } from '../lib/clock.ts'
import { unwire, wire } from '../lib/money.ts'
import type { Database } from '../lib/sql.ts'
import type { IntentWish, PaymentNotice, PaymentProvider } from './doors.ts'
import { type Behaviour, sendingsOf } from './fake-payments-cards.ts'
import { createFakeDesk, disputeNewsOf, openDispute } from './fake-payments-disputes.ts'
import { cardRefOf, createFakeKeeper } from './fake-payments-keeper.ts'
import { mountFakePages } from './fake-payments-pages.ts'
import { deliverWith, type Post } from './fake-payments-sending.ts'
import { readSignedNotice, signatureHeader } from './fake-payments-signature.ts'
import * as store from './fake-payments-store.ts'

export type FakePayments = PaymentProvider & {
  /** Serves the pages at `/fake-pay/…`. */
  mount(app: FastifyInstance): void
  /** Sends every webhook that is due, once. @returns how many were tried */
  deliverDue(): Promise<number>
  /** Keeps sending webhooks as they fall due. */
  start(): { stop(): Promise<void> }
}

/** What the pages ask of the provider. */
export type FakeBank = {
  payment(ref: string): Promise<store.FakePayment | undefined>
  /** A decision is final: a second one changes nothing. */
  decide(
    ref: string,
    decision: { kind: 'captured' | 'declined'; reason?: string; behaviour: Behaviour; instrument?: string | undefined },
  ): Promise<void>
  /** Keeps the card that was paid with, for the customer who said so. */
  keep(payment: store.FakePayment, card: { label: string; behaviour: Behaviour; expires: string }): Promise<void>
  /** The bank wants to see its customer first. */
  ask(ref: string, instrument?: string): Promise<void>
}

/**
 * A payment provider that moves no money and says so on its page, good enough to sell with: a hosted page, signed
 * webhooks with retries, refunds, and a card for every failure. Its memory is its own Postgres schema.
 * @param secret signs the webhooks
 * @param baseUrl where webhooks are sent to; read late, since the port may be known late
 * @param post sends a webhook and answers with the HTTP status
 */
export function createFakePayments(around: {
  database: Database
  clock: Clock
  secret: string
  baseUrl: () => string
  post: Post
  methods?: readonly string[]
}): FakePayments {
  const { database, clock, secret } = around
  if (secret.length < 16) throw new Error('the secret of the fake payment provider has at least 16 characters')
  const built = onceOnly(() => build(database))
  const write: Database['write'] = async (work) => built().then(() => database.write(work))
  const sending = deliverWith({ ...around, write })

  // The reference is the key to the page: it must not be guessable from the intent.
  const refOf = (intentId: string) =>
    `fp_${createHmac('sha256', secret).update(`ref.${intentId}`).digest('hex').slice(0, 32)}`

  const bank: FakeBank = {
    payment: (ref) => write((sql) => store.paymentByRef(sql, ref)),
    async decide(ref, { kind, reason, behaviour, instrument }) {
      await write(async (sql) => {
        const decided = await store.decidePayment(sql, ref, { state: kind, reason: reason ?? null, instrument })
        if (!decided) return
        const now = clock.now().getTime()
        const due = sendingsOf(behaviour).map((ms) => new Date(now + ms))
        await store.addSendings(sql, noticeOf(decided, kind), due)
        if (kind === 'captured' && behaviour === 'disputed') await openDispute(sql, clock.now(), decided)
      })
      sending.wake()
    },
    async keep({ customer }, card) {
      if (customer)
        await write((sql) => store.keepCard(sql, { ...card, customer, cardRef: cardRefOf(customer, card.label) }))
    },
    async ask(ref, instrument) {
      await write((sql) => store.decidePayment(sql, ref, { state: 'asked', reason: null, instrument }))
    },
  }

  async function open(asked: IntentWish): Promise<string> {
    const {
      intentId,
      amount,
      orderNumber,
      description,
      locale,
      returnUrl,
      customerRef: customer = null,
      stepUp = false,
    } = asked
    const { minor: amountMinor, currency } = unwire(amount)
    const wish = {
      ref: refOf(intentId),
      intentId,
      amountMinor,
      currency,
      orderNumber,
      description,
      locale,
      customer,
      stepUp,
    }
    const payment = await write((sql) => store.keepPayment(sql, { ...wish, returnUrl }))
    if (payment?.amountMinor !== amountMinor || payment.currency !== currency) {
      throw new Error(`the intent ${intentId} was asked for before, with another amount`)
    }
    return payment.ref
  }

  const news = (intentId: string): Promise<PaymentNotice[]> =>
    write(async (sql) => {
      const payment = await store.paymentByIntent(sql, intentId)
      if (!payment || payment.state === 'open' || payment.state === 'asked') return []
      if (payment.state === 'declined') return [noticeOf(payment, 'declined')]
      const refunds = await store.refundsOf(sql, payment.ref)
      const disputes = await disputeNewsOf(sql, clock.now(), payment)
      return [noticeOf(payment, 'captured'), ...refunds.map((refund) => refundNotice(payment, refund)), ...disputes]
    })

  return {
    name: 'fake',
    methods: around.methods ?? ['card'],

    async createIntent(wish) {
      const ref = await open(wish)
      // A path, so that the page has the origin the buyer came by (a name, an address, a tunnel) and leads back to it.
      return { providerRef: ref, step: { kind: 'redirect', url: `/fake-pay/${ref}?locale=${wish.locale}` } }
    },

    keeper: createFakeKeeper({ write, bank, open, news }),
    disputes: createFakeDesk({ write, clock, wake: sending.wake }),

    findIntent: ({ intentId }) => news(intentId),

    // This bank closes nothing: who kept its page open can pay too late, and see what comes of it.
    async withdraw() {},

    async refund({ refundId, intent: { intentId, providerRef }, amount }) {
      const { minor: amountMinor } = unwire(amount)
      const taken = await write(async (sql) => {
        const payment = await store.takeRefund(sql, { refundId, ref: providerRef, amountMinor })
        if (!payment) return store.refundWasTaken(sql, refundId)
        await store.addSendings(sql, refundNotice(payment, { refundId, amountMinor }), [clock.now()])
        return true
      })
      sending.wake()
      const never = { kind: 'refundFailed', reason: 'more_than_paid' } as const
      const eventId = `${providerRef}.refundFailed.${refundId}`
      return taken ? [] : [{ eventId, intentId, providerRef, refundId, amount, ...never }]
    },

    readNotices: (headers, raw, now) => [readSignedNotice(secret, headers[signatureHeader], raw, now)],

    mount: (app) => mountFakePages(app, bank, clock),
    deliverDue: sending.deliverDue,
    start: sending.start,
  }
}

// The id is made of what happened, so the webhook and the answer to findIntent are one and the same notice.
const noticeOf = (payment: store.FakePayment, kind: 'captured' | 'declined'): PaymentNotice => ({
  eventId: `${payment.ref}.${kind}`,
  intentId: payment.intentId,
  providerRef: payment.ref,
  kind,
  amount: wire(store.amountOf(payment)),
  ...(payment.reason !== null && { reason: payment.reason }),
  ...(payment.instrument !== null && { instrument: payment.instrument }),
})

const refundNotice = (
  payment: store.FakePayment,
  refund: { refundId: string; amountMinor: bigint },
): PaymentNotice => ({
  eventId: `${payment.ref}.refunded.${refund.refundId}`,
  intentId: payment.intentId,
  providerRef: payment.ref,
  kind: 'refunded',
  refundId: refund.refundId,
  amount: wire({ minor: refund.amountMinor, currency: payment.currency }),
})

/** Several processes may come here at once: `if not exists` alone does not keep them apart. */
const build = (database: Database) =>
  database.write(async (sql) => {
    await sql`select pg_advisory_xact_lock(hashtext('fake_payments'))`
    await sql.text(store.fakeSchema)
  })

function onceOnly(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => {
    done ??= work().catch((error) => {
      done = undefined
      throw error
    })
    return done
  }
}
