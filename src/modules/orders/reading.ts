import { type Ctx, callerId } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { isId, type OrderId } from '../../lib/ids.ts'
import { type Money, wire } from '../../lib/money.ts'
import { edge, refuse } from '../../lib/problems.ts'
import { pageFrom } from '../../lib/shapes.ts'
import type { Sql } from '../../lib/sql.ts'
import { totalsWire } from './checkout.ts'
import type { ordersContract } from './contract.ts'
import * as store from './store.ts'

type Api = typeof ordersContract
type OrderView = Output<Api['orders.order']>

/** One order. @throws Refusal `edge.notFound` */
export async function readOrder(ctx: Ctx, { orderId }: Input<Api['orders.order']>): Promise<OrderView> {
  const [view] = await viewsOf(ctx.sql, await store.ordersByIds(ctx.sql, [orderId]))
  if (!view) throw refuse(edge.notFound, { orderId })
  return view
}

/** Orders of the caller, the latest first. */
export async function readMine(ctx: Ctx, { after, most }: Input<Api['orders.mine']>) {
  const orders = await store.ordersOf(ctx.sql, callerId(ctx), { after: cursor(after), most: most + 1 })
  return pageFrom(await viewsOf(ctx.sql, orders), most, (order) => order.orderId)
}

/** Orders of a brand, the latest first. `search` looks at number, e-mail and name. */
export async function readList(ctx: Ctx, { brandId, state, showId, search, after, most }: Input<Api['orders.list']>) {
  const wanted = {
    state: state ?? null,
    showId: showId ?? null,
    search: search?.replaceAll('\u0000', '').trim() || null,
  }
  const orders = await store.ordersOfBrand(ctx.sql, brandId, wanted, { after: cursor(after), most: most + 1 })
  return pageFrom(await viewsOf(ctx.sql, orders), most, (order) => order.orderId)
}

function cursor(after: string | undefined): string | null {
  if (after === undefined) return null
  if (!isId(after)) throw refuse(edge.malformed, { issues: [{ path: 'after', message: 'not a cursor of this list' }] })
  return after
}

async function viewsOf(sql: Sql, orders: readonly store.Order[]): Promise<OrderView[]> {
  const ids = orders.map((order) => order.orderId)
  const lines = Map.groupBy(await store.linesOf(sql, ids), (line) => line.orderId)
  const timeline = Map.groupBy(await store.timelineOf(sql, ids), (entry) => entry.orderId)
  return orders.map((order) => viewOf(order, lines.get(order.orderId) ?? [], timeline.get(order.orderId) ?? []))
}

const iso = (at: Date | null) => at?.toISOString() ?? null

function viewOf(order: store.Order, lines: readonly store.OrderLine[], timeline: readonly store.Entry[]): OrderView {
  const { orderId, brandId, number, state, email, address, deliveryMethodId, intentId } = order
  const { carrier, tracking, sentAt } = order
  return {
    ...{ orderId, brandId, number, state, email, address, deliveryMethodId, intentId },
    lines: lines.map(lineView),
    totals: totalsWire(order.totals),
    placedAt: order.placedAt.toISOString(),
    paidAt: iso(order.paidAt),
    payBefore: state === 'unpaid' ? order.payBefore.toISOString() : null,
    shipment: sentAt && { carrier: carrier ?? '', tracking: tracking ?? '', sentAt: sentAt.toISOString() },
    timeline: timeline.map(({ at, what, detail }) => ({ at: at.toISOString(), what, detail })),
  }
}

const lineView = ({ orderId, holdId, taxRateBp, unitPrice, compareAt, ...line }: store.OrderLine) => ({
  ...line,
  unitPrice: wire(unitPrice),
  compareAt: compareAt && wire(compareAt),
})

/** What a show has sold and been paid for: units, and what they cost without delivery. */
export async function revenueOf(sql: Sql, showId: string): Promise<{ units: number; revenue: Money | null }> {
  return (await store.soldInShow(sql, showId)) ?? { units: 0, revenue: null }
}

/** Whose business an order is; undefined when there is none. */
export const orderOwner = (sql: Sql, orderId: string) => store.ownerOfOrder(sql, orderId as OrderId)
