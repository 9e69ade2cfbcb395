import type { Problem } from '../../lib/problems.ts'
import { dropProblems as problem } from './problems.ts'

/** `device`: what the browser says it is; several persons of one device share one limit. */
export type ClaimWish = { personId: string; key: string; quantity: number; device?: string | undefined }
export type ClaimVerdict = { won: ClaimWish } | { again: number } | { refused: Problem }

type Drop = { open: boolean; closed: boolean; perBuyer: number; line?: boolean }
type Units = {
  free: number
  held: ReadonlyMap<string, number>
  /** Units that all persons of a device have, those with an exception left out. */
  heldByDevice?: ReadonlyMap<string, number>
  /** Persons that a rule against abuse keeps out, and why. */
  barred?: ReadonlyMap<string, Problem>
}

/**
 * Who of a batch gets units, in the order they came. All or nothing per wish: two wanted and one left is sold out
 * for this wish, and the one goes to the next who wants one. While others wait in line, nobody passes them.
 *
 * `free` is what the pool has under its lock; `held` what each person has of it already. The same key twice is the
 * same wish: the second answers `again` with the index of the first.
 */
export function decideClaims(
  drop: Drop,
  pool: Units,
  wishes: readonly ClaimWish[],
): { verdicts: ClaimVerdict[]; taken: number } {
  const has = new Map(pool.held)
  const deviceHas = new Map(pool.heldByDevice)
  const seen = new Map<string, number>()
  let taken = 0
  const verdicts = wishes.map((wish, i): ClaimVerdict => {
    if (drop.closed) return { refused: problem.closed }
    if (!drop.open) return { refused: problem.notOpenYet }
    const first = seen.get(`${wish.personId} ${wish.key}`)
    if (first !== undefined) return { again: first }
    seen.set(`${wish.personId} ${wish.key}`, i)
    const { device } = wish
    const already = has.get(wish.personId) ?? 0
    const alreadyByDevice = device === undefined ? 0 : (deviceHas.get(device) ?? 0)
    const barred = pool.barred?.get(wish.personId)
    if (already + wish.quantity > drop.perBuyer) return { refused: problem.limitReached }
    if (barred) return { refused: barred }
    if (alreadyByDevice + wish.quantity > drop.perBuyer) return { refused: problem.limitShared }
    if (wish.quantity > pool.free - taken) return { refused: problem.soldOut }
    if (drop.line) return { refused: problem.lineFirst }
    has.set(wish.personId, already + wish.quantity)
    if (device !== undefined) deviceHas.set(device, alreadyByDevice + wish.quantity)
    taken += wish.quantity
    return { won: wish }
  })
  return { verdicts, taken }
}
