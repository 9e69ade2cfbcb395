import type { PacketEvent, PacketEvents, Taker } from './events.ts'

export type Packet = PacketEvents['packet.launched'] & {
  taken: number
  /** Minor units. */
  spent: string
  /** The last who opened it, the latest first. */
  latest: Taker[]
  best: Taker | null
  /** The last link of the record that was told. */
  chain: string | null
  ended: { why: PacketEvents['packet.ended']['why']; seed: string | null } | null
}
export type PacketsState = { packets: Packet[] }

export const noPackets: PacketsState = { packets: [] }

const latestMost = 5

/** Folds one event. Never changes `state`. */
export function evolvePackets(state: PacketsState, { type, body }: PacketEvent): PacketsState {
  if (type === 'packet.launched') {
    const fresh = { taken: 0, spent: '0', latest: [], best: null, chain: null, ended: null }
    return { packets: [...state.packets, { ...body, ...fresh }] }
  }
  const { packetId, taken, spent, chain } = body
  return {
    packets: state.packets.map((one) => {
      if (one.packetId !== packetId) return one
      if (type === 'packet.ended') {
        return { ...one, taken, spent, chain, ended: { why: body.why, seed: body.seed } }
      }
      const latest = [...body.latest, ...one.latest].slice(0, latestMost)
      return { ...one, taken, spent, chain, latest, best: body.best }
    }),
  }
}

export type PacketPhase = 'falling' | 'open' | 'empty' | 'over'

/** Where a packet is at `now` (the server's clock, in ms). */
export function packetPhase(packet: Packet, now: number): PacketPhase {
  if (packet.taken === packet.pieces) return 'empty'
  if (packet.ended || now >= Date.parse(packet.expiresAt)) return 'over'
  return now < Date.parse(packet.opensAt) ? 'falling' : 'open'
}
