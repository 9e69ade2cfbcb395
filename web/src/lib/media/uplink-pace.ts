const bitsPerSecondMin = 300_000
const fullSeconds = 0.6 // So much unsent means that the line takes less than we make.
const emptySeconds = 0.1
const fullBytesMin = 60_000 // One key picture is no jam.
const calmMs = 5000

/**
 * What to do with the next picture, by how many bytes wait to leave: sent, or passed over until the line is free; then
 * the first is a key picture, and there are fewer bits a second from there on. After calm seconds there are more again.
 */
export class UplinkPace {
  bitsPerSecond: number
  readonly #bitsPerSecondMax: number
  #jammed = false
  #calmSinceMs: number | undefined

  constructor(bitsPerSecondMax: number) {
    this.bitsPerSecond = this.#bitsPerSecondMax = bitsPerSecondMax
  }

  next(unsentBytes: number, nowMs: number): 'send' | 'send key' | 'skip' {
    this.#calmSinceMs ??= nowMs
    const bytesPerSecond = this.bitsPerSecond / 8
    if (this.#jammed) {
      if (unsentBytes > bytesPerSecond * emptySeconds) return 'skip'
      this.#jammed = false
      this.#calmSinceMs = nowMs
      return 'send key'
    }
    if (unsentBytes > Math.max(fullBytesMin, bytesPerSecond * fullSeconds)) {
      this.#jammed = true
      this.bitsPerSecond = Math.max(bitsPerSecondMin, Math.round(this.bitsPerSecond * 0.7))
      return 'skip'
    }
    if (nowMs - this.#calmSinceMs >= calmMs && this.bitsPerSecond < this.#bitsPerSecondMax) {
      this.#calmSinceMs = nowMs
      this.bitsPerSecond = Math.min(this.#bitsPerSecondMax, Math.round(this.bitsPerSecond * 1.1))
    }
    return 'send'
  }
}
