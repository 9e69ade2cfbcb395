import { timingSafeEqual } from 'node:crypto'
import type { Ctx } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { isId, type OrderId } from '../../lib/ids.ts'
import { edge, refuse } from '../../lib/problems.ts'
import { ok } from '../../lib/shapes.ts'
import type { linkContract } from './link-contract.ts'
import { nextLinkVersion } from './link-store.ts'
import { cancelAs } from './paying.ts'
import { orderProblems as problem } from './problems.ts'
import { viewsOf } from './reading.ts'
import { mayCancel } from './state.ts'
import * as store from './store.ts'
import { noteOnOrder } from './timeline.ts'
import { type OrderAtWork, ordersAtWork } from './work.ts'

/*
 * The link in the mails of an order opens for whoever holds it: `<order's id>.<signature>`. The signature is this
 * install's, over the id and the version of the link: a copy of the database opens nothing, and a new version revokes
 * every link of before.
 */

type Api = typeof linkContract
type LinkDoors = Pick<Ctx['doors'], 'seal' | 'urlOf'>

/** The link of an order, as it stands in an address. */
export const linkOf = (doors: LinkDoors, { orderId, linkVersion }: Pick<store.Order, 'orderId' | 'linkVersion'>) =>
  `${orderId}.${doors.seal(`orders.link ${orderId} ${linkVersion}`)}`

/** Where a mail leads: the whole address of the order's page for whoever holds it. */
export const linkUrl = (doors: LinkDoors, order: Pick<store.Order, 'orderId' | 'linkVersion'>) =>
  doors.urlOf(`/orders/link/${linkOf(doors, order)}`)

/** The order that a link opens. @throws Refusal `edge.notFound` for a wrong, altered or revoked one: all look alike */
export async function openLink(ctx: Ctx, link: string): Promise<OrderAtWork> {
  const orderId = link.slice(0, link.indexOf('.'))
  const [work] = isId(orderId) ? await ordersAtWork(ctx.sql, [orderId as OrderId]) : []
  if (!work || !isSame(link, linkOf(ctx.doors, work.order))) throw refuse(edge.notFound, {})
  return work
}

/** As texts: two ways to write the same bytes in base64 are not the same link. */
function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** What somebody sees who holds the link: neither how it was paid nor where exactly it goes. */
export async function readLinked(ctx: Ctx, { link }: Input<Api['orders.linked']>): Promise<LinkedOrder> {
  const { order, lines } = await openLink(ctx, link)
  const [view] = await viewsOf(ctx.sql, [order])
  const { orderId, brandId, number, state, totals, discounts, placedAt, paidAt, timeline } = view!
  const { name, city, country } = order.address
  return {
    ...{ orderId, brandId, number, state, totals, discounts, placedAt, paidAt, lines: view!.lines },
    mine: ctx.who.kind === 'person' && ctx.who.personId === order.personId,
    cancellable: mayCancel({ state, lines }),
    ...{ together: view!.together, carriesOthers: view!.carriesOthers },
    email: maskedEmail(order.email),
    recipient: { name, city, country },
    timeline: timeline.map(({ at, what }) => ({ at, what })),
  }
}
type LinkedOrder = Output<Api['orders.linked']>

/** `dana@viewer.example` → `d•••@viewer.example`: its owner knows it again. */
export const maskedEmail = (email: string) => email.replace(/^(.)[^@]*/u, '$1•••')

/**
 * Who holds the link and knows the e-mail of the order may act for its buyer; a mail that was passed on does not say it.
 * @throws Refusal `edge.notFound`, `orders.wrongEmail`
 */
export async function actByLink(ctx: Ctx, { link, email }: { link: string; email: string }): Promise<OrderAtWork> {
  const work = await openLink(ctx, link)
  if (work.order.email.toLowerCase() !== email.trim().toLowerCase()) throw refuse(problem.wrongEmail)
  return work
}

/** As its buyer, by the link. @throws Refusal `edge.notFound`, `orders.wrongEmail`, `orders.notCancellable` */
export async function cancelLinked(ctx: Ctx, { reason, ...holder }: Input<Api['orders.cancelLinked']>) {
  const { order } = await actByLink(ctx, holder)
  await cancelAs(ctx, { orderId: order.orderId, reason, by: 'buyer' })
  return ok
}

/** The link of an order, for its buyer or for somebody at the desk who helps them. */
export async function readLink(ctx: Ctx, { orderId }: Input<Api['orders.link']>) {
  const [order] = await store.ordersByIds(ctx.sql, [orderId])
  if (!order) throw refuse(edge.notFound, { orderId })
  return { url: linkUrl(ctx.doors, order) }
}

/** Every link of before opens nothing any more; mails from now on carry the new one. */
export async function renewLink(ctx: Ctx, { orderId }: Input<Api['orders.renewLink']>) {
  const linkVersion = await nextLinkVersion(ctx.sql, orderId)
  if (linkVersion === undefined) throw refuse(edge.notFound, { orderId })
  await noteOnOrder(ctx, { orderId, what: 'linkRenewed' })
  return { url: linkUrl(ctx.doors, { orderId, linkVersion }) }
}
