import { MediaRefusal } from '../problems.ts'
import { type ExTag, readExTag } from './tags-enhanced.ts'

/** A coding of pictures or sound that is taken, by the name of its sample entry. */
export type VideoCoding = 'avc1' | 'hvc1' | 'av01'
export type AudioCoding = 'mp4a' | 'Opus'

/** What an audio or video message carries. `offsetMs`: how much later than decoded a picture is shown. */
export type VideoTag =
  | { kind: 'config'; coding: VideoCoding; record: Buffer }
  | { kind: 'picture'; coding: VideoCoding; key: boolean; offsetMs: number; bytes: Buffer }
  | undefined
export type AudioTag =
  | { kind: 'config'; coding: AudioCoding; record: Buffer }
  | { kind: 'sound'; coding: AudioCoding; bytes: Buffer }
  | undefined

const extendedVideo = 0x80
const extendedAudio = 9
const aac = 10
const keyFrame = 1
const command = 5

/** Codec ids of the plain header; 12 for HEVC is no standard, but what many encoders in China send. */
const plainVideo: Record<number, VideoCoding> = { 7: 'avc1', 12: 'hvc1' }

/**
 * Reads the body of a video message: a tag of FLV (Video File Format 10.1, §E.4.3) or of Enhanced RTMP v2.
 * Undefined when it carries nothing for us. @throws MediaRefusal rtmp.video.unfit
 */
export function readVideoTag(body: Buffer): VideoTag {
  if (body.length < 2) return undefined
  const first = body[0]!
  const frameType = (first >> 4) & 7
  if (first & extendedVideo) return exVideo(readExTag(body, 'video'), frameType)
  const coding = plainVideo[first & 15]
  if (frameType === command) return undefined
  if (!coding) throw new MediaRefusal('rtmp.video.unfit', `The picture must be H.264, not codec ${first & 15}.`)
  if (body.length < 5) return undefined
  if (body[1] === 0) return { kind: 'config', coding, record: body.subarray(5) }
  if (body[1] !== 1) return undefined
  return {
    kind: 'picture',
    coding,
    key: frameType === keyFrame,
    offsetMs: body.readIntBE(2, 3),
    bytes: body.subarray(5),
  }
}

/** Reads the body of an audio message (§E.4.2, Enhanced RTMP v2). @throws MediaRefusal rtmp.audio.unfit */
export function readAudioTag(body: Buffer): AudioTag {
  if (body.length < 2) return undefined // Nothing at all means silence.
  const format = body[0]! >> 4
  if (format === extendedAudio) return exAudio(readExTag(body, 'audio'))
  if (format !== aac) throw new MediaRefusal('rtmp.audio.unfit', `The sound must be AAC, not format ${format}.`)
  if (body[1] === 0) return { kind: 'config', coding: 'mp4a', record: body.subarray(2) }
  return body[1] === 1 ? { kind: 'sound', coding: 'mp4a', bytes: body.subarray(2) } : undefined
}

const codedFrames = 1
const codedFramesWithoutOffset = 3

function exVideo(tag: ExTag | undefined, frameType: number): VideoTag {
  if (!tag || frameType === command) return undefined
  const { fourCc, packetType, bytes } = tag
  if (fourCc !== 'avc1' && fourCc !== 'hvc1' && fourCc !== 'av01')
    throw new MediaRefusal('rtmp.video.unfit', `The picture must be H.264, HEVC or AV1, not ${fourCc}.`)
  if (packetType === 0) return { kind: 'config', coding: fourCc, record: bytes }
  const key = frameType === keyFrame
  if (packetType === codedFrames && fourCc !== 'av01') {
    if (bytes.length < 3) return undefined
    return { kind: 'picture', coding: fourCc, key, offsetMs: bytes.readIntBE(0, 3), bytes: bytes.subarray(3) }
  }
  if (packetType !== codedFrames && packetType !== codedFramesWithoutOffset) return undefined
  return { kind: 'picture', coding: fourCc, key, offsetMs: 0, bytes }
}

function exAudio(tag: ExTag | undefined): AudioTag {
  if (!tag) return undefined
  const { fourCc, packetType, bytes } = tag
  if (fourCc !== 'mp4a' && fourCc !== 'Opus')
    throw new MediaRefusal('rtmp.audio.unfit', `The sound must be AAC or Opus, not ${fourCc}.`)
  if (packetType === 0) return { kind: 'config', coding: fourCc, record: bytes }
  return packetType === codedFrames ? { kind: 'sound', coding: fourCc, bytes } : undefined
}
