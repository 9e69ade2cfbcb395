import type { Ctx } from '../../ctx.ts'
import { type Batch, batch } from '../../lib/batch.ts'
import type { Clock } from '../../lib/clock.ts'
import type { BrandId } from '../../lib/ids.ts'
import type { Problem } from '../../lib/problems.ts'
import type { Database, Sql } from '../../lib/sql.ts'
import { type AccountName, nameOf, traitOf } from './accounts.ts'
import { inputHashOf, linkOf } from './chain.ts'
import {
  assertBalanced,
  type Balance,
  decide,
  type Posting,
  type Reserved,
  type Transfer,
  type Verdict,
  type Wish,
  type Written,
} from './decide.ts'
import * as store from './store.ts'

type Posted = { answer: Verdict[]; writes: Promise<unknown>[] }

/**
 * Posts wishes to a book, in their order, under the book's lock: it is held until the transaction ends, so post late.
 * The writes are handed back unawaited, to travel with the commit (`writeLast`).
 * @returns for each its place in the book, or why not; what is refused changes nothing
 * @throws Error for postings that do not add up to zero
 */
export async function post(sql: Sql, now: Date, bookId: BrandId, wishes: readonly Wish[]): Promise<Posted> {
  for (const wish of wishes) if (!('ends' in wish)) assertBalanced(wish)
  const keys = wishes.flatMap((wish) => ('ends' in wish ? [wish.key, wish.ends] : [wish.key]))
  const wanted = distinct(wishes.flatMap((wish) => ('ends' in wish ? [] : wish.postings.map((one) => one.account))))
  const [book, found, before] = await Promise.all([
    store.bookLocked(sql, bookId),
    store.accountsNamed(sql, bookId, wanted),
    store.transfersWithKeys(sql, bookId, keys),
  ])
  if (!book) {
    await store.openBook(sql, bookId)
    return post(sql, now, bookId, wishes)
  }
  const accounts = await withAccounts(sql, bookId, wanted, found, before)
  const names = new Map([...accounts].map(([name, row]) => [row.accountId, name]))
  const reserved = new Map(
    before.filter((one) => one.phase === 'reserved').map((one) => [one.key, asReserved(one, accounts, names)]),
  )
  const decided = decide(
    {
      head: book.head,
      balances: new Map<string, Balance>(accounts),
      known: new Map(before.map((one) => [one.key, one])),
      reserved,
    },
    wishes.map((wish) => ({ wish, inputHash: inputHashOf(wish) })),
  )
  const writes = decided.written.length > 0 ? write(sql, now, bookId, book.hash, accounts, decided) : []
  return { answer: decided.verdicts, writes }
}

type Accounts = Map<string, store.AccountRow>

function distinct(names: readonly AccountName[]): AccountName[] {
  return [...new Map(names.map((one) => [nameOf(one), one])).values()]
}

/** The accounts of a batch by name: those that are there, new ones, and those of reservations that end. */
async function withAccounts(
  sql: Sql,
  bookId: BrandId,
  wanted: readonly AccountName[],
  found: readonly store.AccountRow[],
  before: readonly { phase: string; postings: store.TransferRow['postings'] }[],
): Promise<Accounts> {
  const accounts: Accounts = new Map(found.map((row) => [nameOf(row), row]))
  const missing = wanted.filter((one) => !accounts.has(nameOf(one)))
  const there = new Set(found.map((row) => row.accountId))
  const others = before
    .filter(({ phase }) => phase === 'reserved')
    .flatMap(({ postings }) => postings.map(([accountId]) => BigInt(accountId)))
    .filter((accountId) => !there.has(accountId))
  const [added, more] = await Promise.all([
    missing.length > 0
      ? store.addAccounts(
          sql,
          bookId,
          missing.map((one) => ({ ...one, floor: traitOf(one.purpose).floor ?? null })),
        )
      : [],
    others.length > 0 ? store.accountsById(sql, others) : [],
  ])
  for (const row of [...added, ...more]) accounts.set(nameOf(row), row)
  return accounts
}

type Before = Awaited<ReturnType<typeof store.transfersWithKeys>>[number]

function asReserved(row: Before, accounts: Accounts, names: Map<bigint, string>): Reserved {
  const about = { ...(row.showId && { showId: row.showId }), ...(row.orderId && { orderId: row.orderId }) }
  const postings = row.postings.map(([accountId, minor]): Posting => {
    const { purpose, owner, currency } = accounts.get(names.get(BigInt(accountId))!)!
    return { account: { purpose, owner, currency }, minor: BigInt(minor) }
  })
  return { seq: row.seq, postings, ended: row.ended, about }
}

function write(
  sql: Sql,
  at: Date,
  bookId: BrandId,
  hashBefore: string,
  accounts: Accounts,
  { written, balances }: { written: readonly Written[]; balances: ReadonlyMap<string, Balance> },
): Promise<unknown>[] {
  const idOf = (account: AccountName) => accounts.get(nameOf(account))!.accountId
  let hash = hashBefore
  const transfers = written.map(({ wish, seq, inputHash, phase, ends, postings, about }) => {
    hash = linkOf(hash, { seq, inputHash, at })
    return {
      ...{ seq, key: wish.key, kind: wish.kind, inputHash, phase, ends, hash },
      ...{ showId: about?.showId ?? null, orderId: about?.orderId ?? null },
      postings: postings.map(({ account, minor }): [string, string] => [`${idOf(account)}`, `${minor}`]),
    }
  })
  const entries = written.flatMap(({ seq, entries }) =>
    entries.map(({ account, minor, balance }) => ({ accountId: idOf(account), seq, minor, balance })),
  )
  const touched = distinct(written.flatMap(({ postings }) => postings.map(({ account }) => account)))
  return store.writeBatch(sql, bookId, at, {
    ...{ head: written.at(-1)!.seq, hash, transfers, entries },
    balances: touched.map((account) => ({ accountId: idOf(account), ...balances.get(nameOf(account))! })),
  })
}

/**
 * Hands a transfer in with what it belongs to, without waiting for the book: it is posted within a second, once, after
 * this transaction has committed. For money that has moved already; never for what may be refused.
 */
export async function submit(ctx: Ctx, bookId: BrandId, transfer: Transfer): Promise<void> {
  assertBalanced(transfer)
  await store.addSubmitted(ctx.sql, { bookId, transfer, at: ctx.now })
}

const submittedMost = 500

/** Beat: posts what was submitted, in its order. What the book refuses is kept aside with the reason, for a person. */
export async function postSubmitted(ctx: Ctx): Promise<void> {
  const taken = await store.takeSubmitted(ctx.sql, submittedMost)
  const bookIds = [...new Set(taken.map(({ bookId }) => bookId))].sort()
  for (const bookId of bookIds) {
    const theirs = taken.filter((one) => one.bookId === bookId)
    const transfers = theirs.map(({ transfer }) => transfer)
    const { answer, writes } = await post(ctx.sql, ctx.now, bookId, transfers)
    await Promise.all(writes)
    for (const [i, verdict] of answer.entries()) {
      if (!('refused' in verdict)) continue
      ctx.log.error({ key: transfers[i]!.key, code: verdict.refused.code }, 'ledger.refused')
      await store.addSubmitted(ctx.sql, { ...theirs[i]!, refused: verdict.refused.code })
    }
  }
}

/** Posts single wishes of many callers: those of one book at one instant share a transaction. */
export type Ledger = Batch<BrandId, Wish, { seq: bigint } | { refused: Problem }>

export const openLedger = (database: Database, clock: Clock): Ledger =>
  batch((bookId, wishes) => database.writeLast((sql) => post(sql, clock.now(), bookId, wishes)))
