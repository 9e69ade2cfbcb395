import { figures, type Visit } from '../attendance/attendance.ts'
import type { Order, ShowFacts, TouchKind } from './show-facts.ts'

/*
 * What every figure of a report means. `live` is the time on air, or the part of it that is asked for: from `from` up
 * to, not including, `until`. A figure is rows that are counted, a sum, or one figure over another; nothing else.
 */

export type Window = { from: number; until: number }

/** What stands under a figure: one thing that was counted. */
export type Row = {
  at: number | null
  /** A viewer's name for this visit, an order's number, an author's name. */
  who: string | null
  what: string | null
  quantity: number | null
  minor: bigint | null
}

export type Unit = 'people' | 'count' | 'money' | 'share' | 'ms' | 'perThousand' | 'ratio'
export type Value = number | bigint | null

export type Definition = {
  unit: Unit
  value(facts: ShowFacts, live: Window): Value
  rows?(facts: ShowFacts, live: Window): Row[]
  /** Numerator and denominator, by name. */
  over?: readonly [string, string]
}

const within = ({ from, until }: Window, at: number) => from <= at && at < until
const row = (given: Partial<Row>): Row => ({ at: null, who: null, what: null, quantity: null, minor: null, ...given })

/** The stays that touch the window, clipped to it. */
function staysIn(visits: readonly Visit[], { from, until }: Window): Visit[] {
  return visits
    .map(({ viewer, joinedAt, leftAt }) => ({
      ...{ viewer, joinedAt: Math.max(joinedAt, from), leftAt: Math.min(leftAt, until) },
    }))
    .filter(({ joinedAt, leftAt }) => joinedAt < leftAt)
}

/** Each viewer who was there, with their first moment. */
export function entrantsOf({ visits }: ShowFacts, live: Window): Map<string, number> {
  const first = new Map<string, number>()
  for (const { viewer, joinedAt } of staysIn(visits, live)) {
    first.set(viewer, Math.min(first.get(viewer) ?? joinedAt, joinedAt))
  }
  return first
}

/** Each viewer who was there and did this in the window, with the first moment. Whoever never was in the room is no viewer. */
export function touchedBy(facts: ShowFacts, live: Window, kinds: readonly TouchKind[]): Map<string, number> {
  const entrants = entrantsOf(facts, live)
  const first = new Map<string, number>()
  for (const { viewer, kind, at } of facts.touches) {
    if (!kinds.includes(kind) || !within(live, at) || !entrants.has(viewer)) continue
    first.set(viewer, Math.min(first.get(viewer) ?? at, at))
  }
  return first
}

const people = (of: (facts: ShowFacts, live: Window) => Map<string, number>): Definition => ({
  unit: 'people',
  value: (facts, live) => of(facts, live).size,
  rows: (facts, live) => [...of(facts, live)].map(([who, at]) => row({ who, at })),
})

const counted = (rows: (facts: ShowFacts, live: Window) => Row[], unit: Unit = 'count'): Definition => ({
  ...{ unit, rows },
  value: (facts, live) => rows(facts, live).reduce((sum, { quantity }) => sum + (quantity ?? 1), 0),
})

export const ordersIn = ({ orders }: ShowFacts, live: Window): Order[] => orders.filter(({ at }) => within(live, at))

const orderRow = ({ at, number, units }: Order, minor: bigint): Row => row({ at, who: number, quantity: units, minor })

const money = (of: (order: Order) => bigint): Definition => ({
  unit: 'money',
  value: (facts, live) => ordersIn(facts, live).reduce((sum, order) => sum + of(order), 0n),
  rows: (facts, live) =>
    ordersIn(facts, live)
      .filter((order) => of(order) !== 0n)
      .map((order) => orderRow(order, of(order))),
})

const buyersIn = (facts: ShowFacts, live: Window, returning?: boolean): Row[] => {
  const byBuyer = Map.groupBy(ordersIn(facts, live), ({ buyer }) => buyer)
  return [...byBuyer.values()]
    .filter(([first]) => returning === undefined || first!.returning === returning)
    .map((theirs) => ({
      ...orderRow(
        theirs[0]!,
        theirs.reduce((sum, one) => sum + one.paidMinor, 0n),
      ),
      quantity: 1,
    }))
}

const said = (deleted: boolean) =>
  counted(({ messages }, live) =>
    messages
      .filter((one) => one.deleted === deleted && within(live, one.at))
      .map(({ at, name, text }) => row({ at, who: name, what: text })),
  )

/** One figure over another, rounded half up to a ten-thousandth; nothing over nothing is nothing. */
const over = (top: string, bottom: string, unit: Unit = 'share'): Definition => ({
  ...{ unit, over: [top, bottom] as const },
  value(facts, live) {
    const [above, below] = [figure(top, facts, live), figure(bottom, facts, live)]
    if (above === null || below === null || Number(below) === 0) return null
    return Math.round((Number(above) / Number(below)) * 10_000) / 10_000
  },
})

/** Money over a count, in minor units, rounded half up. */
const moneyOver = (top: string, bottom: string, times = 1n): Definition => ({
  ...{ unit: 'money', over: [top, bottom] as const },
  value(facts, live) {
    const [above, below] = [BigInt(figure(top, facts, live) ?? 0), BigInt(figure(bottom, facts, live) ?? 0)]
    return below === 0n ? null : (above * times * 2n + below) / (below * 2n)
  },
})

const present = (facts: ShowFacts, live: Window) => figures(facts.visits, live.from, live.until)

const articleReadsIn = ({ articleReads }: ShowFacts, live: Window): Row[] =>
  articleReads.filter(({ at }) => at < live.until).map(({ slug, viewer, at }) => row({ what: slug, who: viewer, at }))

export const glossary = {
  /** Readings of articles and posts: elsewhere, as the brand entered them from its platforms, and of our own. */
  reads: counted((facts, live) => [
    ...facts.reach.map(({ name, reads }) => row({ what: name, quantity: reads })),
    ...articleReadsIn(facts, live),
  ]),
  /**
   * People who read an article of ours with the card of the show before its end: had it open and in sight for five
   * seconds, or came to its middle; once an article and day.
   */
  articleReads: counted(articleReadsIn),
  /** Entries who came over one of them. */
  articleEntries: people((facts, live) => {
    const came = new Set(facts.arrivals.flatMap(({ viewer, article }) => (article ? [viewer] : [])))
    return new Map([...entrantsOf(facts, live)].filter(([viewer]) => came.has(viewer)))
  }),
  /** People who asked to be reminded of the show before its end, by any channel, taken back since or not. */
  signUps: people(
    ({ signUps }, live) => new Map(signUps.flatMap(({ personId, at }) => (at < live.until ? [[personId, at]] : []))),
  ),
  /** Viewers who opened the show's page before the end, measured or in the room. */
  pageVisits: people((facts, live) => {
    const opened = facts.arrivals.filter(({ at }) => at < live.until).map(({ viewer, at }) => [viewer, at] as const)
    return new Map([...entrantsOf(facts, live), ...opened])
  }),
  /** Viewers who were in the room while the show was on air; in two tabs they are two. */
  entries: people(entrantsOf),
  /** Entries whose browser told nothing: they asked not to be measured, or their script never ran. */
  unmeasured: people((facts, live) => {
    const told = new Set(facts.arrivals.map(({ viewer }) => viewer))
    return new Map([...entrantsOf(facts, live)].filter(([viewer]) => !told.has(viewer)))
  }),
  /** The most viewers in one instant. */
  peak: { unit: 'people', value: (facts, live) => present(facts, live).peak },
  /** Stays in the room: whoever left and came back has two. */
  views: counted(({ visits }, live) =>
    staysIn(visits, live).map(({ viewer, joinedAt }) => row({ who: viewer, at: joinedAt })),
  ),
  /** How long a viewer was there, all stays together: the mean, and the viewer in the middle. */
  averageWatch: { unit: 'ms', value: (facts, live) => present(facts, live).averageWatchMs },
  medianWatch: { unit: 'ms', value: (facts, live) => present(facts, live).medianWatchMs },
  /** Viewers who were there for at least 95 % of the show. */
  completed: { unit: 'people', value: (facts, live) => present(facts, live).completed },
  completion: over('completed', 'entries'),

  /** Entries who opened anything that sells: the list, a product, the bag, the checkout. */
  shopVisitors: people((facts, live) => touchedBy(facts, live, ['shop', 'product', 'bag'])),
  /** Entries who opened a product. */
  productOpeners: people((facts, live) => touchedBy(facts, live, ['product'])),
  /** Entries who put something in their bag. */
  baggers: people((facts, live) => touchedBy(facts, live, ['bag'])),
  /** People with an order that was placed in the show and paid. */
  buyers: counted((facts, live) => buyersIn(facts, live), 'people'),
  newBuyers: counted((facts, live) => buyersIn(facts, live, false), 'people'),
  returningBuyers: counted((facts, live) => buyersIn(facts, live, true), 'people'),
  /** Orders placed in the show and paid, then or later, given back since or not. */
  orders: counted((facts, live) =>
    ordersIn(facts, live).map((one) => ({ ...orderRow(one, one.paidMinor), quantity: 1 })),
  ),
  /** Pieces in these orders; a set counts as its parts. */
  units: counted((facts, live) => ordersIn(facts, live).map((one) => orderRow(one, one.paidMinor))),

  /** What the goods of these orders cost, reductions off, delivery not counted. */
  gmv: money(({ paidMinor }) => paidMinor),
  /** What was given back of it so far. */
  refunds: money(({ backMinor }) => backMinor),
  /** What stays of it. */
  netSales: money(({ paidMinor, backMinor }) => paidMinor - backMinor),
  /** Average order value. */
  aov: moneyOver('gmv', 'orders'),
  /** Sales per thousand views. */
  gpm: moneyOver('gmv', 'views', 1000n),

  signUpsOfReads: over('signUps', 'reads'),
  entriesOfReads: over('entries', 'reads'),
  entriesOfArticles: over('articleEntries', 'articleReads'),
  entriesOfVisits: over('entries', 'pageVisits'),
  shopOfEntries: over('shopVisitors', 'entries'),
  /** The conversion of those who shopped. */
  buyersOfShop: over('buyers', 'shopVisitors'),
  /** The conversion of all who came. */
  buyersOfEntries: over('buyers', 'entries'),
  ordersOfShop: over('orders', 'shopVisitors'),
  ordersOfEntries: over('orders', 'entries'),

  /** What viewers said; without what staff said, and what was taken away. */
  comments: said(false),
  commentsDeleted: said(true),
  commentsPerPeak: over('comments', 'peak', 'ratio'),
  /** Hearts, counted by the minute in which they came. */
  likes: counted(({ hearts }, live) =>
    hearts
      .filter(({ at }) => at + 60_000 > live.from && at < live.until)
      .map(({ at, count }) => row({ at, quantity: count })),
  ),
  /** Times that a viewer passed the show on with its own button. */
  shares: counted((facts, live) => {
    const entrants = entrantsOf(facts, live)
    return facts.touches
      .filter(({ kind, at, viewer }) => kind === 'share' && within(live, at) && entrants.has(viewer))
      .map(({ viewer, at }) => row({ who: viewer, at }))
  }),
  /** Viewers who passed it on, however often. */
  sharers: people((facts, live) => touchedBy(facts, live, ['share'])),
  sharersOfEntries: over('sharers', 'entries'),
} as const satisfies Record<string, Definition>

export type FigureName = keyof typeof glossary
export const figureNames = Object.keys(glossary) as [FigureName, ...FigureName[]]
export const definitionOf = (name: FigureName): Definition => glossary[name]

/** The figure of that name. */
export function figure(name: string, facts: ShowFacts, live: Window): Value {
  return definitionOf(name as FigureName).value(facts, live)
}
