import { CaptureClock } from './capture-clock.ts'
import { UplinkPace } from './uplink-pace.ts'
import type { FrameKind } from './websocket-frames.ts'

/** Not in TypeScript's library: Chromium alone has it on a page's main thread (mediacapture-transform). */
declare const MediaStreamTrackProcessor: {
  new <T>(init: { track: MediaStreamTrack; maxBufferSize?: number }): { readonly readable: ReadableStream<T> }
}

const keyEveryUs = 2_000_000
const waitingMax = 2 // Pictures that the encoder has not taken up yet.
const soundBitsPerSecond = 128_000

/** Whether this browser can make H.264 and hand us its camera's pictures. */
export const hasWebCodecs = (): boolean =>
  'VideoEncoder' in globalThis && 'AudioEncoder' in globalThis && 'MediaStreamTrackProcessor' in globalThis

export type Sink = {
  /** Takes what was made; times in microseconds on the page's clock (`performance.now()`). */
  send(kind: FrameKind, timeUs: number, length: number, fill: (body: Uint8Array<ArrayBuffer>) => void): void
  unsentBytes(): number
  onBroken(): void
}

/** What comes out of a track, one after the other, until it is stopped. Each is closed after use. */
function readTrack<T extends { close(): void }>(
  track: MediaStreamTrack,
  take: (one: T, arrivedUs: number) => void,
): () => void {
  const reader = new MediaStreamTrackProcessor<T>({ track }).readable.getReader()
  const read = async () => {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      take(next.value, performance.now() * 1000)
      next.value.close()
    }
  }
  read().catch(() => {}) // A track that ends says so elsewhere.
  return () => void reader.cancel().catch(() => {})
}

/** H.264 from a camera, as a byte stream (annex B) with a key picture every two seconds. */
export class PictureSource {
  readonly #sink: Sink
  readonly #pace: UplinkPace
  #stop: () => void = () => {}
  #encoder: VideoEncoder | undefined
  #configured = ''
  #wantsKey = true
  #lastKeyUs = 0
  pictures = 0
  passedOver = 0
  size = { width: 0, height: 0 }

  constructor(sink: Sink, bitsPerSecondMax: number) {
    this.#sink = sink
    this.#pace = new UplinkPace(bitsPerSecondMax)
  }

  use(track: MediaStreamTrack): void {
    this.#stop()
    const clock = new CaptureClock()
    this.#wantsKey = true
    this.#stop = readTrack<VideoFrame>(track, (frame, arrivedUs) => {
      this.#encode(frame, clock.place(frame.timestamp, arrivedUs))
    })
  }

  requestKey(): void {
    this.#wantsKey = true
  }

  close(): void {
    this.#stop()
    if (this.#encoder && this.#encoder.state !== 'closed') this.#encoder.close()
  }

  #encode(frame: VideoFrame, timeUs: number): void {
    const encoder = this.#open()
    if (encoder.state === 'closed') return
    const step = this.#pace.next(this.#sink.unsentBytes(), timeUs / 1000)
    if (step === 'send key') this.#wantsKey = true
    if (step === 'skip' || encoder.encodeQueueSize > waitingMax) {
      this.passedOver++
      return
    }
    this.#configure(encoder, frame)
    const keyFrame = this.#wantsKey || timeUs - this.#lastKeyUs >= keyEveryUs
    if (keyFrame) this.#lastKeyUs = timeUs
    this.#wantsKey = false
    const timed = new VideoFrame(frame, { timestamp: Math.round(timeUs) })
    encoder.encode(timed, { keyFrame })
    timed.close()
  }

  #open(): VideoEncoder {
    this.#encoder ??= new VideoEncoder({
      output: (chunk) => {
        this.pictures++
        const kind = chunk.type === 'key' ? 'keyPicture' : 'picture'
        this.#sink.send(kind, chunk.timestamp, chunk.byteLength, (body) => chunk.copyTo(body))
      },
      error: () => this.#sink.onBroken(),
    })
    return this.#encoder
  }

  /** A turned phone has another size; a jammed line gets fewer bits. */
  #configure(encoder: VideoEncoder, { displayWidth, displayHeight }: VideoFrame): void {
    const [width, height] = [displayWidth & ~1, displayHeight & ~1]
    const bitrate = this.#pace.bitsPerSecond
    const wanted = `${width}x${height}@${bitrate}`
    if (wanted === this.#configured) return
    if (width !== this.size.width || height !== this.size.height) this.#wantsKey = true
    this.#configured = wanted
    this.size = { width, height }
    encoder.configure({
      codec: width * height > 1280 * 720 ? 'avc1.42E028' : 'avc1.42E01F', // Baseline, level 4 or 3.1.
      ...{ width, height, bitrate, framerate: 30, latencyMode: 'realtime', avc: { format: 'annexb' } },
    })
  }
}

/**
 * AAC from a microphone where the browser makes it, else Opus. Its times are set by when it leaves the encoder, since
 * that counts samples from its first one on, whatever was lost since (measured: 200 ms late for good).
 */
export class SoundSource {
  readonly #sink: Sink
  readonly #clock = new CaptureClock()
  #stop: () => void = () => {}
  #encoder: AudioEncoder | undefined
  #closed = false
  #opening: Promise<void> | undefined

  constructor(sink: Sink) {
    this.#sink = sink
  }

  use(track: MediaStreamTrack): void {
    this.#stop()
    this.#stop = readTrack<AudioData>(track, (sound) => {
      this.#opening ??= this.#open(sound.sampleRate, sound.numberOfChannels)
      if (this.#encoder?.state === 'configured') this.#encoder.encode(sound)
    })
  }

  close(): void {
    this.#closed = true
    this.#stop()
    if (this.#encoder && this.#encoder.state !== 'closed') this.#encoder.close()
  }

  async #open(sampleRate: number, channels: number): Promise<void> {
    const like = { sampleRate, numberOfChannels: Math.min(2, channels), bitrate: soundBitsPerSecond }
    const aac: AudioEncoderConfig = { ...like, codec: 'mp4a.40.2' }
    const { supported } = await AudioEncoder.isConfigSupported(aac).catch(() => ({ supported: false }))
    if (this.#closed) return
    const kind = supported ? 'aac' : 'opus'
    this.#encoder = new AudioEncoder({
      output: (chunk, metadata) => {
        const description = metadata?.decoderConfig?.description
        const arrivedUs = performance.now() * 1000 - (chunk.duration ?? 0)
        const timeUs = this.#clock.place(chunk.timestamp, arrivedUs)
        if (kind === 'aac' && description) this.#announce(description, timeUs)
        this.#sink.send(kind, timeUs, chunk.byteLength, (body) => chunk.copyTo(body))
      },
      error: () => this.#sink.onBroken(),
    })
    this.#encoder.configure(supported ? aac : { ...like, codec: 'opus' })
  }

  #announce(description: AllowSharedBufferSource, timeUs: number): void {
    const bytes = ArrayBuffer.isView(description)
      ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength)
      : new Uint8Array(description)
    this.#sink.send('aacConfig', timeUs, bytes.length, (body) => body.set(bytes))
  }
}
