import { type Ctx, callerId } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import { isId, type OrderId } from '../../lib/ids.ts'
import type { Money } from '../../lib/money.ts'
import { ok } from '../../lib/shapes.ts'
import { refundIntent } from '../payments/payments.ts'
import { noteOnOrder } from './timeline.ts'
import { isAlive, maySend, openUntil, type Ride, takesAlong } from './together.ts'
import type { togetherContract } from './together-contract.ts'
import * as store from './together-store.ts'
import { fareWith, gramsLeft, type Tariff } from './weigh.ts'
import { lockOrder, type OrderAtWork, ordersAtWork } from './work.ts'

/*
 * Orders that go in the parcel of another; the rules are in `together.ts`.
 */

type Api = typeof togetherContract
const headOf = ({ order, lines }: OrderAtWork) => ({ ...order, lines })

/** Orders of the caller that take more of their show along, free of delivery. */
export async function readOpenParcels(ctx: Ctx, { brandId }: Input<Api['orders.openParcels']>) {
  const hours = await store.togetherHours(ctx.sql, brandId)
  const since = new Date(ctx.now.getTime() - openUntil(new Date(0), hours).getTime())
  const works = await ordersAtWork(ctx.sql, await store.headsOf(ctx.sql, callerId(ctx), brandId, since))
  const open = works.filter((work) => takesAlong(headOf(work), hours, ctx.now))
  return {
    items: open.map(({ order, lines }) => ({
      ...{ orderId: order.orderId, number: order.number, address: order.address },
      deliveryMethodId: order.deliveryMethodId,
      showIds: [...new Set(lines.flatMap(({ showId }) => showId ?? []))],
      until: openUntil(order.paidAt!, hours).toISOString(),
    })),
  }
}

/**
 * The order that a purchase goes with, if it may, and what it still pays for it: what the parcel costs more by its weight.
 * @param keep nobody calls that order off before the transaction ends
 */
export async function parcelFor(
  ctx: Ctx,
  { shipWith, tariff, grams, ...ride }: Ride & { shipWith: string | undefined; tariff: Tariff; grams: number | null },
  { keep }: { keep: boolean },
): Promise<{ order: OrderAtWork['order']; fare: Money } | undefined> {
  if (!isId(shipWith)) return undefined
  if (keep) await store.keepAsIs(ctx.sql, shipWith as OrderId)
  const [head] = await ordersAtWork(ctx.sql, [shipWith as OrderId])
  if (!head) return undefined
  const hours = await store.togetherHours(ctx.sql, head.order.brandId)
  if (!maySend(headOf(head), ride, hours, ctx.now)) return undefined
  const fare = fareWith(tariff, await gramsInParcel(ctx, head), grams)
  return fare && { order: head.order, fare }
}

/** What an order and all that goes with it weigh; null where nobody knows. */
async function gramsInParcel({ sql }: Ctx, head: OrderAtWork): Promise<number | null> {
  const others = (await store.companionsOf(sql, [head.order.orderId])).map(({ otherId }) => otherId)
  return gramsLeft([head, ...(await ordersAtWork(sql, others))].flatMap(({ lines }) => lines))
}

/** Whether something still goes in the parcel that this order has paid the delivery of. The caller has locked it. */
export async function carriesOthers(ctx: Ctx, { orderId, shipsWith }: OrderAtWork['order']): Promise<boolean> {
  if (shipsWith !== null) return false
  const others = (await store.companionsOf(ctx.sql, [orderId])).map(({ otherId }) => otherId)
  return (await ordersAtWork(ctx.sql, others)).some(({ order, lines }) => isAlive({ state: order.state, lines }))
}

/** What an order paid for the delivery stays, since others go with it. */
export async function keepDelivery(ctx: Ctx, { orderId, totals }: OrderAtWork['order']): Promise<void> {
  if (totals.delivery.minor > 0n) await store.setDeliveryKept(ctx.sql, orderId, true)
}

/**
 * Nothing of an order goes any more: if that was the last that went in a parcel whose own order was called off before,
 * what that one paid for the delivery goes back. In a transaction of its own, since orders are locked the first first.
 */
export const endDelivery = {
  name: 'orders.endDelivery',
  async run(ctx: Ctx, { orderId }: { orderId: OrderId }): Promise<void> {
    const { order } = await lockOrder(ctx, orderId)
    if (!order.deliveryKept || (await carriesOthers(ctx, order))) return
    await store.setDeliveryKept(ctx.sql, orderId, false)
    await refundIntent(ctx, { intentId: order.paidIntentId!, amount: order.totals.delivery, reason: 'delivery' })
    await noteOnOrder(ctx, { orderId, what: 'refundAsked', detail: 'delivery' })
  },
}

/** To be called when an order has come to nothing. */
export async function leaveParcel(ctx: Ctx, { shipsWith }: OrderAtWork['order']): Promise<void> {
  if (shipsWith !== null) await ctx.later(endDelivery, { orderId: shipsWith })
}

export const readTogether = async (ctx: Ctx, { brandId }: Input<Api['orders.together']>) => ({
  togetherHours: await store.togetherHours(ctx.sql, brandId),
})

export async function changeTogether(ctx: Ctx, { brandId, togetherHours }: Input<Api['orders.changeTogether']>) {
  await store.saveTogetherHours(ctx.sql, brandId, togetherHours)
  return ok
}
