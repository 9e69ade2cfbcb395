import { connectWhep, type Link } from './whep-playback.ts'

const pauseMsFirst = 4000
const pauseMsMost = 60_000
/** A connection that held for this long was a good one. */
const goodMs = 30_000

/** When it is worth trying WebRTC again: soon after it went well, ever more seldom where it does not. */
export class FastLane {
  #againAt = 0
  #pauseMs = pauseMsFirst
  #connectedAt: number | undefined
  #trying = false
  readonly #signal: AbortSignal

  constructor(signal: AbortSignal) {
    this.#signal = signal
  }

  get isDue(): boolean {
    return !this.#trying && performance.now() >= this.#againAt
  }

  /** Somebody wants it now. */
  reset(): void {
    this.#againAt = 0
    this.#pauseMs = pauseMsFirst
  }

  /** Undefined when it cannot be had at the moment. */
  async connect(url: string): Promise<Link | undefined> {
    const heldMs = this.#connectedAt === undefined ? 0 : performance.now() - this.#connectedAt
    if (heldMs > goodMs) this.#pauseMs = pauseMsFirst
    this.#connectedAt = undefined
    this.#trying = true
    try {
      const link = await connectWhep(url, this.#signal)
      this.#connectedAt = performance.now()
      return link
    } catch {
      return undefined
    } finally {
      this.#trying = false
      this.#againAt = performance.now() + this.#pauseMs
      this.#pauseMs = Math.min(pauseMsMost, this.#pauseMs * 2)
    }
  }
}
