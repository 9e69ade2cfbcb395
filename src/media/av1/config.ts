import { BitReader } from '../bits.ts'
import type { VideoFormat } from '../format.ts'

const obuType = { sequenceHeader: 1, temporalDelimiter: 2 } as const

/**
 * The format that a sender's AV1CodecConfigurationRecord announces (AV1 in ISOBMFF §2.3.3); undefined when it cannot
 * be read or holds no sequence header.
 */
export function readAv1Config(record: Buffer): VideoFormat | undefined {
  if (record.length < 6 || record[0] !== 0x81) return undefined
  const header = units(record.subarray(4)).find((unit) => unit.type === obuType.sequenceHeader)
  const size = header && pictureSize(header.content)
  if (!size) return undefined
  const [profile, level] = [record[1]! >> 5, record[1]! & 0x1f]
  const flags = record[2]!
  const depth = flags & 0x40 ? (flags & 0x20 ? 12 : 10) : 8
  const two = (value: number) => String(value).padStart(2, '0')
  const codec = `av01.${profile}.${two(level)}${flags & 0x80 ? 'H' : 'M'}.${two(depth)}` // §5.
  return { coding: 'av01', codec, ...size, timescale: 90000, config: record }
}

/** A temporal unit as a sample: without the delimiter that containers leave out (AV1 in ISOBMFF §2.4). */
export function toAv1Sample(unit: Buffer): Buffer {
  const kept = units(unit).filter((one) => one.type !== obuType.temporalDelimiter)
  return Buffer.concat(kept.map((one) => one.whole))
}

type Obu = { type: number; whole: Buffer; content: Buffer }

/** The open bitstream units in a row (AV1 bitstream specification §5.3); stops where lengths do not add up. */
function units(bytes: Buffer): Obu[] {
  const found: Obu[] = []
  for (let at = 0; at < bytes.length; ) {
    const header = bytes[at]!
    let start = at + (header & 4 ? 2 : 1)
    let end = bytes.length
    if (header & 2) {
      let length = 0
      for (let i = 0; i < 8; i++) {
        const byte = bytes[start++] ?? 0
        length += (byte & 0x7f) * 2 ** (7 * i)
        if (byte < 0x80) break
      }
      end = start + length
    }
    if (start > bytes.length || end > bytes.length) return found
    found.push({ type: (header >> 3) & 15, whole: bytes.subarray(at, end), content: bytes.subarray(start, end) })
    at = end
  }
  return found
}

/** Largest width and height out of a sequence header (AV1 bitstream specification §5.5). */
function pictureSize(header: Buffer): { width: number; height: number } | undefined {
  const bits = new BitReader(header)
  bits.take(4)
  const isReduced = bits.take(1)
  if (isReduced) bits.take(5)
  else skipOperatingPoints(bits)
  const [widthBits, heightBits] = [bits.take(4) + 1, bits.take(4) + 1]
  const [width, height] = [bits.take(widthBits) + 1, bits.take(heightBits) + 1]
  const sane = !bits.overrun && width >= 16 && height >= 16 && width <= 8192 && height <= 8192
  return sane ? { width, height } : undefined
}

function skipOperatingPoints(bits: BitReader): void {
  let delayBits = 0
  if (bits.take(1)) {
    bits.take(32)
    bits.take(32)
    if (bits.take(1)) bits.golomb()
    if (bits.take(1)) {
      delayBits = bits.take(5) + 1
      bits.take(42)
    }
  }
  const hasDisplayDelay = bits.take(1)
  for (let points = bits.take(5); points >= 0; points--) {
    bits.take(12)
    if (bits.take(5) > 7) bits.take(1)
    if (delayBits > 0 && bits.take(1)) bits.take(2 * delayBits + 1)
    if (hasDisplayDelay && bits.take(1)) bits.take(4)
  }
}
