import { BitReader, withoutEmulation } from '../bits.ts'
import type { VideoFormat } from '../format.ts'

const spsType = 33

/**
 * The format that a sender's HEVCDecoderConfigurationRecord (14496-15 §8.3.3.1) announces; undefined when it cannot be
 * read. `lengthBytes`: how long the lengths before its NAL units are.
 */
export function readHevcConfig(record: Buffer): { format: VideoFormat; lengthBytes: number } | undefined {
  if (record.length < 23 || record[0] !== 1) return undefined
  const sps = parameterSets(record).find((nal) => ((nal[0]! >> 1) & 0x3f) === spsType)
  const size = sps && pictureSize(sps)
  if (!size) return undefined
  const format: VideoFormat = { coding: 'hvc1', codec: codecOf(record), ...size, timescale: 90000, config: record }
  return { format, lengthBytes: (record[21]! & 3) + 1 }
}

function parameterSets(record: Buffer): Buffer[] {
  const units: Buffer[] = []
  let at = 23
  for (let arrays = record[22]!; arrays > 0 && at + 3 <= record.length; arrays--) {
    const count = record.readUInt16BE(at + 1)
    at += 3
    for (let i = 0; i < count && at + 2 <= record.length; i++) {
      const end = at + 2 + record.readUInt16BE(at)
      if (end > record.length || end === at + 2) return []
      units.push(record.subarray(at + 2, end))
      at = end
    }
  }
  return units
}

/** The codec string of 14496-15 annex E.3, such as `hvc1.1.6.L93.B0`. */
function codecOf(record: Buffer): string {
  const space = ['', 'A', 'B', 'C'][record[1]! >> 6]
  const tier = record[1]! & 0x20 ? 'H' : 'L'
  let compatible = 0
  for (let i = 0; i < 32; i++) if (record[2 + (i >> 3)]! & (0x80 >> (i & 7))) compatible += 2 ** i
  const constraints = [...record.subarray(6, 12)]
  while (constraints.at(-1) === 0) constraints.pop()
  const bytes = constraints.map((byte) => `.${byte.toString(16).toUpperCase()}`).join('')
  return `hvc1.${space}${record[1]! & 0x1f}.${compatible.toString(16).toUpperCase()}.${tier}${record[12]}${bytes}`
}

/** Width and height out of a sequence parameter set, cropping applied (H.265 §7.3.2.2.1). */
function pictureSize(sps: Buffer): { width: number; height: number } | undefined {
  const bits = new BitReader(withoutEmulation(sps.subarray(2)))
  bits.take(4)
  const subLayers = bits.take(3)
  bits.take(1)
  skipProfile(bits, subLayers)
  bits.golomb() // Id.
  const chroma = bits.golomb()
  if (chroma === 3) bits.take(1)
  const [codedWidth, codedHeight] = [bits.golomb(), bits.golomb()]
  const [left, right, top, bottom] = bits.take(1)
    ? [bits.golomb(), bits.golomb(), bits.golomb(), bits.golomb()]
    : [0, 0, 0, 0]
  const width = codedWidth - (left + right) * (chroma === 1 || chroma === 2 ? 2 : 1)
  const height = codedHeight - (top + bottom) * (chroma === 1 ? 2 : 1)
  const sane = !bits.overrun && width >= 16 && height >= 16 && width <= 8192 && height <= 8192
  return sane ? { width, height } : undefined
}

/** Profile, tier and level of the whole and of its temporal sub-layers (H.265 §7.3.3). */
function skipProfile(bits: BitReader, subLayers: number): void {
  bits.take(48)
  bits.take(48)
  const present = Array.from({ length: subLayers }, () => ({ profile: bits.take(1), level: bits.take(1) }))
  if (subLayers > 0) bits.take((8 - subLayers) * 2)
  for (const { profile, level } of present) {
    if (profile) bits.take(44)
    if (profile) bits.take(44)
    if (level) bits.take(8)
  }
}

/** Whether a picture begins anew: its first slice is one of an intra random access point (H.265 table 7-1). */
export function isHevcKey(nals: Buffer[]): boolean {
  return nals.some((nal) => {
    const type = (nal[0]! >> 1) & 0x3f
    return type >= 16 && type <= 21
  })
}
