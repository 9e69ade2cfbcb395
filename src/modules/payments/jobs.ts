import type { Ctx } from '../../ctx.ts'
import type { Doors, KnownIntent, PaymentNotice } from '../../doors/doors.ts'
import type { Id, IntentId } from '../../lib/ids.ts'
import { type AnyJob, type Beat, errand } from '../../lib/jobs.ts'
import { money, wire } from '../../lib/money.ts'
import { askAgainAt, patienceMs } from './decide.ts'
import { receiveNotice } from './notices.ts'
import * as refunds from './refund-store.ts'
import * as store from './store.ts'

function providerOf(doors: Doors, name: string) {
  const provider = doors.payments.find((one) => one.name === name)
  if (!provider) throw new Error(`payments are waiting for the provider ${name}, which this install does not have`)
  return provider
}

/** A payment as its provider may want to know it again; undefined until the provider has answered. */
async function known(ctx: Ctx, intent: store.StoredIntent | undefined): Promise<KnownIntent | undefined> {
  if (!intent?.providerRef) return undefined
  const { intentId, providerRef, amount } = intent
  const asked = (await refunds.refundsOf(ctx.sql, [intentId])).filter(({ state }) => state === 'asked')
  return {
    ...{ intentId, providerRef, amount: wire(amount) },
    refunds: asked.map(({ refundId, amountMinor }) => ({
      refundId,
      amount: wire(money(amountMinor, amount.currency)),
    })),
  }
}

const receiveAll = async (ctx: Ctx, provider: string, notices: readonly PaymentNotice[]) => {
  for (const notice of notices) await receiveNotice(ctx, provider, notice)
}

/** Asks the provider for a way to pay. */
export const askForPayment = errand({
  name: 'payments.askForPayment',
  async read(ctx: Ctx, { intentId }: { intentId: IntentId }) {
    const intent = await store.intentById(ctx.sql, intentId)
    return intent?.state === 'created' ? intent : undefined
  },
  go(doors, { provider, amount, providerMethod: method, buyerAddress, ...intent }) {
    const { intentId, orderNumber, description, email, locale, returnUrl, device } = intent
    const wish = { intentId, orderNumber, amount: wire(amount), description, email, locale, returnUrl, device, method }
    return providerOf(doors, provider).createIntent({ ...wish, buyerAddress: buyerAddress ?? undefined })
  },
  async note(ctx, { intentId }, { providerRef, step }) {
    const askAt = new Date(ctx.now.getTime() + patienceMs)
    await store.setPage(ctx.sql, intentId, { providerRef, step, askAt })
    // Called off while the provider was being asked: its page is closed again.
    const { state } = (await store.intentById(ctx.sql, intentId))!
    if (state === 'cancelled') await ctx.later(withdrawPayment, { intentId })
  },
})

/** Closes the provider's page of a payment that nobody waits for any more. */
export const withdrawPayment = errand({
  name: 'payments.withdraw',
  async read(ctx: Ctx, { intentId }: { intentId: IntentId }) {
    const intent = await store.intentById(ctx.sql, intentId)
    const about = await known(ctx, intent)
    return intent?.state === 'cancelled' && about ? { provider: intent.provider, about } : undefined
  },
  go: (doors, { provider, about }) => providerOf(doors, provider).withdraw(about),
  async note() {},
})

/** Gives money back; the provider says so by a notice, or when asked. */
export const sendRefund = errand({
  name: 'payments.sendRefund',
  async read(ctx: Ctx, { refundId }: { refundId: Id<'refund'> }) {
    const refund = await refunds.refundById(ctx.sql, refundId)
    const intent = refund && (await store.intentById(ctx.sql, refund.intentId))
    const about = await known(ctx, intent)
    if (refund?.state !== 'asked' || !intent || !about) return undefined
    const amount = wire(money(refund.amountMinor, intent.amount.currency))
    return { provider: intent.provider, wish: { refundId, amount, reason: refund.reason, intent: about } }
  },
  async go(doors, { provider, wish }) {
    const notices = await providerOf(doors, provider).refund(wish)
    return { provider, notices, intentId: wish.intent.intentId as IntentId }
  },
  async note(ctx, _payload, { provider, notices, intentId }) {
    await store.askWhileCaptured(ctx.sql, intentId, new Date(ctx.now.getTime() + patienceMs))
    await receiveAll(ctx, provider, notices)
  },
})

/** Asks what became of a payment of which nothing was heard: its webhook may be lost. */
const askProvider = errand({
  name: 'payments.askProvider',
  async read(ctx: Ctx, { intentId }: { intentId: IntentId }) {
    const intent = await store.intentById(ctx.sql, intentId)
    const about = await known(ctx, intent)
    return about && { provider: intent!.provider, about }
  },
  async go(doors, { provider, about }): Promise<{ provider: string; notices: readonly PaymentNotice[] }> {
    return { provider, notices: await providerOf(doors, provider).findIntent(about) }
  },
  note: (ctx, _payload, { provider, notices }) => receiveAll(ctx, provider, notices),
})

const askedAtOnce = 100

/** Intents that have waited long enough for a webhook are asked about (U3: both webhook and asking are needed). */
const askAboutWaiting: Beat = {
  name: 'payments.askAboutWaiting',
  everyMs: 5000,
  async run(ctx) {
    for (const { intentId, createdAt, state } of await store.intentsToAsk(ctx.sql, ctx.now, askedAtOnce)) {
      await store.setAskAt(ctx.sql, intentId, askAgainAt(createdAt, ctx.now, state))
      await ctx.later(askProvider, { intentId }, { key: `payments.ask.${intentId}` })
    }
  },
}

export const paymentJobs: readonly AnyJob[] = [askForPayment, sendRefund, askProvider, withdrawPayment]
export const paymentBeats: readonly Beat[] = [askAboutWaiting]
