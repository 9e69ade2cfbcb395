import type { AudioFormat, VideoFormat } from '../format.ts'
import { box, fullBox, u8, u16, u32 } from './boxes.ts'

export const videoTrack = 1
export const audioTrack = 2

const identityMatrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)

/** The initialisation segment: `ftyp` and `moov`, with no samples (14496-12 §8.8, CMAF 23000-19 §7.3). */
export function initSegment(format: { video?: VideoFormat; audio?: AudioFormat }): Buffer {
  const { video, audio } = format
  const traks = [...(video ? [videoTrak(video)] : []), ...(audio ? [audioTrak(audio)] : [])]
  const trexes = [...(video ? [videoTrack] : []), ...(audio ? [audioTrack] : [])].map((id) =>
    fullBox('trex', 0, 0, u32(id, 1, 0, 0, 0)),
  )
  return Buffer.concat([
    box('ftyp', Buffer.from('iso6', 'latin1'), u32(0), Buffer.from('iso6cmfcmp41', 'latin1')),
    box(
      'moov',
      fullBox(
        'mvhd',
        0,
        0,
        u32(0, 0, 1000, 0, 0x10000),
        u16(0x100, 0),
        u32(0, 0),
        identityMatrix,
        u32(0, 0, 0, 0, 0, 0, 3),
      ),
      ...traks,
      box('mvex', ...trexes),
    ),
  ])
}

const configBox = { avc1: 'avcC', hvc1: 'hvcC', av01: 'av1C' } as const

function videoTrak(video: VideoFormat): Buffer {
  const entry = box(
    video.coding,
    u16(0, 0, 0, 1),
    Buffer.alloc(16),
    u16(video.width, video.height),
    u32(0x480000, 0x480000, 0),
    u16(1),
    Buffer.alloc(32),
    u16(24, 0xffff),
    box(configBox[video.coding], video.config),
  )
  return trak({
    id: videoTrack,
    timescale: video.timescale,
    kind: 'vide',
    volume: 0,
    size: [video.width, video.height],
    head: fullBox('vmhd', 0, 1, u16(0, 0, 0, 0)),
    entry,
  })
}

function audioTrak(audio: AudioFormat): Buffer {
  const content = [u16(0, 0, 0, 1), u32(0, 0), u16(audio.channels, 16, 0, 0), u32((audio.timescale & 0xffff) * 0x10000)]
  const entry =
    audio.codec === 'opus'
      ? box('Opus', ...content, box('dOps', u8(0, audio.channels), u16(0), u32(audio.timescale), u16(0), u8(0)))
      : box('mp4a', ...content, esds(audio.config))
  return trak({
    id: audioTrack,
    timescale: audio.timescale,
    kind: 'soun',
    volume: 0x100,
    size: [0, 0],
    head: fullBox('smhd', 0, 0, u16(0, 0)),
    entry,
  })
}

/** MPEG-4 descriptors: ES(3) holds DecoderConfig(4) holds DecoderSpecificInfo(5); then SLConfig(6) (14496-1 §7.2.6). */
function esds(config: Buffer): Buffer {
  const descriptor = (tag: number, ...content: Buffer[]): Buffer => {
    const body = Buffer.concat(content)
    return Buffer.concat([u8(tag, body.length), body])
  }
  const specific = descriptor(5, config)
  const decoder = descriptor(4, u8(0x40, 0x15, 0, 0, 0), u32(256_000, 128_000), specific)
  return fullBox('esds', 0, 0, descriptor(3, u16(audioTrack), u8(0), decoder, descriptor(6, u8(2))))
}

type TrakParts = {
  id: number
  timescale: number
  kind: 'vide' | 'soun'
  volume: number
  size: [number, number]
  head: Buffer
  entry: Buffer
}

function trak({ id, timescale, kind, volume, size, head, entry }: TrakParts): Buffer {
  const tkhd = fullBox(
    'tkhd',
    0,
    7,
    u32(0, 0, id, 0, 0, 0, 0),
    u16(0, 0, volume, 0),
    identityMatrix,
    u32(size[0] * 0x10000, size[1] * 0x10000),
  )
  const stbl = box(
    'stbl',
    fullBox('stsd', 0, 0, u32(1), entry),
    fullBox('stts', 0, 0, u32(0)),
    fullBox('stsc', 0, 0, u32(0)),
    fullBox('stsz', 0, 0, u32(0, 0)),
    fullBox('stco', 0, 0, u32(0)),
  )
  const minf = box('minf', head, box('dinf', fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, 1))), stbl)
  const mdhd = fullBox('mdhd', 0, 0, u32(0, 0, timescale, 0), u16(0x55c4, 0)) // Language "und".
  const hdlr = fullBox('hdlr', 0, 0, u32(0), Buffer.from(kind, 'latin1'), u32(0, 0, 0), u8(0))
  return box('trak', tkhd, box('mdia', mdhd, hdlr, minf))
}
