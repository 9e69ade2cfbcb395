import { type Ctx, callerId } from '../../ctx.ts'
import type { Doors } from '../../doors/doors.ts'
import type { Evidence } from '../../doors/payments/dispute-desk.ts'
import { isFinal } from '../../doors/payments/provider-trouble.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { type BrandId, newId } from '../../lib/ids.ts'
import { errand } from '../../lib/jobs.ts'
import { money, wire } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import { ok } from '../../lib/shapes.ts'
import { providerOf } from './asking.ts'
import type { disputesContract } from './dispute-contract.ts'
import * as disputes from './dispute-store.ts'
import { paymentProblems as problem } from './problems.ts'
import * as store from './store.ts'

type Api = typeof disputesContract
type View = Output<Api['payments.disputes']>['items'][number]

/** Why nothing can be sent about a dispute any more, or not from here. */
export function whyNotAnswer(
  { endedAt, answer, dueAt, provider }: disputes.Dispute,
  now: Date,
  doors: Pick<Doors, 'payments'>,
): View['whyNotAnswer'] {
  if (endedAt) return 'ended'
  if (answer !== null && answer !== 'failed') return 'answered'
  if (dueAt && dueAt <= now) return 'tooLate'
  return doors.payments.some(({ name, disputes: desk }) => name === provider && desk) ? null : 'atProvider'
}

const most = 200

export async function readDisputes(
  ctx: Ctx,
  { brandId, which }: Input<Api['payments.disputes']>,
): Promise<Output<Api['payments.disputes']>> {
  const rows = await disputes.disputesOf(ctx.sql, brandId as BrandId, which, most)
  const open = which === 'open' ? rows.length : await disputes.countOpen(ctx.sql, brandId as BrandId)
  return {
    open,
    items: rows.map((one): View => {
      const fee = Object.values(one.fees).reduce(
        (sum, { minor, currency }) => (currency === one.currency ? sum + BigInt(minor) : sum),
        0n,
      )
      return {
        ...{ disputeId: one.disputeId, intentId: one.intentId, orderId: one.orderId as View['orderId'] },
        ...{ orderNumber: one.orderNumber, provider: one.provider, providerRef: one.providerRef },
        ...{ paymentRef: one.paymentRef, reason: one.reason, stage: one.stage, note: one.note, papers: one.papers },
        amount: wire(money(one.amountMinor, one.currency)),
        fee: wire(money(fee, one.currency)),
        isWithdrawn: one.withdrawn && one.stage !== 'won',
        ...{ dueAt: one.dueAt?.toISOString() ?? null, openedAt: one.openedAt.toISOString() },
        ...{ endedAt: one.endedAt?.toISOString() ?? null, answer: one.answer, trouble: one.trouble },
        answeredAt: one.answeredAt?.toISOString() ?? null,
        whyNotAnswer: whyNotAnswer(one, ctx.now, ctx.doors),
      }
    }),
  }
}

async function locked(ctx: Ctx, brandId: string, disputeId: string): Promise<disputes.Dispute> {
  const found = await disputes.disputeLocked(ctx.sql, brandId as BrandId, disputeId as disputes.DisputeId)
  if (!found) throw refuse(problem.unknownDispute, { disputeId })
  return found
}

/** @throws Refusal payments.unknownDispute | disputeAnswered */
export async function keepEvidence(ctx: Ctx, wish: Input<Api['payments.keepEvidence']>) {
  const dispute = await locked(ctx, wish.brandId, wish.disputeId)
  if (dispute.endedAt || (dispute.answer && dispute.answer !== 'failed')) throw refuse(problem.disputeAnswered)
  await disputes.setEvidence(ctx.sql, dispute.disputeId, wish.note, wish.papers)
  return ok
}

/**
 * Answers once: what the provider says of it comes as a notice. An answer that it did not take can be given again.
 * @throws Refusal payments.unknownDispute | disputeAnswered | disputeAtProvider | nothingToSay
 */
export async function answerDispute(ctx: Ctx, wish: Input<Api['payments.answerDispute']>) {
  const { how, note, papers, parcels } = wish
  const dispute = await locked(ctx, wish.brandId, wish.disputeId)
  const { disputeId } = dispute
  const why = whyNotAnswer(dispute, ctx.now, ctx.doors)
  if (why === 'atProvider') throw refuse(problem.disputeAtProvider)
  if (why) throw refuse(problem.disputeAnswered)
  if (how === 'respond' && note === '' && papers.length === 0) throw refuse(problem.nothingToSay)
  const answerId = newId(ctx.now)
  await disputes.setEvidence(ctx.sql, disputeId, note, papers)
  const answer = how === 'respond' ? 'responding' : 'accepting'
  await disputes.setAnswering(ctx.sql, ctx.now, { disputeId, answer, answerId, answeredBy: callerId(ctx) })
  await ctx.later(sendAnswer, { disputeId, answerId, parcels })
  return ok
}

type Sending = { disputeId: disputes.DisputeId; answerId: string; parcels: Evidence['parcels'] }

/** What could not be taken is told to whoever looks; what the network swallowed comes again under the same id. */
export const sendAnswer = errand({
  name: 'payments.sendDisputeAnswer',
  async read(ctx: Ctx, { disputeId, answerId, parcels }: Sending) {
    const dispute = await disputes.disputeById(ctx.sql, disputeId)
    if (dispute?.answerId !== answerId || !dispute.answer?.endsWith('ing')) return undefined
    const intent = (await store.intentById(ctx.sql, dispute.intentId))!
    const { provider, providerRef: disputeRef, note, papers } = dispute
    const isAccepting = dispute.answer === 'accepting'
    return { provider, disputeRef, answerId, isAccepting, evidence: { note, papers, parcels, email: intent.email } }
  },
  async go(doors, { provider, disputeRef, answerId, isAccepting, evidence }) {
    const desk = providerOf(doors, provider).disputes
    if (!desk) throw new Error(`the provider ${provider} takes no answers to disputes`)
    try {
      if (isAccepting) await desk.accept({ disputeRef, answerId, note: evidence.note })
      else await desk.respond({ disputeRef, answerId, evidence })
    } catch (error) {
      if (!isFinal(error)) throw error
      return { answer: 'failed' as const, trouble: error.code ?? error.word }
    }
    return { answer: isAccepting ? ('accepted' as const) : ('responded' as const), trouble: null }
  },
  async note(ctx, { answerId }, { answer, trouble }) {
    await disputes.setAnswered(ctx.sql, answerId, answer, trouble)
  },
})
