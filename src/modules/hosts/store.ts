import type { BrandId, OrderId, PersonId, ShowId } from '../../lib/ids.ts'
import type { Currency } from '../../lib/money.ts'
import { first, type Sql } from '../../lib/sql.ts'
import type { Left, OddTo, Terms } from './decide.ts'

export type ContractRow = Terms & {
  contractId: string
  brandId: BrandId
  personId: PersonId
  showId: ShowId | null
  fromAt: Date
  agreedBy: PersonId | null
  agreedAt: Date
}
type Kept = Omit<ContractRow, 'products'>
type RateRow = { contractId: string; productId: string; rateBp: number }

async function withRates(sql: Sql, rows: readonly Kept[]): Promise<ContractRow[]> {
  const ids = rows.map(({ contractId }) => contractId)
  const rates = await sql<RateRow>`
    select contract_id, product_id, rate_bp from hosts.product_rates where contract_id = any(${ids}::uuid[])
    order by product_id`
  const byContract = Map.groupBy(rates, ({ contractId }) => contractId)
  return rows.map((row) => ({
    ...row,
    products: (byContract.get(row.contractId) ?? []).map(({ productId, rateBp }) => ({ productId, rateBp })),
  }))
}

/** What was agreed by a brand, with a person, or by one with the other; the latest first. */
export const contractsOf = async (
  sql: Sql,
  { brandId, personId }: { brandId: BrandId | null; personId: PersonId | null },
  most = 500,
) =>
  withRates(
    sql,
    await sql<Kept>`
      select contract_id, brand_id, person_id, show_id, from_at, fee_minor, currency, commission_bp, gift_bp, odd_to,
        agreed_by, agreed_at
      from hosts.contracts
      where (${brandId}::uuid is null or brand_id = ${brandId}::uuid)
        and (${personId}::uuid is null or person_id = ${personId}::uuid)
      order by agreed_at desc, contract_id desc limit ${most}`,
  )

export async function addContract(sql: Sql, one: ContractRow): Promise<void> {
  await sql`
    insert into hosts.contracts (contract_id, brand_id, person_id, show_id, from_at, fee_minor, currency, commission_bp,
      gift_bp, odd_to, agreed_by, agreed_at)
    values (${one.contractId}, ${one.brandId}, ${one.personId}, ${one.showId}, ${one.fromAt}, ${one.feeMinor},
      ${one.currency}, ${one.commissionBp}, ${one.giftBp}, ${one.oddTo}, ${one.agreedBy}, ${one.agreedAt})`
  await sql`
    insert into hosts.product_rates (contract_id, product_id, rate_bp)
    select ${one.contractId}::uuid, * from unnest(${one.products.map(({ productId }) => productId)}::uuid[],
      ${one.products.map(({ rateBp }) => rateBp)}::int[])`
}

export type Hosted = {
  showId: ShowId
  brandId: BrandId
  personId: PersonId
  contractId: string | null
  frozenAt: Date | null
}

export const hostedShows = (sql: Sql, showIds: readonly string[]) => sql<Hosted>`
  select show_id, brand_id, person_id, contract_id, frozen_at from hosts.shows where show_id = any(${showIds}::uuid[])`

/** The shows that these people host, of any brand. */
export const engagementsOf = (sql: Sql, personIds: readonly string[]) =>
  sql<Pick<Hosted, 'showId' | 'brandId' | 'personId'>>`
    select show_id, brand_id, person_id from hosts.shows where person_id = any(${personIds}::uuid[])
    order by show_id desc limit 1000`

/** Nothing comes back when the show has begun with a host. */
export const setHost = (sql: Sql, showId: ShowId, brandId: BrandId, personId: PersonId) => sql`
  insert into hosts.shows (show_id, brand_id, person_id) values (${showId}, ${brandId}, ${personId})
  on conflict (show_id) do update set person_id = excluded.person_id where shows.frozen_at is null returning show_id`

export const removeHost = (sql: Sql, showId: ShowId) => sql`
  delete from hosts.shows where show_id = ${showId} and frozen_at is null`

export const freeze = (sql: Sql, showId: ShowId, contractId: string | null, at: Date) => sql`
  update hosts.shows set contract_id = ${contractId}, frozen_at = ${at}
  where show_id = ${showId} and frozen_at is null`

export type LineRow = Left & {
  orderId: OrderId
  showId: ShowId | null
  personId: PersonId | null
  currency: Currency
  taxRateBp: number
  rateBp: number
  oddTo: OddTo
  soldAt: Date
}

/** Those that are there stay as they are. */
export const addLines = (sql: Sql, lines: readonly LineRow[]) => sql`
  insert into hosts.lines (line_id, order_id, show_id, person_id, currency, quantity, gross, tax_rate_bp, rate_bp,
    odd_to, sold_at)
  select * from unnest(${lines.map((one) => one.lineId)}::uuid[], ${lines.map((one) => one.orderId)}::uuid[],
    ${lines.map((one) => one.showId)}::uuid[], ${lines.map((one) => one.personId)}::uuid[],
    ${lines.map((one) => one.currency)}::text[], ${lines.map((one) => one.quantity)}::int[],
    ${lines.map((one) => one.gross)}::bigint[], ${lines.map((one) => one.taxRateBp)}::int[],
    ${lines.map((one) => one.rateBp)}::int[], ${lines.map((one) => one.oddTo)}::text[],
    ${lines.map((one) => one.soldAt)}::timestamptz[])
  on conflict (line_id) do nothing`

/** Lines of an order, locked until the transaction ends. */
export const linesLocked = (sql: Sql, orderId: OrderId) => sql<LineRow>`
  select line_id, order_id, show_id, person_id, currency, quantity, gross, back, tax_rate_bp, rate_bp, odd_to, sold_at
  from hosts.lines where order_id = ${orderId} order by line_id for update`

/** Whether a refund was counted already. */
export const isCounted = async (sql: Sql, refundId: string) =>
  first(await sql`select 1 as one from hosts.backs where refund_id = ${refundId} limit 1`) !== undefined

export async function giveBack(sql: Sql, refundId: string, parts: ReadonlyMap<string, bigint>): Promise<void> {
  const [ids, amounts] = [[...parts.keys()], [...parts.values()]]
  await sql`
    insert into hosts.backs (refund_id, line_id, gross)
    select ${refundId}, * from unnest(${ids}::uuid[], ${amounts}::bigint[])`
  await addBack(sql, ids, amounts)
}

const addBack = (sql: Sql, ids: readonly string[], amounts: readonly bigint[]) => sql`
  update hosts.lines as line set back = back + part.gross
  from unnest(${ids}::uuid[], ${amounts}::bigint[]) as part (line_id, gross) where line.line_id = part.line_id`

/** Takes back what a refund gave, once. */
export async function undoBack(sql: Sql, refundId: string): Promise<{ lineId: string; gross: bigint }[]> {
  const undone = await sql<{ lineId: string; gross: bigint }>`
    update hosts.backs set undone = true where refund_id = ${refundId} and not undone returning line_id, gross`
  await addBack(
    sql,
    undone.map(({ lineId }) => lineId),
    undone.map(({ gross }) => -gross),
  )
  return undone
}

export type Earning = {
  key: string
  brandId: BrandId
  personId: PersonId
  showId: ShowId
  orderId: OrderId | null
  kind: 'fee' | 'commission' | 'clawback' | 'gifts'
  minor: bigint
  currency: Currency
  since: Date
}

/** Nothing comes back when it is there already. */
export const addEarning = (sql: Sql, one: Earning, at: Date) => sql`
  insert into hosts.earnings (key, brand_id, person_id, show_id, order_id, kind, minor, currency, at, since)
  values (${one.key}, ${one.brandId}, ${one.personId}, ${one.showId}, ${one.orderId}, ${one.kind}, ${one.minor},
    ${one.currency}, ${at}, ${one.since})
  on conflict (key) do nothing returning key`
