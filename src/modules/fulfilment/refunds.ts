import type { Ctx } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import { type Money, money, unwire, wire } from '../../lib/money.ts'
import { moneyText } from '../../lib/money-text.ts'
import { refuse } from '../../lib/problems.ts'
import {
  carriesOthers,
  endWhenSent,
  keepDelivery,
  leaveParcel,
  lockOrder,
  moveUnits,
  noteOnOrder,
  type OrderAtWork,
  takeBackUnits,
} from '../orders/orders.ts'
import { refundIntent } from '../payments/payments.ts'
import type { fulfilmentContract } from './contract.ts'
import { apart, nothingLeaves, type Part, worthOf } from './decide.ts'
import { sendFulfilmentMail } from './mailing.ts'
import { fulfilmentProblems as problem } from './problems.ts'
import * as store from './refund-store.ts'
import { partsAsked } from './return-store.ts'

type Api = typeof fulfilmentContract

/** What the goods of an order were paid with. */
const goodsPaid = ({ total, delivery }: OrderAtWork['order']['totals']): Money =>
  money(total.minor - delivery.minor, total.currency)

/** What units of an order were paid with, after those that were given back before. */
export async function worthOfUnits(ctx: Pick<Ctx, 'sql'>, { order, lines }: OrderAtWork, parts: readonly Part[]) {
  return worthOf(goodsPaid(order.totals), lines, await store.partsRefunded(ctx.sql, order.orderId), parts)
}

/**
 * Gives money back, and says what becomes of the units: those that have not left will not, the others came back.
 * @throws Refusal `fulfilment.notPaid`, `fulfilment.tooManyUnits`, `fulfilment.nothingToRefund`, `payments.notRefundable`
 */
export async function refundOrder(ctx: Ctx, wish: Input<Api['fulfilment.refund']>) {
  const { orderId, lines: parts, restock, reason } = wish
  const work = await lockOrder(ctx, orderId)
  const asked = new Map((await partsAsked(ctx.sql, orderId)).map(({ lineId, quantity }) => [lineId, quantity]))
  const off = new Map<string, number>()
  const moves = parts.map(({ lineId, quantity }) => {
    const line = work.lines.find((one) => one.lineId === lineId)
    const how = line && !off.has(lineId) && apart(line, quantity, asked.get(lineId) ?? 0)
    if (!how) throw refuse(problem.tooManyUnits, { lineId })
    off.set(lineId, how.off)
    return { lineId: line.lineId, cancelled: how.off, returned: how.back }
  })
  // Whoever gets nothing pays for no delivery.
  const nothing = parts.length > 0 && nothingLeaves(work.lines, off)
  const stays = nothing && !wish.delivery && (await carriesOthers(ctx, work.order))
  if (stays) await keepDelivery(ctx, work.order)
  const delivery = wish.delivery || (nothing && !stays)
  const given = await giveMoneyBack(ctx, work, {
    ...{ parts, delivery, reason },
    amount: wish.amount && unwire(wish.amount),
  })
  await moveUnits(ctx, moves)
  await takeBackUnits(
    ctx,
    work,
    parts.map((part) => ({ ...part, restock })),
  )
  if (nothing) await leaveParcel(ctx, work.order)
  const { carrier, tracking } = work.order
  await endWhenSent(ctx, orderId, { carrier: carrier ?? '', tracking: tracking ?? '' })
  return given
}

export type MoneyBack = { parts: readonly Part[]; delivery: boolean; reason: string; amount: Money | undefined }

/** Asks the provider for a refund, writes down what it is for, and tells the buyer. The caller has locked the order. */
export async function giveMoneyBack(
  ctx: Ctx,
  work: OrderAtWork,
  { parts, delivery, reason, amount: asked }: MoneyBack,
) {
  const { orderId, paidIntentId, totals, locale } = work.order
  if (paidIntentId === null) throw refuse(problem.notPaid, { orderId })
  const worth = await worthOfUnits(ctx, work, parts)
  const deliveryLeft = totals.delivery.minor - (await store.deliveryRefunded(ctx.sql, orderId))
  const forDelivery = delivery ? deliveryLeft : 0n
  const amount = asked ?? money(worth.minor + forDelivery, worth.currency)
  if (amount.minor <= 0n || amount.currency !== worth.currency) throw refuse(problem.nothingToRefund, { orderId })
  const refundId = await refundIntent(ctx, { intentId: paidIntentId, amount, reason })
  const deliveryMinor = forDelivery < amount.minor ? forDelivery : amount.minor
  await store.addRefundNote(
    ctx.sql,
    ctx.now,
    { refundId, orderId, amountMinor: amount.minor, deliveryMinor, reason },
    parts,
  )
  await noteOnOrder(ctx, { orderId, what: 'refundAsked', detail: `${moneyText(amount, locale)}, ${reason}` })
  await ctx.later(sendFulfilmentMail, { orderId, kind: `refund:${refundId}` })
  return { refundId, amount: wire(amount) }
}

export type WhatWasRefunded = { delivery: Money; reason: string; parts: Part[] }

/** What a refund was for, as we asked for it; undefined for one that was made elsewhere. */
export async function whatWasRefunded(
  { sql }: Pick<Ctx, 'sql'>,
  refundId: string,
  currency: Money['currency'],
): Promise<WhatWasRefunded | undefined> {
  const note = await store.refundNote(sql, refundId)
  if (!note) return undefined
  const parts = await store.partsOfRefund(sql, refundId)
  return { delivery: money(note.deliveryMinor, currency), reason: note.reason, parts }
}
