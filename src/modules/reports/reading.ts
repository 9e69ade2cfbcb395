import type { Ctx } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import type { ShowId } from '../../lib/ids.ts'
import type { LocalText } from '../../lib/local-text.ts'
import { type Currency, wire } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import { pageFrom } from '../../lib/shapes.ts'
import { codeNames } from '../codes/codes.ts'
import { hostedTimes } from '../handovers/handovers.ts'
import { orderOwner, readOrder } from '../orders/orders.ts'
import { announcementOf, titlesOf } from '../shows/shows.ts'
import { beside } from './compare.ts'
import type { reportsContract } from './contract.ts'
import { definitionOf, type FigureName, figureNames, type Value, type Window } from './glossary.ts'
import { byPin, byProduct, marks } from './moments.ts'
import { planOf } from './plan.ts'
import { reportProblems as problem } from './problems.ts'
import { readFacts, type ShowFacts, type Subject } from './show-facts.ts'
import * as store from './store.ts'
import { byArticle, byCustomer, byMinute, byPrice, bySource, originOf, parts, retention } from './tables.ts'

type Api = typeof reportsContract
export type Report = Output<Api['reports.report']>
type FigureView = Omit<Report['figures'][number], 'beside'>

/** How many earlier shows one is compared with. */
const comparedMost = 50

async function factsOf(ctx: Pick<Ctx, 'sql' | 'now'>, showId: ShowId) {
  const read = await readFacts(ctx.sql, ctx.now, showId)
  if (!read) throw refuse(problem.notYet)
  return read
}

/** The whole report. @throws Refusal `shows.unknownShow`, `reports.notYet` */
export async function readReport(ctx: Pick<Ctx, 'sql' | 'now'>, { showId }: { showId: ShowId }): Promise<Report> {
  const { facts, subject } = await factsOf(ctx, showId)
  const earlier = await store.keptBefore(ctx.sql, subject.brandId, new Date(facts.from), comparedMost)
  const figures = figureNames.map((name) => {
    const view = viewOf(name, facts, facts)
    const others = earlier.map((one) => numberOf(one.figures[name] ?? null))
    return {
      ...view,
      beside: others.length > 0 ? beside(numberOf(definitionOf(name).value(facts, facts)), others) : null,
    }
  })
  const names = { codes: await codeNames(ctx.sql, showId), shows: await titlesOf(ctx.sql, leadersIn(facts)) }
  const hosts = await hostedTimes(ctx.sql, showId, ctx.now)
  return {
    ...{ ...headOf(facts, subject), figures, ...tablesOf(facts, subject, names) },
    ...(await planOf(ctx.sql, subject, facts.from, byProduct(facts, subject, facts))),
    hosts: hosts.map(({ name, ms }) => ({ name, onAirMs: ms })),
  }
}

/** Bigger than 2^53 would only be a share of a change: nothing is paid with it. */
const numberOf = (value: Value | string): number | null => (value === null ? null : Number(value))

function viewOf(name: FigureName, facts: ShowFacts, live: Window): FigureView {
  const { unit, value, over, rows } = definitionOf(name)
  return {
    ...{ name, unit, over: (over ?? null) as FigureView['over'], rows: rows !== undefined },
    value: valueView(value(facts, live), facts.currency),
  }
}

const valueView = (value: Value, currency: Currency) =>
  typeof value === 'bigint' ? wire({ minor: value, currency }) : value

const iso = (ms: number) => new Date(ms).toISOString()

function headOf(facts: ShowFacts, { show }: Subject) {
  const { title, hostName, status, endedAt } = show
  return {
    show: { title, hostName, status, startedAt: iso(facts.from), endedAt },
    readAt: iso(facts.now),
    durationMs: facts.until - facts.from,
    currency: facts.currency,
  }
}

/** The shows whose end led here. */
const leadersIn = ({ arrivals }: ShowFacts) => [
  ...new Set(arrivals.flatMap(({ source, name }) => (source === 'show' && name ? [name] : []))),
]

/** What codes of the show, and shows that led here, are called. */
type Names = { codes: ReadonlyMap<string, string>; shows: ReadonlyMap<string, { title: LocalText }> }

function tablesOf(facts: ShowFacts, subject: Subject, names: Names) {
  const { currency, from } = facts
  const amount = (minor: bigint) => wire({ minor, currency })
  const paid = <Row extends { gmv: bigint }>({ gmv, ...rest }: Row) => ({ ...rest, gmv: amount(gmv) })
  return {
    minutes: byMinute(facts, facts).map(paid),
    retention: retention(facts, facts),
    marks: marks(subject, facts).map(({ at, ...mark }) => ({ ...mark, atMs: at - from })),
    pins: byPin(facts, subject, facts).map(({ from: start, until, ...pin }) => ({
      ...paid(pin),
      ...{ productId: pin.productId as never, fromMs: start - from, untilMs: until - from },
    })),
    products: byProduct(facts, subject, facts).map((row) => ({ ...paid(row), productId: row.productId as never })),
    sources: bySource(facts, facts).map(({ source, name, ...row }) => {
      const code = source === 'code' ? name : null
      const title = source === 'show' ? (names.shows.get(name!)?.title ?? {}) : {}
      const called = code ? (names.codes.get(code) ?? code) : name
      return { source, name: called, code, title, ...paid(row), back: amount(row.back) }
    }),
    prices: byPrice(facts, facts).map(({ fromMinor, toMinor, ...band }) => ({
      ...paid(band),
      ...{ from: amount(fromMinor), to: amount(toMinor) },
    })),
    parts: parts(facts, facts).map(paid),
    customers: byCustomer(facts, facts).map(paid),
    reach: [...facts.reach],
    articles: byArticle(facts, facts),
  }
}

const whileLive: readonly FigureName[] = [
  ...(['entries', 'peak', 'shopVisitors', 'buyers', 'orders', 'units', 'gmv', 'comments', 'likes', 'shares'] as const),
  ...(['buyersOfShop', 'buyersOfEntries'] as const),
]

/** The last minutes, and as many before; of a show that is over, its last ones. @throws Refusal `reports.notYet` */
export async function readRecent(
  ctx: Ctx,
  { showId, minutes }: Input<Api['reports.recent']>,
): Promise<Output<Api['reports.recent']>> {
  const { facts } = await factsOf(ctx, showId)
  const { until } = facts
  const ms = minutes * 60_000
  const start = (ago: number) => Math.max(facts.from, until - ago)
  const [last, before] = [
    { from: start(ms), until },
    { from: start(2 * ms), until: start(ms) },
  ]
  const figures = whileLive.map((name) => ({
    ...viewOf(name, facts, last),
    before: viewOf(name, facts, before).value,
  }))
  return { until: iso(until), minutes, figures }
}

/** How the buyer of an order had come to each show it was made in, as far as they told. */
export async function readOrigins(
  ctx: Ctx,
  { orderId }: Input<Api['reports.origins']>,
): Promise<Output<Api['reports.origins']>> {
  const { lines, placedAt } = await readOrder(ctx, { orderId })
  const { personId } = (await orderOwner(ctx.sql, orderId))!
  const showIds = [...new Set(lines.flatMap(({ showId }) => showId ?? []))]
  const order = { buyer: personId!, at: Date.parse(placedAt) }
  const told = await store.originsOfPerson(ctx.sql, personId!, showIds)
  const items = []
  for (const showId of showIds) {
    const ofShow = told.filter((one) => one.showId === showId).map((one) => ({ ...one, at: one.at.getTime() }))
    const origin = originOf(order, ofShow)
    if (!origin) continue
    const { source, name, campaign, at } = origin
    const { title } = await announcementOf(ctx.sql, showId)
    const called = source === 'code' ? (await codeNames(ctx.sql, showId)).get(name!) : undefined
    const ledBy = source === 'show' ? ((await titlesOf(ctx.sql, [name!])).get(name as ShowId)?.title ?? null) : null
    items.push({ showId, title, source, name: called ?? name, campaign, ledBy, at: iso(at) })
  }
  return { items }
}

/** What was counted. @param queryOf the query that counts it again @throws Refusal `reports.unknownFigure`, `reports.notYet` */
export async function readRows(
  ctx: Ctx,
  { showId, figure, after, most }: Input<Api['reports.rows']>,
  queryOf: (figure: string) => string | undefined,
): Promise<Output<Api['reports.rows']>> {
  const { rows } = definitionOf(figure)
  if (!rows) throw refuse(problem.unknownFigure)
  const { facts } = await factsOf(ctx, showId)
  const all = rows(facts, facts).toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0))
  const start = /^\d{1,9}$/.test(after ?? '') ? Number(after) : 0
  const cut = all.slice(start, start + most + 1).map(({ at, minor, ...rest }, i) => ({
    ...{ ...rest, at: at === null ? null : iso(at), place: start + i + 1 },
    amount: minor === null ? null : wire({ minor, currency: facts.currency }),
  }))
  const { items, next } = pageFrom(cut, most, ({ place }) => String(place))
  return { items: items.map(({ place, ...row }) => row), next, total: all.length, query: queryOf(figure) ?? null }
}

export const setReach = (ctx: Ctx, { showId, reach }: Input<Api['reports.setReach']>): Promise<void> =>
  store.setReach(ctx.sql, showId, [...new Map(reach.map((one) => [one.name, one])).values()])
