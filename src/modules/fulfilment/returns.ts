import type { Ctx } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import { newId } from '../../lib/ids.ts'
import { unwire } from '../../lib/money.ts'
import { edge, refuse } from '../../lib/problems.ts'
import { ok } from '../../lib/shapes.ts'
import { actByLink, lockOrder, moveUnits, noteOnOrder, takeBackUnits } from '../orders/orders.ts'
import type { fulfilmentContract } from './contract.ts'
import { mayBecome, type ReturnState, whyNotReturn } from './decide.ts'
import { sendFulfilmentMail } from './mailing.ts'
import { fulfilmentProblems as problem } from './problems.ts'
import { giveMoneyBack } from './refunds.ts'
import * as store from './return-store.ts'
import { returnableOf } from './return-views.ts'

type Api = typeof fulfilmentContract

/** Somebody asks to send back. @throws Refusal `fulfilment.noReturns`, `fulfilment.tooLateToReturn`, `fulfilment.tooManyUnits` */
export async function askReturn(
  ctx: Ctx,
  { orderId, lines: parts, reason, words }: Input<Api['fulfilment.askReturn']>,
) {
  const work = await lockOrder(ctx, orderId)
  const { free, until } = await returnableOf(ctx, work)
  const why = whyNotReturn(parts, free, until, ctx.now)
  if (why) throw refuse(problem[why], { orderId })
  const returnId = newId<'return'>(ctx.now)
  const { brandId, personId } = work.order
  await store.addReturn(ctx.sql, ctx.now, { returnId, brandId, orderId, personId, reason, words }, parts)
  await noteOnOrder(ctx, { orderId, what: 'returnAsked', detail: words || null })
  await ctx.later(sendFulfilmentMail, { orderId, kind: `returnAsked:${returnId}` })
  return { returnId }
}

/** As the buyer, by the link of the order. @throws Refusal as `askReturn`, `edge.notFound`, `orders.wrongEmail` */
export async function askReturnLinked(ctx: Ctx, { link, email, ...wish }: Input<Api['fulfilment.askReturnLinked']>) {
  const { order } = await actByLink(ctx, { link, email })
  return askReturn(ctx, { orderId: order.orderId, ...wish })
}

/** The return, with its order locked first, if it may take this step. @throws Refusal `fulfilment.wrongReturnState` */
async function lockedReturn(ctx: Ctx, returnId: store.ReturnId, to: ReturnState) {
  const [known] = await store.returnsByIds(ctx.sql, [returnId])
  if (!known) throw refuse(edge.notFound, { returnId })
  const work = await lockOrder(ctx, known.orderId)
  const back = (await store.returnsByIds(ctx.sql, [returnId]))[0]!
  if (!mayBecome(back.state, to)) throw refuse(problem.wrongReturnState, { state: back.state })
  return { back, work, lines: await store.returnLinesOf(ctx.sql, [returnId]) }
}

/** Its buyer keeps it after all. */
export async function withdrawReturn(
  ctx: Ctx,
  { returnId }: Input<Api['fulfilment.withdrawReturn']>,
): Promise<typeof ok> {
  const { back } = await lockedReturn(ctx, returnId, 'withdrawn')
  await store.setAnswer(ctx.sql, ctx.now, returnId, { state: 'withdrawn', answer: back.answer })
  await noteOnOrder(ctx, { orderId: back.orderId, what: 'returnWithdrawn' })
  return ok
}

/** Accepts or refuses; who refuses says why. @throws Refusal `fulfilment.answerNeeded`, `fulfilment.wrongReturnState` */
export async function answerReturn(
  ctx: Ctx,
  { returnId, accept, answer }: Input<Api['fulfilment.answerReturn']>,
): Promise<typeof ok> {
  if (!accept && !answer) throw refuse(problem.answerNeeded, { returnId })
  const state = accept ? 'accepted' : 'refused'
  const { back } = await lockedReturn(ctx, returnId, state)
  await store.setAnswer(ctx.sql, ctx.now, returnId, { state, answer })
  const what = accept ? 'returnAccepted' : 'returnRefused'
  await noteOnOrder(ctx, { orderId: back.orderId, what, detail: answer || null })
  await ctx.later(sendFulfilmentMail, { orderId: back.orderId, kind: `${what}:${returnId}` })
  return ok
}

/** What arrived: less than was asked for, perhaps. @throws Refusal `fulfilment.tooManyUnits`, `fulfilment.wrongReturnState` */
export async function receiveReturn(
  ctx: Ctx,
  { returnId, lines: arrived }: Input<Api['fulfilment.receiveReturn']>,
): Promise<typeof ok> {
  const { back, work, lines } = await lockedReturn(ctx, returnId, 'received')
  const fits = arrived.every(({ lineId, restocked, scrapped }, i) => {
    const line = lines.find((one) => one.lineId === lineId)
    const once = arrived.findIndex((one) => one.lineId === lineId) === i
    return line !== undefined && once && restocked + scrapped <= line.quantity
  })
  const units = arrived.reduce((sum, { restocked, scrapped }) => sum + restocked + scrapped, 0)
  if (!fits || units === 0) throw refuse(problem.tooManyUnits, { returnId })
  await store.setReceived(ctx.sql, ctx.now, returnId, arrived)
  await moveUnits(
    ctx,
    arrived.map(({ lineId, restocked, scrapped }) => ({ lineId, returned: restocked + scrapped })),
  )
  // One part of a hold after the other: a line may come back in both ways.
  for (const restock of [true, false]) {
    const parts = arrived.map(({ lineId, restocked, scrapped }) => ({
      ...{ lineId, restock, quantity: restock ? restocked : scrapped },
    }))
    await takeBackUnits(ctx, work, parts)
  }
  await noteOnOrder(ctx, { orderId: back.orderId, what: 'returnReceived', detail: String(units) })
  await ctx.later(sendFulfilmentMail, { orderId: back.orderId, kind: `returnReceived:${returnId}` })
  return ok
}

/** Gives back what arrived was paid with, or another amount. @throws Refusal as `giveMoneyBack` */
export async function refundReturn(ctx: Ctx, { returnId, amount }: Input<Api['fulfilment.refundReturn']>) {
  const { back, work, lines } = await lockedReturn(ctx, returnId, 'refunded')
  const given = await giveMoneyBack(ctx, work, {
    parts: lines
      .map(({ lineId, restocked, scrapped }) => ({ lineId, quantity: restocked + scrapped }))
      .filter(({ quantity }) => quantity > 0),
    ...{ delivery: false, reason: back.reason, amount: amount && unwire(amount) },
  })
  await store.setRefunded(ctx.sql, returnId, given.refundId)
  return given
}
