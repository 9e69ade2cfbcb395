import type { Ctx } from '../../ctx.ts'
import type { BrandId, OrderId, ShowId } from '../../lib/ids.ts'
import { edge, refuse } from '../../lib/problems.ts'
import type { Sql } from '../../lib/sql.ts'
import { lockIntentsOf } from '../payments/payments.ts'
import { takeBackSold } from '../stock/stock.ts'
import { toPack } from './decide.ts'
import * as store from './store.ts'
import { noteOnOrder } from './timeline.ts'
import { addUnits, idsPaid, idsToCollect, idsToPack, setSent, type UnitsMoved } from './work-store.ts'

/*
 * What becomes of an order after it is paid, for the modules that pack, send, take back and refund.
 */

export type OrderAtWork = { order: store.Order; lines: store.OrderLine[] }

/**
 * The order and its lines, locked after its intents: the order in which a notice locks them too.
 * @throws Refusal `edge.notFound`
 */
export async function lockOrder(ctx: Ctx, orderId: OrderId): Promise<OrderAtWork> {
  await lockIntentsOf(ctx.sql, orderId)
  const order = await store.lockedOrder(ctx.sql, orderId)
  if (!order) throw refuse(edge.notFound, { orderId })
  return { order, lines: await store.linesOf(ctx.sql, [orderId]) }
}

/** These orders with their lines, the latest first; those that are not there are left out. */
export async function ordersAtWork(sql: Sql, orderIds: readonly OrderId[]): Promise<OrderAtWork[]> {
  if (orderIds.length === 0) return []
  const orders = await store.ordersByIds(sql, orderIds)
  const lines = Map.groupBy(await store.linesOf(sql, orderIds), ({ orderId }) => orderId)
  return orders.map((order) => ({ order, lines: lines.get(order.orderId) ?? [] }))
}

/** Paid orders with units to pack, the longest waiting first; with a show, those that bought something in it. */
export async function ordersToPack(
  sql: Sql,
  brandId: BrandId,
  wanted: { showId: ShowId | null; orderIds: readonly OrderId[] | null; most: number },
): Promise<OrderAtWork[]> {
  return (await ordersAtWork(sql, await idsToPack(sql, brandId, wanted))).reverse()
}

/** Paid orders that are collected and have not left, the longest waiting first. */
export async function ordersToCollect(sql: Sql, brandId: BrandId, storeId: string | null): Promise<OrderAtWork[]> {
  return (await ordersAtWork(sql, await idsToCollect(sql, brandId, storeId))).reverse()
}

/** Orders of a brand that were sold at some time, the first first. */
export const paidOrderIds = (sql: Sql, brandId: BrandId, most: number) => idsPaid(sql, brandId, most)

/** Counts units of an order's lines as packed, sent, called off or returned. The caller has locked the order. */
export const moveUnits = (ctx: Ctx, moves: readonly UnitsMoved[]): Promise<void> => addUnits(ctx.sql, moves)

/** Units of lines that are not sold any more: into the stock again, or out of it. */
export async function takeBackUnits(
  ctx: Ctx,
  { order, lines }: OrderAtWork,
  parts: readonly { lineId: string; quantity: number; restock: boolean }[],
): Promise<void> {
  const holds = new Map(lines.map(({ lineId, holdId }) => [lineId as string, holdId]))
  const taken = parts.map(({ lineId, ...part }) => ({ ...part, holdId: holds.get(lineId)! }))
  await takeBackSold(ctx, taken, `Not back on the shelf: ${order.number}`)
}

/**
 * An order of which nothing waits to be packed or to leave, and something has left, is sent.
 * @param parcel the last that left
 * @returns whether it is sent now
 */
export async function endWhenSent(
  ctx: Ctx,
  orderId: OrderId,
  parcel: { carrier: string; tracking: string },
): Promise<boolean> {
  const { order, lines } = await lockOrder(ctx, orderId)
  const left = lines.some((line) => toPack(line) > 0 || line.packedQuantity > line.sentQuantity)
  if (order.state !== 'paid' || left || !lines.some((line) => line.sentQuantity > 0)) return false
  await setSent(ctx.sql, ctx.now, orderId, parcel)
  await noteOnOrder(ctx, { orderId, what: 'sent' })
  return true
}
