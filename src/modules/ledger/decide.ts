import type { OrderId, ShowId } from '../../lib/ids.ts'
import type { Problem } from '../../lib/problems.ts'
import { type AccountName, nameOf, traitOf } from './accounts.ts'
import { ledgerProblems as problem } from './problems.ts'

/** Credits are above zero, debits below; in minor units of the account's currency. */
export type Posting = { account: AccountName; minor: bigint }

/** Postings that add up to zero in every currency, under a key of which there is one in a book. */
export type Transfer = {
  key: string
  /** What happened, as `order.paid`. */
  kind: string
  postings: readonly Posting[]
  /** Only sets aside what it debits, until it is settled or released. */
  reserve?: boolean
  about?: { showId?: ShowId; orderId?: OrderId }
}
/** The end of a reservation: carried out, or given up. */
export type Ending = { key: string; kind: string; ends: string; how: 'settle' | 'release' }
export type Wish = Transfer | Ending

/** `posted`: all entries; `held`: of it, set aside. A reservation takes from what may be spent, `posted - held`. */
export type Balance = { posted: bigint; held: bigint }
export type Reserved = { seq: bigint; postings: readonly Posting[]; ended: boolean; about?: Transfer['about'] }

/** What of a book a batch of wishes needs. */
export type BookState = {
  head: bigint
  balances: ReadonlyMap<string, Balance>
  /** Transfers with these keys that are there already, by key. */
  known: ReadonlyMap<string, { seq: bigint; inputHash: string }>
  reserved: ReadonlyMap<string, Reserved>
}
export type Phase = 'posted' | 'reserved' | 'settled' | 'released'
export type Written = {
  seq: bigint
  wish: Wish
  inputHash: string
  phase: Phase
  ends: bigint | null
  postings: readonly Posting[]
  about: Transfer['about']
  /** Entries on accounts; none when it is only reserved or released. `balance`: what is posted after it. */
  entries: { account: AccountName; minor: bigint; balance: bigint }[]
}
export type Verdict = { seq: bigint } | { refused: Problem }

/** @throws Error when the postings cannot be a transfer: that is a mistake in the program, never somebody's wish */
export function assertBalanced({ key, postings }: Pick<Transfer, 'key' | 'postings'>): void {
  const sums = new Map<string, bigint>()
  for (const { account, minor } of postings) {
    if (minor === 0n) throw new Error(`${key}: a posting of nothing to ${nameOf(account)}`)
    sums.set(account.currency, (sums.get(account.currency) ?? 0n) + minor)
  }
  if (new Set(postings.map(({ account }) => nameOf(account))).size !== postings.length || postings.length < 2)
    throw new Error(`${key}: two accounts or more, each once`)
  for (const [currency, sum] of sums) if (sum !== 0n) throw new Error(`${key}: ${sum} too much in ${currency}`)
}

/**
 * Decides wishes one after the other, in their order: what is refused changes nothing, and the same key with the same
 * contents has the answer it had.
 */
export function decide(
  state: BookState,
  wishes: readonly { wish: Wish; inputHash: string }[],
): { verdicts: Verdict[]; written: Written[]; balances: Map<string, Balance> } {
  const balances = new Map(state.balances)
  const known = new Map(state.known)
  const reserved = new Map(state.reserved)
  const written: Written[] = []
  let head = state.head

  const verdicts = wishes.map(({ wish, inputHash }): Verdict => {
    const before = known.get(wish.key)
    if (before) return before.inputHash === inputHash ? { seq: before.seq } : { refused: problem.keyReused }
    const reservation = 'ends' in wish ? reserved.get(wish.ends) : undefined
    if ('ends' in wish && (!reservation || reservation.ended)) return { refused: problem.notReserved }
    const postings = 'ends' in wish ? reservation!.postings : wish.postings
    const phase = phaseOf(wish)
    const after = moved(balances, postings, phase)
    if (!after) return { refused: problem.notEnough }

    for (const [name, balance] of after) balances.set(name, balance)
    const seq = ++head
    known.set(wish.key, { seq, inputHash })
    const about = 'ends' in wish ? reservation!.about : wish.about
    if ('ends' in wish) reserved.set(wish.ends, { ...reservation!, ended: true })
    else if (wish.reserve) reserved.set(wish.key, { seq, postings, ended: false, ...(about && { about }) })
    const entries =
      phase === 'posted' || phase === 'settled'
        ? postings.map((posting) => ({ ...posting, balance: balances.get(nameOf(posting.account))!.posted }))
        : []
    written.push({ seq, wish, inputHash, phase, ends: reservation?.seq ?? null, postings, about, entries })
    return { seq }
  })
  return { verdicts, written, balances }
}

const phaseOf = (wish: Wish): Phase =>
  'ends' in wish ? (wish.how === 'settle' ? 'settled' : 'released') : wish.reserve ? 'reserved' : 'posted'

const nothing: Balance = { posted: 0n, held: 0n }

/** The balances after it; undefined when one would fall below its floor. */
function moved(balances: ReadonlyMap<string, Balance>, postings: readonly Posting[], phase: Phase) {
  const after = new Map<string, Balance>()
  for (const { account, minor } of postings) {
    const name = nameOf(account)
    const { posted, held } = balances.get(name) ?? nothing
    const taken = minor < 0n ? -minor : 0n
    const balance = {
      posted: phase === 'posted' || phase === 'settled' ? posted + minor : posted,
      held: phase === 'reserved' ? held + taken : phase === 'posted' ? held : held - taken,
    }
    const { floor } = traitOf(account.purpose)
    if (taken > 0n && floor !== undefined && balance.posted - balance.held < floor) return undefined
    after.set(name, balance)
  }
  return after
}
