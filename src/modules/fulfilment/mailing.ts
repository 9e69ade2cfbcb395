import type { Ctx } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import { newId, type OrderId } from '../../lib/ids.ts'
import { errand } from '../../lib/jobs.ts'
import { inLocale } from '../../lib/local-text.ts'
import { money } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import { brandById } from '../accounts/accounts.ts'
import {
  linkUrl,
  noteForBuyer,
  noteOnOrder,
  type OrderAtWork,
  ordersAtWork,
  storesNamed,
  toPack,
} from '../orders/orders.ts'
import { hoursLines } from '../orders/state.ts'
import { codeOf, passOf } from './collect-code.ts'
import { collectionsOf } from './collect-store.ts'
import type { fulfilmentContract } from './contract.ts'
import type { MailKind } from './mail-words.ts'
import { fulfilmentMail, type MailAbout } from './mails.ts'
import * as parcels from './parcel-store.ts'
import { fulfilmentProblems as problem } from './problems.ts'
import * as refunds from './refund-store.ts'
import * as returns from './return-store.ts'
import { addressLines, settingsFor } from './settings.ts'

type Api = typeof fulfilmentContract
/** `parcelSent:` and the id of the parcel; the same for returns and refunds. */
type Payload = { orderId: OrderId; kind: string; again?: string }

/** Tells the buyer by mail what became of a parcel, a return or a refund; the timeline remembers it. */
export const sendFulfilmentMail = errand({
  name: 'fulfilment.sendMail',
  async read(ctx: Ctx, { orderId, kind, again }: Payload) {
    const [work] = await ordersAtWork(ctx.sql, [orderId])
    const about = work && (await aboutOf(ctx, work, kind))
    if (!about) return undefined
    const { order, lines } = work
    const brandName = (await brandById(ctx.sql, order.brandId))?.name ?? ''
    const url = linkUrl(ctx.doors, order)
    const mail = fulfilmentMail(kind.split(':')[0] as MailKind, order, lines, about, { brandName, url })
    return { ...mail, key: ['fulfilment', kind, again].filter(Boolean).join('.'), to: order.email }
  },
  async go(doors, mail) {
    await doors.mail.send(mail)
    return mail
  },
  async note(ctx, { orderId, kind, again }, mail) {
    await noteOnOrder(ctx, { orderId, what: 'mailed', detail: kind })
    if (!again) await noteForBuyer(ctx, orderId, mail)
  },
})

/** What a mail of this kind speaks of; undefined when there is no such thing in this order. */
async function aboutOf(ctx: Ctx, work: OrderAtWork, kind: string): Promise<MailAbout | undefined> {
  const [what, id = ''] = kind.split(':')
  if (what === 'parcelSent') return aboutParcel(ctx, work, id)
  if (what === 'readyToCollect' || what === 'collectReminder') return aboutCollection(ctx, work)
  return what === 'refund' ? aboutRefund(ctx, work, id) : aboutReturn(ctx, work, id)
}

async function aboutParcel({ sql }: Ctx, { order, lines }: OrderAtWork, parcelId: string) {
  const [parcel] = await parcels.parcelsByIds(sql, [parcelId])
  if (parcel?.state !== 'sent' || parcel.orderId !== order.orderId) return undefined
  const rest = lines.some((line) => toPack(line) > 0 || line.packedQuantity > line.sentQuantity)
  const { carrier, tracking } = parcel
  return { parts: await parcels.partsOf(sql, [parcel.parcelId]), parcel: { carrier, tracking, rest } }
}

async function aboutCollection({ sql, doors }: Ctx, { order, lines }: OrderAtWork) {
  const [one] = await collectionsOf(sql, [order.orderId])
  const [there] = await storesNamed(sql, order.storeId ? [order.storeId] : [])
  if (one?.state !== 'ready' || !there) return undefined
  const { orderId, locale } = order
  const place = addressLines({ ...there.address, name: there.name }, locale)
  const said = inLocale(there.note, locale)
  return {
    parts: lines.map(({ lineId, quantity, cancelledQuantity }) => ({ lineId, quantity: quantity - cancelledQuantity })),
    collect: {
      ...{ code: codeOf(doors, orderId), passUrl: doors.urlOf(`/orders/collect/${passOf(doors, orderId)}`) },
      ...{ lines: [...place, ...hoursLines(there.hours, locale), ...(said ? [said] : [])], until: one.keepUntil },
    },
  }
}

async function aboutRefund({ sql }: Ctx, { order }: OrderAtWork, refundId: string) {
  const note = await refunds.refundNote(sql, refundId)
  if (note?.orderId !== order.orderId) return undefined
  const amount = money(note.amountMinor, order.totals.total.currency)
  return { parts: await refunds.partsOfRefund(sql, refundId), amount, reason: note.reason }
}

async function aboutReturn({ sql }: Ctx, { order }: OrderAtWork, returnId: string) {
  const [back] = await returns.returnsByIds(sql, [returnId])
  if (back?.orderId !== order.orderId) return undefined
  const { sender, returnWords } = await settingsFor(sql, order.brandId)
  const parts = (await returns.returnLinesOf(sql, [back.returnId])).map(
    ({ lineId, quantity, restocked, scrapped }) => ({
      ...{ lineId, quantity: back.receivedAt ? restocked + scrapped : quantity },
    }),
  )
  const isAccepted = back.state === 'accepted'
  return {
    parts: parts.filter(({ quantity }) => quantity > 0),
    ...{ reason: back.reason, answer: back.answer },
    ...(isAccepted && {
      address: sender ? addressLines(sender, order.locale) : [],
      words: inLocale(returnWords, order.locale),
    }),
  }
}

/** @throws Refusal `fulfilment.notMailed` when the order has no such parcel, return or refund */
export async function resendMail(ctx: Ctx, { orderId, kind }: Input<Api['fulfilment.resendMail']>): Promise<void> {
  const [work] = await ordersAtWork(ctx.sql, [orderId])
  const isKind =
    /^(readyToCollect|collectReminder|parcelSent|returnAsked|returnAccepted|returnRefused|returnReceived|refund):[0-9a-f-]{36}$/.test(
      kind,
    )
  if (!work || !isKind || !(await aboutOf(ctx, work, kind))) throw refuse(problem.notMailed, { kind })
  await noteOnOrder(ctx, { orderId, what: 'mailAgain', detail: kind })
  await ctx.later(sendFulfilmentMail, { orderId, kind, again: newId(ctx.now) })
}
