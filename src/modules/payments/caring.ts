import type { Ctx } from '../../ctx.ts'
import type { PaymentNotice } from '../../doors/doors.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { type BrandId, type IntentId, newId } from '../../lib/ids.ts'
import { currencies, type Money, money, wire } from '../../lib/money.ts'
import { moneyText } from '../../lib/money-text.ts'
import { refuse } from '../../lib/problems.ts'
import { ok } from '../../lib/shapes.ts'
import type { caresContract } from './care-contract.ts'
import * as cares from './care-store.ts'
import { wasCaptured } from './decide.ts'
import * as facts from './facts.ts'
import { paymentProblems as problem } from './problems.ts'
import * as store from './store.ts'

type Api = typeof caresContract
type View = Output<Api['payments.cares']>['items'][number]
type What = Parameters<typeof facts.paymentNeedsCare.tell>[1]['what']

/** Tells whoever looks after the order that somebody must see to its payment. */
export async function care(ctx: Ctx, intent: store.StoredIntent, what: What, detail: string): Promise<void> {
  const { intentId, orderId } = intent
  if (orderId) await facts.paymentNeedsCare.tell(ctx, { intentId, orderId, what, detail })
}

type Came = Pick<PaymentNotice, 'providerRef' | 'amount' | 'reason'>

/** Puts a payment on the list of those that need a look. @param intent undefined when it is of nobody we know */
export async function listCare(
  ctx: Ctx,
  what: cares.Care['what'],
  provider: string,
  intent: Pick<store.StoredIntent, 'intentId' | 'brandId'> | undefined,
  { providerRef, amount, reason }: Came,
  refundId: string | null = null,
): Promise<void> {
  await cares.addCare(ctx.sql, {
    ...{ careId: newId<'care'>(ctx.now), brandId: intent?.brandId ?? null, intentId: intent?.intentId ?? null },
    ...{ what, provider, providerRef, cameMinor: BigInt(amount.minor), cameCurrency: amount.currency },
    ...{ detail: reason ?? '', refundId, at: ctx.now },
  })
}

/**
 * Money came that buys nothing, and goes back by itself: `late`, the pieces were gone; `second`, the order was paid.
 * @param refundId by which it goes back
 */
export async function listGivenBack(
  ctx: Ctx,
  wish: { intentId: IntentId; what: 'late' | 'second'; amount: Money; refundId: string },
): Promise<void> {
  const intent = await store.intentById(ctx.sql, wish.intentId)
  if (!intent) throw refuse(problem.unknownIntent, { intentId: wish.intentId })
  const came = { providerRef: intent.providerRef ?? '', amount: wire(wish.amount) }
  await listCare(ctx, wish.what, intent.provider, intent, came, wish.refundId)
}

const most = 200

export async function readCares(
  { sql }: Ctx,
  { brandId, which }: Input<Api['payments.cares']>,
): Promise<Output<Api['payments.cares']>> {
  const rows = await cares.caresOf(sql, brandId as BrandId, which, most)
  const open = which === 'open' ? rows.length : await cares.countCares(sql, brandId as BrandId)
  return { open, items: rows.map(viewOf) }
}

function viewOf(one: cares.CareRow): View {
  const inCurrency = (minor: bigint | null) => (minor === null ? null : wire(money(minor, one.currency!)))
  const refund = inCurrency(one.refundMinor)
  return {
    ...{ careId: one.careId, what: one.what, at: one.at.toISOString(), detail: one.detail },
    ...{ intentId: one.intentId, orderId: one.orderId as View['orderId'], orderNumber: one.orderNumber },
    ...{ provider: one.provider, providerRef: one.providerRef, asked: inCurrency(one.askedMinor) },
    came: { minor: one.cameMinor.toString(), currency: one.cameCurrency },
    refund: refund && { amount: refund, state: one.refundState! },
    mayRefund: one.seenAt ? null : inCurrency(refundable(one)),
    seen: one.seenAt && { at: one.seenAt.toISOString(), by: one.seenBy!, note: one.note! },
  }
}

/** What was to go back, and did not; never more than is left. */
function refundable({ state, refundState, refundMinor, askedMinor, goneMinor }: cares.CareRow): bigint | null {
  if (!wasCaptured({ state: state as never }) || refundState !== 'failed' || askedMinor === null) return null
  const left = askedMinor - goneMinor
  const wanted = refundMinor! < left ? refundMinor! : left
  return wanted > 0n ? wanted : null
}

const callerName = ({ who }: Ctx) => (who.kind === 'person' ? who.name || (who.email ?? '') : '')

/** @throws Refusal payments.unknownCare */
export async function endCare(ctx: Ctx, { brandId, careId, note }: Input<Api['payments.endCare']>) {
  const wish = { brandId: brandId as BrandId, careId: careId as cares.CareId, by: callerName(ctx), note }
  const seen = await cares.setSeen(ctx.sql, ctx.now, wish)
  if (!seen) throw refuse(problem.unknownCare, { careId })
  if (seen.what === 'wrongAmount' && seen.intentId) await endIfUnderReview(ctx, seen.intentId, note)
  return ok
}

async function endIfUnderReview(ctx: Ctx, intentId: IntentId, note: string): Promise<boolean> {
  const intent = await store.lockedIntent(ctx.sql, intentId)
  if (intent?.state !== 'review') return false
  await store.setState(ctx.sql, intentId, { state: 'declined', reason: note, providerRef: null })
  await cares.setReviewSeen(ctx.sql, ctx.now, intentId, callerName(ctx), note)
  return true
}

/**
 * An operator has seen to money that was not what was asked for: the attempt counts as declined.
 * @throws Refusal `payments.notUnderReview`
 */
export async function endReview(ctx: Ctx, { intentId, note }: { intentId: IntentId; note: string }): Promise<void> {
  if (!(await endIfUnderReview(ctx, intentId, note))) throw refuse(problem.notUnderReview, { intentId })
}

/** As the provider says it, also in a currency that we do not know. */
export function amountText({ amount: { minor, currency } }: PaymentNotice): string {
  const known = currencies.find((one) => one === currency)
  return known ? moneyText(money(minor, known), 'en') : `${minor} ${currency}`
}
