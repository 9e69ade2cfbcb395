import type { BrandId, OrderId, ShowId } from '../../lib/ids.ts'
import type { Currency } from '../../lib/money.ts'
import type { Sql } from '../../lib/sql.ts'
import type { Purpose, Unit } from './accounts.ts'
import type { AccountRow, TransferRow } from './store.ts'

export type BalanceRow = Omit<AccountRow, 'accountId' | 'owner'> & {
  accountId: bigint | null
  owner: string
  accounts: number
}

/** What is on every account; the personal ones in one row a currency. */
export const balancesOf = (sql: Sql, bookId: BrandId, personal: readonly Purpose[]) => sql<BalanceRow>`
  with named as (select *, purpose = any(${personal}::text[]) as shared from ledger.accounts where book_id = ${bookId})
  select case when shared then null else min(account_id) end as account_id, purpose,
    case when shared then '' else owner end as owner, currency, sum(posted)::bigint as posted, sum(held)::bigint as held,
    min(open_since) as open_since, count(*)::int as accounts
  from named group by purpose, shared, case when shared then '' else owner end, currency
  order by purpose, owner, currency`

export const accountOfBook = (sql: Sql, bookId: BrandId, accountId: bigint) => sql<AccountRow>`
  select account_id, purpose, owner, currency, posted, held, open_since from ledger.accounts
  where book_id = ${bookId} and account_id = ${accountId}`

/** Accounts of these owners for these purposes, in whatever they count. */
export const accountsOfOwners = (
  sql: Sql,
  bookId: BrandId,
  purposes: readonly Purpose[],
  owners: readonly string[],
) => sql<AccountRow>`
  select account_id, purpose, owner, currency, posted, held, open_since from ledger.accounts
  where book_id = ${bookId} and purpose = any(${purposes}::text[]) and owner = any(${owners}::text[])
  order by purpose, owner, currency`

/** What somebody has of one purpose in every book. */
export const balancesOfOwner = (sql: Sql, purpose: Purpose, owner: string) => sql<{
  bookId: BrandId
  currency: Currency
  posted: bigint
  held: bigint
}>`
  select book_id, currency, posted, held from ledger.accounts
  where purpose = ${purpose} and owner = ${owner} order by book_id, currency`

export type EntryRow = Pick<TransferRow, 'seq' | 'key' | 'kind' | 'orderId' | 'showId' | 'at'> & {
  minor: bigint
  balance: bigint
}

/** Entries of an account before a place in the book, the latest first. */
export const entriesOf = (
  sql: Sql,
  { bookId, accountId, before, most }: { bookId: BrandId; accountId: bigint; before: bigint | null; most: number },
) => sql<EntryRow>`
  select seq, minor, balance, key, kind, order_id, show_id, at
  from ledger.entries join ledger.transfers using (seq)
  where account_id = ${accountId} and book_id = ${bookId} and (${before}::bigint is null or seq < ${before}::bigint)
  order by seq desc limit ${most}`

export const transferAt = (sql: Sql, bookId: BrandId, seq: bigint) => sql<Omit<TransferRow, 'hash' | 'inputHash'>>`
  select seq, key, kind, phase, ends, postings, show_id, order_id, at from ledger.transfers
  where book_id = ${bookId} and seq = ${seq}`

/** What a book has, in order: for the walk along its chain. */
export const transfersAfter = (sql: Sql, bookId: BrandId, after: bigint, most: number) => sql<TransferRow>`
  select seq, key, encode(input_hash, 'hex') as input_hash, kind, phase, ends, postings, show_id, order_id, at,
    encode(hash, 'hex') as hash
  from ledger.transfers where book_id = ${bookId} and seq > ${after} order by seq limit ${most}`

/** Accounts whose balance is not the sum of their entries, or whose last entry says another one. */
export const misstated = (sql: Sql, bookId: BrandId) => sql<{ accountId: bigint; posted: bigint; summed: bigint }>`
  select a.account_id, a.posted, coalesce(e.summed, 0)::bigint as summed
  from ledger.accounts a left join (
    select account_id, sum(minor) as summed, (array_agg(balance order by seq desc))[1] as last
    from ledger.entries group by account_id) e using (account_id)
  where book_id = ${bookId} and (a.posted <> coalesce(e.summed, 0) or a.posted <> coalesce(e.last, 0))`

/** What all entries of a currency add up to: zero, always. */
export const sumsOf = (sql: Sql, bookId: BrandId) => sql<{ currency: string; summed: bigint }>`
  select currency, sum(minor)::bigint as summed from ledger.entries join ledger.accounts using (account_id)
  where book_id = ${bookId} group by currency`

/** What others handed in and the book refused. */
export const refusedOf = (sql: Sql, bookId: BrandId) => sql<{ key: string; refused: string; at: Date }>`
  select wish->>'key' as key, refused, at from ledger.submitted
  where book_id = ${bookId} and refused is not null order by submitted_id`

export type ShowSum = { purpose: Purpose; owner: string; currency: Unit; minor: bigint }

/** What the transfers of a show have moved, by account. */
export const sumsOfShow = (sql: Sql, showId: ShowId) => sql<ShowSum>`
  select purpose, owner, currency, sum((posting->>1)::bigint)::bigint as minor
  from ledger.transfers t, json_array_elements(t.postings) posting
    join ledger.accounts a on a.account_id = (posting->>0)::bigint
  where show_id = ${showId} and phase in ('posted', 'settled')
  group by purpose, owner, currency order by purpose, owner, currency`

export const countsOfShow = (sql: Sql, showId: ShowId) => sql<{ orders: number; refunds: number }>`
  select count(*) filter (where kind = 'order.sold')::int as orders,
    (count(*) filter (where kind = 'refund.done') - count(*) filter (where kind = 'refund.undone'))::int as refunds
  from ledger.transfers where show_id = ${showId}`

/** The figures of a show: what its transfers have moved, by account, people's own ones as one, and in how many. */
export const figuresOfShow = (sql: Sql, showId: ShowId, shared: readonly Purpose[]) => sql<
  ShowSum & { transfers: number }
>`
  with moves as (
    select a.purpose, case when a.purpose = any(${shared}::text[]) then '' else a.owner end as owner, a.currency, t.seq,
      (posting->>1)::bigint as minor
    from ledger.transfers t, json_array_elements(t.postings) posting
      join ledger.accounts a on a.account_id = (posting->>0)::bigint
    where show_id = ${showId} and phase in ('posted', 'settled'))
  select purpose, owner, currency, sum(minor)::bigint as minor, count(distinct seq)::int as transfers
  from moves group by purpose, owner, currency order by purpose, owner, currency`

export type FigureRow = { seq: bigint; kind: string; orderId: string | null; at: Date; minor: bigint }

/** The transfers under one figure of a show, the latest first. @param owner null: whoever's */
export const transfersOfFigure = (
  sql: Sql,
  showId: ShowId,
  { purpose, owner, currency }: { purpose: string; owner: string | null; currency: string },
  before: bigint | null,
  most: number,
) => sql<FigureRow>`
  select t.seq, t.kind, t.order_id, t.at, sum((posting->>1)::bigint)::bigint as minor
  from ledger.transfers t, json_array_elements(t.postings) posting
    join ledger.accounts a on a.account_id = (posting->>0)::bigint
  where show_id = ${showId} and phase in ('posted', 'settled') and a.purpose = ${purpose} and a.currency = ${currency}
    and (${owner}::text is null or a.owner = ${owner}::text) and (${before}::bigint is null or t.seq < ${before}::bigint)
  group by t.seq, t.kind, t.order_id, t.at order by t.seq desc limit ${most}`

/** The orders of which something was booked in a show. */
export const ordersOfShow = (sql: Sql, showId: ShowId) => sql<{ orderId: OrderId }>`
  select distinct order_id from ledger.transfers where show_id = ${showId} and order_id is not null`
