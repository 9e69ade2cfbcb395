import { createHash } from 'node:crypto'

/*
 * Reckons a draw again from its public record. Written from docs/chance.md alone, on purpose with none of the project's
 * own code.
 */

export type DrawRecord = {
  drawId: string
  winners: number
  seed: string | null
  entries: readonly string[]
  won: readonly string[]
}
/** What the room's log said of it. */
export type DrawTold = { seedHash: string; chain: string; winners: readonly string[] }

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

/** @returns what does not hold; undefined when everything does */
export function reckonDraw(record: DrawRecord, told: DrawTold): string | undefined {
  const { drawId, winners, seed, entries } = record
  if (seed === null || sha256(seed) !== told.seedHash) return 'the seed is not that of its hash'
  if (new Set(entries).size !== entries.length) return 'somebody stands in the list twice'

  let link = sha256(`draw ${drawId} ${winners} ${told.seedHash}`)
  let number = 0
  for (const entry of entries) {
    number += 1
    link = sha256(`${link} ${number} ${entry}`)
  }
  if (link !== told.chain) return 'the list is not the one that was told'

  const lots = new Map<string, string>()
  for (const entry of entries) lots.set(sha256(`${seed} ${link} ${entry}`), entry)
  const lowest = [...lots.keys()].sort().slice(0, winners)
  const mine = lowest.map((lot) => lots.get(lot))
  const same = (list: readonly string[]) => list.length === mine.length && list.every((one, i) => one === mine[i])
  if (!same(told.winners)) return 'others were told to have won'
  return same(record.won) ? undefined : 'the record names others'
}
