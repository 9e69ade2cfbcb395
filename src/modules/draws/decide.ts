import { sha256 } from '../chance/chance.ts'
import { drawHead, entryLink, entryText } from '../chance/state.ts'

type Entry = { entryId: string; at: Date }

/**
 * Closes a list of entries and draws from it: numbered in the order of entering, linked, and of all of them those whose
 * hash of seed, last link and entry is lowest, the first of them first.
 */
export function drawFrom<E extends Entry>(
  { drawId, winners, seed }: { drawId: string; winners: number; seed: string },
  entries: readonly E[],
): { listed: E[]; chain: string; won: E[] } {
  const listed = [...entries].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.entryId < b.entryId ? -1 : 1))
  const chain = listed.reduce(
    (link, { entryId }, i) => sha256(entryLink(link, i + 1, entryId)),
    sha256(drawHead(drawId, winners, sha256(seed))),
  )
  const won = listed
    .map((entry) => ({ entry, drawn: sha256(entryText(seed, chain, entry.entryId)) }))
    .sort((a, b) => (a.drawn < b.drawn ? -1 : 1))
    .slice(0, winners)
    .map(({ entry }) => entry)
  return { listed, chain, won }
}
