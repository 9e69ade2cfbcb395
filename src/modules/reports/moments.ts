import type { LocalText } from '../../lib/local-text.ts'
import { figures } from '../attendance/attendance.ts'
import type { Card } from '../shows/events.ts'
import { touchedBy, type Window } from './glossary.ts'
import type { ShowFacts, Subject } from './show-facts.ts'

/* What the host showed, and what came of it: marks on a curve, pins, products. */

const within = ({ from, until }: Window, at: number) => from <= at && at < until
const total = (amounts: readonly bigint[]) => amounts.reduce((sum, one) => sum + one, 0n)

export type Mark = { at: number; kind: 'pin' | 'drop' | 'auction' | 'pause'; title: LocalText }

type Told = { type: string; body: { productId?: string; opensAt?: string } }

/** What happened on the picture's side, to be marked on a curve. */
export function marks({ events, show }: Subject, live: Window): Mark[] {
  const kinds = {
    'product.pinned': 'pin',
    'drop.announced': 'drop',
    'auction.announced': 'auction',
    'show.paused': 'pause',
  }
  return events.flatMap((event): Mark[] => {
    const { type, body } = event as unknown as Told
    const kind = kinds[type as keyof typeof kinds] as Mark['kind'] | undefined
    const at = Date.parse(kind === 'drop' || kind === 'auction' ? body.opensAt! : event.at)
    if (!kind || !within(live, at)) return []
    return [{ at, kind, title: show.shelf.find(({ productId }) => productId === body.productId)?.title ?? {} }]
  })
}

export type Pin = Window & {
  productId: string
  title: LocalText
  viewers: number
  openers: number
  orders: number
  units: number
  gmv: bigint
}

/** Each time that a product was pinned, and what happened to it meanwhile. */
export function byPin(facts: ShowFacts, subject: Subject, live: Window): Pin[] {
  return pinsOf(subject, live).map(({ productId, ...pin }) => {
    const sold = facts.sales.filter((sale) => sale.productId === productId && within(pin, sale.at))
    const only = { ...facts, touches: facts.touches.filter((touch) => touch.productId === productId) }
    return {
      ...{ ...pin, productId, title: titleOf(subject.show.shelf, facts, productId) },
      viewers: figures(facts.visits, pin.from, pin.until).peak,
      openers: touchedBy(only, pin, ['product']).size,
      orders: new Set(sold.map(({ orderId }) => orderId)).size,
      units: sold.reduce((sum, { quantity }) => sum + quantity, 0),
      gmv: total(sold.map(({ paidMinor }) => paidMinor)),
    }
  })
}

function pinsOf({ events }: Subject, live: Window): (Window & { productId: string })[] {
  const pins: (Window & { productId: string })[] = []
  const open = new Map<string, Window & { productId: string }>()
  for (const event of events) {
    const { type, body } = event as unknown as Told
    const at = Date.parse(event.at)
    if (type === 'product.pinned') {
      const pin = { productId: body.productId!, from: at, until: live.until }
      open.set(pin.productId, pin)
      pins.push(pin)
    }
    const ends = type === 'product.unpinned' || type === 'product.unlisted' ? open.get(body.productId!) : undefined
    if (ends) ends.until = Math.min(at, live.until)
    if (ends) open.delete(ends.productId)
  }
  return pins.filter(({ from, until }) => from < until)
}

export type ProductMoment = {
  productId: string
  title: LocalText
  /** Since the beginning of the show, ms; null: it was never pinned. */
  shownAtMs: number | null
  pinnedMs: number
  openers: number
  baggers: number
  orders: number
  units: number
  gmv: bigint
  backUnits: number
}

/** Each product on the shelf or sold: what was looked at, put in a bag, bought and given back. The most sold first. */
export function byProduct(facts: ShowFacts, subject: Subject, live: Window): ProductMoment[] {
  const pins = Map.groupBy(pinsOf(subject, live), ({ productId }) => productId)
  const sold = facts.sales.filter(({ at }) => within(live, at))
  const shelf = subject.show.shelf
  const ids = new Set([...shelf.map(({ productId }) => productId), ...sold.map(({ productId }) => productId)])
  const rows = [...ids].map((productId) => {
    const theirs = sold.filter((sale) => sale.productId === productId)
    const only = { ...facts, touches: facts.touches.filter((touch) => touch.productId === productId) }
    const pinned = pins.get(productId) ?? []
    return {
      ...{ productId, title: titleOf(shelf, facts, productId) },
      shownAtMs: pinned[0] ? pinned[0].from - live.from : null,
      pinnedMs: pinned.reduce((sum, { from, until }) => sum + until - from, 0),
      openers: touchedBy(only, live, ['product']).size,
      baggers: touchedBy(only, live, ['bag']).size,
      orders: new Set(theirs.map(({ orderId }) => orderId)).size,
      units: theirs.reduce((sum, { quantity }) => sum + quantity, 0),
      gmv: total(theirs.map(({ paidMinor }) => paidMinor)),
      backUnits: theirs.reduce((sum, { backQuantity }) => sum + backQuantity, 0),
    }
  })
  return rows.sort((a, b) => Number(b.gmv - a.gmv) || b.openers - a.openers)
}

const titleOf = (shelf: readonly Card[], { sales }: ShowFacts, productId: string): LocalText =>
  shelf.find((card) => card.productId === productId)?.title ??
  sales.find((sale) => sale.productId === productId)?.title ??
  {}
