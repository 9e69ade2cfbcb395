/** One RTP packet (RFC 3550 §5.1); `payload` is a view into the bytes received. */
export type RtpPacket = {
  payloadType: number
  marker: boolean
  sequence: number
  timestamp: number
  ssrc: number
  payload: Buffer
}

/** Whether a packet on a multiplexed port is RTCP (RFC 5761 §4). */
export function isRtcp(bytes: Buffer): boolean {
  return bytes.length >= 8 && bytes[1]! >= 192 && bytes[1]! <= 223
}

/** Reads a packet; undefined when its lengths do not add up. */
export function readRtp(bytes: Buffer): RtpPacket | undefined {
  if (bytes.length < 12 || bytes[0]! >> 6 !== 2) return undefined
  let start = 12 + (bytes[0]! & 0x0f) * 4
  if (bytes[0]! & 0x10) {
    if (bytes.length < start + 4) return undefined
    start += 4 + bytes.readUInt16BE(start + 2) * 4
  }
  const padding = bytes[0]! & 0x20 ? bytes[bytes.length - 1]! : 0
  if (start + padding > bytes.length) return undefined
  return {
    payloadType: bytes[1]! & 0x7f,
    marker: (bytes[1]! & 0x80) !== 0,
    sequence: bytes.readUInt16BE(2),
    timestamp: bytes.readUInt32BE(4),
    ssrc: bytes.readUInt32BE(8),
    payload: bytes.subarray(start, bytes.length - padding),
  }
}

/** How far `to` lies after `from` on a counter of `bits` bits that wraps; negative when it lies before. */
export function distance(from: number, to: number, bits: 16 | 32): number {
  const size = 2 ** bits
  const ahead = (((to - from) % size) + size) % size
  return ahead < size / 2 ? ahead : ahead - size
}
