import type { Offered, Playback } from './playback.ts'
import { connectWhep, type Link, openWhep } from './whep-playback.ts'

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

  /**
   * Undefined when it cannot be had at the moment.
   * @param withinMs for whoever has no picture meanwhile; a line that lets no UDP through says nothing for long
   */
  async connect(url: string, withinMs?: number): Promise<Link | undefined> {
    this.#connectedAt = undefined
    this.#trying = true
    const hurried = withinMs === undefined ? [] : [AbortSignal.timeout(withinMs)]
    try {
      const link = await connectWhep(url, AbortSignal.any([this.#signal, ...hurried]))
      this.#connectedAt = performance.now()
      return link
    } catch {
      return undefined
    } finally {
      this.#trying = false
      this.#putOff()
    }
  }

  /** Shows a link. When it is lost, the picture comes back by the way that is sure, and by this one only later. */
  show(video: HTMLVideoElement, link: Link, offered: Offered, fail: () => void): Playback {
    return openWhep(video, link, offered, () => {
      if (performance.now() - (this.#connectedAt ?? 0) > goodMs) this.#pauseMs = pauseMsFirst
      this.#putOff()
      fail()
    })
  }

  #putOff(): void {
    this.#againAt = performance.now() + this.#pauseMs
    this.#pauseMs = Math.min(pauseMsMost, this.#pauseMs * 2)
  }
}
