import type { Api } from '#src/api.ts'
import type { Output } from '#src/lib/contract.ts'
import { grabLink, packetHead, sharesOf, splitTexts } from '../../../../../../src/modules/chance/state.ts'
import { sha256 } from './sha256.ts'

export type PacketRecord = Output<Api['packets.record']>
export type Fault = 'seed' | 'amounts' | 'chain' | 'mine' | 'secure'
export type Verdict = { shares: number } | { fault: Fault }

/** What the room was told, and what the visitor had: the record must fit both. */
export type Told = {
  seedHash: string | null
  chain: string | null
  mine?: { grabId: string; minor: string } | undefined
}

/** Reckons a packet again in this browser, from its public record alone. How: docs/chance.md. */
export async function verify(record: PacketRecord, told: Told): Promise<Verdict> {
  // Browsers hash on secure pages only.
  if (!globalThis.crypto?.subtle) return { fault: 'secure' }
  const { seed, kind, pieces, grabs } = record
  if (kind === 'random' && (seed === null || (await sha256(seed)) !== told.seedHash)) return { fault: 'seed' }
  const hashes = kind === 'random' ? await Promise.all(splitTexts(seed!, pieces).map(sha256)) : []
  const shares = sharesOf({ ...record, seedHash: told.seedHash }, hashes)
  if (grabs.some(({ place, minor }, i) => place !== i + 1 || BigInt(minor) !== shares[i])) return { fault: 'amounts' }
  let link = await sha256(packetHead({ ...record, seedHash: told.seedHash }))
  for (const grab of grabs) link = await sha256(grabLink(link, grab))
  if (link !== told.chain) return { fault: 'chain' }
  const { mine } = told
  const isThere = grabs.some(({ grabId, minor }) => grabId === mine?.grabId && minor === mine.minor)
  return mine && !isThere ? { fault: 'mine' } : { shares: grabs.length }
}
