import { distance } from './packet.ts'
import type { SenderReport } from './rtcp.ts'

/** An RTP clock without its wraps, and where it stands against the sender's wall clock. */
export class RtpClock {
  #last: number | undefined
  #unwrapped = 0
  #report: { ticks: number; wallMs: number } | undefined
  readonly rate: number

  constructor(rate: number) {
    this.rate = rate
  }

  get aligned(): boolean {
    return this.#report !== undefined
  }

  /** A timestamp as ticks that only grow (but for reordering). */
  unwrap(timestamp: number): number {
    if (this.#last !== undefined) this.#unwrapped += distance(this.#last, timestamp, 32)
    this.#last = timestamp
    return this.#unwrapped
  }

  report(report: SenderReport): void {
    if (this.#last === undefined) return
    const ticks = this.#unwrapped + distance(this.#last, report.timestamp, 32)
    this.#report = { ticks, wallMs: report.wallMs }
  }

  /** The sender's wall clock at these ticks; undefined before the first report. */
  wallMs(ticks: number): number | undefined {
    return this.#report && this.#report.wallMs + ((ticks - this.#report.ticks) * 1000) / this.rate
  }

  /** The ticks at a moment of the sender's wall clock; undefined before the first report. */
  ticksAt(wallMs: number): number | undefined {
    return this.#report && this.#report.ticks + ((wallMs - this.#report.wallMs) * this.rate) / 1000
  }
}
