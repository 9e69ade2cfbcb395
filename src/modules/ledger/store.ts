import type { BrandId, OrderId, ShowId } from '../../lib/ids.ts'
import { first, json, type Sql } from '../../lib/sql.ts'
import type { AccountName, Purpose, Unit } from './accounts.ts'
import { firstHash } from './chain.ts'
import type { Phase, Transfer } from './decide.ts'

export type AccountRow = {
  accountId: bigint
  purpose: Purpose
  owner: string
  currency: Unit
  posted: bigint
  held: bigint
  openSince: Date | null
}
export type TransferRow = {
  seq: bigint
  key: string
  inputHash: string
  kind: string
  phase: Phase
  ends: bigint | null
  postings: [accountId: string, minor: string][]
  showId: ShowId | null
  orderId: OrderId | null
  at: Date
  hash: string
}

export const openBook = (sql: Sql, bookId: BrandId) => sql`
  insert into ledger.books (book_id, hash) values (${bookId}, decode(${firstHash}, 'hex')) on conflict do nothing`

export const bookLocked = async (sql: Sql, bookId: BrandId) =>
  first(
    await sql<{ head: bigint; hash: string }>`
      select head, encode(hash, 'hex') as hash from ledger.books where book_id = ${bookId} for no key update`,
  )

/** Those of these accounts that exist. */
export const accountsNamed = (sql: Sql, bookId: BrandId, names: readonly AccountName[]) => sql<AccountRow>`
  select account_id, purpose, owner, currency, posted, held, open_since from ledger.accounts
  join unnest(${names.map((one) => one.purpose)}::text[], ${names.map((one) => one.owner ?? '')}::text[],
    ${names.map((one) => one.currency)}::text[]) as wanted (purpose, owner, currency) using (purpose, owner, currency)
  where book_id = ${bookId}`

export const addAccounts = (
  sql: Sql,
  bookId: BrandId,
  accounts: readonly (AccountName & { floor: bigint | null })[],
) => sql<AccountRow>`
  insert into ledger.accounts (book_id, purpose, owner, currency, floor)
  select ${bookId}::uuid, * from unnest(${accounts.map((one) => one.purpose)}::text[],
    ${accounts.map((one) => one.owner ?? '')}::text[], ${accounts.map((one) => one.currency)}::text[],
    ${accounts.map((one) => one.floor)}::bigint[])
  returning account_id, purpose, owner, currency, posted, held, open_since`

export const transfersWithKeys = (sql: Sql, bookId: BrandId, keys: readonly string[]) => sql<
  Omit<TransferRow, 'hash'> & { ended: boolean }
>`
  select seq, key, encode(input_hash, 'hex') as input_hash, kind, phase, t.ends, postings, show_id, order_id, at,
    exists (select from ledger.transfers e where e.book_id = t.book_id and e.ends = t.seq) as ended
  from ledger.transfers t where book_id = ${bookId} and key = any(${keys})`

export const accountsById = (sql: Sql, accountIds: readonly bigint[]) => sql<AccountRow>`
  select account_id, purpose, owner, currency, posted, held, open_since from ledger.accounts
  where account_id = any(${accountIds}::bigint[])`

/** The head and hash of a book after a batch, its transfers, their entries, and what the accounts hold now. */
export function writeBatch(
  sql: Sql,
  bookId: BrandId,
  at: Date,
  batch: {
    head: bigint
    hash: string
    transfers: readonly Omit<TransferRow, 'at'>[]
    entries: readonly { accountId: bigint; seq: bigint; minor: bigint; balance: bigint }[]
    balances: readonly { accountId: bigint; posted: bigint; held: bigint }[]
  },
): Promise<unknown>[] {
  const { transfers, entries, balances } = batch
  return [
    sql`update ledger.books set head = ${batch.head}, hash = decode(${batch.hash}, 'hex') where book_id = ${bookId}`,
    sql`
      update ledger.accounts a set posted = b.posted, held = b.held,
        open_since = case when b.posted = 0 then null else coalesce(a.open_since, ${at}::timestamptz) end
      from unnest(${balances.map((one) => one.accountId)}::bigint[], ${balances.map((one) => one.posted)}::bigint[],
        ${balances.map((one) => one.held)}::bigint[]) as b (account_id, posted, held)
      where a.account_id = b.account_id`,
    sql`
      insert into ledger.transfers
        (book_id, seq, key, input_hash, kind, phase, ends, postings, show_id, order_id, at, hash)
      select ${bookId}::uuid, seq, key, decode(input_hash, 'hex'), kind, phase, ends, postings, show_id, order_id,
        ${at}::timestamptz, decode(hash, 'hex')
      from unnest(${transfers.map((one) => one.seq)}::bigint[], ${transfers.map((one) => one.key)}::text[],
        ${transfers.map((one) => one.inputHash)}::text[], ${transfers.map((one) => one.kind)}::text[],
        ${transfers.map((one) => one.phase)}::text[], ${transfers.map((one) => one.ends)}::bigint[],
        ${transfers.map((one) => json(one.postings))}::json[], ${transfers.map((one) => one.showId)}::uuid[],
        ${transfers.map((one) => one.orderId)}::uuid[], ${transfers.map((one) => one.hash)}::text[])
        as t (seq, key, input_hash, kind, phase, ends, postings, show_id, order_id, hash)`,
    sql`
      insert into ledger.entries (account_id, seq, minor, balance)
      select * from unnest(${entries.map((one) => one.accountId)}::bigint[], ${entries.map((one) => one.seq)}::bigint[],
        ${entries.map((one) => one.minor)}::bigint[], ${entries.map((one) => one.balance)}::bigint[])`,
  ]
}

type Submitted = { bookId: BrandId; transfer: Transfer; at: Date; refused?: string }

export const addSubmitted = (sql: Sql, { bookId, transfer, at, refused }: Submitted) => sql`
  insert into ledger.submitted (book_id, wish, at, refused)
  values (${bookId}, ${asText(transfer)}::jsonb, ${at}, ${refused ?? null})`

/** The oldest that nobody else takes just now, in the order in which they were submitted. */
export async function takeSubmitted(sql: Sql, most: number) {
  const rows = await sql<{ submittedId: bigint; bookId: BrandId; wish: Transfer; at: Date }>`
    delete from ledger.submitted where submitted_id in (
      select submitted_id from ledger.submitted where refused is null order by submitted_id limit ${most} for update skip locked)
    returning submitted_id, book_id, wish, at`
  return rows
    .sort((a, b) => (a.submittedId < b.submittedId ? -1 : 1))
    .map(({ wish, ...row }) => ({
      ...row,
      transfer: { ...wish, postings: wish.postings.map((one) => ({ ...one, minor: BigInt(one.minor) })) },
    }))
}

/** Amounts as text: JSON knows no bigint. */
const asText = (transfer: Transfer) =>
  JSON.stringify(transfer, (_, value) => (typeof value === 'bigint' ? `${value}` : value))
