/** Reads big-endian bit fields. Past the end it gives zeros and says `overrun`. */
export class BitReader {
  overrun = false
  #at = 0
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  take(count: number): number {
    let value = 0
    for (let i = 0; i < count; i++) {
      const byte = this.#bytes[this.#at >> 3]
      if (byte === undefined) this.overrun = true
      value = value * 2 + (((byte ?? 0) >> (7 - (this.#at & 7))) & 1)
      this.#at++
    }
    return value
  }

  golomb(): number {
    let zeros = 0
    while (!this.overrun && zeros < 32 && this.take(1) === 0) zeros++
    return 2 ** zeros - 1 + this.take(zeros)
  }

  signedGolomb(): number {
    const value = this.golomb()
    return value % 2 ? (value + 1) / 2 : -value / 2
  }
}

/** Drops the 03 that encoders put after two zero bytes, so that no start code appears inside (H.264 §7.4.1, H.265 §7.4.2). */
export function withoutEmulation(bytes: Uint8Array): Uint8Array {
  return bytes.filter((byte, i) => !(byte === 3 && i >= 2 && bytes[i - 1] === 0 && bytes[i - 2] === 0))
}
