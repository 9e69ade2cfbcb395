import type { Ctx } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import type { BrandId, ShowId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import { first, type Sql } from '../../lib/sql.ts'
import { type AccountName, type Purpose, personal, traitOf, type Unit } from './accounts.ts'
import { firstHash, inputHashOf, linkOf } from './chain.ts'
import type { ledgerContract } from './contract.ts'
import type { Wish } from './decide.ts'
import { ledgerProblems as problem } from './problems.ts'
import * as store from './reading-store.ts'
import type { AccountRow, TransferRow } from './store.ts'
import { accountsById, accountsNamed, bookLocked, openBook, transfersWithKeys } from './store.ts'

type Api = typeof ledgerContract

const amountOf = (minor: bigint, currency: Unit) => ({ minor: `${minor}`, currency })

const viewOf = (row: Omit<AccountRow, 'accountId'>) => ({
  ...{ purpose: row.purpose, owner: row.owner },
  ...{ balance: amountOf(row.posted, row.currency), held: amountOf(row.held, row.currency) },
  ...{ side: traitOf(row.purpose).side, clearing: traitOf(row.purpose).clearing ?? false },
  openSince: row.openSince?.toISOString() ?? null,
})

/** The trial balance: every account and what is on it; people's own ones as one sum. */
export async function readAccounts({ sql }: Ctx, { brandId }: Input<Api['ledger.accounts']>) {
  const rows = await store.balancesOf(sql, brandId, personal)
  return {
    items: rows.map((row) => ({
      ...viewOf(row),
      accountId: row.accountId?.toString() ?? null,
      accounts: row.accounts,
    })),
  }
}

/** @throws Refusal ledger.unknownAccount */
export async function readStatement(
  { sql }: Ctx,
  { brandId, accountId, before, most }: Input<Api['ledger.statement']>,
): Promise<Output<Api['ledger.statement']>> {
  const account = first(await store.accountOfBook(sql, brandId, BigInt(accountId)))
  if (!account) throw refuse(problem.unknownAccount)
  const entries = await store.entriesOf(sql, {
    ...{ bookId: brandId, accountId: account.accountId },
    ...{ before: before === undefined ? null : BigInt(before), most: most + 1 },
  })
  const items = entries.slice(0, most).map(({ seq, minor, balance, at, ...entry }) => ({
    ...entry,
    ...{ seq: `${seq}`, at: at.toISOString() },
    ...{ amount: amountOf(minor, account.currency), balance: amountOf(balance, account.currency) },
  }))
  return { account: { accountId, ...viewOf(account) }, items, next: entries.length > most ? items.at(-1)!.seq : null }
}

export type OwnedBalance = { purpose: Purpose; owner: string; currency: Unit; posted: bigint; held: bigint }

/** What stands on the accounts of these owners for these purposes; of what is `posted`, `held` is set aside. */
export const balancesOf = (
  sql: Sql,
  bookId: BrandId,
  purposes: readonly Purpose[],
  owners: readonly string[],
): Promise<OwnedBalance[]> => store.accountsOfOwners(sql, bookId, purposes, owners)

/** The same under the lock of the book, so that they stay until this transaction ends: for postings that depend on them. */
export async function balancesLocked(
  sql: Sql,
  bookId: BrandId,
  purposes: readonly Purpose[],
  owners: readonly string[],
): Promise<OwnedBalance[]> {
  if (!(await bookLocked(sql, bookId))) {
    await openBook(sql, bookId)
    await bookLocked(sql, bookId)
  }
  return balancesOf(sql, bookId, purposes, owners)
}

/** Entries of one owner's account, the latest first, from before `before`. */
export async function entriesOfOwner(
  sql: Sql,
  bookId: BrandId,
  { purpose, owner, currency, before, most }: Required<AccountName> & { before: bigint | null; most: number },
) {
  const [account] = (await store.accountsOfOwners(sql, bookId, [purpose], [owner])).filter(
    (one) => one.currency === currency,
  )
  return account ? store.entriesOf(sql, { bookId, accountId: account.accountId, before, most }) : []
}

/** Which of these keys the book has. */
export const keysPosted = async (sql: Sql, bookId: BrandId, keys: readonly string[]): Promise<Set<string>> =>
  new Set((await transfersWithKeys(sql, bookId, keys)).map(({ key }) => key))

/** @throws Refusal ledger.unknownTransfer */
export async function readTransfer(
  { sql }: Ctx,
  { brandId, seq }: Input<Api['ledger.transfer']>,
): Promise<Output<Api['ledger.transfer']>> {
  const row = first(await store.transferAt(sql, brandId, BigInt(seq)))
  if (!row) throw refuse(problem.unknownTransfer)
  const accounts = await named(sql, [row])
  const { key, kind, phase, orderId, showId } = row
  const postings = row.postings.map(([accountId, minor]) => {
    const account = accounts.get(accountId)!
    const { purpose, owner, currency } = account
    return { accountId, purpose, owner, amount: { minor, currency } }
  })
  return { seq, key, kind, phase, orderId, showId, at: row.at.toISOString(), postings }
}

async function named(sql: Sql, rows: readonly Pick<TransferRow, 'postings'>[]): Promise<Map<string, AccountRow>> {
  const ids = [...new Set(rows.flatMap(({ postings }) => postings.map(([accountId]) => accountId)))]
  return new Map((await accountsById(sql, ids.map(BigInt))).map((row) => [`${row.accountId}`, row]))
}

/** Walks along the chain and adds everything up again. @returns what does not hold, in words for an accountant's mail */
export async function audit(sql: Sql, bookId: BrandId): Promise<{ transfers: number; faults: string[] }> {
  const faults: string[] = []
  for (const { accountId, posted, summed } of await store.misstated(sql, bookId))
    faults.push(`account ${accountId} says ${posted}, its entries ${summed}`)
  for (const { currency, summed } of await store.sumsOf(sql, bookId))
    if (summed !== 0n) faults.push(`all entries in ${currency} add up to ${summed}`)
  for (const { key, refused } of await store.refusedOf(sql, bookId)) faults.push(`${key} was refused: ${refused}`)
  const { transfers, broken } = await walk(sql, bookId)
  return { transfers, faults: [...faults, ...broken] }
}

/** What is on an account, what of it is set aside, and its entries, the latest first; of one that is not there, nothing. */
export async function purseOf(sql: Sql, bookId: BrandId, account: AccountName, most: number) {
  const [row] = await accountsNamed(sql, bookId, [account])
  if (!row) return { posted: 0n, held: 0n, entries: [] }
  const wanted = { bookId, accountId: row.accountId, before: null, most }
  return { posted: row.posted, held: row.held, entries: most > 0 ? await store.entriesOf(sql, wanted) : [] }
}

const stepMost = 1000

async function walk(sql: Sql, bookId: BrandId): Promise<{ transfers: number; broken: string[] }> {
  const keys = new Map<bigint, string>()
  let [before, seq] = [firstHash, 0n]
  for (;;) {
    const rows = await store.transfersAfter(sql, bookId, seq, stepMost)
    const accounts = await named(sql, rows)
    for (const row of rows) {
      if (row.seq !== ++seq) return { transfers: Number(seq) - 1, broken: [`transfer ${seq} is missing`] }
      if (row.phase === 'reserved') keys.set(row.seq, row.key)
      const wish = wishOf(row, accounts, keys)
      const right = inputHashOf(wish) === row.inputHash && linkOf(before, row) === row.hash
      if (!right) return { transfers: Number(seq), broken: [`transfer ${seq} is not what was chained`] }
      before = row.hash
    }
    if (rows.length < stepMost) return { transfers: Number(seq), broken: [] }
  }
}

function wishOf(row: TransferRow, accounts: Map<string, AccountRow>, keys: ReadonlyMap<bigint, string>): Wish {
  const { key, kind, phase, ends } = row
  if (ends !== null) {
    return { key, kind, ends: keys.get(ends) ?? '', how: phase === 'settled' ? 'settle' : 'release' }
  }
  const postings = row.postings.map(([accountId, minor]) => {
    const { purpose, owner, currency } = accounts.get(accountId)!
    return { account: { purpose, owner, currency }, minor: BigInt(minor) }
  })
  const about = { ...(row.showId && { showId: row.showId }), ...(row.orderId && { orderId: row.orderId }) }
  return { key, kind, postings, reserve: phase === 'reserved', about }
}

export const readAudit = async ({ sql }: Ctx, { brandId }: Input<Api['ledger.audit']>) => audit(sql, brandId)

/** What the transfers of a show have moved, by account, and how many orders and refunds they are. */
export async function showSums(sql: Sql, showId: ShowId) {
  const [sums, [counts]] = await Promise.all([store.sumsOfShow(sql, showId), store.countsOfShow(sql, showId)])
  return { ...counts!, sums }
}

/** The same with how many transfers stand under each figure; what people have each, in one. */
export const showFigures = (sql: Sql, showId: ShowId) => store.figuresOfShow(sql, showId, personal)

/** The transfers under a figure of a show. */
export const showFigureTransfers = (
  sql: Sql,
  showId: ShowId,
  { purpose, owner, currency }: { purpose: string; owner: string; currency: string },
  before: bigint | null,
  most: number,
) => {
  const whose = personal.some((one) => one === purpose) ? null : owner
  return store.transfersOfFigure(sql, showId, { purpose, owner: whose, currency }, before, most)
}
