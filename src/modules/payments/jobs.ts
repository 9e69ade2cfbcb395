import type { Ctx } from '../../ctx.ts'
import type { Doors, PaymentNotice } from '../../doors/doors.ts'
import type { Id, IntentId } from '../../lib/ids.ts'
import { type AnyJob, type Beat, errand } from '../../lib/jobs.ts'
import { money, wire } from '../../lib/money.ts'
import { askAgainAt, patienceMs } from './decide.ts'
import { receiveNotice } from './notices.ts'
import * as store from './store.ts'

function providerOf(doors: Doors, name: string) {
  const provider = doors.payments.find((one) => one.name === name)
  if (!provider) throw new Error(`payments are waiting for the provider ${name}, which this install does not have`)
  return provider
}

/** Asks the provider for a page to pay on. */
export const askForPayment = errand({
  name: 'payments.askForPayment',
  async read(ctx: Ctx, { intentId }: { intentId: IntentId }) {
    const intent = await store.intentById(ctx.sql, intentId)
    return intent?.state === 'created' ? intent : undefined
  },
  go(doors, { provider, intentId, orderNumber, amount, description, email, locale, returnUrl }) {
    const wish = { intentId, orderNumber, amount: wire(amount), description, email, locale, returnUrl }
    return providerOf(doors, provider).createIntent({ ...wish, method: 'card', device: 'phone' })
  },
  async note(ctx, { intentId }, { providerRef, step }) {
    const redirectUrl = step.kind === 'redirect' ? step.url : ''
    const askAt = new Date(ctx.now.getTime() + patienceMs)
    await store.setPage(ctx.sql, intentId, { providerRef, redirectUrl, askAt })
  },
})

/** Gives money back; the provider says so by a notice, or when asked. */
export const sendRefund = errand({
  name: 'payments.sendRefund',
  async read(ctx: Ctx, { refundId }: { refundId: Id<'refund'> }) {
    const refund = await store.refundById(ctx.sql, refundId)
    const intent = refund && (await store.intentById(ctx.sql, refund.intentId))
    if (!refund || !intent?.providerRef || intent.state === 'refunded') return undefined
    const amount = wire(money(refund.amountMinor, intent.amount.currency))
    const known = {
      intentId: intent.intentId,
      providerRef: intent.providerRef,
      amount: wire(intent.amount),
      refunds: [],
    }
    return { provider: intent.provider, refundId, amount, reason: refund.reason, intent: known }
  },
  async go(doors, { provider, ...wish }) {
    await providerOf(doors, provider).refund(wish)
    return { intentId: wish.intent.intentId }
  },
  async note(ctx, _payload, { intentId }) {
    await store.askWhileCaptured(ctx.sql, intentId, new Date(ctx.now.getTime() + patienceMs))
  },
})

/** Asks what became of a payment of which nothing was heard: its webhook may be lost. */
const askProvider = errand({
  name: 'payments.askProvider',
  async read(ctx: Ctx, { intentId }: { intentId: IntentId }) {
    const intent = await store.intentById(ctx.sql, intentId)
    if (!intent?.providerRef) return undefined
    const { provider, providerRef, amount } = intent
    return { provider, known: { intentId, providerRef, amount: wire(amount), refunds: [] } }
  },
  async go(doors, { provider, known }): Promise<{ provider: string; notices: readonly PaymentNotice[] }> {
    return { provider, notices: await providerOf(doors, provider).findIntent(known) }
  },
  async note(ctx, _payload, { provider, notices }) {
    for (const notice of notices) await receiveNotice(ctx, provider, notice)
  },
})

const askedAtOnce = 100

/** Intents that have waited long enough for a webhook are asked about (U3: both webhook and asking are needed). */
const askAboutWaiting: Beat = {
  name: 'payments.askAboutWaiting',
  everyMs: 5000,
  async run(ctx) {
    for (const { intentId, createdAt } of await store.intentsToAsk(ctx.sql, ctx.now, askedAtOnce)) {
      await store.setAskAt(ctx.sql, intentId, askAgainAt(createdAt, ctx.now))
      await ctx.later(askProvider, { intentId }, { key: `payments.ask.${intentId}` })
    }
  },
}

export const paymentJobs: readonly AnyJob[] = [askForPayment, sendRefund, askProvider]
export const paymentBeats: readonly Beat[] = [askAboutWaiting]
