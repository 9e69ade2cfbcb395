import type { Problem } from '../../lib/problems.ts'
import { dropProblems as problem } from './problems.ts'

export type ClaimWish = { personId: string; key: string; quantity: number }
export type ClaimVerdict = { won: ClaimWish } | { again: number } | { refused: Problem }

/**
 * Who of a batch gets units, in the order they came. All or nothing per wish: two wanted and one left is sold out
 * for this wish, and the one goes to the next who wants one.
 *
 * `free` is what the pool has under its lock; `held` what each person has of it already. The same key twice is the
 * same wish: the second answers `again` with the index of the first.
 */
export function decideClaims(
  drop: { open: boolean; closed: boolean; perBuyer: number },
  pool: { free: number; held: ReadonlyMap<string, number> },
  wishes: readonly ClaimWish[],
): { verdicts: ClaimVerdict[]; taken: number } {
  const has = new Map(pool.held)
  const seen = new Map<string, number>()
  let taken = 0
  const verdicts = wishes.map((wish, i): ClaimVerdict => {
    if (drop.closed) return { refused: problem.closed }
    if (!drop.open) return { refused: problem.notOpenYet }
    const first = seen.get(`${wish.personId} ${wish.key}`)
    if (first !== undefined) return { again: first }
    seen.set(`${wish.personId} ${wish.key}`, i)
    const already = has.get(wish.personId) ?? 0
    if (already + wish.quantity > drop.perBuyer) return { refused: problem.limitReached }
    if (wish.quantity > pool.free - taken) return { refused: problem.soldOut }
    has.set(wish.personId, already + wish.quantity)
    taken += wish.quantity
    return { won: wish }
  })
  return { verdicts, taken }
}
