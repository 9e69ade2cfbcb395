import type { PayloadReader } from './frames.ts'

const temporalDelimiter = 2

/**
 * AV1 in RTP (RTP Payload Format For AV1 1.0 §4): OBUs with lengths between them, cut over packets, their own length
 * left out. They are joined here, and given their length back, since a decoder takes them in a row.
 */
export const av1Payloads: PayloadReader = {
  // The aggregation header stays before each piece: only together can they be read.
  add: (payload) => (payload.length > 1 ? { bytes: payload, startsKey: (payload[0]! & 0x08) !== 0 } : undefined),
  finish(pieces) {
    const units: Buffer[] = []
    for (const piece of pieces) {
      const elements = split(piece)
      if (!elements) return undefined
      elements.forEach((element, i) => {
        const continues = i === 0 && (piece[0]! & 0x80) !== 0
        if (continues && units.length > 0) units.push(Buffer.concat([units.pop()!, element]))
        else if (!continues) units.push(element)
      })
    }
    return Buffer.concat(units.flatMap(withLength))
  },
}

/** The elements of one packet; undefined when their lengths do not add up. */
function split(packet: Buffer): Buffer[] | undefined {
  const count = (packet[0]! >> 4) & 3
  const elements: Buffer[] = []
  for (let at = 1; at < packet.length; ) {
    const isLast = count > 0 && elements.length === count - 1
    const length = isLast ? { value: packet.length - at, end: at } : readLength(packet, at)
    if (!length || length.end + length.value > packet.length) return undefined
    elements.push(packet.subarray(length.end, length.end + length.value))
    at = length.end + length.value
  }
  return elements
}

function readLength(bytes: Buffer, start: number): { value: number; end: number } | undefined {
  let value = 0
  for (let i = 0; i < 4; i++) {
    const byte = bytes[start + i]
    if (byte === undefined) return undefined
    value += (byte & 0x7f) * 2 ** (7 * i)
    if (byte < 0x80) return { value, end: start + i + 1 }
  }
  return undefined
}

/** An OBU with `has_size` set and its length written (AV1 bitstream specification §5.3.2). */
function withLength(unit: Buffer): Buffer[] {
  const header = unit[0]
  if (header === undefined || ((header >> 3) & 15) === temporalDelimiter) return []
  if (header & 2) return [unit]
  const headBytes = header & 4 ? 2 : 1
  const head = Buffer.from(unit.subarray(0, headBytes))
  head[0]! |= 2
  const length: number[] = []
  for (let left = Math.max(0, unit.length - headBytes); ; left = Math.floor(left / 128)) {
    length.push((left % 128) | (left > 127 ? 0x80 : 0))
    if (left < 128) break
  }
  return [head, Buffer.from(length), unit.subarray(headBytes)]
}
