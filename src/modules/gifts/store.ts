import type { BrandId, PersonId, ShowId } from '../../lib/ids.ts'
import type { LocalText } from '../../lib/local-text.ts'
import type { Currency } from '../../lib/money.ts'
import { json, type Sql } from '../../lib/sql.ts'
import type { ComboNow, Gift, Party, Rate } from './decide.ts'
import type { GiftPicture, Supporter, Tier } from './events.ts'

export type GiftRow = Gift & { position: number; retired: boolean }

/** What a brand offers, in its order. */
export const offered = (sql: Sql, brandId: BrandId) => sql<GiftRow>`
  select gift_id, title, coins, tier, picture, position, retired from gifts.catalogue
  where brand_id = ${brandId} and not retired order by position, gift_id`

/** Also those that are offered no more. */
export const giftsByIds = (sql: Sql, giftIds: readonly string[]) => sql<GiftRow>`
  select gift_id, title, coins, tier, picture, position, retired from gifts.catalogue
  where gift_id = any(${giftIds}::uuid[])`

export const putGift = (
  sql: Sql,
  brandId: BrandId,
  gift: { giftId: string; title: LocalText; coins: number; tier: Tier; picture: GiftPicture; position: number },
) => sql`
  insert into gifts.catalogue (gift_id, brand_id, title, coins, tier, picture, position)
  values (${gift.giftId}, ${brandId}, ${json(gift.title)}::jsonb, ${gift.coins}, ${gift.tier}, ${gift.picture},
    ${gift.position})
  on conflict (gift_id) do update set title = excluded.title, coins = excluded.coins, tier = excluded.tier,
    picture = excluded.picture, position = excluded.position, retired = false
  where catalogue.brand_id = excluded.brand_id returning gift_id`

export const retireOthers = (sql: Sql, brandId: BrandId, giftIds: readonly string[]) => sql`
  update gifts.catalogue set retired = true
  where brand_id = ${brandId} and not retired and gift_id <> all(${giftIds}::uuid[])`

/** The latest combos of these people in a show, one a person and gift. */
export const latestCombos = (sql: Sql, showId: ShowId, personIds: readonly string[], since: Date) => sql<ComboNow>`
  select distinct on (person_id, gift_id) combo_id, person_id, gift_id, count, coins, last_at from gifts.combos
  where show_id = ${showId} and person_id = any(${personIds}::uuid[]) and last_at >= ${since}
  order by person_id, gift_id, last_at desc`

export type SendRow = {
  personId: PersonId
  key: string
  showId: ShowId
  giftId: string
  comboId: string
  count: number
  coins: number
}

export const sendsWithKeys = (sql: Sql, personIds: readonly string[], keys: readonly string[]) => sql<
  SendRow & { comboCount: number; comboCoins: number }
>`
  select s.person_id, key, s.show_id, s.gift_id, s.combo_id, s.count, s.coins, c.count as combo_count,
    c.coins as combo_coins
  from gifts.sends s join unnest(${personIds}::uuid[], ${keys}::text[]) as wanted (person_id, key) using (person_id, key)
    join gifts.combos c using (combo_id)`

export const addSends = (sql: Sql, at: Date, sends: readonly SendRow[]) => sql`
  insert into gifts.sends (person_id, key, show_id, gift_id, combo_id, count, coins, at)
  select *, ${at}::timestamptz from unnest(${sends.map((one) => one.personId)}::uuid[],
    ${sends.map((one) => one.key)}::text[], ${sends.map((one) => one.showId)}::uuid[],
    ${sends.map((one) => one.giftId)}::uuid[], ${sends.map((one) => one.comboId)}::uuid[],
    ${sends.map((one) => one.count)}::int[], ${sends.map((one) => one.coins)}::int[])`

export const putCombos = (
  sql: Sql,
  showId: ShowId,
  combos: readonly (Omit<ComboNow, 'lastAt'> & { name: string; lastAt: Date })[],
) => sql`
  insert into gifts.combos (combo_id, show_id, person_id, name, gift_id, count, coins, first_at, last_at)
  select combo_id, ${showId}::uuid, person_id, name, gift_id, count, coins, at, at
  from unnest(${combos.map((one) => one.comboId)}::uuid[], ${combos.map((one) => one.personId)}::uuid[],
    ${combos.map((one) => one.name)}::text[], ${combos.map((one) => one.giftId)}::uuid[],
    ${combos.map((one) => one.count)}::int[], ${combos.map((one) => one.coins)}::int[],
    ${combos.map((one) => one.lastAt)}::timestamptz[]) as c (combo_id, person_id, name, gift_id, count, coins, at)
  on conflict (combo_id) do update
    set count = excluded.count, coins = excluded.coins, last_at = excluded.last_at, thanked_at = null`

/** Who gave most, and what these people gave. */
export const supportersOf = (sql: Sql, showId: ShowId, most: number, personIds: readonly string[] = []) => sql<
  Supporter & { personId: string }
>`
  select person_id, name, coins::int as coins from gifts.supporters
  where show_id = ${showId} and (person_id = any(${personIds}::uuid[]) or person_id in (
    select person_id from gifts.supporters where show_id = ${showId} order by coins desc, person_id limit ${most}))
  order by coins desc, person_id`

export const addSupport = (
  sql: Sql,
  showId: ShowId,
  given: readonly { personId: string; name: string; coins: number }[],
) => sql`
  insert into gifts.supporters (show_id, person_id, name, coins)
  select ${showId}::uuid, * from unnest(${given.map((one) => one.personId)}::uuid[],
    ${given.map((one) => one.name)}::text[], ${given.map((one) => one.coins)}::bigint[])
  on conflict (show_id, person_id) do update set coins = supporters.coins + excluded.coins, name = excluded.name`

type RateRow = { fromAt: Date; hostBp: number; brandBp: number; platformBp: number; oddTo: Party }

const rateOf = ({ fromAt, ...rate }: RateRow): Rate => ({ from: fromAt, ...rate })

export const rateAt = async (sql: Sql, brandId: BrandId, at: Date): Promise<Rate | undefined> =>
  (
    await sql<RateRow>`
      select from_at, host_bp, brand_bp, platform_bp, odd_to from gifts.rates
      where brand_id = ${brandId} and from_at <= ${at} order by from_at desc limit 1`
  ).map(rateOf)[0]

export const ratesOf = async (sql: Sql, brandId: BrandId): Promise<Rate[]> =>
  (
    await sql<RateRow>`
      select from_at, host_bp, brand_bp, platform_bp, odd_to from gifts.rates
      where brand_id = ${brandId} order by from_at desc`
  ).map(rateOf)

export const putRate = (sql: Sql, brandId: BrandId, { from, hostBp, brandBp, platformBp, oddTo }: Rate) => sql`
  insert into gifts.rates (brand_id, from_at, host_bp, brand_bp, platform_bp, odd_to)
  values (${brandId}, ${from}, ${hostBp}, ${brandBp}, ${platformBp}, ${oddTo})
  on conflict (brand_id, from_at) do update set host_bp = excluded.host_bp, brand_bp = excluded.brand_bp,
    platform_bp = excluded.platform_bp, odd_to = excluded.odd_to`

export const addTakings = (
  sql: Sql,
  showId: ShowId,
  rateFrom: Date,
  sums: readonly [currency: Currency, minor: bigint][],
) => sql`
  insert into gifts.takings (show_id, rate_from, currency, minor)
  select ${showId}::uuid, ${rateFrom}::timestamptz, * from unnest(${sums.map(([currency]) => currency)}::text[],
    ${sums.map(([, minor]) => minor)}::bigint[])
  on conflict (show_id, rate_from, currency) do update set minor = takings.minor + excluded.minor`

/** What is to be shared of a show; it is marked as shared with that. */
export const takeTakings = (sql: Sql, showId: ShowId, at: Date) => sql<{
  rateFrom: Date
  currency: Currency
  minor: bigint
}>`
  update gifts.takings set shared_at = ${at} where show_id = ${showId} and shared_at is null
  returning rate_from, currency, minor`

export type ComboRow = {
  comboId: string
  personId: PersonId
  name: string
  giftId: string
  title: LocalText
  picture: GiftPicture
  tier: Tier
  count: number
  coins: number
  lastAt: Date
  thankedAt: Date | null
}

/** Combos of a show: those to thank first, the largest before; then the latest that were. */
export const combosOf = (sql: Sql, showId: ShowId, most: number) => sql<ComboRow>`
  select combo_id, person_id, name, gift_id, title, picture, tier, count, c.coins, last_at, thanked_at
  from gifts.combos c join gifts.catalogue using (gift_id)
  where show_id = ${showId} order by thanked_at is not null, thanked_at desc, c.coins desc, combo_id limit ${most}`

export const sumsOf = async (sql: Sql, showId: ShowId) =>
  (
    await sql<{ coins: number; people: number; unthanked: number }>`
      select (select coalesce(sum(coins), 0)::int from gifts.supporters where show_id = ${showId}) as coins,
        (select count(*)::int from gifts.supporters where show_id = ${showId}) as people,
        (select count(*)::int from gifts.combos where show_id = ${showId} and thanked_at is null) as unthanked`
  )[0]!

export const givenBy = (sql: Sql, showId: ShowId, personIds: readonly PersonId[]) => sql<{
  personId: PersonId
  coins: number
}>`
  select person_id, coins::float8 as coins from gifts.supporters
  where show_id = ${showId} and person_id = any(${personIds}::uuid[])`

export const setThanked = (sql: Sql, showId: ShowId, comboIds: readonly string[], at: Date) => sql<{
  comboId: string
  name: string
}>`
  update gifts.combos set thanked_at = ${at}
  where show_id = ${showId} and combo_id = any(${comboIds}::uuid[]) and thanked_at is null returning combo_id, name`
