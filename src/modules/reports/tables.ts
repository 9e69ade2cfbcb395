import type { LocalText } from '../../lib/local-text.ts'
import { figures } from '../attendance/attendance.ts'
import type { Source } from './arrival.ts'
import { entrantsOf, figure, ordersIn, touchedBy, type Window } from './glossary.ts'
import type { Order, ShowFacts } from './show-facts.ts'

/* What a report lists: by minute, by source, by price, by buyer. Windows and moments as in the glossary. */

const minuteMs = 60_000
const within = ({ from, until }: Window, at: number) => from <= at && at < until
const total = (amounts: readonly bigint[]) => amounts.reduce((sum, one) => sum + one, 0n)

export type Minute = {
  minute: number
  /** There at its start. */
  viewers: number
  shopVisits: number
  orders: number
  units: number
  gmv: bigint
  comments: number
  likes: number
  shares: number
}

export function byMinute(facts: ShowFacts, live: Window): Minute[] {
  const viewers = figures(facts.visits, live.from, live.until).perMinute
  const rows = viewers.map((there, minute) => ({
    ...{ minute, viewers: there, shopVisits: 0, orders: 0, units: 0, gmv: 0n, comments: 0, likes: 0, shares: 0 },
  }))
  const rowAt = (at: number) => (within(live, at) ? rows[Math.floor((at - live.from) / minuteMs)] : undefined)
  const count = (at: number, name: 'shopVisits' | 'comments' | 'likes' | 'shares', by = 1) => {
    const row = rowAt(at)
    if (row) row[name] += by
  }
  for (const at of touchedBy(facts, live, ['shop', 'product', 'bag']).values()) count(at, 'shopVisits')
  for (const { at, deleted } of facts.messages) if (!deleted) count(at, 'comments')
  // A minute of the clock in which the show began counts in its first minute.
  for (const { at, count: by } of facts.hearts)
    if (at + minuteMs > live.from) count(Math.max(at, live.from), 'likes', by)
  for (const { at, kind } of facts.touches) if (kind === 'share') count(at, 'shares')
  for (const { at, units, paidMinor } of facts.orders) {
    const row = rowAt(at)
    if (!row) continue
    row.orders++
    row.units += units
    row.gmv += paidMinor
  }
  return rows
}

/** How many of those who came were there for at least so many minutes, all stays together, from none on. */
export function retention(facts: ShowFacts, live: Window): number[] {
  const watched = new Map<string, number>()
  for (const viewer of entrantsOf(facts, live).keys()) watched.set(viewer, 0)
  for (const [viewer, list] of Map.groupBy(facts.visits, (visit) => visit.viewer)) {
    if (watched.has(viewer)) watched.set(viewer, figures(list, live.from, live.until).averageWatchMs)
  }
  const minutes = Math.ceil((live.until - live.from) / minuteMs)
  const stayed = Array.from({ length: minutes + 1 }, () => 0)
  for (const ms of watched.values()) for (let m = 0; m <= minutes && ms >= m * minuteMs; m++) stayed[m]!++
  return stayed
}

export type CameFrom = {
  source: Source | 'untold'
  name: string | null
  visits: number
  entries: number
  shopVisitors: number
  orders: number
  units: number
  /** Goods, reductions off; and what was given back of it. */
  gmv: bigint
  back: bigint
}

/** How the buyer of an order had come to the show last when they placed it. */
export function originOf(
  { buyer, at }: Pick<Order, 'buyer' | 'at'>,
  origins: ShowFacts['origins'],
): ShowFacts['origins'][number] | undefined {
  return origins
    .filter((origin) => origin.personId === buyer && origin.at <= at)
    .toSorted((a, b) => a.at - b.at)
    .at(-1)
}

/** Where viewers came from, and what they bought; those who told nothing are a row of their own. */
export function bySource(facts: ShowFacts, live: Window): CameFrom[] {
  const entrants = entrantsOf(facts, live)
  const shoppers = touchedBy(facts, live, ['shop', 'product', 'bag'])
  const opened = facts.arrivals.filter(({ at, viewer }) => at < live.until || entrants.has(viewer))
  const known = new Set(opened.map(({ viewer }) => viewer))
  const untold = [...entrants.keys()].filter((viewer) => !known.has(viewer))
  const viewers = Map.groupBy(opened, wordOf)
  const orders = Map.groupBy(ordersIn(facts, live), (order) => wordOf(originOf(order, facts.origins)))
  const words = new Set([...viewers.keys(), ...orders.keys(), ...(untold.length > 0 ? [wordOf(undefined)] : [])])
  const rows = [...words].map((word): CameFrom => {
    const [source, name] = JSON.parse(word) as [CameFrom['source'], string | null]
    const theirs = source === 'untold' ? untold : (viewers.get(word) ?? []).map(({ viewer }) => viewer)
    const bought = orders.get(word) ?? []
    return {
      ...{ source, name, visits: theirs.length },
      entries: theirs.filter((viewer) => entrants.has(viewer)).length,
      shopVisitors: theirs.filter((viewer) => shoppers.has(viewer)).length,
      ...{ orders: bought.length, units: bought.reduce((sum, { units }) => sum + units, 0) },
      ...{ gmv: total(bought.map((one) => one.paidMinor)), back: total(bought.map((one) => one.backMinor)) },
    }
  })
  return rows.sort((a, b) => Number(a.source === 'untold') - Number(b.source === 'untold') || b.entries - a.entries)
}

const wordOf = (one: { source: CameFrom['source']; name: string | null } | undefined) =>
  JSON.stringify([one?.source ?? 'untold', one?.name ?? null])

export type ArticleRow = { slug: string; title: LocalText; reads: number; entries: number }

/** The articles with the show's card that people read or came from, the most read first. */
export function byArticle(facts: ShowFacts, live: Window): ArticleRow[] {
  const entrants = entrantsOf(facts, live)
  const rows = new Map<string, ArticleRow>()
  const rowOf = (slug: string, title: LocalText = {}) => {
    const known = rows.get(slug) ?? { slug, title, reads: 0, entries: 0 }
    rows.set(slug, known)
    return known
  }
  for (const { slug, title, at } of facts.articleReads) if (at < live.until) rowOf(slug, title).reads++
  for (const { viewer, article } of facts.arrivals) if (article && entrants.has(viewer)) rowOf(article).entries++
  return [...rows.values()].sort((a, b) => b.reads - a.reads || b.entries - a.entries)
}

export type Band = { fromMinor: bigint; toMinor: bigint; units: number; orders: number; buyers: number; gmv: bigint }

/** What was bought, by the price of a piece: bands of 1, 2, 5, 10, 20, 50 … of the currency's minor unit. */
export function byPrice(facts: ShowFacts, live: Window): Band[] {
  const buyers = new Map(facts.orders.map(({ orderId, buyer }) => [orderId as string, buyer]))
  const sold = facts.sales.filter(({ at }) => within(live, at))
  return [...Map.groupBy(sold, ({ unitMinor }) => bandOf(unitMinor).join())]
    .map(([, theirs]) => {
      const [fromMinor, toMinor] = bandOf(theirs[0]!.unitMinor)
      const orders = new Set(theirs.map(({ orderId }) => orderId))
      return {
        ...{ fromMinor, toMinor, orders: orders.size, units: theirs.reduce((sum, { quantity }) => sum + quantity, 0) },
        buyers: new Set([...orders].map((orderId) => buyers.get(orderId))).size,
        gmv: total(theirs.map(({ paidMinor }) => paidMinor)),
      }
    })
    .sort((a, b) => Number(a.fromMinor - b.fromMinor))
}

/** From, and up to but not including. */
export function bandOf(minor: bigint): [from: bigint, to: bigint] {
  if (minor < 1n) return [0n, 1n]
  const ten = 10n ** BigInt(minor.toString().length - 1)
  const step = minor >= 5n * ten ? 5n : minor >= 2n * ten ? 2n : 1n
  return [step * ten, step === 1n ? 2n * ten : step === 2n ? 5n * ten : 10n * ten]
}

export type Part = {
  part: 'before' | 'live' | 'replay'
  viewers: number
  watchMs: number
  orders: number
  units: number
  gmv: bigint
}

/** The show before, on air and after it: who was on its page, and what was bought through it. */
export function parts(facts: ShowFacts, live: Window): Part[] {
  const windows: [Part['part'], Window][] = [
    ['before', { from: Number.NEGATIVE_INFINITY, until: live.from }],
    ['live', live],
    ['replay', { from: live.until, until: Math.max(facts.now, live.until) }],
  ]
  return windows.map(([part, window]) => ({
    ...{ part, viewers: Number(figure('entries', facts, window)) },
    watchMs: facts.visits.reduce((sum, { joinedAt, leftAt }) => sum + overlap(window, joinedAt, leftAt), 0),
    orders: ordersIn(facts, window).length,
    units: Number(figure('units', facts, window)),
    gmv: BigInt(figure('gmv', facts, window) ?? 0),
  }))
}

const overlap = ({ from, until }: Window, start: number, end: number) =>
  Math.max(0, Math.min(until, end) - Math.max(from, start))

export type Customers = { kind: 'new' | 'returning'; buyers: number; orders: number; gmv: bigint }

export function byCustomer(facts: ShowFacts, live: Window): Customers[] {
  return (['new', 'returning'] as const).map((kind) => {
    const orders = ordersIn(facts, live)
    const returning = new Set(
      [...Map.groupBy(orders, ({ buyer }) => buyer)].filter(([, [first]]) => first!.returning).map(([buyer]) => buyer),
    )
    const theirs = orders.filter(({ buyer }) => returning.has(buyer) === (kind === 'returning'))
    return {
      ...{ kind, orders: theirs.length, buyers: new Set(theirs.map(({ buyer }) => buyer)).size },
      gmv: total(theirs.map(({ paidMinor }) => paidMinor)),
    }
  })
}
