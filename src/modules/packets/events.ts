import type { MoneyWire } from '../../lib/money.ts'

/** A taker is a name as the chat shows it, and null where the packet is for buyers only. Amounts are minor units. */
export type Taker = { place: number; name: string | null; minor: string }

export type PacketEvents = {
  'packet.launched': {
    packetId: string
    kind: 'equal' | 'random' | 'list'
    total: MoneyWire
    pieces: number
    /** Of a list: what each place gets. */
    list: string[]
    greeting: string
    hasPassword: boolean
    eligibility: 'anyone' | 'commented' | 'bought' | 'followed' | 'watched'
    /** With `watched`: for how long. */
    watchMinutes?: number
    /** ISO 8601, by the server's clock. */
    opensAt: string
    expiresAt: string
    /** SHA-256 of what decides a random split; the seed itself comes with `packet.ended`. */
    seedHash: string | null
  }
  /** Some have opened it, as many as came together. `chain`: the last link of the record (docs/chance.md). */
  'packet.grabbed': {
    packetId: string
    taken: number
    spent: string
    latest: Taker[]
    best: Taker
    chain: string
  }
  'packet.ended': {
    packetId: string
    why: 'empty' | 'time' | 'show'
    taken: number
    spent: string
    chain: string
    seed: string | null
  }
}
export type PacketEvent = { [Type in keyof PacketEvents]: { type: Type; body: PacketEvents[Type] } }[keyof PacketEvents]
