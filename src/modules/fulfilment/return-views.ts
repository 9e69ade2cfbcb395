import type { Ctx } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import type { PersonId } from '../../lib/ids.ts'
import { inLocale } from '../../lib/local-text.ts'
import { wire } from '../../lib/money.ts'
import { edge, refuse } from '../../lib/problems.ts'
import { pageFrom } from '../../lib/shapes.ts'
import type { Sql } from '../../lib/sql.ts'
import { type OrderAtWork, openLink, ordersAtWork } from '../orders/orders.ts'
import type { fulfilmentContract } from './contract.ts'
import { returnable, returnableUntil } from './decide.ts'
import { parcelsOfOrder } from './parcel-store.ts'
import { goodsOf, viewsOf as parcelViews } from './parcels.ts'
import { worthOfUnits } from './refunds.ts'
import * as store from './return-store.ts'
import { addressLines, settingsFor } from './settings.ts'

type Api = typeof fulfilmentContract
type ReturnView = Output<Api['fulfilment.returns']>['items'][number]

/** What of an order can be sent back, and until when. */
export async function returnableOf({ sql }: Pick<Ctx, 'sql'>, { order, lines }: OrderAtWork) {
  const { returnDays } = await settingsFor(sql, order.brandId)
  const sentAt = (await parcelsOfOrder(sql, order.orderId)).flatMap((parcel) => parcel.sentAt ?? [])
  const free = returnable(lines, await store.partsAsked(sql, order.orderId))
  return { free, until: returnableUntil(sentAt, returnDays) }
}

/** Returns of an order, and what can still be sent back. */
export async function readReturnsOf(ctx: Ctx, { orderId }: Input<Api['fulfilment.returnsOf']>) {
  const [work] = await ordersAtWork(ctx.sql, [orderId])
  if (!work) throw refuse(edge.notFound, { orderId })
  const { free, until } = await returnableOf(ctx, work)
  const open = until !== undefined && ctx.now < until
  const { sender, returnWords } = await settingsFor(ctx.sql, work.order.brandId)
  const items = await viewsOf(ctx, await store.returnsOfOrder(ctx.sql, orderId))
  const isAccepted = items.some(({ state }) => state === 'accepted')
  return {
    items,
    until: open ? until.toISOString() : null,
    free: open
      ? free.filter(({ quantity }) => quantity > 0).map((part) => ({ ...part, lineId: part.lineId as never }))
      : [],
    address: isAccepted && sender ? addressLines(sender, work.order.locale) : [],
    words: inLocale(returnWords, work.order.locale),
  }
}

/** Parcels that left and returns, for whoever holds the link of an order. @throws Refusal `edge.notFound` */
export async function readLinked(ctx: Ctx, { link }: Input<Api['fulfilment.linked']>) {
  const { orderId } = (await openLink(ctx, link)).order
  const sent = (await parcelsOfOrder(ctx.sql, orderId)).filter(({ state }) => state === 'sent')
  return { parcels: await parcelViews(ctx.sql, sent), returns: await readReturnsOf(ctx, { orderId }) }
}

/** Returns of a brand, the latest first. */
export async function readReturns(ctx: Ctx, { brandId, state, after, most }: Input<Api['fulfilment.returns']>) {
  const page = { state: state ?? null, after: after ?? null, most: most + 1 }
  const returns = await store.returnsOfBrand(ctx.sql, brandId, page)
  return pageFrom(await viewsOf(ctx, returns), most, ({ returnId }) => returnId)
}

async function viewsOf(ctx: Ctx, returns: readonly store.Return[]): Promise<ReturnView[]> {
  const works = await ordersAtWork(ctx.sql, [...new Set(returns.map(({ orderId }) => orderId))])
  const lines = Map.groupBy(
    await store.returnLinesOf(
      ctx.sql,
      returns.map(({ returnId }) => returnId),
    ),
    ({ returnId }) => returnId,
  )
  const views: ReturnView[] = []
  for (const back of returns) {
    const work = works.find(({ order }) => order.orderId === back.orderId)!
    views.push(await viewOf(ctx, back, lines.get(back.returnId) ?? [], work))
  }
  return views
}

async function viewOf(
  ctx: Ctx,
  back: store.Return,
  lines: readonly store.ReturnLine[],
  work: OrderAtWork,
): Promise<ReturnView> {
  const arrived = back.receivedAt !== null
  const parts = lines.map(({ lineId, quantity, restocked, scrapped }) => ({
    ...{ lineId, quantity: arrived ? restocked + scrapped : quantity },
  }))
  const { returnId, orderId, state, reason, words, answer, askedAt, decidedAt, receivedAt } = back
  return {
    ...{ returnId, orderId, state, reason, words, answer },
    orderNumber: work.order.number,
    customer: work.order.address.name,
    askedAt: askedAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
    receivedAt: receivedAt?.toISOString() ?? null,
    worth: wire(await worthOfUnits(ctx, work, state === 'refunded' ? [] : parts)),
    lines: goodsOf(work.lines, lines),
  }
}

/** Whose business a return is. */
export const returnOwner = (sql: Sql, returnId: string) => store.ownerOfReturn(sql, returnId)

/** A guest has become an account: returns come along. */
export const moveReturns = ({ sql }: Ctx, { guestId, personId }: { guestId: PersonId; personId: PersonId }) =>
  store.setPerson(sql, guestId, personId)
