import { type Money, money, spread } from '../../lib/money.ts'
import type { orderStates } from '../orders/contract.ts'
import { type LineUnits, toPack } from '../orders/orders.ts'

type OrderState = (typeof orderStates)[number]

/*
 * What may be packed, sent back and refunded. Nothing here asks anybody: what is known comes in, and a rule's name or an
 * amount comes out.
 */

/** `off`: what promotions took off the whole line. */
export type Line = { lineId: string; quantity: number; unitPrice: Money; off: bigint; final?: boolean } & LineUnits
export type Part = { lineId: string; quantity: number }

/** Units the buyer has: they left, and did not come back. */
export const atBuyer = (line: LineUnits) => line.sentQuantity - line.returnedQuantity

const counted = (parts: readonly Part[]) => {
  const byLine = new Map<string, number>()
  for (const { lineId, quantity } of parts) byLine.set(lineId, (byLine.get(lineId) ?? 0) + quantity)
  return byLine
}

/**
 * What goes into a parcel: what is wished for, or everything that waits.
 * @returns the parts, or why they cannot be packed
 */
export function packing(
  { state, inReview }: { state: OrderState; inReview: boolean },
  lines: readonly Line[],
  wish: readonly Part[] | undefined,
): Part[] | 'notPackable' | 'inReview' | 'tooManyUnits' | 'nothingToPack' {
  if (state !== 'paid') return 'notPackable'
  if (inReview) return 'inReview'
  const parts = wish ?? lines.map((line) => ({ lineId: line.lineId, quantity: toPack(line) }))
  const wanted = [...counted(parts)].filter(([, quantity]) => quantity > 0)
  if (wanted.length === 0) return 'nothingToPack'
  const fits = wanted.every(([lineId, quantity]) => {
    const line = lines.find((one) => one.lineId === lineId)
    return line !== undefined && quantity <= toPack(line)
  })
  return fits ? wanted.map(([lineId, quantity]) => ({ lineId, quantity })) : 'tooManyUnits'
}

const dayMs = 86_400_000

/**
 * Until when something that left at these moments can be sent back: counted from the last parcel, since nobody tells us
 * when it arrived. Undefined while nothing has left, or where nothing is taken back.
 */
export function returnableUntil(sentAt: readonly Date[], returnDays: number): Date | undefined {
  if (sentAt.length === 0 || returnDays === 0) return undefined
  return new Date(Math.max(...sentAt.map((at) => at.getTime())) + returnDays * dayMs)
}

/**
 * Units of each line that can be asked to go back: at the buyer's, and not asked about already. What was made for its
 * buyer stays theirs (Directive 2011/83/EU, Article 16(c)), unless the brand takes it back.
 */
export function returnable(lines: readonly Line[], asked: readonly Part[]): Part[] {
  const open = counted(asked)
  const free = (line: Line) => (line.final ? 0 : atBuyer(line) - (open.get(line.lineId) ?? 0))
  return lines.map((line) => ({ lineId: line.lineId, quantity: free(line) }))
}

/** Why a buyer cannot ask to send these back; undefined when they can. */
export function whyNotReturn(
  wish: readonly Part[],
  free: readonly Part[],
  until: Date | undefined,
  now: Date,
): 'noReturns' | 'tooLateToReturn' | 'tooManyUnits' | undefined {
  if (until === undefined) return 'noReturns'
  if (now >= until) return 'tooLateToReturn'
  const left = counted(free)
  const fits = [...counted(wish)].every(([lineId, quantity]) => quantity >= 1 && quantity <= (left.get(lineId) ?? 0))
  return fits && wish.length > 0 ? undefined : 'tooManyUnits'
}

export type ReturnState = 'asked' | 'accepted' | 'refused' | 'withdrawn' | 'received' | 'refunded'

const next: Record<ReturnState, readonly ReturnState[]> = {
  asked: ['accepted', 'refused', 'withdrawn'],
  accepted: ['received', 'withdrawn'],
  received: ['refunded'],
  refused: [],
  withdrawn: [],
  refunded: [],
}

export const mayBecome = (from: ReturnState, to: ReturnState) => next[from].includes(to)

/**
 * Of units that are given back, how many never left (they are called off) and how many did (they are returned). Packed
 * ones are neither: their parcel is opened first. Undefined when there are not that many.
 */
export function apart(line: Line, quantity: number, askedBack: number): { off: number; back: number } | undefined {
  const off = Math.min(quantity, toPack(line))
  const back = quantity - off
  return back > atBuyer(line) - askedBack ? undefined : { off, back }
}

/** Whether a line's units are all called off once these are. */
export const nothingLeaves = (lines: readonly Line[], off: ReadonlyMap<string, number>) =>
  lines.every((line) => line.cancelledQuantity + (off.get(line.lineId) ?? 0) === line.quantity)

/**
 * What was paid for units of an order: its goods, after every reduction, are spread over its lines by what each cost, and
 * a line's over its units, so that all units together come to what was paid, to the last cent.
 * @param goods what all lines together were paid with
 * @param refunded units of each line that were given back before
 */
export function worthOf(
  goods: Money,
  lines: readonly Line[],
  refunded: readonly Part[],
  parts: readonly Part[],
): Money {
  const shares = spread(
    goods.minor,
    lines.map((line) => line.unitPrice.minor * BigInt(line.quantity) - line.off),
  )
  const before = counted(refunded)
  const wanted = counted(parts)
  const minor = lines.reduce((sum, line, i) => {
    const upTo = (units: number) => (shares[i]! * BigInt(units)) / BigInt(line.quantity)
    const from = before.get(line.lineId) ?? 0
    return sum + upTo(from + (wanted.get(line.lineId) ?? 0)) - upTo(from)
  }, 0n)
  return money(minor, goods.currency)
}
