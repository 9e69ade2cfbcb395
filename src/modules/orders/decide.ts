import type { IntentId } from '../../lib/ids.ts'
import type { Currency, Money } from '../../lib/money.ts'
import type { orderStates } from './contract.ts'
import { mayCancel } from './state.ts'
import { bandsHold } from './weigh.ts'

export type OrderState = (typeof orderStates)[number]

/** Where the units of a line are. `packed` counts those that were sent, `sent` those that came back. */
export type LineUnits = {
  packedQuantity: number
  sentQuantity: number
  /** Called off before they left. */
  cancelledQuantity: number
  returnedQuantity: number
}

/** Units of a line that wait to be packed. */
export const toPack = (line: { quantity: number } & LineUnits) =>
  line.quantity - line.packedQuantity - line.cancelledQuantity

export const sameMoney = (a: Money, b: Money) => a.minor === b.minor && a.currency === b.currency

/** How long an order may be paid, and its units are kept. Set once, at checkout: paying again does not renew it. */
export const payWithinMs = 15 * 60_000

/** Who cancelled: `time` when it was not paid in time, `stock` when it was paid too late for its units. */
export type CancelledBy = 'buyer' | 'staff' | 'time' | 'stock'

/** An order, as far as its next step depends on it. */
export type Standing = {
  state: OrderState
  cancelledBy: CancelledBy | null
  paidIntentId: IntentId | null
  payBefore: Date
}

/**
 * What a capture means for its order: `sell` it, if its units are still there (also when the time to pay was over), or
 * `giveBack` the money: the order was paid already, or somebody said no to it.
 */
export function onCaptured(order: Standing): 'sell' | 'giveBack' {
  if (order.paidIntentId !== null) return 'giveBack'
  if (order.state === 'unpaid') return 'sell'
  return order.state === 'cancelled' && order.cancelledBy === 'time' ? 'sell' : 'giveBack'
}

/**
 * What the end of a refund means: only the money this order was paid with ends it, and what is in a parcel stays there.
 */
export function onRefunded(
  order: Standing,
  lines: readonly LineUnits[],
  intentId: IntentId,
  whole: boolean,
): 'end' | 'endAndReturn' | 'note' {
  if (!whole || order.paidIntentId !== intentId) return 'note'
  if (order.state === 'cancelled') return 'end'
  return order.state === 'paid' && lines.every((line) => line.packedQuantity === 0) ? 'endAndReturn' : 'note'
}

export type Cancelling = 'release' | 'returnAndRefund' | 'refuse'

/** See `mayCancel`: units go back, and the money of a paid order with them. */
export function onCancel(
  order: Standing,
  lines: readonly (LineUnits & { origin: string; final?: boolean })[],
  by: 'buyer' | 'staff',
): Cancelling {
  if (!mayCancel({ state: order.state, lines }, by)) return 'refuse'
  return order.state === 'unpaid' ? 'release' : 'returnAndRefund'
}

/** Why an order cannot be paid now, as a problem's name. */
export function whyNotPay(order: Standing, now: Date): 'notPayable' | 'holdExpired' | undefined {
  if (order.state !== 'unpaid') return 'notPayable'
  return now >= order.payBefore ? 'holdExpired' : undefined
}

export const isOverdue = (order: Standing, now: Date) => order.state === 'unpaid' && now >= order.payBefore

/** `Maison Alma` → `MA`: the first letters of two words, or two letters of one; `ES` for a name without Latin letters. */
export function prefixOf(name: string): string {
  const words = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .match(/[A-Z]+/g)
  if (!words) return 'ES'
  return words.length > 1 ? words[0]![0]! + words[1]![0]! : words[0]!.slice(0, 2)
}

const deliveriesMost = 20

/** Why a way of delivery with these prices cannot be offered by a brand that sells in `currency`; undefined when it can. */
export function whyNotOffer(
  currency: Currency,
  prices: readonly { price: { currency: Currency }; bands?: readonly { overGrams: number }[] }[],
  howMany: number,
  maxGrams: number | null = null,
): 'deliveryNeedsPrice' | 'tooManyDeliveries' | 'weightBands' | undefined {
  if (!prices.some(({ price }) => price.currency === currency)) return 'deliveryNeedsPrice'
  if (!prices.every(({ bands = [] }) => bandsHold(bands, maxGrams))) return 'weightBands'
  return howMany > deliveriesMost ? 'tooManyDeliveries' : undefined
}

/** Why a way of delivery is not archived or put back: a brand keeps one to send with. Undefined when it may be. */
export function whyNotArchive(
  methods: readonly { deliveryMethodId: string; archived: boolean }[],
  deliveryMethodId: string,
  archived: boolean,
): 'unknownMethod' | 'lastDelivery' | undefined {
  if (!methods.some((one) => one.deliveryMethodId === deliveryMethodId)) return 'unknownMethod'
  const left = methods.filter((one) => !one.archived && one.deliveryMethodId !== deliveryMethodId)
  return archived && left.length === 0 ? 'lastDelivery' : undefined
}
