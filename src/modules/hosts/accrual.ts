import type { Ctx } from '../../ctx.ts'
import type { BrandId, IntentId, OrderId, ShowId } from '../../lib/ids.ts'
import type { Currency, Money } from '../../lib/money.ts'
import { whatWasRefunded } from '../fulfilment/fulfilment.ts'
import { invoiceLines } from '../invoices/invoices.ts'
import { submit, type Transfer } from '../ledger/ledger.ts'
import { ordersAtWork } from '../orders/orders.ts'
import { contractsOfShows } from './contracts.ts'
import { commissionOf, rateOf, shareBack } from './decide.ts'
import * as store from './store.ts'

/*
 * What hosts earn, when they have earned it: each is written down once under its key, and handed to the ledger with it.
 */

const transferOf = ({ key, kind, personId, showId, orderId, minor, currency }: store.Earning): Transfer => ({
  ...{ key, kind: `host.${kind}`, about: { showId, ...(orderId && { orderId }) } },
  postings: [
    {
      account:
        kind === 'gifts' ? { purpose: 'hostShare', owner: showId, currency } : { purpose: 'hostCosts', currency },
      minor: -minor,
    },
    { account: { purpose: 'hostOwed', owner: personId, currency }, minor },
  ],
})

/** Written down once under its key, and in the ledger with it. */
export async function earn(ctx: Ctx, earning: store.Earning): Promise<void> {
  if (earning.minor === 0n || (await store.addEarning(ctx.sql, earning, ctx.now)).length === 0) return
  await submit(ctx, earning.brandId, transferOf(earning))
}

/** The show is over: its fee is earned. */
export async function hearShowEnded(ctx: Ctx, { showId }: { showId: ShowId }): Promise<void> {
  const agreed = (await contractsOfShows(ctx.sql, [showId], ctx.now)).get(showId)
  if (!agreed) return
  const { brandId, personId, terms } = agreed
  const { feeMinor: minor, currency } = terms
  const key = `host.fee/${showId}`
  await earn(ctx, { key, kind: 'fee', orderId: null, since: ctx.now, brandId, personId, showId, minor, currency })
}

/** Of gifts, what their sharing has put aside for the host of a show goes to the person who hosted it. */
export async function earnGifts(
  ctx: Ctx,
  { showId, key, amount }: { showId: ShowId; key: string; amount: Money },
): Promise<void> {
  const [hosted] = await store.hostedShows(ctx.sql, [showId])
  if (!hosted) return
  const { brandId, personId } = hosted
  const earned = { key: `host.gifts/${key}`, kind: 'gifts' as const, orderId: null, since: ctx.now, ...amount }
  await earn(ctx, { ...earned, brandId, personId, showId })
}

/** The order is paid: its lines from shows that somebody hosts, and the others beside them, which refunds concern too. */
export async function hearOrderPaid(ctx: Ctx, { orderId }: { orderId: OrderId }): Promise<void> {
  const [work] = await ordersAtWork(ctx.sql, [orderId])
  if (!work) throw new Error(`there is no order ${orderId}`)
  const shows = [...new Set(work.lines.flatMap(({ showId }) => showId ?? []))]
  const agreed = await contractsOfShows(ctx.sql, shows, ctx.now)
  if (agreed.size === 0) return
  const { currency } = work.order.totals.total
  const lines = invoiceLines(work).map(({ gross, taxRateBp }, i): store.LineRow => {
    const line = work.lines[i]
    const host = line?.showId ? agreed.get(line.showId) : undefined
    return {
      ...{ lineId: line?.lineId ?? orderId, orderId, quantity: line?.quantity ?? 1, gross: gross.minor, back: 0n },
      ...{ showId: host ? line!.showId : null, personId: host?.personId ?? null, currency, taxRateBp, soldAt: ctx.now },
      ...{ rateBp: host && line ? rateOf(host.terms, line.productId) : 0, oddTo: host?.terms.oddTo ?? 'brand' },
    }
  })
  await store.addLines(ctx.sql, lines)
  const nothing = lines.map((line) => ({ ...line, back: line.gross }))
  await earnBetween(ctx, work.order.brandId, nothing, lines, { kind: 'commission', key: `host.commission/${orderId}` })
}

type RefundNews = { orderId: OrderId; intentId: IntentId; refundId: string; amount: Money }

/** Money went back: the commission on it does too, by the units it is for, else by what is left of each line. */
export async function hearPaymentRefunded(
  ctx: Ctx,
  { orderId, intentId, refundId, amount }: RefundNews,
): Promise<void> {
  const lines = await store.linesLocked(ctx.sql, orderId)
  if (lines.length === 0 || (await store.isCounted(ctx.sql, refundId))) return
  const [work] = await ordersAtWork(ctx.sql, [orderId])
  // A second payment of an order, or one that came too late, was never sold.
  if (work!.order.paidIntentId !== intentId) return
  const what = await whatWasRefunded(ctx, refundId, amount.currency)
  const parts = shareBack(lines, orderId, amount.minor, what && { ...what, delivery: what.delivery.minor })
  await store.giveBack(ctx.sql, refundId, parts)
  const after = lines.map((line) => ({ ...line, back: line.back + (parts.get(line.lineId) ?? 0n) }))
  await earnBetween(ctx, work!.order.brandId, lines, after, { kind: 'clawback', key: `host.clawback/${refundId}` })
}

/** A refund that was done has failed after all: what it took back is earned again. */
export async function hearRefundUndone(ctx: Ctx, { orderId, refundId }: RefundNews): Promise<void> {
  const before = await store.linesLocked(ctx.sql, orderId)
  const undone = new Map((await store.undoBack(ctx.sql, refundId)).map(({ lineId, gross }) => [lineId, gross]))
  if (undone.size === 0) return
  const [work] = await ordersAtWork(ctx.sql, [orderId])
  const after = before.map((line) => ({ ...line, back: line.back - (undone.get(line.lineId) ?? 0n) }))
  await earnBetween(ctx, work!.order.brandId, before, after, { kind: 'clawback', key: `host.again/${refundId}` })
}

type DisputeNews = {
  orderId: OrderId | null
  intentId: IntentId
  disputeId: string
  amount: Money
  became: 'opened' | 'won' | 'lost'
}

/** What a buyer's bank takes back takes its commission along, and brings it again when it is won. */
export async function hearPaymentDisputed(ctx: Ctx, { orderId, disputeId, became, ...news }: DisputeNews) {
  if (!orderId || became === 'lost') return
  const back = { ...news, orderId, refundId: disputeId }
  await (became === 'opened' ? hearPaymentRefunded(ctx, back) : hearRefundUndone(ctx, back))
}

/** For each show, the difference that a change of its lines makes to its host's commission. */
async function earnBetween(
  ctx: Ctx,
  brandId: BrandId,
  before: readonly store.LineRow[],
  after: readonly store.LineRow[],
  { kind, key }: { kind: 'commission' | 'clawback'; key: string },
): Promise<void> {
  const more = new Map(after.map((line, i) => [line.lineId, commissionOf(line) - commissionOf(before[i]!)] as const))
  const hosted = after.filter(({ showId }) => showId)
  for (const [showId, lines] of Map.groupBy(hosted, ({ showId }) => showId!)) {
    const { personId, orderId, currency, soldAt } = lines[0]!
    const minor = lines.reduce((sum, { lineId }) => sum + more.get(lineId)!, 0n)
    const earned = { key: `${key}/${showId}`, kind, brandId, showId, orderId, minor, since: soldAt }
    await earn(ctx, { ...earned, personId: personId!, currency: currency as Currency })
  }
}
