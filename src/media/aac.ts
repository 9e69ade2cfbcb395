import { BitReader } from './bits.ts'
import type { AudioFormat } from './format.ts'

const rates = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350]
const spectralReplication = new Set([5, 29]) // HE-AAC: the real kind of the core follows.

/**
 * The format that an AudioSpecificConfig (14496-3 §1.6.2.1) announces; undefined for what no browser plays: anything
 * but AAC-LC (plain or under HE-AAC) in one, two or six channels.
 */
export function readAacConfig(config: Buffer): AudioFormat | undefined {
  const bits = new BitReader(config)
  const kind = readKind(bits)
  const rate = readRate(bits)
  const channels = bits.take(4)
  let core = kind
  if (spectralReplication.has(kind)) {
    readRate(bits)
    core = readKind(bits)
  }
  const isShort = bits.take(1)
  const known = core === 2 && rate !== undefined && (channels === 1 || channels === 2 || channels === 6)
  if (bits.overrun || !known) return undefined
  return { codec: `mp4a.40.${kind}`, timescale: rate, channels, frameTicks: isShort ? 960 : 1024, config }
}

function readKind(bits: BitReader): number {
  const kind = bits.take(5)
  return kind === 31 ? 32 + bits.take(6) : kind
}

function readRate(bits: BitReader): number | undefined {
  const index = bits.take(4)
  return index === 15 ? bits.take(24) || undefined : rates[index]
}
