import type { VideoFormat } from '../format.ts'
import { avcConfig } from './config.ts'
import { parseSps } from './sps.ts'

/** NAL unit types that matter here (H.264 table 7-1). */
export const nalType = { slice: 1, idr: 5, sei: 6, sps: 7, pps: 8, delimiter: 9 } as const

export function typeOf(nal: Uint8Array): number {
  return nal[0]! & 0x1f
}

/** NAL units of a byte stream (H.264 annex B), without start codes or trailing zeros. */
export function splitAnnexB(bytes: Buffer): Buffer[] {
  const units: Buffer[] = []
  let start = -1
  for (let i = bytes.indexOf('\0\0\x01', 0, 'latin1'); i >= 0; i = bytes.indexOf('\0\0\x01', i + 3, 'latin1')) {
    if (start >= 0) units.push(trimZeros(bytes.subarray(start, i)))
    start = i + 3
  }
  if (start >= 0) units.push(bytes.subarray(start))
  return units.filter((unit) => unit.length > 0)
}

function trimZeros(unit: Buffer): Buffer {
  let end = unit.length
  while (end > 0 && unit[end - 1] === 0) end--
  return unit.subarray(0, end)
}

/** A picture as an fMP4 sample: slices and SEI with 4-byte lengths. Parameter sets live in the init segment. */
export function toAvcc(nals: Buffer[]): Buffer {
  const kept = nals.filter((nal) => {
    const type = typeOf(nal)
    return type >= nalType.slice && type <= nalType.sei
  })
  const out = Buffer.allocUnsafe(kept.reduce((sum, nal) => sum + nal.length + 4, 0))
  let at = 0
  for (const nal of kept) {
    out.writeUInt32BE(nal.length, at)
    out.set(nal, at + 4)
    at += nal.length + 4
  }
  return out
}

/** The format that a key picture announces in-band, or undefined when its parameter sets are missing or unreadable. */
export function formatOf(nals: Buffer[]): VideoFormat | undefined {
  const sps = nals.find((nal) => typeOf(nal) === nalType.sps)
  const pps = nals.find((nal) => typeOf(nal) === nalType.pps)
  if (!sps || !pps || sps.length < 4) return undefined
  const facts = parseSps(sps)
  if (!facts) return undefined
  const { width, height } = facts
  const codec = `avc1.${sps.toString('hex', 1, 4)}`
  return { coding: 'avc1', codec, width, height, timescale: 90000, config: avcConfig(sps, pps, facts) }
}

export function isKey(nals: Buffer[]): boolean {
  return nals.some((nal) => typeOf(nal) === nalType.idr)
}
