import { readAacConfig } from '../aac.ts'
import type { MediaLog } from '../events.ts'
import type { Feed } from '../feed.ts'
import type { AudioFormat } from '../format.ts'
import { splitAnnexB } from '../h264/nal.ts'
import { MediaRefusal } from '../problems.ts'
import { SoundClock } from '../rtmp/clock.ts'
import type { Source, Stream } from '../stream.ts'
import { openSound } from '../whip/sound.ts'
import type { Hello, IngestMessage } from './messages.ts'

const opusRate = 48000
const jumpUsMax = 60_000_000 // Further ahead than this of the last message, a time is not to be believed.

export type WebSocketPublicationOptions = {
  stream: Stream
  keyId: string | undefined
  hello: Hello
  now: () => Date
  log: MediaLog
  /** Asks the browser for a key picture. */
  requestKeyFrame: () => void
  /** Ends the connection: another source takes the stream, or the house sends this one away. */
  onStop: () => void
}

/** What one browser sends by WebSocket, on its way to a stream. */
export class WebSocketPublication {
  readonly #options: WebSocketPublicationOptions
  readonly #source: Source
  readonly #feed: Feed
  #lastUs: number | undefined
  #aac: { format: AudioFormat; clock: SoundClock } | undefined
  #opus: ReturnType<typeof openSound> | undefined

  constructor(options: WebSocketPublicationOptions) {
    this.#options = options
    const { hello, keyId, requestKeyFrame, onStop } = options
    const expects = { video: hello.video, audio: hello.audio }
    this.#source = { keyId, expects, requestKeyFrame, stop: onStop }
    this.#feed = options.stream.attach(this.#source)
  }

  /** @throws MediaRefusal websocket.message.malformed | websocket.media.unfit */
  take({ kind, timeUs, bytes }: IngestMessage): void {
    const nowMs = this.#options.now().getTime()
    this.#noteTime(timeUs, nowMs)
    const { meter } = this.#options.stream
    if (kind === 'key picture' || kind === 'picture') {
      const nals = splitAnnexB(bytes)
      if (nals.length === 0) throw new MediaRefusal('websocket.media.unfit')
      meter.picture(bytes.length, nowMs)
      this.#feed.picture(Math.round((timeUs * 9) / 100), nals, nowMs)
      return
    }
    if (kind === 'aac config') {
      this.#openAac(bytes)
      return
    }
    meter.sound(bytes.length, nowMs)
    if (kind === 'opus') {
      this.#opus ??= openSound(this.#feed, this.#options.now, this.#options.log)
      this.#opus.opus(Math.round((timeUs * opusRate) / 1_000_000), bytes, nowMs)
    } else if (this.#aac) {
      const { format, clock } = this.#aac
      const ts = clock.place(timeUs / 1000, format.frameTicks)
      this.#feed.sound({ ts, duration: format.frameTicks, data: bytes }, nowMs)
    }
  }

  close(): void {
    this.#opus?.stop()
    this.#options.stream.detach(this.#source)
  }

  #openAac(record: Buffer): void {
    const format = readAacConfig(record)
    if (!format) throw new MediaRefusal('websocket.media.unfit')
    if (this.#aac?.format.config.equals(format.config)) return
    this.#feed.cut() // What ran until now had other sound, or none.
    this.#aac = { format, clock: new SoundClock(format.timescale) }
    this.#feed.audio = format
  }

  /** Programme time begins with what was least delayed: the first picture of an encoder is slow. */
  #noteTime(timeUs: number, nowMs: number): void {
    if (this.#lastUs !== undefined && Math.abs(timeUs - this.#lastUs) > jumpUsMax)
      throw new MediaRefusal('websocket.message.malformed', 'The times of two messages are a minute apart.')
    const zeroMs = nowMs - timeUs / 1000
    if (this.#lastUs === undefined) this.#feed.startedAtMs = zeroMs
    else if (!this.#feed.begun) this.#feed.startedAtMs = Math.min(this.#feed.startedAtMs, zeroMs)
    this.#lastUs = timeUs
  }
}
