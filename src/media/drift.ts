const windowMs = 10_000
const stepMsMax = 5 // Half a thousandth of the window: far more than any crystal is off.

/**
 * How far a sender's clock ran away from ours. A clock 50 millionths off is 0.7 s after four hours, and programme time
 * is what ties products to the picture. The earliest arrival in a window is taken, since networks only ever delay.
 */
export class Drift {
  #windowStartMs: number | undefined
  #earliestMs = Number.POSITIVE_INFINITY
  #normalMs: number | undefined

  /** Told how much later than its own time a picture came; gives the ms to move programme time by, mostly 0. */
  note(latenessMs: number, nowMs: number): number {
    this.#windowStartMs ??= nowMs
    this.#earliestMs = Math.min(this.#earliestMs, latenessMs)
    if (nowMs - this.#windowStartMs < windowMs) return 0
    const earliest = this.#earliestMs
    this.#windowStartMs = nowMs
    this.#earliestMs = Number.POSITIVE_INFINITY
    this.#normalMs ??= earliest
    return Math.max(-stepMsMax, Math.min(stepMsMax, earliest - this.#normalMs))
  }
}
