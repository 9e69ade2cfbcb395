import type { Ctx } from '../../ctx.ts'
import type { PacketId, ShowId } from '../../lib/ids.ts'
import type { AnyJob, Beat } from '../../lib/jobs.ts'
import { sha256 } from '../chance/chance.ts'
import type { PacketTerms } from '../chance/state.ts'
import { appendToShow } from '../shows/shows.ts'
import { closeBudget } from './budget.ts'
import type { PacketEvent, PacketEvents } from './events.ts'
import { posted, returned } from './postings.ts'
import * as store from './store.ts'

/** What decides a packet besides its seed. */
export const termsOf = (packet: store.PacketRow): PacketTerms => {
  const { packetId, kind, totalMinor, currency, pieces, list, seed } = packet
  const seedHash = seed === null ? null : sha256(seed)
  return { packetId, kind, totalMinor: totalMinor.toString(), currency, pieces, list, seedHash }
}

/** The end of a packet, with the seed that decided it. */
export const endedEvent = (
  { packetId, taken, spentMinor, chain, seed }: store.FallenRow,
  why: PacketEvents['packet.ended']['why'],
): PacketEvent => ({
  ...{ type: 'packet.ended', body: { packetId, why, taken, spent: spentMinor.toString(), chain, seed } },
})

/** Ends a packet that is still open, and gives back to the budget what nobody took: once. */
async function endPacket(ctx: Ctx, packetId: PacketId, why: 'time' | 'show'): Promise<void> {
  const row = await store.lockedPacket(ctx.sql, packetId)
  if (row?.state !== 'open' || (why === 'time' && ctx.now < row.expiresAt!)) return
  const packet = row as store.FallenRow
  const left = packet.totalMinor - packet.spentMinor
  if (left > 0n) await Promise.all(await posted(ctx.sql, ctx.now, packet, returned(packet, packetId, left)))
  await store.setEnded(ctx.sql, packetId, ctx.now, why)
  await appendToShow(ctx, packet.showId, [endedEvent(packet, why)])
}

const end = {
  name: 'packets.end',
  run: (ctx: Ctx, { packetId }: { packetId: PacketId }) => endPacket(ctx, packetId, 'time'),
}

/** After the show: what still lies there, and what is left of the budget, goes back. */
const endWithShow = {
  name: 'packets.endWithShow',
  async run(ctx: Ctx, { showId }: { showId: ShowId }) {
    for (const { packetId } of await store.openPacketsOf(ctx.sql, showId)) await endPacket(ctx, packetId, 'show')
    await closeBudget(ctx, showId)
  },
}

/** A job of its own: grabs lock the packet before the log, and whoever ends a show has the log already. */
export const hearShowEnded = (ctx: Ctx, { showId }: { showId: ShowId }): Promise<void> =>
  ctx.later(endWithShow, { showId })

const endDue: Beat = {
  name: 'packets.endDue',
  everyMs: 500,
  async run(ctx) {
    for (const { packetId } of await store.duePackets(ctx.sql, ctx.now)) {
      await ctx.later(end, { packetId }, { key: `packets.end.${packetId}` })
    }
  },
}

export const packetsJobs: readonly AnyJob[] = [end, endWithShow]
export const packetsBeats: readonly Beat[] = [endDue]
