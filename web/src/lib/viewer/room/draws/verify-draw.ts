import type { Api } from '#src/api.ts'
import type { Output } from '#src/lib/contract.ts'
import { drawHead, entryLink, entryText } from '../../../../../../src/modules/chance/state.ts'
import { sha256 } from '../packets/sha256.ts'

export type DrawRecord = Output<Api['draws.record']>
export type DrawVerdict = { entries: number } | { fault: 'seed' | 'chain' | 'winners' | 'mine' | 'secure' }

/** Reckons a draw again in this browser, from its public record alone. How: docs/chance.md. */
export async function verifyDraw(
  record: DrawRecord,
  told: { seedHash: string; chain: string; winners: readonly string[]; mine?: string | undefined },
): Promise<DrawVerdict> {
  if (!globalThis.crypto?.subtle) return { fault: 'secure' }
  const { drawId, winners, seed, entries } = record
  if (seed === null || (await sha256(seed)) !== told.seedHash) return { fault: 'seed' }
  let link = await sha256(drawHead(drawId, winners, told.seedHash))
  for (const [i, entryId] of entries.entries()) link = await sha256(entryLink(link, i + 1, entryId))
  if (link !== told.chain) return { fault: 'chain' }
  const drawn = await Promise.all(
    entries.map(async (entryId) => ({ entryId, drawn: await sha256(entryText(seed, link, entryId)) })),
  )
  const won = drawn.sort((a, b) => (a.drawn < b.drawn ? -1 : 1)).slice(0, winners)
  const same = won.length === told.winners.length && won.every(({ entryId }, i) => entryId === told.winners[i])
  if (!same) return { fault: 'winners' }
  return told.mine && !entries.some((entryId) => entryId === told.mine)
    ? { fault: 'mine' }
    : { entries: entries.length }
}
