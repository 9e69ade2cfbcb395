import { newId, type PersonId } from '../../lib/ids.ts'
import type { Problem } from '../../lib/problems.ts'
import type { Sql } from '../../lib/sql.ts'
import { heldBy } from '../stock/stock.ts'
import { type Finding, type MarkKind, refusalOf } from './abuse.ts'
import * as marks from './mark-store.ts'
import type { DropRow } from './store.ts'

/** Who uses a mark in a drop, and what they have of it. */
export class Shared {
  readonly #rows: { mark: string; personId: PersonId; units: number }[]

  constructor(rows: { mark: string; personId: PersonId; units: number }[]) {
    this.#rows = rows
  }

  /** Units by mark, of everybody but those left out. */
  total(leftOut: ReadonlySet<string>): Map<string, number> {
    const total = new Map<string, number>()
    for (const { mark, personId, units } of this.#rows) {
      if (!leftOut.has(personId)) total.set(mark, (total.get(mark) ?? 0) + units)
    }
    return total
  }
}

/** What the persons who used one of these marks in a drop hold or have bought there. */
export async function unitsByMark(
  sql: Sql,
  dropId: string,
  kind: MarkKind,
  wanted: readonly string[],
): Promise<Shared> {
  if (wanted.length === 0) return new Shared([])
  const rows = await marks.sharersOf(sql, dropId, kind, wanted)
  const held = rows.length > 0 ? await heldBy(sql, dropId, [...new Set(rows.map((row) => row.personId))]) : new Map()
  return new Shared(rows.map((row) => ({ ...row, units: held.get(row.personId) ?? 0 })))
}

/** From now on these persons are known by the devices they used in this drop. */
export async function addDeviceMarks(
  sql: Sql,
  dropId: string,
  users: readonly { personId: PersonId; device?: string | undefined }[],
): Promise<void> {
  const known = users.flatMap(({ personId, device }) =>
    device === undefined ? [] : [{ kind: 'device', mark: device, personId }],
  )
  if (known.length > 0) await marks.addMarks(sql, dropId, known)
}

/** Whom the rules keep out of this drop, and who is not asked for a shared device any more. */
export async function exceptionsOf(
  sql: Sql,
  { dropId, watched }: { dropId: string; watched: boolean },
  personIds: readonly string[],
): Promise<{ barred: Map<string, Problem>; excused: Set<string> }> {
  const decisions = watched ? await marks.decisionsAbout(sql, dropId, personIds) : []
  const kept = decisions.filter(({ rule, letThrough }) => !letThrough && (rule === 'machine' || rule === 'hoarding'))
  const excused = decisions.filter(({ rule, letThrough }) => letThrough && rule === 'sharedDevice')
  return {
    barred: new Map(kept.map(({ personId, rule }) => [personId, refusalOf[rule]])),
    excused: new Set(excused.map(({ personId }) => personId)),
  }
}

/** Writes down for the operator what a rule found. */
export async function noteFindings(
  sql: Sql,
  now: Date,
  { dropId, brandId }: Pick<DropRow, 'dropId' | 'brandId'>,
  found: readonly Finding[],
): Promise<void> {
  // A statement may touch a row once only.
  const once = [...new Map(found.map((one) => [`${one.personId} ${one.rule}`, one])).values()]
  if (once.length === 0) return
  await marks.noteDecisions(
    sql,
    now,
    once.map((one) => ({ ...one, decisionId: newId(now), brandId, dropId })),
  )
}

/** What the operator reads of those whose device had its limit. */
export const sharedDevice = (
  refused: readonly { personId: string; quantity: number }[],
  { perBuyer }: Pick<DropRow, 'perBuyer'>,
): Finding[] =>
  refused.map(({ personId, quantity }) => ({
    ...{ personId, rule: 'sharedDevice' },
    seen: { wished: quantity, perBuyer },
  }))
