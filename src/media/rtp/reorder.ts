import { distance, type RtpPacket } from './packet.ts'

const waitMsMax = 200
const askAgainMs = 30
const jumpMax = 3000 // Further than this is another sender, not a loss.

/** A packet in order, and whether packets before it are lost for good. */
export type Ordered = { packet: RtpPacket; afterLoss: boolean }

/** Puts packets back in order, waits a moment for lost ones, and knows which to ask for again. */
export class ReorderBuffer {
  lost = 0
  #next: number | undefined
  #gap = false
  #heldSinceMs = 0
  #askedAtMs = 0
  readonly #held = new Map<number, RtpPacket>()

  /** Takes a packet; gives what can go on, in order. */
  push(packet: RtpPacket, nowMs: number): Ordered[] {
    this.#next ??= packet.sequence
    const ahead = distance(this.#next, packet.sequence, 16)
    if (Math.abs(ahead) > jumpMax) {
      this.#held.clear()
      this.#next = packet.sequence
      this.#gap = true
    } else if (ahead < 0) return []
    if (this.#held.size === 0) this.#heldSinceMs = nowMs
    this.#held.set(packet.sequence, packet)
    return this.#release(nowMs)
  }

  /** Gives up on what has been missing too long. To be called every few milliseconds. */
  tick(nowMs: number): Ordered[] {
    if (this.#held.size === 0 || nowMs - this.#heldSinceMs < waitMsMax) return []
    while (!this.#held.has(this.#next!)) {
      this.#next = (this.#next! + 1) % 65536
      this.#gap = true
      this.lost++
    }
    return this.#release(nowMs)
  }

  /** Sequence numbers to ask for now, if it is time to ask. */
  missing(nowMs: number): number[] {
    if (this.#held.size === 0 || nowMs - this.#askedAtMs < askAgainMs) return []
    this.#askedAtMs = nowMs
    const furthest = Math.max(...[...this.#held.keys()].map((sequence) => distance(this.#next!, sequence, 16)))
    const gaps: number[] = []
    for (let i = 0; i < furthest && gaps.length < 100; i++) {
      const sequence = (this.#next! + i) % 65536
      if (!this.#held.has(sequence)) gaps.push(sequence)
    }
    return gaps
  }

  #release(nowMs: number): Ordered[] {
    const out: Ordered[] = []
    for (let packet = this.#held.get(this.#next!); packet; packet = this.#held.get(this.#next!)) {
      this.#held.delete(this.#next!)
      out.push({ packet, afterLoss: this.#gap })
      this.#gap = false
      this.#next = (this.#next! + 1) % 65536
    }
    if (out.length > 0) this.#heldSinceMs = nowMs
    return out
  }
}
