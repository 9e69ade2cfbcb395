import { type Ctx, callerId } from '../../ctx.ts'
import { rolesIn } from '../../lib/access.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { type Money, wire } from '../../lib/money.ts'
import { edge, refuse } from '../../lib/problems.ts'
import { pageFrom } from '../../lib/shapes.ts'
import type { Sql } from '../../lib/sql.ts'
import { ownerOfOrder } from './buyers-store.ts'
import type { ordersContract } from './contract.ts'
import { discountsOf, soldInShow } from './price-store.ts'
import { discountWire, totalsWire } from './quote.ts'
import * as store from './store.ts'
import { storesNamed } from './stores.ts'
import type { Store } from './stores-store.ts'
import { type Entry, timelineOf } from './timeline-store.ts'
import { type Companion, companionsOf } from './together-store.ts'

type Api = typeof ordersContract
type OrderView = Output<Api['orders.order']>

/** Who reads the whole timeline of an order. */
const atDesk: ReadonlySet<string> = new Set(['owner', 'producer', 'support', 'finance'])

/** One order. @throws Refusal `edge.notFound` */
export async function readOrder(ctx: Ctx, { orderId }: Input<Api['orders.order']>): Promise<OrderView> {
  const orders = await store.ordersByIds(ctx.sql, [orderId])
  const isStaff = ctx.who.kind === 'house' || rolesIn(ctx.who, orders[0]?.brandId).some((role) => atDesk.has(role))
  const [view] = await viewsOf(ctx.sql, orders, isStaff)
  if (!view) throw refuse(edge.notFound, { orderId })
  return view
}

/** Orders of the caller, the latest first. */
export async function readMine(ctx: Ctx, { after, most }: Input<Api['orders.mine']>) {
  const orders = await store.ordersOf(ctx.sql, callerId(ctx), { after: after ?? null, most: most + 1 })
  return pageFrom(await viewsOf(ctx.sql, orders), most, (order) => order.orderId)
}

/** Orders of a brand, the latest first. */
export async function readList(ctx: Ctx, { brandId, after, most, ...asked }: Input<Api['orders.list']>) {
  const wanted = wantedOf(asked)
  const orders = await store.ordersOfBrand(ctx.sql, brandId, wanted, { after: after ?? null, most: most + 1 })
  return pageFrom(await viewsOf(ctx.sql, orders), most, (order) => order.orderId)
}

/** What a list is asked for, as the store takes it. */
export const wantedOf = ({ state, showId, search, from, to }: Asked): store.Wanted => ({
  ...{ state: state ?? null, showId: showId ?? null },
  search: search?.replaceAll('\u0000', '').trim() || null,
  from: from === undefined ? null : new Date(from),
  to: to === undefined ? null : new Date(to),
})
type Asked = Pick<Input<Api['orders.list']>, 'state' | 'showId' | 'search' | 'from' | 'to'>

/** Orders with all that is told of them; the whole timeline for staff. */
export async function viewsOf(sql: Sql, orders: readonly store.Order[], isStaff = false): Promise<OrderView[]> {
  const ids = orders.map((order) => order.orderId)
  const lines = Map.groupBy(await store.linesOf(sql, ids), (line) => line.orderId)
  const timeline = Map.groupBy(await timelineOf(sql, ids), (entry) => entry.orderId)
  const companions = Map.groupBy(await companionsOf(sql, ids), (one) => one.orderId)
  const discounts = Map.groupBy(await discountsOf(sql, ids), (one) => one.orderId)
  const stores = await storesNamed(
    sql,
    orders.flatMap(({ storeId }) => storeId ?? []),
  )
  return orders.map((order) => {
    const entries = (timeline.get(order.orderId) ?? []).filter((entry) => isStaff || !entry.internal)
    const told = entries.map((entry) => entryView(entry, order, isStaff))
    return {
      ...viewOf(order, lines.get(order.orderId) ?? [], told),
      ...withOthers(order, companions.get(order.orderId) ?? []),
      store: storeNamed(stores, order),
      discounts: (discounts.get(order.orderId) ?? []).map(discountWire),
    }
  })
}

const storeNamed = (stores: readonly Store[], { storeId }: store.Order) => {
  const one = stores.find((store) => store.storeId === storeId)
  return one ? { storeId: one.storeId, name: one.name } : null
}

const withOthers = ({ shipsWith }: store.Order, others: readonly Companion[]) => ({
  together: others.map(({ otherId, number }) => ({ orderId: otherId, number })),
  carriesOthers: shipsWith === null && others.length > 0,
})

function entryView({ at, what, detail, personId, personName }: Entry, order: store.Order, isStaff: boolean) {
  const kind = personId === order.personId ? ('buyer' as const) : ('staff' as const)
  const name = isStaff || kind === 'buyer' ? personName : null
  return { at: at.toISOString(), what, detail, by: personId && { kind, name } }
}

const iso = (at: Date | null) => at?.toISOString() ?? null

function viewOf(
  order: store.Order,
  lines: readonly store.OrderLine[],
  timeline: OrderView['timeline'],
): Omit<OrderView, 'discounts' | 'together' | 'carriesOthers' | 'store'> {
  const { orderId, brandId, number, state, email, address, deliveryMethodId, intentId } = order
  const { carrier, tracking, sentAt, billing, gift } = order
  return {
    ...{ orderId, brandId, number, state, email, address, deliveryMethodId, intentId, billing, gift },
    lines: lines.map(lineView),
    totals: totalsWire(order.totals),
    placedAt: order.placedAt.toISOString(),
    paidAt: iso(order.paidAt),
    payBefore: state === 'unpaid' ? order.payBefore.toISOString() : null,
    shipment: sentAt && { carrier: carrier ?? '', tracking: tracking ?? '', sentAt: sentAt.toISOString() },
    timeline,
  }
}

const lineView = ({
  orderId,
  holdId,
  taxRateBp,
  weightGrams,
  unitPrice,
  compareAt,
  off,
  surcharge,
  ...line
}: store.OrderLine) => ({
  ...line,
  off: wire({ minor: off, currency: unitPrice.currency }),
  surcharge: wire({ minor: surcharge, currency: unitPrice.currency }),
  unitPrice: wire(unitPrice),
  compareAt: compareAt && wire(compareAt),
})

/** What a show has sold and been paid for: units, and what they cost without delivery. */
export async function revenueOf(sql: Sql, showId: string): Promise<{ units: number; revenue: Money | null }> {
  return (await soldInShow(sql, showId)) ?? { units: 0, revenue: null }
}

/** Whose business an order is; undefined when there is none. */
export const orderOwner = (sql: Sql, orderId: string) => ownerOfOrder(sql, orderId)
