import type { Ctx } from '../../ctx.ts'
import type { BrandId, IntentId, OrderId } from '../../lib/ids.ts'
import type { Money } from '../../lib/money.ts'
import { whatWasRefunded } from '../fulfilment/fulfilment.ts'
import { creditedLines, invoiceLines, taxesOf } from '../invoices/invoices.ts'
import { keysPosted, submit, type Transfer } from '../ledger/ledger.ts'
import { type OrderAtWork, orderOwner, ordersAtWork, paidFor } from '../orders/orders.ts'
import {
  type Back,
  disputed,
  feeKept,
  feeKey,
  givenBack,
  type SoldLine,
  sold,
  taken,
  unearnedBack,
} from './postings.ts'

type PaymentNews = { intentId: IntentId; orderId: OrderId; provider: string; amount: Money }

const noOrder = (orderId: OrderId) => new Error(`there is no order ${orderId}`)

async function orderOf({ sql }: Ctx, orderId: OrderId): Promise<OrderAtWork> {
  const [work] = await ordersAtWork(sql, [orderId])
  if (!work) throw noOrder(orderId)
  return work
}

const booked = ({ order }: OrderAtWork) => ({
  ...{ orderId: order.orderId, country: order.address.country, currency: order.totals.total.currency },
})

async function submitAll(ctx: Ctx, { order }: OrderAtWork, transfers: readonly Transfer[]): Promise<void> {
  for (const transfer of transfers) await submit(ctx, order.brandId, transfer)
}

/** Heard before the order decides whether it is sold. */
export async function hearPaymentCaptured(ctx: Ctx, { intentId, orderId, provider, amount }: PaymentNews) {
  const owner = await orderOwner(ctx.sql, orderId)
  if (!owner) throw noOrder(orderId)
  const order = { orderId, provider, currency: amount.currency }
  await submit(ctx, owner.brandId, taken(order, intentId, amount))
}

export async function hearOrderPaid(ctx: Ctx, { orderId }: { orderId: OrderId }): Promise<void> {
  const work = await orderOf(ctx, orderId)
  await submitAll(ctx, work, sold(booked(work), soldLines(work)))
}

export const hearPaymentRefunded = (ctx: Ctx, news: PaymentNews & { refundId: string }) => wentBack(ctx, news, false)
export const hearRefundUndone = (ctx: Ctx, news: PaymentNews & { refundId: string }) => wentBack(ctx, news, true)

async function wentBack(
  ctx: Ctx,
  { intentId, orderId, provider, refundId, amount }: PaymentNews & { refundId: string },
  undone: boolean,
): Promise<void> {
  const work = await orderOf(ctx, orderId)
  const order = { ...booked(work), provider }
  const back: Back = { refundId, amount, undone }
  if (!work.order.soldAt || work.order.paidIntentId !== intentId) {
    return submitAll(ctx, work, [unearnedBack(order, back)])
  }
  const credited = taxesOf(await creditedLines(ctx, work, { refundId, amount }))
  const lines = credited.map(({ rateBp, gross }) => ({ gross: gross.minor, taxRateBp: rateBp }))
  await submitAll(ctx, work, givenBack(order, back, lines, await sharesOf(ctx, work, refundId)))
}

type DisputeNews = {
  disputeId: string
  intentId: IntentId
  orderId: OrderId | null
  provider: string
  amount: Money
  became: 'opened' | 'won' | 'lost'
}

/** Of orders; coins look after their own. */
export async function hearPaymentDisputed(ctx: Ctx, news: DisputeNews): Promise<void> {
  const { orderId, intentId, provider, amount } = news
  if (!orderId) return
  const work = await orderOf(ctx, orderId)
  const isSold = work.order.soldAt !== null && work.order.paidIntentId === intentId
  const shares = isSold ? await sharesOf(ctx, work, null) : [{ showId: null, weight: 1n }]
  await submitAll(ctx, work, disputed({ orderId, provider, currency: amount.currency }, news, shares, isSold))
}

type FeeNews = { orderId: OrderId | null; brandId: BrandId; provider: string; rowId: string; fee: Money }

export async function hearDisputeFeeKept(ctx: Ctx, { orderId, brandId, provider, rowId, fee }: FeeNews) {
  // Its line may have been in a file before.
  if ((await keysPosted(ctx.sql, brandId, [feeKey(provider, rowId)])).size > 0) return
  const of = orderId ? await feeOf(ctx, orderId) : undefined
  for (const transfer of feeKept(provider, rowId, fee, of)) await submit(ctx, brandId, transfer)
}

/** Whose fee it is: an order's, by what was paid in each show. Always the same, so that a line is booked once. */
export async function feeOf(ctx: Ctx, orderId: OrderId) {
  return { orderId, shares: await sharesOf(ctx, await orderOf(ctx, orderId), null) }
}

/** The lines as invoiced; of each, what it would have cost without what was taken off. */
function soldLines(work: OrderAtWork): SoldLine[] {
  return invoiceLines(work).map(({ gross, taxRateBp }, i): SoldLine => {
    const line = work.lines[i]
    if (!line) return { showId: null, gross: gross.minor, list: gross.minor, taxRateBp, delivery: true }
    const paid = paidFor(line).minor
    const off = line.unitPrice.minor * BigInt(line.quantity) - paid
    const list = paid > 0n ? gross.minor + (gross.minor * off) / paid : off
    return { showId: line.showId, gross: gross.minor, list, taxRateBp }
  })
}

/** What each show has of a refund: of the units it is for, or of the whole order. */
async function sharesOf(ctx: Ctx, work: OrderAtWork, refundId: string | null) {
  const what = refundId && (await whatWasRefunded(ctx, refundId, work.order.totals.total.currency))
  const parts = new Map((what || undefined)?.parts.map(({ lineId, quantity }) => [lineId as string, quantity]))
  const counted = work.lines.filter(({ lineId }) => parts.size === 0 || parts.has(lineId))
  const weightOf = (line: (typeof counted)[number]) =>
    (paidFor(line).minor * BigInt(parts.get(line.lineId) ?? line.quantity)) / BigInt(line.quantity)
  const shows = Map.groupBy(counted, ({ showId }) => showId)
  return [...shows].map(([showId, lines]) => ({
    showId,
    weight: lines.reduce((sum, line) => sum + weightOf(line), 0n),
  }))
}
