import { type Ctx, callerId } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import type { IntentId, OrderId } from '../../lib/ids.ts'
import { type Money, money } from '../../lib/money.ts'
import { moneyText } from '../../lib/money-text.ts'
import { refuse } from '../../lib/problems.ts'
import { cancelIntentsOf, listGivenBack, refundIntent } from '../payments/payments.ts'
import { redeemAgain, releaseRedemptions } from '../promotions/promotions.ts'
import { confirmHolds, extendHolds, holdsById, releaseHolds, returnSold } from '../stock/stock.ts'
import { sellerOf } from './bag-items.ts'
import { askForMoney } from './checkout.ts'
import type { ordersContract } from './contract.ts'
import { type CancelledBy, isOverdue, onCancel, onCaptured, onRefunded, whyNotPay } from './decide.ts'
import { orderCancelled, orderPaid } from './facts.ts'
import { type MailKind, sendOrderMail } from './mailing.ts'
import { setPayBefore } from './paying-store.ts'
import { orderProblems as problem } from './problems.ts'
import { carriesOthers, keepDelivery, leaveParcel } from './riding.ts'
import * as store from './store.ts'
import { noteOnOrder } from './timeline.ts'
import { lockOrder } from './work.ts'

type Api = typeof ordersContract
type Captured = { intentId: IntentId; orderId: OrderId; amount: Money }

const note = (ctx: Ctx, orderId: OrderId, what: string, detail: string | null = null) =>
  noteOnOrder(ctx, { orderId, what, detail })

const mail = (ctx: Ctx, orderId: OrderId, kind: MailKind) => ctx.later(sendOrderMail, { orderId, kind })

const holdsOf = (lines: readonly store.OrderLine[]) => lines.map((line) => line.holdId)

/**
 * The provider has the money. The order is paid if it waits for it and its units are there, be it late; a second
 * payment, or one for an order that was called off or sold out meanwhile, goes back by itself.
 */
export async function hearPaymentCaptured(ctx: Ctx, { intentId, orderId, amount }: Captured): Promise<void> {
  const order = await store.lockedOrder(ctx.sql, orderId)
  if (!order) {
    ctx.log.error({ orderId, intentId }, 'orders.capturedForNothing')
    return
  }
  if (onCaptured(order) === 'giveBack') {
    const twice = order.paidIntentId !== null
    await giveBack(ctx, order, {
      ...{ intentId, amount, what: twice ? 'second' : 'late' },
      why: twice ? 'paid twice' : 'paid after it was cancelled',
    })
    if (!twice) await store.setCancelled(ctx.sql, orderId, { by: order.cancelledBy!, paidIntentId: intentId })
    return mail(ctx, orderId, twice ? 'paidTwice' : 'paidTooLate')
  }
  const lines = await store.linesOf(ctx.sql, [orderId])
  const { confirmed, lost } = await confirmHolds(ctx, holdsOf(lines))
  if (lost.length > 0 || !(await redeemAgain(ctx, orderId))) {
    await returnSold(ctx, confirmed)
    await store.setCancelled(ctx.sql, orderId, { by: 'stock', paidIntentId: intentId })
    await note(ctx, orderId, 'cancelled', 'stock')
    await giveBack(ctx, order, { intentId, amount, what: 'late', why: 'sold out before it was paid' })
    await cameToNothing(ctx, order, lines, false)
    return mail(ctx, orderId, 'paidTooLate')
  }
  await store.setPaid(ctx.sql, ctx.now, orderId, intentId)
  await note(ctx, orderId, 'paid')
  await mail(ctx, orderId, 'confirmed')
  await orderPaid.tell(ctx, { orderId, brandId: order.brandId, lines })
}

async function giveBack(
  ctx: Ctx,
  { orderId }: store.Order,
  { intentId, amount, why, what }: { intentId: IntentId; amount: Money; why: string; what?: 'late' | 'second' },
): Promise<void> {
  if (amount.minor === 0n) return
  const refundId = await refundIntent(ctx, { intentId, amount, reason: why })
  if (what) await listGivenBack(ctx, { intentId, what, amount, refundId })
  await note(ctx, orderId, 'refundAsked', why)
}

/** The order stays payable until its time is over. */
export async function hearPaymentDeclined(
  ctx: Ctx,
  { orderId, reason }: { orderId: OrderId; reason: string },
): Promise<void> {
  const order = await store.lockedOrder(ctx.sql, orderId)
  if (order?.state === 'unpaid') await note(ctx, orderId, 'declined', reason)
}

/** Money has gone back to the buyer. */
export async function hearPaymentRefunded(
  ctx: Ctx,
  { intentId, orderId, amount, whole }: { intentId: IntentId; orderId: OrderId; amount: Money; whole: boolean },
): Promise<void> {
  const order = await store.lockedOrder(ctx.sql, orderId)
  if (!order) return
  const lines = await store.linesOf(ctx.sql, [orderId])
  const step = onRefunded(order, lines, intentId, whole)
  const otherPayment = step === 'note' ? 'another payment of this order' : null
  await note(ctx, orderId, 'refunded', whole ? otherPayment : moneyText(amount, order.locale))
  if (step === 'note') return
  await store.setRefunded(ctx.sql, ctx.now, orderId)
  if (step !== 'endAndReturn') return
  await returnSold(ctx, holdsOf(lines))
  await cameToNothing(ctx, order, lines, true)
}

/** Money is on its way: the order, and its units if they are still kept, wait for it as long as it may take. */
export async function hearPaymentPending(
  ctx: Ctx,
  { orderId, until }: { orderId: OrderId; until: Date },
): Promise<void> {
  const order = await store.lockedOrder(ctx.sql, orderId)
  if (order?.state !== 'unpaid') return
  await note(ctx, orderId, 'paymentPending')
  if (until <= order.payBefore) return
  const lines = await store.linesOf(ctx.sql, [orderId])
  const holds = await holdsById(ctx.sql, holdsOf(lines))
  const kept = [...holds.values()].every(({ state, expiresAt }) => state === 'held' && expiresAt > ctx.now)
  if (!kept) return
  await extendHolds(ctx, holdsOf(lines), until)
  await setPayBefore(ctx.sql, orderId, until)
}

/** Something about an order's payment that its people have to see. */
export async function hearPaymentNeedsCare(
  ctx: Ctx,
  { orderId, what, detail }: { orderId: OrderId; what: string; detail: string },
): Promise<void> {
  await note(ctx, orderId, what, detail)
}

/** Another attempt, within the time the units are kept. @throws Refusal `orders.notPayable`, `orders.holdExpired` */
export async function payAgain(ctx: Ctx, { orderId, returnTo, ...choice }: Input<Api['orders.payAgain']>) {
  const { order } = await lockOrder(ctx, orderId)
  const why = whyNotPay(order, ctx.now)
  if (why) throw refuse(problem[why], { state: order.state })
  await cancelIntentsOf(ctx, orderId)
  const { name } = await sellerOf(ctx.sql, order.brandId)
  const intentId = await askForMoney(ctx, { ...order, returnTo }, name, choice)
  await note(ctx, orderId, 'triedAgain')
  return { intentId }
}

/** @throws Refusal `orders.notCancellable` */
export async function cancelOrder(ctx: Ctx, { orderId, reason }: Input<Api['orders.cancel']>): Promise<void> {
  const [order] = await store.ordersByIds(ctx.sql, [orderId])
  await cancelAs(ctx, { orderId, reason, by: order?.personId === callerId(ctx) ? 'buyer' : 'staff' })
}

/** At the desk, for a reason of its own. @throws Refusal `orders.notCancellable` */
export const callOffAtDesk = (ctx: Ctx, wish: Omit<Cancel, 'by'>) => cancelAs(ctx, { ...wish, by: 'staff' })

type Cancel = { orderId: OrderId; reason: string; by: 'buyer' | 'staff' }

/** @throws Refusal `orders.notCancellable` */
export async function cancelAs(ctx: Ctx, { orderId, reason, by }: Cancel): Promise<void> {
  const { order, lines } = await lockOrder(ctx, orderId)
  const how = onCancel(order, lines, by)
  if (how === 'refuse') throw refuse(problem.notCancellable, { state: order.state })
  if (how === 'release') return callOff(ctx, order, lines, by, reason)
  await returnSold(ctx, holdsOf(lines))
  await store.setCancelled(ctx.sql, orderId, { by, paidIntentId: null })
  await note(ctx, orderId, 'cancelled', reason || by)
  const stays = await carriesOthers(ctx, order)
  if (stays) await keepDelivery(ctx, order)
  const { total, delivery } = order.totals
  const amount = stays ? money(total.minor - delivery.minor, total.currency) : total
  await giveBack(ctx, order, { intentId: order.paidIntentId!, amount, why: 'cancelled' })
  await mail(ctx, orderId, 'cancelled')
  await cameToNothing(ctx, order, lines, true)
}

/** The time to pay is over: units go back. Does nothing to an order that was paid just now. */
export async function expireOrder(ctx: Ctx, { orderId }: { orderId: OrderId }): Promise<void> {
  const { order, lines } = await lockOrder(ctx, orderId)
  if (isOverdue(order, ctx.now)) await callOff(ctx, order, lines, 'time', '')
}

/** What it used of promotions can be used again, and everybody hears of it. Last: promotions are locked after stock. */
async function cameToNothing(ctx: Ctx, order: store.Order, lines: store.OrderLine[], wasPaid: boolean): Promise<void> {
  const { orderId, brandId } = order
  await leaveParcel(ctx, order)
  await releaseRedemptions(ctx, orderId)
  await orderCancelled.tell(ctx, { orderId, brandId, lines, wasPaid })
}

async function callOff(
  ctx: Ctx,
  order: store.Order,
  lines: store.OrderLine[],
  by: CancelledBy,
  reason: string,
): Promise<void> {
  const { orderId } = order
  await cancelIntentsOf(ctx, orderId)
  await releaseHolds(ctx, holdsOf(lines))
  await store.setCancelled(ctx.sql, orderId, { by, paidIntentId: null })
  await note(ctx, orderId, 'cancelled', reason || by)
  await cameToNothing(ctx, order, lines, false)
}
