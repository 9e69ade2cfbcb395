/**
 * The time that a media process goes by: that of the wall, except that it never jumps. Whoever sets the machine's clock
 * during a show would otherwise tear its timeline, and make every sender seem silent for an hour. It is set to the
 * wall's time when nothing is on air.
 */
export class SteadyClock {
  readonly #wallMs: () => number
  readonly #steadyMs: () => number
  #aheadMs = 0

  /** `notBeforeMs`: what a process before this one had reached. */
  constructor({ wallMs = Date.now, steadyMs = () => performance.now(), notBeforeMs = 0 } = {}) {
    this.#wallMs = wallMs
    this.#steadyMs = steadyMs
    this.#aheadMs = Math.max(wallMs(), notBeforeMs) - steadyMs()
  }

  readonly now = (): Date => new Date(this.#steadyMs() + this.#aheadMs)

  /** Takes the wall's time, whichever way it was set meanwhile. */
  set(): void {
    this.#aheadMs = this.#wallMs() - this.#steadyMs()
  }
}
