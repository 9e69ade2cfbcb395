import { readAacConfig } from '../aac.ts'
import { readAv1Config, toAv1Sample } from '../av1/config.ts'
import type { MediaLog } from '../events.ts'
import type { Feed, Picture } from '../feed.ts'
import type { AudioFormat, VideoFormat } from '../format.ts'
import { readAvcConfig } from '../h264/config.ts'
import { formatOf, isKey, nalType, toAvcc, typeOf } from '../h264/nal.ts'
import { isHevcKey, readHevcConfig } from '../h265/config.ts'
import { MediaRefusal } from '../problems.ts'
import { opusTicks } from '../rtp/opus.ts'
import type { Source, Stream } from '../stream.ts'
import { openSound } from '../whip/sound.ts'
import { MessageClock, SoundClock } from './clock.ts'
import { type AudioTag, readAudioTag, readVideoTag, type VideoCoding } from './tags.ts'

const aloneAfterMs = 3000 // Sound without a picture for this long is sound alone.
const opusRate = 48000

export type PublicationOptions = {
  stream: Stream
  keyId?: string | undefined
  now: () => Date
  log: MediaLog
  /** Ends the connection: another source takes the stream, or the house sends this one away. */
  onStop: () => void
}

/** One RTMP publisher's pictures and sound on their way to a stream. */
export class Publication {
  readonly #options: PublicationOptions
  readonly #source: Source
  readonly #feed: Feed
  readonly #clock = new MessageClock()
  #soundClock = new SoundClock(opusRate)
  #pictures: PictureReader | undefined
  #aac: AudioFormat | undefined
  #opus: ReturnType<typeof openSound> | undefined
  #firstAtMs: number | undefined

  constructor(options: PublicationOptions) {
    this.#options = options
    this.#source = {
      keyId: options.keyId,
      expects: { video: true, audio: true },
      requestKeyFrame: () => {}, // RTMP has no word for it.
      stop: () => options.onStop(),
    }
    this.#feed = options.stream.attach(this.#source)
  }

  close(): void {
    this.#opus?.stop()
    this.#options.stream.detach(this.#source)
  }

  /** What the sender says it is going to send: 0 or nothing for a track that is not there. */
  announce(tracks: { video: boolean; audio: boolean }): void {
    if (tracks.video || tracks.audio) Object.assign(this.#source.expects, tracks)
  }

  /** @throws MediaRefusal rtmp.video.unfit */
  video(timestamp: number, body: Buffer): void {
    const tag = readVideoTag(body)
    if (!tag) return
    if (tag.kind === 'config') {
      this.#pictures = openPictures(tag.coding, tag.record)
      this.#source.expects.video = true
      return
    }
    const nowMs = this.#options.now().getTime()
    this.#options.stream.meter.picture(tag.bytes.length, nowMs)
    const ms = this.#at(timestamp, nowMs)
    const picture = this.#pictures?.(tag.bytes, tag.key)
    if (picture) this.#feed.frame({ ...picture, ts: ms * 90, offset: tag.offsetMs * 90 }, nowMs)
  }

  /** @throws MediaRefusal rtmp.audio.unfit */
  audio(timestamp: number, body: Buffer): void {
    const tag = readAudioTag(body)
    if (!tag) return
    if (tag.kind === 'config') {
      this.#openSound(tag)
      return
    }
    const nowMs = this.#options.now().getTime()
    this.#options.stream.meter.sound(tag.bytes.length, nowMs)
    const ms = this.#at(timestamp, nowMs)
    if (this.#feed.video === undefined && nowMs - this.#firstAtMs! > aloneAfterMs && !this.#pictures)
      this.#source.expects.video = false
    if (tag.coding === 'mp4a' && this.#aac) {
      const { frameTicks } = this.#aac
      const ts = this.#soundClock.place(ms, frameTicks)
      this.#feed.sound({ ts, duration: frameTicks, data: tag.bytes }, nowMs)
    }
    if (tag.coding === 'Opus' && this.#opus)
      this.#opus.opus(this.#soundClock.place(ms, opusTicks(tag.bytes)), tag.bytes, nowMs)
  }

  #openSound({ coding, record }: Extract<AudioTag, { kind: 'config' }>): void {
    if (coding === 'Opus') {
      this.#soundClock = new SoundClock(opusRate)
      this.#opus ??= openSound(this.#feed, this.#options.now, this.#options.log)
      return
    }
    const format = readAacConfig(record)
    if (!format) throw new MediaRefusal('rtmp.audio.unfit', 'The sound must be AAC-LC or HE-AAC, mono, stereo or 5.1.')
    if (this.#aac?.config.equals(format.config)) return
    this.#feed.cut() // What ran until now had other sound, or none.
    this.#source.expects.audio = true
    this.#soundClock = new SoundClock(format.timescale)
    this.#aac = this.#feed.audio = format
  }

  #at(timestamp: number, nowMs: number): number {
    if (this.#firstAtMs === undefined) this.#firstAtMs = this.#feed.startedAtMs = nowMs
    return this.#clock.at(timestamp, nowMs)
  }
}

/** A message's picture as a sample, or undefined when its bytes make no sense. */
type PictureReader = (bytes: Buffer, key: boolean) => Pick<Picture, 'key' | 'data' | 'format'> | undefined

function openPictures(coding: VideoCoding, record: Buffer): PictureReader {
  if (coding === 'avc1') {
    const config = readAvcConfig(record)
    if (!config || !formatOf(config.parameterSets)) throw unreadable()
    return (bytes) => avcPicture(readUnits(bytes, config.lengthBytes), config.parameterSets)
  }
  if (coding === 'hvc1') {
    const config = readHevcConfig(record)
    if (config?.lengthBytes !== 4) throw unreadable()
    return (bytes) => {
      const nals = readUnits(bytes, 4)
      return nals && { key: isHevcKey(nals), data: bytes, format: config.format }
    }
  }
  const format: VideoFormat | undefined = readAv1Config(record)
  if (!format) throw unreadable()
  return (bytes, key) => ({ key, data: toAv1Sample(bytes), format })
}

const unreadable = () =>
  new MediaRefusal('rtmp.video.unfit', 'The decoder configuration of the picture is not readable.')

/** Parameter sets come with the configuration, or anew before a key picture. */
function avcPicture(nals: Buffer[] | undefined, parameterSets: Buffer[]) {
  if (!nals) return undefined
  const key = isKey(nals)
  const format = key ? formatOf(nals.some((nal) => typeOf(nal) === nalType.sps) ? nals : parameterSets) : undefined
  const data = toAvcc(nals)
  return data.length > 0 ? { key, data, format } : undefined
}

/** NAL units with a length before each (14496-15 §5.3.4.2.1); undefined when the lengths do not add up. */
function readUnits(bytes: Buffer, lengthBytes: number): Buffer[] | undefined {
  const nals: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    if (at + lengthBytes > bytes.length) return undefined
    const start = at + lengthBytes
    at = start + bytes.readUIntBE(at, lengthBytes)
    if (at > bytes.length) return undefined
    if (at > start) nals.push(bytes.subarray(start, at))
  }
  return nals.length > 0 ? nals : undefined
}
