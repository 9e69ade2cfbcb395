import type { Ctx } from '../../ctx.ts'
import type { PaymentNotice } from '../../doors/doors.ts'
import type { Id, IntentId } from '../../lib/ids.ts'
import { type AnyJob, type Beat, errand } from '../../lib/jobs.ts'
import { money, wire } from '../../lib/money.ts'
import { askForPayment, known, learnPayer, providerOf, withdrawPayment } from './asking.ts'
import { askAgainAt, patienceMs } from './decide.ts'
import { sendAnswer } from './disputes.ts'
import { keepingJobs } from './keeping.ts'
import { receiveNotice } from './notices.ts'
import * as refunds from './refund-store.ts'
import * as store from './store.ts'

const receiveAll = async (ctx: Ctx, provider: string, notices: readonly PaymentNotice[]) => {
  for (const notice of notices) await receiveNotice(ctx, provider, notice)
}

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

export const paymentJobs: readonly AnyJob[] = [
  askForPayment,
  learnPayer,
  sendRefund,
  askProvider,
  withdrawPayment,
  sendAnswer,
  ...keepingJobs,
]
export const paymentBeats: readonly Beat[] = [askAboutWaiting]
