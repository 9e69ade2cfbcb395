import type { Feed } from '../feed.ts'
import type { TrackReceiver } from '../rtp/receiver.ts'
import type { Ordered } from '../rtp/reorder.ts'
import type { Stream } from '../stream.ts'
import type { PicturePath } from './pictures.ts'

const alignWaitMs = 2500
const ticksPerMs = 90
const slewTicksMax = 10 // 0.2 ms: sender reports of sound jitter by several milliseconds.

/** Sound on its way to a player: as it came, or through an encoder. */
export type SoundPath = { opus(ts: number, data: Buffer, nowMs: number): void }

/**
 * Brings the two RTP clocks of a session onto one timeline, and its packets to a feed. The first picture after the
 * sender reported both clocks is the zero; sound is placed by the sender's wall clock, moved gently afterwards.
 */
export class SessionTracks {
  readonly #feed: Feed
  readonly #stream: Stream
  readonly #video: TrackReceiver | undefined
  readonly #audio: TrackReceiver | undefined
  readonly #sound: SoundPath
  readonly #pictures: PicturePath
  #firstPacketAtMs: number | undefined
  /** Our wall clock at the zero of the pictures' clock, by the picture that was least delayed: a start is slow. */
  #zeroMs = Number.POSITIVE_INFINITY
  #videoZero: number | undefined
  #audioZero: number | undefined

  constructor(options: {
    feed: Feed
    stream: Stream
    video: TrackReceiver | undefined
    audio: TrackReceiver | undefined
    pictures: PicturePath
    sound: SoundPath
  }) {
    this.#feed = options.feed
    this.#stream = options.stream
    this.#video = options.video
    this.#audio = options.audio
    this.#pictures = options.pictures
    this.#sound = options.sound
  }

  receive(kind: 'video' | 'audio', bytes: Buffer, nowMs: number): void {
    const track = kind === 'video' ? this.#video : this.#audio
    if (track) this.#take(kind, track.receive(bytes, nowMs), nowMs)
  }

  /** To be called every few milliseconds. */
  tick(nowMs: number): void {
    if (this.#video) this.#take('video', this.#video.tick(nowMs), nowMs)
    if (this.#audio) this.#take('audio', this.#audio.tick(nowMs), nowMs)
  }

  #take(kind: 'video' | 'audio', packets: Ordered[], nowMs: number): void {
    for (const ordered of packets) {
      this.#firstPacketAtMs ??= nowMs
      if (kind === 'video') this.#takePicture(ordered, nowMs)
      else this.#takeSound(ordered, nowMs)
    }
  }

  #takePicture(ordered: Ordered, nowMs: number): void {
    const wasBroken = this.#pictures.broken
    const picture = this.#pictures.push(ordered)
    if (this.#pictures.broken && !wasBroken) this.#video?.requestKeyFrame()
    if (!picture) return
    const ticks = this.#video!.clock.unwrap(picture.timestamp)
    this.#stream.meter.picture(picture.bytes, nowMs)
    this.#zeroMs = Math.min(this.#zeroMs, nowMs - ticks / ticksPerMs)
    if (this.#videoZero === undefined) {
      if (!this.#aligned(nowMs)) return
      this.#videoZero = ticks
      this.#feed.startedAtMs = Math.round(this.#zeroMs + ticks / ticksPerMs)
    }
    picture.show(ticks - this.#videoZero, nowMs)
  }

  #takeSound({ packet }: Ordered, nowMs: number): void {
    const ticks = this.#audio!.clock.unwrap(packet.timestamp)
    this.#stream.meter.sound(packet.payload.length, nowMs)
    if (packet.payload.length === 0) return
    if (!this.#video) {
      if (this.#audioZero === undefined) this.#feed.startedAtMs = nowMs
      this.#audioZero ??= ticks
    } else if (this.#videoZero === undefined) return
    else this.#placeSound(ticks, nowMs)
    const ts = Math.round(ticks - this.#audioZero!)
    if (ts >= 0) this.#sound.opus(ts, packet.payload, nowMs)
  }

  #aligned(nowMs: number): boolean {
    if (!this.#audio || (this.#audio.clock.aligned && this.#video!.clock.aligned)) return true
    return nowMs - this.#firstPacketAtMs! > alignWaitMs
  }

  /** Where on the sound's clock the first picture is. Without reports, arrival has to do. */
  #placeSound(ticks: number, nowMs: number): void {
    const wallMs = this.#video!.clock.wallMs(this.#videoZero!)
    const target = wallMs === undefined ? undefined : this.#audio!.clock.ticksAt(wallMs)
    if (this.#audioZero === undefined) {
      const byArrival = ticks - ((nowMs - this.#feed.startedAtMs) * this.#audio!.clock.rate) / 1000
      this.#audioZero = target ?? byArrival
    } else if (target !== undefined) {
      const off = target - this.#audioZero
      this.#audioZero += Math.sign(off) * Math.min(Math.abs(off), slewTicksMax / 50)
    }
  }
}
