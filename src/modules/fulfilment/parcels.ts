import type { Ctx } from '../../ctx.ts'
import { rolesIn } from '../../lib/access.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { newId, type OrderId } from '../../lib/ids.ts'
import { edge, refuse } from '../../lib/problems.ts'
import { ok, pageFrom } from '../../lib/shapes.ts'
import type { Sql } from '../../lib/sql.ts'
import { endWhenSent, lockOrder, moveUnits, noteOnOrder, type OrderAtWork, ordersAtWork } from '../orders/orders.ts'
import { trackingUrl } from './carriers.ts'
import { setReturned } from './collect-store.ts'
import type { fulfilmentContract } from './contract.ts'
import { type Part, packing } from './decide.ts'
import { sendFulfilmentMail } from './mailing.ts'
import * as store from './parcel-store.ts'
import { fulfilmentProblems as problem } from './problems.ts'

type Api = typeof fulfilmentContract
type ParcelView = Output<Api['fulfilment.packParcel']>

const movesOf = (parts: readonly Part[], what: 'packed' | 'sent', sign: 1 | -1 = 1) =>
  parts.map(({ lineId, quantity }) => ({ lineId: lineId as never, [what]: sign * quantity }))

async function pack(ctx: Ctx, { order, lines }: OrderAtWork, parts: readonly Part[]): Promise<store.ParcelId> {
  const { orderId, brandId } = order
  const parcelId = newId<'parcel'>(ctx.now)
  await store.addParcel(ctx.sql, ctx.now, { parcelId, brandId, orderId }, parts)
  await moveUnits(ctx, movesOf(parts, 'packed'))
  const units = parts.reduce((sum, { quantity }) => sum + quantity, 0)
  const all = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  await noteOnOrder(ctx, { orderId, what: 'packed', detail: `${units}/${all}` })
  return parcelId
}

/** @throws Refusal `fulfilment.notPackable`, `fulfilment.tooManyUnits`, `fulfilment.nothingToPack` */
export async function packParcel(
  ctx: Ctx,
  { orderId, lines: wish }: Input<Api['fulfilment.packParcel']>,
): Promise<ParcelView> {
  const work = await lockOrder(ctx, orderId)
  const parts = packing(work.order, work.lines, wish)
  if (typeof parts === 'string') throw refuse(problem[parts], { orderId })
  return oneView(ctx.sql, await pack(ctx, work, parts))
}

/** Packs all that waits of each of a brand's orders; those that go together come into one box. Orders of others, and those with nothing to pack, are left out. */
export async function packOrders(ctx: Ctx, { brandId, orderIds }: Input<Api['fulfilment.packOrders']>) {
  const parcelIds: store.ParcelId[] = []
  const boxes = new Map<OrderId, store.ParcelId[]>()
  // In one order for everybody, so that two people packing the same list never wait for each other.
  const known = (await ordersAtWork(ctx.sql, [...new Set(orderIds)])).filter(({ order }) => order.brandId === brandId)
  for (const { order } of known.reverse()) {
    const work = await lockOrder(ctx, order.orderId)
    const parts = packing(work.order, work.lines, undefined)
    if (typeof parts === 'string') continue
    const parcelId = await pack(ctx, work, parts)
    parcelIds.push(parcelId)
    const head = work.order.shipsWith ?? order.orderId
    boxes.set(head, [...(boxes.get(head) ?? []), parcelId])
  }
  for (const box of boxes.values()) if (box.length > 1) await store.setBox(ctx.sql, box, box[0]!)
  return { parcelIds }
}

/** Packs all that waits of an order the caller has locked. @throws Refusal `fulfilment.notPackable`, `fulfilment.nothingToPack` */
export async function packWhatWaits(ctx: Ctx, work: OrderAtWork): Promise<void> {
  const parts = packing(work.order, work.lines, undefined)
  const isPacked = parts === 'nothingToPack' && work.lines.some((line) => line.packedQuantity > 0)
  if (isPacked) return
  if (typeof parts === 'string') throw refuse(problem[parts], { orderId: work.order.orderId })
  await pack(ctx, work, parts)
}

/** Its buyer has it in hand: all that is packed of an order the caller has locked. Nobody is written to. */
export async function leaveAtCounter(ctx: Ctx, { order }: OrderAtWork, storeName: string): Promise<void> {
  const { orderId } = order
  const shipment = { carrier: storeName, tracking: '' }
  for (const { parcelId, state } of await store.parcelsOfOrder(ctx.sql, orderId)) {
    if (state === 'sent') continue
    await store.setShipment(ctx.sql, parcelId, { ...shipment, sentAt: ctx.now })
    await moveUnits(ctx, movesOf(await store.partsOf(ctx.sql, [parcelId]), 'sent'))
  }
  await endWhenSent(ctx, orderId, shipment)
}

/** The parcel, with its order locked first. @throws Refusal `edge.notFound` */
async function lockedParcel(ctx: Ctx, parcelId: store.ParcelId) {
  const [known] = await store.parcelsByIds(ctx.sql, [parcelId])
  if (!known) throw refuse(edge.notFound, { parcelId })
  const work = await lockOrder(ctx, known.orderId)
  const [parcel] = await store.parcelsByIds(ctx.sql, [parcelId])
  if (!parcel) throw refuse(edge.notFound, { parcelId })
  return { parcel, work, parts: await store.partsOf(ctx.sql, [parcelId]) }
}

/** The parcel and those in its box that have not left, their orders locked in one order for everybody. */
async function lockedBox(ctx: Ctx, parcelId: store.ParcelId) {
  const box = await store.parcelsInBoxes(ctx.sql, [parcelId])
  const asked = box.find((one) => one.parcelId === parcelId)
  const together = box.filter((one) => one === asked || (asked?.state === 'packed' && one.state === 'packed'))
  const locked = []
  for (const one of together) locked.push(await lockedParcel(ctx, one.parcelId))
  if (locked.length === 0) throw refuse(edge.notFound, { parcelId })
  return locked
}

/** With all that is in its box. @throws Refusal `fulfilment.alreadySent` */
export async function unpackParcel(ctx: Ctx, { parcelId }: Input<Api['fulfilment.unpackParcel']>): Promise<typeof ok> {
  for (const { parcel, parts } of await lockedBox(ctx, parcelId)) {
    if (parcel.state === 'sent') throw refuse(problem.alreadySent, { parcelId })
    await moveUnits(ctx, movesOf(parts, 'packed', -1))
    await store.removeParcel(ctx.sql, parcel.parcelId)
    await noteOnOrder(ctx, { orderId: parcel.orderId, what: 'unpacked' })
  }
  return ok
}

/** A parcel leaves with all that is in its box, or what is said of one that left is corrected: then nobody is written to. */
export async function sendParcel(ctx: Ctx, wish: Input<Api['fulfilment.sendParcel']>): Promise<ParcelView> {
  const { parcelId, ...shipment } = wish
  for (const locked of await lockedBox(ctx, parcelId)) await sendOne(ctx, locked, shipment)
  return oneView(ctx.sql, parcelId)
}

type Locked = Awaited<ReturnType<typeof lockedParcel>>

async function sendOne(
  ctx: Ctx,
  { parcel, work, parts }: Locked,
  { carrier, tracking }: { carrier: string; tracking: string },
): Promise<void> {
  const { orderId, parcelId } = parcel
  const left = parcel.state === 'sent'
  if (work.order.storeId && !left) throw refuse(problem.toBeCollected, { orderId })
  // An order that was called off took its parcels with it; this one was locked too late for that.
  if (!left && work.order.state !== 'paid') throw refuse(problem.notPackable, { orderId })
  if (!left && work.order.inReview) throw refuse(problem.inReview, { orderId })
  await store.setShipment(ctx.sql, parcelId, { carrier, tracking, sentAt: ctx.now })
  const detail = [carrier, tracking].filter(Boolean).join(' ')
  await noteOnOrder(ctx, { orderId, what: left ? 'trackingChanged' : 'parcelSent', detail })
  if (!left) {
    await moveUnits(ctx, movesOf(parts, 'sent'))
    await ctx.later(sendFulfilmentMail, { orderId, kind: `parcelSent:${parcelId}` })
    await endWhenSent(ctx, orderId, { carrier, tracking })
  }
}

/** @throws Refusal as `packParcel` */
export async function shipOrder(ctx: Ctx, wish: Input<Api['fulfilment.shipOrder']>): Promise<ParcelView> {
  const { orderId, lines, carrier, tracking } = wish
  const { parcelId } = await packParcel(ctx, { orderId, lines })
  return sendParcel(ctx, { parcelId, carrier, tracking })
}

/** An order was called off: what is packed of it is unpacked. Its units are given back by whoever called it off. */
export async function hearOrderCancelled(ctx: Ctx, { orderId }: { orderId: OrderId }): Promise<void> {
  await setReturned(ctx.sql, ctx.now, orderId)
  for (const { parcelId, state } of await store.parcelsOfOrder(ctx.sql, orderId)) {
    if (state === 'sent') continue
    await moveUnits(ctx, movesOf(await store.partsOf(ctx.sql, [parcelId]), 'packed', -1))
    await store.removeParcel(ctx.sql, parcelId)
  }
}

/** Parcels of an order; whoever bought it sees those that left. */
export async function readParcelsOf(ctx: Ctx, { orderId }: Input<Api['fulfilment.parcelsOf']>) {
  const parcels = await store.parcelsOfOrder(ctx.sql, orderId)
  const atDesk = ctx.who.kind === 'house' || rolesIn(ctx.who, parcels[0]?.brandId).length > 0
  return { items: await viewsOf(ctx.sql, atDesk ? parcels : parcels.filter(({ state }) => state === 'sent')) }
}

export async function readParcels(ctx: Ctx, { brandId, state, after, most }: Input<Api['fulfilment.parcels']>) {
  const page = { state: state ?? null, after: after ?? null, most: most + 1 }
  const parcels = await store.parcelsOfBrand(ctx.sql, brandId, page)
  return pageFrom(await viewsOf(ctx.sql, parcels), most, ({ parcelId }) => parcelId)
}

const oneView = async (sql: Sql, parcelId: store.ParcelId): Promise<ParcelView> =>
  (await viewsOf(sql, await store.parcelsByIds(sql, [parcelId])))[0]!

/** Parcels with what is in them. */
export async function viewsOf(sql: Sql, parcels: readonly store.Parcel[]): Promise<ParcelView[]> {
  const orderIds = [...new Set(parcels.map(({ orderId }) => orderId))]
  const works = new Map((await ordersAtWork(sql, orderIds)).map((work) => [work.order.orderId, work]))
  const parcelIds = parcels.map(({ parcelId }) => parcelId)
  const parts = Map.groupBy(await store.partsOf(sql, parcelIds), ({ parcelId }) => parcelId)
  return parcels.map(({ brandId, packedAt, sentAt, ...parcel }) => {
    const { order, lines } = works.get(parcel.orderId)!
    const { name, city, country } = order.address
    return {
      ...parcel,
      orderNumber: order.number,
      trackingUrl: trackingUrl(parcel.carrier, parcel.tracking),
      packedAt: packedAt.toISOString(),
      sentAt: sentAt?.toISOString() ?? null,
      recipient: { name, city, country },
      lines: goodsOf(lines, parts.get(parcel.parcelId) ?? []),
    }
  })
}

/** Parts of an order with what they are, in the order of its lines. */
export const goodsOf = <P extends Part>(lines: OrderAtWork['lines'], parts: readonly P[]) =>
  lines.flatMap(({ lineId, sku, title, options, pictureUrl, personal }) => {
    const part = parts.find((one) => one.lineId === lineId)
    return part ? [{ ...part, lineId, sku, title, options, pictureUrl, personal }] : []
  })

/** Whose business a parcel is. */
export const parcelOwner = (sql: Sql, parcelId: string) => store.ownerOfParcel(sql, parcelId)
