import type { BrandId, OrderId, ShowId } from '../../lib/ids.ts'
import type { LocalText } from '../../lib/local-text.ts'
import { type LoggedEvent, readLog } from '../../lib/log.ts'
import type { Currency } from '../../lib/money.ts'
import type { Sql } from '../../lib/sql.ts'
import { brandById } from '../accounts/accounts.ts'
import { followersOf, readsOfShow } from '../articles/articles.ts'
import { heartsOf, type Visit, visitsOf } from '../attendance/attendance.ts'
import type { ChatEvent } from '../chat/events.ts'
import { type Sale as SoldLine, salesOf } from '../orders/orders.ts'
import { refundedOf } from '../payments/payments.ts'
import { signUpsOf } from '../reminders/reminders.ts'
import type { ShowEvent } from '../shows/events.ts'
import { logOf, showFor } from '../shows/shows.ts'
import { emptyShow, evolveShow, type ShowState } from '../shows/state.ts'
import type { Arrival } from './arrival.ts'
import * as store from './store.ts'

/** What somebody did in a show besides watching. `shop`: opened anything that sells; `bag`: put a product there. */
export type TouchKind = 'shop' | 'product' | 'bag' | 'share'

/** Everything of a show that its figures are made of. Moments are ms of the wall clock. */
export type ShowFacts = {
  /** On air from, up to and not including; a show that is on air is over now. */
  from: number
  until: number
  /** When all this was read. */
  now: number
  currency: Currency
  visits: readonly Visit[]
  /** `article`: the address of the article they came over, whatever brought them to it. */
  arrivals: readonly (Arrival & { viewer: string; at: number; article: string | null })[]
  /** How buyers came. */
  origins: readonly (Arrival & { personId: string; at: number })[]
  touches: readonly { viewer: string; kind: TouchKind; productId: string | null; at: number }[]
  /** What viewers said; staff's own words are not among them. */
  messages: readonly { at: number; authorId: string; name: string; text: string; deleted: boolean }[]
  hearts: readonly { at: number; count: number }[]
  sales: readonly Sale[]
  orders: readonly Order[]
  /** People who asked to be reminded of it. */
  signUps: readonly { personId: string; at: number }[]
  /** Read elsewhere, in the brand's own words. */
  reach: readonly store.Reach[]
  /** People who read an article of ours with its card, once a day each. */
  articleReads: readonly { slug: string; title: LocalText; viewer: string; at: number }[]
}

/** One line that was sold. */
export type Sale = {
  orderId: string
  at: number
  productId: string
  title: LocalText
  quantity: number
  unitMinor: bigint
  paidMinor: bigint
  backQuantity: number
}

/** An order as far as it was made in this show. */
export type Order = {
  orderId: OrderId
  number: string
  buyer: string
  /** When it was placed. */
  at: number
  units: number
  /** Goods of this show, reductions off. */
  paidMinor: bigint
  /** Given back of it; never more than it. */
  backMinor: bigint
  /** The buyer had bought from the brand before. */
  returning: boolean
}

export type Subject = { showId: ShowId; brandId: BrandId; show: ShowState; events: readonly LoggedEvent[] }

/** Reads all there is of a show that was on air. Undefined: it never was. @throws Refusal `shows.unknownShow` */
export async function readFacts(
  sql: Sql,
  now: Date,
  showId: ShowId,
): Promise<{ facts: ShowFacts; subject: Subject } | undefined> {
  const { brandId, chatLogId, startedAt, endedAt } = await showFor(sql, showId)
  if (!startedAt) return undefined
  const brand = (await brandById(sql, brandId))!
  const events = await wholeLog(sql, logOf(showId))
  const lines = await salesOf(sql, showId)
  const facts: ShowFacts = {
    ...{ from: startedAt.getTime(), until: (endedAt ?? now).getTime(), now: now.getTime() },
    currency: lines[0]?.currency ?? brand.currency,
    visits: await visitsOf(sql, showId),
    arrivals: await readArrivals(sql, showId),
    origins: (await store.originsOf(sql, showId)).map((row) => ({ ...row, at: row.at.getTime() })),
    touches: (await store.touchesOf(sql, showId)).map((row) => ({ ...row, at: row.at.getTime() })),
    messages: messagesIn(await wholeLog(sql, chatLogId)),
    hearts: (await heartsOf(sql, showId)).map(({ minute, hearts }) => ({ at: minute.getTime(), count: hearts })),
    sales: lines.map((line) => ({ ...line, at: line.placedAt.getTime() })),
    orders: ordersOf(lines, await refundedOf(sql, intentsOf(lines))),
    signUps: (await signUpsOf(sql, showId)).map(({ personId, at }) => ({ personId, at: at.getTime() })),
    reach: await store.reachOf(sql, showId),
    articleReads: (await readsOfShow(sql, showId)).map((read) => ({ ...read, at: read.at.getTime() })),
  }
  const show = events.reduce(
    (state, event) => evolveShow(state, event as unknown as ShowEvent, event.at) ?? state,
    emptyShow,
  )
  return { facts, subject: { showId, brandId, show, events } }
}

async function readArrivals(sql: Sql, showId: ShowId): Promise<ShowFacts['arrivals']> {
  const over = new Map((await followersOf(sql, showId)).map(({ viewer, slug }) => [viewer, slug]))
  const rows = await store.arrivalsOf(sql, showId)
  return rows.map((row) => ({ ...row, at: row.at.getTime(), article: over.get(row.viewer) ?? null }))
}

const intentsOf = (lines: readonly SoldLine[]) => [...new Set(lines.flatMap(({ intentId }) => intentId ?? []))]

const readAtOnce = 5000

async function wholeLog(sql: Sql, logId: Parameters<typeof readLog>[1]): Promise<LoggedEvent[]> {
  const all: LoggedEvent[] = []
  for (;;) {
    const events = await readLog(sql, logId, all.at(-1)?.seq ?? 0, readAtOnce)
    all.push(...events)
    if (events.length < readAtOnce) return all
  }
}

/** What viewers said, marked where it was taken away since. */
export function messagesIn(log: readonly LoggedEvent[]): ShowFacts['messages'] {
  const said = new Map<string, ShowFacts['messages'][number]>()
  const drop = (fits: (messageId: string, authorId: string) => boolean) => {
    for (const [id, message] of said) if (fits(id, message.authorId)) said.set(id, { ...message, deleted: true })
  }
  for (const logged of log) {
    const { type, body } = logged as unknown as ChatEvent
    if (type === 'message.deleted') drop((id) => id === body.messageId)
    if (type === 'author.banned') drop((_, authorId) => authorId === body.authorId)
    if (type !== 'message.posted' || body.badge !== null) continue
    const { authorId, name, text } = body
    said.set(body.messageId, { at: Date.parse(logged.at), authorId, name, text, deleted: false })
  }
  return [...said.values()]
}

function ordersOf(lines: readonly SoldLine[], refunded: ReadonlyMap<string, bigint>): Order[] {
  return [...Map.groupBy(lines, ({ orderId }) => orderId)].map(([orderId, theirs]) => {
    const { number, personId, placedAt, intentId, returning } = theirs[0]!
    const paidMinor = theirs.reduce((sum, line) => sum + line.paidMinor, 0n)
    const back = (intentId && refunded.get(intentId)) || 0n
    return {
      ...{ orderId, number, buyer: personId, at: placedAt.getTime(), paidMinor, returning },
      units: theirs.reduce((sum, line) => sum + line.quantity, 0),
      backMinor: back < paidMinor ? back : paidMinor,
    }
  })
}
