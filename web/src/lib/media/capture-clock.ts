const sinkUsMax = 500 // A step, at each picture or piece of sound.
const riseUsMax = 20
const windowLength = 50
const leapUs = 40_000

/**
 * Brings the times of a track, which count from an instant of its own, onto the clock of the page: by when each picture
 * or piece of sound came, following those that came soonest, so that what was held up moves nothing. A track that lost
 * time (a machine too busy to take up its sound counts on as if nothing were missing) leaps to where it is.
 * Microseconds.
 */
export class CaptureClock {
  #offset: number | undefined
  #soonest = Number.POSITIVE_INFINITY
  #seen = 0

  place(timestamp: number, arrivedAt: number): number {
    const offset = arrivedAt - timestamp
    this.#offset ??= offset
    this.#soonest = Math.min(this.#soonest, offset)
    if (++this.#seen === windowLength) {
      if (this.#soonest - this.#offset > leapUs) this.#offset = this.#soonest
      this.#soonest = Number.POSITIVE_INFINITY
      this.#seen = 0
    }
    this.#offset += Math.max(-sinkUsMax, Math.min(riseUsMax, offset - this.#offset))
    return timestamp + this.#offset
  }
}
