import type { BrandId, PersonId, ShowId } from '../../lib/ids.ts'
import { type Money, type MoneyWire, unwire, wire } from '../../lib/money.ts'
import { first, json, type Sql } from '../../lib/sql.ts'

export type QuestionTerms = { fromCoins: number | null; unanswered: 'return' | 'keep' }

export const termsOf = async (sql: Sql, brandId: BrandId) =>
  first(await sql<QuestionTerms>`select from_coins, unanswered from gifts.question_terms where brand_id = ${brandId}`)

export const putTerms = (sql: Sql, brandId: BrandId, { fromCoins, unanswered }: QuestionTerms) => sql`
  insert into gifts.question_terms (brand_id, from_coins, unanswered)
  values (${brandId}, ${fromCoins}, ${unanswered})
  on conflict (brand_id) do update set from_coins = excluded.from_coins, unanswered = excluded.unanswered`

export type Pledge = {
  pledgeId: string
  brandId: BrandId
  showId: ShowId
  personId: PersonId
  name: string
  giftId: string
  coins: number
  taken: Money[]
  rateFrom: Date
  unanswered: QuestionTerms['unanswered']
}
type Row = Omit<Pledge, 'taken'> & { taken: MoneyWire[] }
const pledgeOf = ({ taken, ...row }: Row): Pledge => ({ ...row, taken: taken.map(unwire) })

export const addPledge = (sql: Sql, at: Date, one: Pledge) => sql`
  insert into gifts.pledges (pledge_id, brand_id, show_id, person_id, name, gift_id, coins, taken, rate_from,
    unanswered, at)
  values (${one.pledgeId}, ${one.brandId}, ${one.showId}, ${one.personId}, ${one.name}, ${one.giftId}, ${one.coins},
    ${json(one.taken.map(wire))}::jsonb, ${one.rateFrom}, ${one.unanswered}, ${at})`

/** Where these stand. */
export const pledgeStates = async (sql: Sql, pledgeIds: readonly string[]) => {
  const rows = await sql<{ pledgeId: string; state: 'held' | 'given' | 'returned' }>`
    select pledge_id, state from gifts.pledges where pledge_id = any(${pledgeIds}::uuid[])`
  return new Map(rows.map(({ pledgeId, state }) => [pledgeId, state]))
}

export const heldIn = (sql: Sql, showId: ShowId) => sql<Pick<Pledge, 'pledgeId' | 'unanswered'>>`
  select pledge_id, unanswered from gifts.pledges where show_id = ${showId} and state = 'held' order by pledge_id`

/** Ends those of these that are still held: each once. */
export const endPledges = async (sql: Sql, at: Date, pledgeIds: readonly string[], state: 'given' | 'returned') =>
  (
    await sql<Row>`
      update gifts.pledges set state = ${state}, ended_at = ${at}
      where pledge_id = any(${pledgeIds}::uuid[]) and state = 'held'
      returning pledge_id, brand_id, show_id, person_id, name, gift_id, coins, taken, rate_from, unanswered`
  ).map(pledgeOf)
