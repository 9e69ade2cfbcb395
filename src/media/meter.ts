/** Counts what a source sends: frames and bytes since the last reading, and when the last frame came. */
export class Meter {
  #pictures = 0
  #videoBytes = 0
  #audioBytes = 0
  #since = 0
  #lastFrameAt = 0

  reset(nowMs: number): void {
    this.#pictures = this.#videoBytes = this.#audioBytes = 0
    this.#since = this.#lastFrameAt = nowMs
  }

  picture(bytes: number, nowMs: number): void {
    this.#pictures++
    this.#videoBytes += bytes
    this.#lastFrameAt = nowMs
  }

  sound(bytes: number, nowMs: number): void {
    this.#audioBytes += bytes
    this.#lastFrameAt = nowMs
  }

  lastFrameAgeMs(nowMs: number): number {
    return Math.max(0, nowMs - this.#lastFrameAt)
  }

  /** Rates since the last call. */
  read(nowMs: number): { videoFps: number; videoKbps: number; audioKbps: number; lastFrameAgeMs: number } {
    const ms = Math.max(1, nowMs - this.#since)
    const rates = {
      videoFps: Math.round((this.#pictures * 10_000) / ms) / 10,
      videoKbps: Math.round((this.#videoBytes * 8) / ms),
      audioKbps: Math.round((this.#audioBytes * 8) / ms),
      lastFrameAgeMs: this.lastFrameAgeMs(nowMs),
    }
    this.#pictures = this.#videoBytes = this.#audioBytes = 0
    this.#since = nowMs
    return rates
  }
}
