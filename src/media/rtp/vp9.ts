import type { PayloadReader } from './frames.ts'

/** VP9 in RTP (RFC 9628 §4.2): a descriptor before each piece of the picture. One spatial layer is taken. */
export const vp9Payloads: PayloadReader = {
  add(payload) {
    const flags = payload[0]!
    const has = (bit: number) => (flags & bit) !== 0
    const [pictureId, predicted, layers, flexible, starts, structure] = [0x80, 0x40, 0x20, 0x10, 0x08, 0x02].map(has)
    let at = 1
    if (pictureId) at += (payload[at] ?? 0) & 0x80 ? 2 : 1
    if (layers) at += flexible ? 1 : 2
    for (let i = 0; flexible && predicted && i < 3; i++) if (((payload[at++] ?? 0) & 1) === 0) break
    if (structure) at = skipStructure(payload, at)
    const bytes = payload.subarray(at)
    return bytes.length > 0 ? { bytes, startsKey: Boolean(starts && !predicted) } : undefined
  },
  finish: (pieces) => Buffer.concat(pieces),
}

/** The scalability structure (§4.2.1): sizes of layers, and the group of pictures. */
function skipStructure(payload: Buffer, start: number): number {
  const head = payload[start] ?? 0
  let at = start + 1
  if (head & 0x10) at += ((head >> 5) + 1) * 4
  if (!(head & 0x08)) return at
  for (let pictures = payload[at++] ?? 0; pictures > 0; pictures--) at += 1 + (((payload[at] ?? 0) >> 2) & 3)
  return at
}
