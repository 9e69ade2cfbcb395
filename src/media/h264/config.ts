import { u8, u16 } from '../mp4/boxes.ts'
import type { SpsFacts } from './sps.ts'

/** Profiles whose record ends with chroma format and bit depths. */
const profilesWithDepth = new Set([100, 110, 122, 144])

/** AVCDecoderConfigurationRecord with one parameter set of each kind and 4-byte NAL lengths (14496-15 §5.3.3.1). */
export function avcConfig(sps: Buffer, pps: Buffer, facts: SpsFacts): Buffer {
  const { chroma, lumaExtra, chromaExtra } = facts
  const depth = profilesWithDepth.has(sps[1]!) ? u8(0xfc | chroma, 0xf8 | lumaExtra, 0xf8 | chromaExtra, 0) : u8()
  return Buffer.concat([
    u8(1, sps[1]!, sps[2]!, sps[3]!, 0xff, 0xe1),
    u16(sps.length),
    sps,
    u8(1),
    u16(pps.length),
    pps,
    depth,
  ])
}

/** What a sender's record says; undefined when its lengths do not add up or a parameter set is missing. */
export function readAvcConfig(record: Buffer): { lengthBytes: number; parameterSets: Buffer[] } | undefined {
  if (record.length < 7 || record[0] !== 1) return undefined
  const lengthBytes = (record[4]! & 3) + 1
  let at = 5
  const parameterSets: Buffer[] = []
  for (const mask of [0x1f, 0xff]) {
    const count = (record[at++] ?? 0) & mask
    if (count === 0) return undefined
    for (let i = 0; i < count; i++) {
      if (at + 2 > record.length) return undefined
      const end = at + 2 + record.readUInt16BE(at)
      if (end === at + 2 || end > record.length) return undefined
      parameterSets.push(record.subarray(at + 2, end))
      at = end
    }
  }
  return { lengthBytes, parameterSets }
}
