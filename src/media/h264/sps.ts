import { BitReader, withoutEmulation } from '../bits.ts'

/** Profiles whose parameter set carries chroma and scaling fields (H.264 §7.3.2.1.1). */
const profilesWithChroma = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135])

/** Of the picture: pixels with cropping applied, `chroma_format_idc`, and bits of a sample above eight. */
export type SpsFacts = { width: number; height: number; chroma: number; lumaExtra: number; chromaExtra: number }

/** Reads a sequence parameter set (H.264 §7.3.2.1.1); undefined for one that makes no sense. */
export function parseSps(sps: Uint8Array): SpsFacts | undefined {
  const bits = new BitReader(withoutEmulation(sps.subarray(1)))
  const profile = bits.take(8)
  bits.take(16) // Constraint flags and level.
  bits.golomb() // Id.
  const { chroma, lumaExtra, chromaExtra } = profilesWithChroma.has(profile) ? readChroma(bits) : plain
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
  return { width, height, chroma, lumaExtra, chromaExtra }
}

const plain = { chroma: 1, lumaExtra: 0, chromaExtra: 0 }

function readChroma(bits: BitReader): typeof plain {
  const chroma = bits.golomb()
  if (chroma === 3) bits.take(1)
  const lumaExtra = bits.golomb()
  const chromaExtra = bits.golomb()
  bits.take(1)
  if (bits.take(1)) {
    const lists = chroma === 3 ? 12 : 8
    for (let i = 0; i < lists; i++) if (bits.take(1)) skipScalingList(bits, i < 6 ? 16 : 64)
  }
  return { chroma, lumaExtra, chromaExtra }
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
