import type { PayloadReader } from './frames.ts'

/** VP8 in RTP (RFC 7741 §4.2): a descriptor before each piece of the picture. */
export const vp8Payloads: PayloadReader = {
  add(payload) {
    let at = 1
    if (payload[0]! & 0x80) {
      const extension = payload[at++] ?? 0
      if (extension & 0x80) at += (payload[at] ?? 0) & 0x80 ? 2 : 1
      if (extension & 0x40) at++
      if (extension & 0x30) at++
    }
    const bytes = payload.subarray(at)
    if (bytes.length === 0) return undefined
    const isFirst = (payload[0]! & 0x1f) === 0x10 // Starts partition 0.
    return { bytes, startsKey: isFirst && (bytes[0]! & 1) === 0 }
  },
  finish: (pieces) => Buffer.concat(pieces),
}
