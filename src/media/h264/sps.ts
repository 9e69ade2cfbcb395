/** Profiles whose parameter set carries chroma and scaling fields (H.264 §7.3.2.1.1). */
const profilesWithChroma = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135])

/** Width and height of the picture in pixels, cropping applied; undefined for a parameter set that makes no sense. */
export function parseSps(sps: Uint8Array): { width: number; height: number } | undefined {
  const bits = new BitReader(withoutEmulation(sps.subarray(1)))
  const profile = bits.take(8)
  bits.take(16) // Constraint flags and level.
  bits.golomb() // Id.
  const chroma = profilesWithChroma.has(profile) ? readChroma(bits) : 1
  bits.golomb() // log2_max_frame_num_minus4
  skipPictureOrder(bits)
  bits.golomb() // Reference frames.
  bits.take(1)
  const widthMbs = bits.golomb() + 1
  const heightUnits = bits.golomb() + 1
  const framesOnly = bits.take(1)
  if (!framesOnly) bits.take(1)
  bits.take(1)
  const [left, right, top, bottom] = bits.take(1)
    ? [bits.golomb(), bits.golomb(), bits.golomb(), bits.golomb()]
    : [0, 0, 0, 0]
  const cropX = chroma === 1 || chroma === 2 ? 2 : 1
  const cropY = (chroma === 1 ? 2 : 1) * (2 - framesOnly)
  const width = widthMbs * 16 - (left + right) * cropX
  const height = heightUnits * 16 * (2 - framesOnly) - (top + bottom) * cropY
  if (bits.overrun || width < 16 || height < 16 || width > 8192 || height > 8192) return undefined
  return { width, height }
}

function readChroma(bits: BitReader): number {
  const chroma = bits.golomb()
  if (chroma === 3) bits.take(1)
  bits.golomb()
  bits.golomb()
  bits.take(1)
  if (bits.take(1)) {
    const lists = chroma === 3 ? 12 : 8
    for (let i = 0; i < lists; i++) if (bits.take(1)) skipScalingList(bits, i < 6 ? 16 : 64)
  }
  return chroma
}

function skipScalingList(bits: BitReader, size: number): void {
  let last = 8
  let next = 8
  for (let i = 0; i < size && !bits.overrun; i++) {
    if (next !== 0) next = (last + bits.signedGolomb() + 256) % 256
    if (next !== 0) last = next
  }
}

function skipPictureOrder(bits: BitReader): void {
  const kind = bits.golomb()
  if (kind === 0) bits.golomb()
  if (kind !== 1) return
  bits.take(1)
  bits.golomb()
  bits.golomb()
  const count = Math.min(bits.golomb(), 255)
  for (let i = 0; i < count; i++) bits.golomb()
}

/** Drops the 03 that encoders put after two zero bytes, so that no start code appears inside (H.264 §7.4.1). */
function withoutEmulation(bytes: Uint8Array): Uint8Array {
  return bytes.filter((byte, i) => !(byte === 3 && i >= 2 && bytes[i - 1] === 0 && bytes[i - 2] === 0))
}

class BitReader {
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
