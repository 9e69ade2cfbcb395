import { readAacConfig } from '../aac.ts'
import { asBuffer } from '../broadcaster.ts'
import type { FromCodec } from '../codec/messages.ts'
import { type CodecChild, superviseCodec } from '../codec/supervise.ts'
import type { MediaLog } from '../events.ts'
import type { Feed } from '../feed.ts'
import type { AudioFormat } from '../format.ts'
import { formatOf, isKey, splitAnnexB, toAvcc } from '../h264/nal.ts'
import { SoundClock } from '../rtmp/clock.ts'
import type { Source, Stream } from '../stream.ts'

export type SrtPublicationOptions = {
  stream: Stream
  keyId: string | undefined
  /** Where on the loopback address its child listens. */
  port: number
  passphrase: string | undefined
  now: () => Date
  log: MediaLog
  /** The connection is over, by whomever. */
  onEnd: () => void
}

/** What one SRT caller sends, taken apart by a child of its own, on its way to a stream. */
export class SrtPublication {
  readonly #options: SrtPublicationOptions
  readonly #source: Source
  readonly #feed: Feed
  readonly #child: CodecChild
  #zero: number | undefined
  #sound: { format: AudioFormat; clock: SoundClock } | undefined

  constructor(options: SrtPublicationOptions) {
    this.#options = options
    const { stream, keyId, port, passphrase, log, onEnd } = options
    const expects = { video: true, audio: true }
    this.#source = { keyId, expects, requestKeyFrame: () => {}, stop: onEnd }
    this.#feed = stream.attach(this.#source)
    this.#child = superviseCodec({ type: 'srt', port, passphrase }, (message) => this.#hear(message), log, onEnd)
  }

  close(): void {
    this.#child.stop()
    this.#options.stream.detach(this.#source)
  }

  #hear(message: FromCodec): void {
    if (message.type === 'unavailable') this.#options.onEnd()
    if (message.type === 'srt tracks')
      Object.assign(this.#source.expects, { video: message.video, audio: message.audio })
    if (message.type !== 'srt picture' && message.type !== 'srt sound') return
    const nowMs = this.#options.now().getTime()
    if (this.#zero === undefined) this.#feed.startedAtMs = nowMs
    this.#zero ??= message.ts
    const ts = message.ts - this.#zero
    const { meter } = this.#options.stream
    if (message.type === 'srt picture') {
      meter.picture(message.data.length, nowMs)
      const nals = splitAnnexB(asBuffer(message.data))
      const key = isKey(nals)
      const data = toAvcc(nals)
      const format = key ? formatOf(nals) : undefined
      if (data.length > 0) this.#feed.frame({ ts, offset: message.offset, key, data, format }, nowMs)
    } else {
      meter.sound(message.data.length, nowMs)
      for (const frame of adtsFrames(asBuffer(message.data))) this.#hearSound(frame, ts, nowMs)
    }
  }

  #hearSound({ config, data }: AdtsFrame, ts: number, nowMs: number): void {
    if (!this.#sound?.format.config.equals(config)) {
      const format = readAacConfig(config)
      if (!format) return
      this.#feed.cut() // What ran until now had other sound, or none.
      this.#sound = { format, clock: new SoundClock(format.timescale) }
      this.#feed.audio = format
    }
    const { format, clock } = this.#sound
    const at = clock.place(ts / 90, format.frameTicks)
    if (at >= 0) this.#feed.sound({ ts: at, duration: format.frameTicks, data }, nowMs)
  }
}

type AdtsFrame = { config: Buffer; data: Buffer }

/** Frames of AAC with a header each (13818-7 §6.2), and what the headers say as an AudioSpecificConfig. */
function adtsFrames(bytes: Buffer): AdtsFrame[] {
  const frames: AdtsFrame[] = []
  for (let at = 0; at + 7 <= bytes.length && bytes.readUInt16BE(at) >> 4 === 0xfff; ) {
    const length = ((bytes[at + 3]! & 3) << 11) | (bytes[at + 4]! << 3) | (bytes[at + 5]! >> 5)
    const head = bytes[at + 1]! & 1 ? 7 : 9
    if (length <= head || at + length > bytes.length) break
    const kind = (bytes[at + 2]! >> 6) + 1
    const rate = (bytes[at + 2]! >> 2) & 15
    const channels = ((bytes[at + 2]! & 1) << 2) | (bytes[at + 3]! >> 6)
    const config = Buffer.from([(kind << 3) | (rate >> 1), ((rate & 1) << 7) | (channels << 3)])
    frames.push({ config, data: bytes.subarray(at + head, at + length) })
    at += length
  }
  return frames
}
