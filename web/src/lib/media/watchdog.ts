/** What the watchdog sees when it looks. */
export type Look = {
  /** Milliseconds of a clock that does not jump, and goes on while the page sleeps. */
  now: number
  /** `video.currentTime`, seconds. */
  time: number
  /** Frames shown so far; undefined where there is no picture, or nobody to see it. */
  frames: number | undefined
}

/**
 * `still`: the picture does not move, and should: say so. `ask`: what was asked for hangs, ask again. `restart`: begin
 * afresh. `slept`: nobody looked for a while.
 */
export type Verdict = 'moving' | 'still' | 'ask' | 'restart' | 'slept'

const stillMs = 1200
const askMs = 2400
const restartMs = 8000
const sleptMs = 4000

/** Sees a picture that stands still though it should move, by its time and by its frames. */
export class Watchdog {
  #last: Look | undefined
  #timeMovedAt = 0
  #framesMovedAt = 0
  #asked = false

  /** To be told about twice a second, while the picture should move. */
  look(seen: Look): Verdict {
    const last = this.#last
    this.#last = seen
    if (!last || seen.now - last.now > sleptMs) {
      this.#begin(seen.now)
      return last ? 'slept' : 'moving'
    }
    if (seen.time !== last.time) this.#timeMovedAt = seen.now
    if (seen.frames === undefined || seen.frames !== last.frames) this.#framesMovedAt = seen.now
    const forMs = seen.now - Math.min(this.#timeMovedAt, this.#framesMovedAt)
    if (forMs < stillMs) {
      this.#asked = false
      return 'moving'
    }
    if (forMs >= restartMs) {
      this.#begin(seen.now)
      return 'restart'
    }
    if (forMs < askMs || this.#asked) return 'still'
    this.#asked = true
    return 'ask'
  }

  /** What happens now is a new beginning: it is given its time. */
  reset(): void {
    this.#last = undefined
  }

  #begin(now: number): void {
    this.#timeMovedAt = now
    this.#framesMovedAt = now
    this.#asked = false
  }
}
