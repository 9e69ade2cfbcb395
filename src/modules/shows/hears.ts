import { isDeepStrictEqual } from 'node:util'
import type { Ctx } from '../../ctx.ts'
import type { BrandId, ProductId, ShowId } from '../../lib/ids.ts'
import { append, lastOfTypes, type NewEvent } from '../../lib/log.ts'
import { brandById } from '../accounts/accounts.ts'
import { bundlesWith, variantsForSale } from '../catalog/catalog.ts'
import { offersShownIn, onAir } from '../promotions/promotions.ts'
import { freeOf } from '../stock/stock.ts'
import { cardsOf } from './cards.ts'
import * as decide from './decide.ts'
import type { ShowEvent } from './events.ts'
import { foldShow, logOf } from './load.ts'
import * as store from './store.ts'

const appendAll = (ctx: Ctx, showId: string, events: readonly NewEvent[]) =>
  append(ctx.sql, logOf(showId), ctx.now, events)

/** A product was changed or archived: every shelf it stands on shows it as it is now. */
export async function hearProductChanged(ctx: Ctx, { productId }: { productId: ProductId }): Promise<void> {
  for (const { showId } of await store.openShowsWith(ctx.sql, productId)) {
    const show = await store.lockedShow(ctx.sql, showId)
    if (!show) continue
    const brand = await brandById(ctx.sql, show.brandId)
    const order = (await store.runOfShow(ctx.sql, showId)).map((item) => item.productId)
    const card = (await cardsOf(ctx.sql, order, brand!.currency)).find((one) => one.productId === productId)
    const event: ShowEvent = card
      ? { type: 'product.listed', body: card }
      : { type: 'product.unlisted', body: { productId } }
    await appendAll(ctx, showId, [event])
  }
}

/** What a brand takes off its prices has changed: rooms on air say what it is now. */
export async function hearPromotionsChanged(ctx: Ctx, { brandId }: { brandId: BrandId }): Promise<void> {
  for (const showId of await onAir(ctx.sql, brandId)) await tellOffers(ctx, { brandId, showId })
}

/** Says what is taken off prices in a room, unless it has said just that. */
export async function tellOffers(ctx: Ctx, { brandId, showId }: { brandId: BrandId; showId: ShowId }): Promise<void> {
  const offers = await offersShownIn(ctx, { brandId, showId })
  const [told] = (await lastOfTypes(ctx.sql, logOf(showId), ['show.offersChanged'], 1)) as {
    body?: { offers: unknown }
  }[]
  if (isDeepStrictEqual(told?.body?.offers ?? [], offers)) return
  const event: ShowEvent = { type: 'show.offersChanged', body: { offers } }
  await appendAll(ctx, showId, [event])
}

/** The ordinary stock of a variant changed: announced and live shows that sell it tell their rooms. */
export async function hearStockChanged(
  ctx: Ctx,
  news: { kind: 'variant' | 'drop'; variantId: string; free: number },
): Promise<void> {
  if (news.kind !== 'variant') return
  const [variant] = await variantsForSale(ctx.sql, [news.variantId])
  if (!variant) return
  const bundles = await bundlesWith(ctx.sql, [news.variantId])
  const free = await freeOf(
    ctx.sql,
    bundles.map((one) => one.variantId),
  )
  const changed = [
    { productId: variant.productId, variantId: news.variantId, free: news.free },
    ...bundles.map(({ productId, variantId }) => ({ productId, variantId, free: free.get(variantId) ?? 0 })),
  ]
  const events = new Map<ShowId, ShowEvent[]>()
  for (const { productId, ...body } of changed) {
    for (const { showId } of await store.openShowsWith(ctx.sql, productId)) {
      events.set(showId, [...(events.get(showId) ?? []), { type: 'stock.changed', body }])
    }
  }
  for (const [showId, told] of [...events].sort(([a], [b]) => (a < b ? -1 : 1))) await appendAll(ctx, showId, told)
}

type PaidLine = {
  productId: string
  variantId: string
  quantity: number
  showId: string | null
  dropId: string | null
  bundle: { lineId: string; productId: string; variantId: string; quantity: number } | null
}

/** What a buyer would say they bought: a bundle is one thing, not its parts. */
const asBought = (lines: readonly PaidLine[]) => [
  ...new Map(lines.map((line, i) => [line.bundle?.lineId ?? String(i), { ...line, ...line.bundle }])).values(),
]

/** An order was paid: the room of each show it came from hears what was sold, and not to whom. */
export async function hearOrderPaid(ctx: Ctx, { lines }: { lines: readonly PaidLine[] }): Promise<void> {
  const byShow = Map.groupBy(
    lines.filter((line) => line.showId !== null),
    (line) => line.showId!,
  )
  for (const [showId, sold] of [...byShow].sort(([a], [b]) => (a < b ? -1 : 1))) {
    await appendAll(
      ctx,
      showId,
      asBought(sold).map(({ productId, variantId, quantity, dropId }) => ({
        type: 'product.sold',
        body: { productId, variantId, quantity, dropId },
      })),
    )
  }
}

/** What the media engine says of the picture. */
export async function notePicture(
  ctx: Ctx,
  { showId, picture }: { showId: ShowId; picture: store.PictureState },
): Promise<void> {
  const show = await store.lockedShow(ctx.sql, showId)
  if (!show || show.picture === picture || ['ended', 'replay', 'cancelled'].includes(show.status)) return
  await store.setPicture(ctx.sql, showId, picture)
  await appendAll(ctx, showId, decide.notePicture(await foldShow(ctx.sql, showId), picture))
}
