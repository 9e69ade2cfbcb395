/** The body of one track of an extended message: `bytes` follow the FourCC. */
export type ExTag = { fourCc: string; packetType: number; bytes: Buffer }

const modifier = 7
const metadata = 4
const multitrack = { video: 6, audio: 5 } as const
const oneTrack = 0
const manyCodecs = 2

/**
 * Reads an extended header (Enhanced RTMP v2, "Enhanced Video" and "Enhanced Audio"). Modifiers are passed over: they
 * only refine a time we keep in milliseconds. Of a multitrack message track 0 is taken, the one every receiver must
 * play, and the others left. Undefined when nothing is left for us, or the lengths do not add up.
 */
export function readExTag(body: Buffer, media: 'video' | 'audio'): ExTag | undefined {
  let at = 1
  let packetType = body[0]! & 15
  while (packetType === modifier) {
    const sizes = modifierSizes(body, at)
    if (!sizes) return undefined
    at = sizes.end
    packetType = sizes.nextPacketType
  }
  if (media === 'video' && packetType === metadata) return undefined
  if (packetType === multitrack[media]) return trackZero(body, at)
  const fourCc = readFourCc(body, at)
  return fourCc === undefined ? undefined : { fourCc, packetType, bytes: body.subarray(at + 4) }
}

function modifierSizes(body: Buffer, at: number): { end: number; nextPacketType: number } | undefined {
  if (at + 3 > body.length) return undefined
  const isLong = body[at] === 255
  const size = (isLong ? body.readUInt16BE(at + 1) : body[at]!) + 1
  const end = at + (isLong ? 3 : 1) + size
  return end < body.length ? { end: end + 1, nextPacketType: body[end]! & 15 } : undefined
}

function trackZero(body: Buffer, start: number): ExTag | undefined {
  if (start >= body.length) return undefined
  const kind = body[start]! >> 4
  const packetType = body[start]! & 15
  let at = start + 1
  let fourCc: string | undefined
  if (kind !== manyCodecs) {
    fourCc = readFourCc(body, at)
    at += 4
  }
  while (at < body.length) {
    if (kind === manyCodecs) {
      fourCc = readFourCc(body, at)
      at += 4
    }
    const track = body[at++]
    if (fourCc === undefined || track === undefined || (kind !== oneTrack && at + 3 > body.length)) return undefined
    const size = kind === oneTrack ? body.length - at : body.readUIntBE(at, 3)
    if (kind !== oneTrack) at += 3
    if (at + size > body.length) return undefined
    if (track === 0) return { fourCc, packetType, bytes: body.subarray(at, at + size) }
    at += size
  }
  return undefined
}

function readFourCc(body: Buffer, at: number): string | undefined {
  return at + 4 <= body.length ? body.toString('latin1', at, at + 4) : undefined
}
