import { distance } from '../rtp/packet.ts'

const jumpMsMax = 10_000 // Further than this from what the wall clock says, a sender's clock began anew.
const strayMsMax = 80

/** A sender's clock in ms since its first message: without the wraps of its 32 bits, and without its jumps. */
export class MessageClock {
  #last: { timestamp: number; ms: number; atMs: number } | undefined

  at(timestamp: number, nowMs: number): number {
    const last = this.#last
    const step = last ? distance(last.timestamp, timestamp, 32) : 0
    const elapsed = last ? nowMs - last.atMs : 0
    const jumped = step > elapsed + jumpMsMax || step < -jumpMsMax
    const ms = (last?.ms ?? 0) + (jumped ? elapsed : step)
    this.#last = { timestamp, ms, atMs: nowMs }
    return ms
  }
}

/**
 * Places frames of sound by counting their samples, since time stamps in ms jitter; a frame whose time stamp strays
 * too far from the count starts it anew.
 */
export class SoundClock {
  #next: number | undefined
  readonly #rate: number

  constructor(rate: number) {
    this.#rate = rate
  }

  /** Where a frame of so many samples goes, in samples. */
  place(ms: number, samples: number): number {
    const stamped = Math.round((ms * this.#rate) / 1000)
    const strays = this.#next === undefined || Math.abs(stamped - this.#next) > (strayMsMax * this.#rate) / 1000
    const ts = strays ? stamped : this.#next!
    this.#next = ts + samples
    return ts
  }
}
