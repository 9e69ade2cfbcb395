import type { Ctx } from '../../ctx.ts'
import type { IntentId, OrderId } from '../../lib/ids.ts'
import type { Money } from '../../lib/money.ts'
import { whatWasRefunded } from '../fulfilment/fulfilment.ts'
import { creditedLines, invoiceLines, taxesOf } from '../invoices/invoices.ts'
import { submit, type Transfer } from '../ledger/ledger.ts'
import { type OrderAtWork, orderOwner, ordersAtWork, paidFor } from '../orders/orders.ts'
import { type Back, givenBack, type SoldLine, sold, taken, unearnedBack } from './postings.ts'

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
async function sharesOf(ctx: Ctx, work: OrderAtWork, refundId: string) {
  const what = await whatWasRefunded(ctx, refundId, work.order.totals.total.currency)
  const parts = new Map(what?.parts.map(({ lineId, quantity }) => [lineId as string, quantity]))
  const counted = work.lines.filter(({ lineId }) => parts.size === 0 || parts.has(lineId))
  const weightOf = (line: (typeof counted)[number]) =>
    (paidFor(line).minor * BigInt(parts.get(line.lineId) ?? line.quantity)) / BigInt(line.quantity)
  const shows = Map.groupBy(counted, ({ showId }) => showId)
  return [...shows].map(([showId, lines]) => ({
    showId,
    weight: lines.reduce((sum, line) => sum + weightOf(line), 0n),
  }))
}
