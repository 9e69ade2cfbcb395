import { timingSafeEqual } from 'node:crypto'
import { type Ctx, callerId } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import { isId, newId, type ShowId } from '../../lib/ids.ts'
import { sum, wire } from '../../lib/money.ts'
import { edge, refuse } from '../../lib/problems.ts'
import { ok, pageFrom } from '../../lib/shapes.ts'
import { variantsForSale } from '../catalog/catalog.ts'
import { catalogProblems } from '../catalog/problems.ts'
import { releaseHolds } from '../stock/stock.ts'
import { priceBag, sellerOf } from './bag-items.ts'
import { assumedGrams } from './delivery-store.ts'
import type { payLinkContract } from './pay-link-contract.ts'
import { onCancelLink, payLinkState } from './pay-link-rules.ts'
import * as links from './pay-link-store.ts'
import { callOffAtDesk } from './paying.ts'
import { paidFor } from './price.ts'
import { orderProblems as problem } from './problems.ts'
import { frozen, reserve, soldAs } from './reserve.ts'

/*
 * Pay links: pieces that staff set aside for somebody, at the prices a guest is shown at that moment. The link is the
 * id and this install's signature over it: who holds it may pay, and a copy of the database opens nothing.
 */

type Api = typeof payLinkContract
type LinkDoors = Pick<Ctx['doors'], 'seal' | 'urlOf'>

const linkOf = (doors: LinkDoors, payLinkId: string) => `${payLinkId}.${doors.seal(`orders.payLink ${payLinkId}`)}`
const urlOf = (doors: LinkDoors, payLinkId: string) => doors.urlOf(`/orders/pay/${linkOf(doors, payLinkId)}`)

/** @throws Refusal `edge.notFound` for a wrong or altered one: all look alike */
export async function openPayLink(ctx: Ctx, link: string): Promise<links.PayLink> {
  const payLinkId = link.slice(0, link.indexOf('.'))
  const [said, right] = [Buffer.from(link), Buffer.from(linkOf(ctx.doors, payLinkId))]
  const signed = isId(payLinkId) && said.length === right.length && timingSafeEqual(said, right)
  const found = signed && (await links.payLinkById(ctx.sql, payLinkId))
  if (!found) throw refuse(edge.notFound, {})
  return found
}

const hourMs = 3_600_000

/**
 * Holds the pieces, all or none, at the prices everybody is shown.
 * @throws Refusal `catalog.unknownVariant`, `catalog.noPrice`, `orders.soldOut`
 */
export async function makePayLink(ctx: Ctx, wish: Input<Api['orders.makePayLink']>) {
  const { brandId, hours, note } = wish
  const personId = callerId(ctx)
  const { currency } = await sellerOf(ctx.sql, brandId)
  const items = await priceBag({ ...ctx, who: asGuest(ctx) }, await asBag(ctx, wish), currency)
  const unpriced = items.filter(({ variant }) => !variant.prices.some((one) => one.currency === currency))
  if (unpriced.length > 0) throw refuse(catalogProblems.noPrice, { variantId: unpriced[0]!.variantId, currency })
  const gone = items.filter(({ state }) => state !== 'open')
  if (gone.length > 0) throw refuse(problem.soldOut, { lines: gone.map(({ lineId }) => lineId) })
  const expiresAt = new Date(ctx.now.getTime() + hours * hourMs)
  const sold = items.flatMap((item) => soldAs(item, () => newId<'line'>(ctx.now)))
  const holdIds = await reserve(ctx, sold, expiresAt)
  const assumed = await assumedGrams(ctx.sql, brandId)
  const lines = sold.map((one) => frozen(one, holdIds.get(one)!, assumed))
  const payLinkId = newId<'payLink'>(ctx.now)
  const madeByName = ctx.who.kind === 'person' ? ctx.who.name : ''
  const itemsMinor = sum(currency, lines.map(paidFor)).minor
  const made = { payLinkId, brandId, madeBy: personId, madeByName, note, lines, currency, itemsMinor }
  await links.addPayLink(ctx.sql, { ...made, madeAt: ctx.now, expiresAt })
  return { payLinkId, url: urlOf(ctx.doors, payLinkId), expiresAt: expiresAt.toISOString() }
}

/** The prices of the house are not those of its staff. */
const asGuest = ({ who }: Ctx): Ctx['who'] => (who.kind === 'person' ? { ...who, guest: true } : who)

/** The wish as lines of a bag. @throws Refusal `catalog.unknownVariant` */
async function asBag(ctx: Ctx, { brandId, lines, showId }: Input<Api['orders.makePayLink']>) {
  const ids = lines.map(({ variantId }) => variantId)
  const variants = new Map((await variantsForSale(ctx.sql, ids)).map((variant) => [variant.variantId, variant]))
  return lines.map(({ variantId, quantity }) => {
    const variant = variants.get(variantId)
    if (variant?.brandId !== brandId) throw refuse(catalogProblems.unknownVariant, { variantId })
    const line = { lineId: newId<'line'>(ctx.now), personId: callerId(ctx), brandId, productId: variant.productId }
    const asked = { variantId, quantity, showId: (showId ?? null) as ShowId | null }
    return { ...line, ...asked, dropId: null, popUpId: null, personal: [], held: null }
  })
}

/** Pay links of a brand, the latest first. */
export async function readPayLinks(ctx: Ctx, { brandId, after, most }: Input<Api['orders.payLinks']>) {
  const found = await links.payLinksOf(ctx.sql, brandId, { after: after ?? null, most: most + 1 })
  return pageFrom(
    found.map((one) => ({
      ...{ payLinkId: one.payLinkId, state: payLinkState(one, ctx.now), url: urlOf(ctx.doors, one.payLinkId) },
      ...{ note: one.note, by: one.madeByName, items: wire({ minor: one.itemsMinor, currency: one.currency }) },
      ...{ madeAt: one.madeAt.toISOString(), expiresAt: one.expiresAt.toISOString() },
      lines: one.lines.map(heldLine),
      order: one.order && { orderId: one.order.orderId, number: one.order.number, state: one.order.state },
    })),
    most,
    ({ payLinkId }) => payLinkId,
  )
}

export const heldLine = (line: links.PayLink['lines'][number]) => {
  const { lineId, productId, variantId, title, options, pictureUrl, quantity, unitPrice, compareAt, off, bundle } = line
  return {
    ...{ lineId, productId, variantId, title, options, pictureUrl, quantity, bundle },
    ...{ unitPrice: wire(unitPrice), compareAt: compareAt && wire(compareAt) },
    off: wire({ minor: off, currency: unitPrice.currency }),
  }
}

/** @throws Refusal `edge.notFound`, `orders.payLinkOver` */
export async function cancelPayLink(ctx: Ctx, { brandId, payLinkId }: Input<Api['orders.cancelPayLink']>) {
  await links.lockPayLink(ctx.sql, payLinkId)
  const link = await links.payLinkById(ctx.sql, payLinkId)
  if (link?.brandId !== brandId) throw refuse(edge.notFound, { payLinkId })
  const state = payLinkState(link, ctx.now)
  const how = onCancelLink(state)
  if (how === 'refuse') throw refuse(problem.payLinkOver, { state })
  if (how === 'cancelOrder') {
    await callOffAtDesk(ctx, { orderId: link.order!.orderId, reason: '' })
    return ok
  }
  await links.setLinkCancelled(ctx.sql, ctx.now, link.payLinkId)
  await releaseHolds(
    ctx,
    link.lines.map(({ holdId }) => holdId),
  )
  return ok
}
