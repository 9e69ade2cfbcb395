/** From these on somebody has read: so long in sight, or so far down. */
const readMs = 5000
const readShare = 0.5

type Time = {
  now(): number
  /** @returns what calls it off */
  later(run: () => void, ms: number): () => void
}

/** Says once that an article was read: it was in sight for five seconds together, or its middle was reached. */
export class Reader {
  #seenMs = 0
  #since: number | undefined
  #stop: (() => void) | undefined
  #done = false
  readonly #tell: () => void
  readonly #time: Time

  constructor(tell: () => void, time: Time) {
    this.#tell = tell
    this.#time = time
  }

  /** The page is in sight, or no more. */
  seen(inSight: boolean): void {
    if (this.#done || inSight === (this.#since !== undefined)) return
    const now = this.#time.now()
    if (inSight) {
      this.#since = now
      this.#stop = this.#time.later(() => this.#read(), readMs - this.#seenMs)
      return
    }
    this.#stop?.()
    this.#seenMs += now - this.#since!
    this.#since = undefined
  }

  /** @param share of the article above the lower edge of the screen, 0 to 1 */
  scrolled(share: number): void {
    if (this.#since !== undefined && share >= readShare) this.#read()
  }

  #read(): void {
    if (this.#done) return
    this.#done = true
    this.#stop?.()
    this.#tell()
  }
}
