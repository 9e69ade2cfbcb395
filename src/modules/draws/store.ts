import type { BrandId, Id, PersonId, ShowId } from '../../lib/ids.ts'
import type { Currency } from '../../lib/money.ts'
import { first, json, type Sql } from '../../lib/sql.ts'

export type DrawId = Id<'draw'>
export type DrawRow = {
  drawId: DrawId
  showId: ShowId
  brandId: BrandId
  title: string
  prize: 'physical' | 'credit'
  prizeMinor: bigint | null
  currency: Currency
  winners: number
  bought: boolean
  keyword: string | null
  followed: boolean
  watchMinutes: number | null
  repeatDays: number
  state: 'open' | 'drawn'
  openedAt: Date
  closesAt: Date
  seed: string
  chain: string | null
  entries: number
  drawnAt: Date | null
}
export type EntryRow = {
  drawId: DrawId
  entryId: string
  personId: PersonId
  name: string
  how: 'tap' | 'word' | 'bought'
  at: Date
  number: number | null
  rank: number | null
  address: Record<string, string> | null
}

export const insertDraw = (sql: Sql, one: Omit<DrawRow, 'state' | 'chain' | 'entries' | 'drawnAt'>) => sql`
  insert into draws.draws (draw_id, show_id, brand_id, title, prize, prize_minor, currency, winners, bought, keyword,
    followed, watch_minutes, repeat_days, opened_at, closes_at, seed)
  values (${one.drawId}, ${one.showId}, ${one.brandId}, ${one.title}, ${one.prize}, ${one.prizeMinor}, ${one.currency},
    ${one.winners}, ${one.bought}, ${one.keyword},
    ${one.followed}, ${one.watchMinutes}, ${one.repeatDays}, ${one.openedAt}, ${one.closesAt}, ${one.seed})`

export const drawById = async (sql: Sql, drawId: string) =>
  first(await sql<DrawRow>`select * from draws.draws where draw_id = ${drawId}`)

export const lockedDraw = async (sql: Sql, drawId: string) =>
  first(await sql<DrawRow>`select * from draws.draws where draw_id = ${drawId} for no key update`)

/** Kept as it is until the transaction ends, beside others who enter: it is not drawn meanwhile. */
export const keptDraw = async (sql: Sql, drawId: string) =>
  first(await sql<DrawRow>`select * from draws.draws where draw_id = ${drawId} for share`)

export const openDrawsOf = (sql: Sql, showId: string) =>
  sql<DrawRow>`select * from draws.draws where show_id = ${showId} and state = 'open' order by draw_id`

export const drawsOfShow = (sql: Sql, showId: string) =>
  sql<DrawRow>`select * from draws.draws where show_id = ${showId} order by draw_id desc limit 100`

export const dueDraws = (sql: Sql, now: Date) => sql<{ drawId: DrawId }>`
  select draw_id from draws.draws where state = 'open' and closes_at <= ${now} order by draw_id limit 100`

/** Open draws whose number of entries is not the one the room was told. */
export const grownDraws = (sql: Sql) => sql<{ drawId: DrawId; showId: ShowId; count: number }>`
  select draw_id, show_id, count(e.entry_id)::int as count
  from draws.draws d join draws.entries e using (draw_id) where d.state = 'open'
  group by draw_id having count(e.entry_id) <> d.entries order by draw_id limit 100`

export const setEntries = (sql: Sql, drawId: DrawId, entries: number) =>
  sql`update draws.draws set entries = ${entries} where draw_id = ${drawId} and state = 'open'`

type NewEntry = Pick<EntryRow, 'entryId' | 'personId' | 'name' | 'how' | 'at'>

/** Whoever has entered already keeps that entry. */
export const addEntries = (sql: Sql, drawId: DrawId, entries: readonly NewEntry[]) => sql`
  insert into draws.entries (draw_id, entry_id, person_id, name, how, at)
  select ${drawId}::uuid, * from unnest(${entries.map((one) => one.entryId)}::uuid[],
    ${entries.map((one) => one.personId)}::uuid[], ${entries.map((one) => one.name)}::text[],
    ${entries.map((one) => one.how)}::text[], ${entries.map((one) => one.at)}::timestamptz[])
  on conflict (draw_id, person_id) do nothing`

export const entriesOf = (sql: Sql, drawId: string) =>
  sql<EntryRow>`select * from draws.entries where draw_id = ${drawId} order by number nulls last, at`

export const entryOf = async (sql: Sql, drawId: string, personId: string) =>
  first(await sql<EntryRow>`select * from draws.entries where draw_id = ${drawId} and person_id = ${personId}`)

export const entriesOfPerson = (sql: Sql, showId: string, personId: string) => sql<EntryRow>`
  select entries.* from draws.entries join draws.draws using (draw_id)
  where show_id = ${showId} and person_id = ${personId}`

export const winnersOf = (sql: Sql, drawIds: readonly string[]) =>
  sql<EntryRow>`
    select * from draws.entries where draw_id = any(${drawIds}::uuid[]) and rank is not null order by draw_id, rank`

/** Who among these has won at a brand since. */
export const wonSince = (sql: Sql, brandId: string, personIds: readonly string[], since: Date) => sql<{
  personId: PersonId
}>`
  select distinct person_id from draws.entries join draws.draws using (draw_id)
  where brand_id = ${brandId} and person_id = any(${personIds}::uuid[]) and rank is not null and drawn_at > ${since}`

export async function setDrawn(
  sql: Sql,
  drawId: DrawId,
  now: Date,
  { chain, listed, won }: { chain: string; listed: readonly EntryRow[]; won: readonly EntryRow[] },
): Promise<void> {
  const ranks = listed.map((entry) => won.indexOf(entry) + 1 || null)
  await sql`
    update draws.entries e set number = n.number, rank = n.rank
    from unnest(${listed.map((one) => one.entryId)}::uuid[], ${listed.map((_, i) => i + 1)}::int[], ${ranks}::int[])
      as n (entry_id, number, rank)
    where e.entry_id = n.entry_id`
  await sql`
    update draws.draws set state = 'drawn', drawn_at = ${now}, chain = ${chain}, entries = ${listed.length}
    where draw_id = ${drawId}`
}

export const setAddress = (sql: Sql, entryId: string, address: object) =>
  sql`update draws.entries set address = ${json(address)}::jsonb where entry_id = ${entryId}`
