/**
 * When a viewer fell behind the live edge for good. hls.js catches up by playing a little faster, but only within
 * one target duration; after a longer stall it would stay where it is for ever (measured: 6.1 s behind).
 */
export class LiveEdge {
  readonly #latencyMax: number
  #behind = 0

  /** `latencyMax` in seconds. */
  constructor(latencyMax = 4) {
    this.#latencyMax = latencyMax
  }

  /** To be told the latency in seconds about once a second; true when it is time to jump. */
  shouldJump(latency: number): boolean {
    this.#behind = latency > this.#latencyMax ? this.#behind + 1 : 0
    if (this.#behind < 2) return false
    this.#behind = 0
    return true
  }
}
