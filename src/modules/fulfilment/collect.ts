import { type Ctx, callerId } from '../../ctx.ts'
import { rolesIn } from '../../lib/access.ts'
import type { Input, Output } from '../../lib/contract.ts'
import type { OrderId } from '../../lib/ids.ts'
import { edge, refuse } from '../../lib/problems.ts'
import { ok } from '../../lib/shapes.ts'
import { brandById } from '../accounts/accounts.ts'
import {
  callOffAtDesk,
  lockOrder,
  noteOnOrder,
  type OrderAtWork,
  ordersAtWork,
  ordersToCollect,
  storesNamed,
} from '../orders/orders.ts'
import { codeOf, hashOf, orderOfPass } from './collect-code.ts'
import type { collectContract } from './collect-contract.ts'
import * as store from './collect-store.ts'
import { sendFulfilmentMail } from './mailing.ts'
import { goodsOf, leaveAtCounter, packWhatWaits } from './parcels.ts'
import { fulfilmentProblems as problem } from './problems.ts'

/*
 * Orders that are collected: made ready in the store, handed over to whoever shows the code, once, or taken back into
 * the stock. Whoever changes one has locked its order.
 */

type Api = typeof collectContract
type CounterView = Output<Api['fulfilment.atCounter']>
const dayMs = 86_400_000

/** @throws Refusal `fulfilment.notToCollect` */
async function storeOf({ sql }: Ctx, { order }: OrderAtWork) {
  const [there] = await storesNamed(sql, order.storeId ? [order.storeId] : [])
  if (!there) throw refuse(problem.notToCollect, { orderId: order.orderId })
  return there
}

/** @throws Refusal `fulfilment.notToCollect`, `fulfilment.notPackable`, `fulfilment.nothingToPack` */
export async function makeReady(ctx: Ctx, { orderId }: Input<Api['fulfilment.makeReady']>): Promise<typeof ok> {
  const work = await lockOrder(ctx, orderId)
  const { storeId, keepDays } = await storeOf(ctx, work)
  if ((await store.collectionsOf(ctx.sql, [orderId])).length > 0) return ok
  await packWhatWaits(ctx, work)
  const keepUntil = new Date(ctx.now.getTime() + keepDays * dayMs)
  const codeHash = hashOf(codeOf(ctx.doors, orderId))
  const { brandId } = work.order
  await store.addCollection(ctx.sql, { orderId, brandId, storeId, codeHash, readyAt: ctx.now, keepUntil })
  await noteOnOrder(ctx, { orderId, what: 'readyToCollect' })
  await ctx.later(sendFulfilmentMail, { orderId, kind: `readyToCollect:${orderId}` })
  await ctx.later(remindToCollect, { orderId }, { at: new Date(ctx.now.getTime() + Math.ceil(keepDays / 2) * dayMs) })
  return ok
}

/** Half of the time it waits is over. Reminds once, and only of what is still there. */
export const remindToCollect = {
  name: 'fulfilment.remindToCollect',
  async run(ctx: Ctx, { orderId }: { orderId: OrderId }): Promise<void> {
    const { order } = await lockOrder(ctx, orderId)
    const [one] = await store.collectionsOf(ctx.sql, [orderId])
    if (one?.state !== 'ready' || one.remindedAt || order.state !== 'paid') return
    await store.setReminded(ctx.sql, ctx.now, orderId)
    await ctx.later(sendFulfilmentMail, { orderId, kind: `collectReminder:${orderId}` })
  },
}

/** The order of a code. @throws Refusal `fulfilment.unknownCode` */
export async function readAtCounter(ctx: Ctx, { brandId, code }: Input<Api['fulfilment.atCounter']>) {
  const orderId = await store.orderByCode(ctx.sql, brandId, hashOf(code))
  if (!orderId) throw refuse(problem.unknownCode)
  return (await counterViews(ctx, await ordersAtWork(ctx.sql, [orderId])))[0]!
}

/** @throws Refusal `fulfilment.unknownCode`, `fulfilment.alreadyCollected` with the moment, `fulfilment.notReady` */
export async function handOver(ctx: Ctx, wish: Input<Api['fulfilment.handOver']>): Promise<CounterView> {
  const { orderId } = await readAtCounter(ctx, wish)
  const work = await lockOrder(ctx, orderId)
  if (!(await store.setCollected(ctx.sql, ctx.now, orderId, callerId(ctx)))) {
    const [one] = await store.collectionsOf(ctx.sql, [orderId])
    if (one?.collectedAt) throw refuse(problem.alreadyCollected, { at: one.collectedAt.toISOString() })
    throw refuse(problem.notReady, { state: one?.state ?? null })
  }
  if (work.order.state !== 'paid') throw refuse(problem.notReady, { state: work.order.state })
  const { name } = await storeOf(ctx, work)
  await noteOnOrder(ctx, { orderId, what: 'collected' })
  await leaveAtCounter(ctx, work, name)
  return readAtCounter(ctx, wish)
}

/** Nobody came. @throws Refusal `fulfilment.notReady`, `orders.notCancellable` */
export async function returnUncollected(ctx: Ctx, { orderId }: Input<Api['fulfilment.returnUncollected']>) {
  await lockOrder(ctx, orderId)
  const [one] = await store.collectionsOf(ctx.sql, [orderId])
  if (one?.state !== 'ready') throw refuse(problem.notReady, { state: one?.state ?? null })
  await callOffAtDesk(ctx, { orderId, reason: 'notCollected' })
  return ok
}

/** What waits for somebody at the counter, or for whoever comes. */
export async function readCounter(ctx: Ctx, { brandId, storeId }: Input<Api['fulfilment.counter']>) {
  const views = await counterViews(ctx, await ordersToCollect(ctx.sql, brandId, storeId ?? null))
  return { items: views.filter(({ state }) => state === 'waiting' || state === 'ready') }
}

async function counterViews(ctx: Ctx, works: readonly OrderAtWork[]): Promise<CounterView[]> {
  const orderIds = works.map(({ order }) => order.orderId)
  const collections = new Map((await store.collectionsOf(ctx.sql, orderIds)).map((one) => [one.orderId, one]))
  return works.map(({ order, lines }) => {
    const one = collections.get(order.orderId)
    const left = lines.map(({ lineId, quantity, cancelledQuantity }) => ({
      lineId: lineId as string,
      quantity: quantity - cancelledQuantity,
    }))
    return {
      ...{ orderId: order.orderId, number: order.number, name: order.address.name, storeId: order.storeId! },
      ...{ state: one?.state ?? 'waiting', paidAt: iso(order.paidAt), readyAt: iso(one?.readyAt) },
      ...{ keepUntil: iso(one?.keepUntil), collectedAt: iso(one?.collectedAt) },
      lines: goodsOf(
        lines,
        left.filter(({ quantity }) => quantity > 0),
      ),
    }
  })
}

const iso = (at: Date | null | undefined) => at?.toISOString() ?? null

/** @throws Refusal `edge.notFound`, `fulfilment.notToCollect` */
export async function readCollection(ctx: Ctx, { orderId }: Input<Api['fulfilment.collection']>) {
  const [work] = await ordersAtWork(ctx.sql, [orderId])
  if (!work) throw refuse(edge.notFound, { orderId })
  const isDesk = rolesIn(ctx.who, work.order.brandId).length > 0
  const isBuyer = ctx.who.kind === 'person' && ctx.who.personId === work.order.personId
  return collectionView(ctx, work, isBuyer || !isDesk)
}

/** @throws Refusal `edge.notFound` for a pass that was not made here, or of an order that is not there */
export async function readPass(ctx: Ctx, { pass }: Input<Api['fulfilment.collectionPass']>) {
  const orderId = orderOfPass(ctx.doors, pass)
  const [work] = orderId ? await ordersAtWork(ctx.sql, [orderId]) : []
  if (!work?.order.storeId) throw refuse(edge.notFound, {})
  return collectionView(ctx, work, true)
}

async function collectionView(ctx: Ctx, work: OrderAtWork, withCode: boolean) {
  const { orderId, number, brandId } = work.order
  const { brandId: _, archived, ...there } = await storeOf(ctx, work)
  const [one] = await store.collectionsOf(ctx.sql, [orderId])
  const code = withCode && one?.state === 'ready' ? codeOf(ctx.doors, orderId) : null
  const brand = await brandById(ctx.sql, brandId)
  return {
    ...{ number, brandId, store: there, state: one?.state ?? ('waiting' as const), code },
    counterUrl: code && ctx.doors.urlOf(`/console/${brand!.slug}/counter?code=${code}`),
    ...{ keepUntil: iso(one?.keepUntil), collectedAt: iso(one?.collectedAt) },
  }
}
