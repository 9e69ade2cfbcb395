import { Drift } from './drift.ts'
import type { StreamWarning } from './events.ts'
import type { AudioFormat, Sample, VideoFormat } from './format.ts'
import { formatOf, isKey, toAvcc } from './h264/nal.ts'
import type { Packager, Take } from './hls/packager.ts'
import { KeyNormaliser, keyEveryTicksMax, type SpawnLadder } from './normaliser.ts'

export type { Take } from './hls/packager.ts'

const gapTicksMax = 0.7 * 90000 // A longer hole in the picture is a cut, not a long frame.
const audioFormatWaitMs = 3000
const recentSeconds = 2
const playsEverywhere = /^avc1\.(42|4d|58|64)/ // H.264 in 8 bits and 4:2:0: baseline, main, extended, high.

/** Hears the same samples as the packager, at the same times. */
export type Tap = {
  startTake(take: Take): void
  picture(picture: Omit<Sample, 'duration'>): void
  sound(sample: Sample): void
  pause(): void
}

export type FeedOptions = {
  packager: Packager
  tap?: Tap | undefined
  /** What this source is going to send; it may learn better as it goes. */
  expects: { video: boolean; audio: boolean }
  newTakeId: () => string
  requestKeyFrame: () => void
  /** Called before a take begins: whoever fills the stream meanwhile makes room. */
  onStart?: (() => void) | undefined
  /** Of pictures that are not the host's: they are not written down. */
  slate?: boolean | undefined
  /** What encodes anew pictures whose key pictures come too rarely; without it they go on as they are. */
  spawn?: SpawnLadder | undefined
}

/** One coded picture as a sample of a track, in decoding order. A key picture may bring the format that holds from it on. */
export type Picture = Omit<Sample, 'duration'> & { format?: VideoFormat | undefined }

/**
 * One publishing session's pictures and sound, as takes of a packager. Times count from the session's own zero:
 * 90 kHz for pictures, the sample rate for sound. A hole, a turned camera or another size begins a new take at the
 * next key frame; until then nothing is sent on.
 */
export class Feed {
  /** Wall clock (ms) of the session's zero. */
  startedAtMs = 0
  video: VideoFormat | undefined
  audio: AudioFormat | undefined
  /** Whether these pictures were something else than H.264 when they came. */
  converted = false
  #inTake = false
  #begun = false
  #videoZero = 0
  #audioZero = 0
  #lastVideoTs = 0
  #firstPictureAtMs: number | undefined
  #lastKeyTs = 0
  #keyEveryTicks = 0
  #closed = false
  #drift = new Drift()
  readonly #options: FeedOptions
  readonly #normaliser: KeyNormaliser | undefined
  #nowMs = 0
  /** Sound of the last seconds, while pictures take longer than it. */
  #held = false
  #recentSound: Omit<Sample, 'key'>[] = []

  constructor(options: FeedOptions) {
    this.#options = options
    const { spawn } = options
    this.#normaliser = spawn && new KeyNormaliser({ spawn, emit: (picture) => this.#take(picture, this.#nowMs) })
  }

  /** Pictures or sound went on: from then on programme time moves only slowly. */
  get begun(): boolean {
    return this.#begun
  }

  /** What the host should know of how they send. */
  get warnings(): StreamWarning[] {
    return [
      ...(this.#keyEveryTicks > keyEveryTicksMax || this.#normaliser?.active ? (['keyFrameInterval'] as const) : []),
      ...(this.video && !playsEverywhere.test(this.video.codec) ? (['codecNotEverywhere'] as const) : []),
      ...(this.converted ? (['converted'] as const) : []),
    ]
  }

  /** One picture of H.264, as NAL units; key pictures carry their parameter sets. */
  picture(ts: number, nals: Buffer[], nowMs: number): void {
    const key = isKey(nals)
    this.frame({ ts, key, data: toAvcc(nals), format: key ? formatOf(nals) : undefined }, nowMs)
  }

  /** One picture of any coding. */
  frame(picture: Picture, nowMs: number): void {
    if (this.#closed) return
    this.#nowMs = nowMs
    if (!this.#normaliser?.takes(picture)) this.#take(picture, nowMs)
  }

  #take({ format: announced, ...picture }: Picture, nowMs: number): void {
    if (this.#closed) return
    const { ts, key } = picture
    const format = key ? announced : undefined
    this.#firstPictureAtMs ??= nowMs
    if (this.#inTake && (ts - this.#lastVideoTs > gapTicksMax || ts <= this.#lastVideoTs)) this.cut()
    if (this.#inTake && format && !sameFormat(format, this.video)) this.cut()
    this.#lastVideoTs = ts
    if (!this.#inTake && !this.#held) {
      if (format && this.#soundSettled(nowMs)) this.#startWithPicture(ts, format)
      else this.#options.requestKeyFrame()
    }
    const moveMs = this.#drift.note(nowMs - this.startedAtMs - ts / 90, nowMs)
    if (!this.#inTake) return
    this.#noteKey(ts, key)
    if (moveMs !== 0) this.#moveProgrammeTime(moveMs)
    const placed = { ...picture, ts: ts - this.#videoZero }
    this.#options.packager.video(placed, nowMs)
    this.#options.tap?.picture(placed)
  }

  /** One coded frame of sound, in the format set before as `audio`. */
  sound(sample: Omit<Sample, 'key'>, nowMs: number): void {
    if (!this.audio || this.#closed) return
    if (this.#normaliser?.active) {
      const oldest = sample.ts - this.audio.timescale * recentSeconds
      this.#recentSound = [...this.#recentSound.filter(({ ts }) => ts > oldest), sample]
    }
    if (!this.#inTake && !this.#held && !this.#options.expects.video) this.#startWithSound(sample.ts, this.audio)
    this.#placeSound(sample, nowMs)
  }

  #placeSound(sample: Omit<Sample, 'key'>, nowMs: number): void {
    if (!this.#inTake || sample.ts < this.#audioZero) return
    const placed = { ...sample, ts: sample.ts - this.#audioZero, key: true }
    this.#options.packager.audio(placed, nowMs)
    this.#options.tap?.sound(placed)
  }

  /** Ends the take; the next one starts at a key frame. */
  cut(): void {
    if (this.#inTake) {
      this.#options.packager.pause()
      this.#options.tap?.pause()
    }
    this.#inTake = false
  }

  /** While it is held, nothing of what comes is sent on. */
  hold(held: boolean): void {
    this.#held = held
    if (held) this.cut()
    else this.#options.requestKeyFrame()
  }

  /** Ends the take for good: a source that was replaced may still have frames on their way. */
  close(): void {
    this.cut()
    this.#normaliser?.stop()
    this.#closed = true
  }

  /** The distance of the last two key pictures, or the time since the last one, when that is longer. */
  #noteKey(ts: number, key: boolean): void {
    const since = ts - this.#lastKeyTs
    if (key) this.#lastKeyTs = ts
    if (key || since > this.#keyEveryTicks) this.#keyEveryTicks = since
  }

  #moveProgrammeTime(ms: number): void {
    this.startedAtMs += ms
    this.#options.packager.moveProgrammeTime(ms)
  }

  #soundSettled(nowMs: number): boolean {
    const waitedMs = nowMs - (this.#firstPictureAtMs ?? nowMs)
    return !this.#options.expects.audio || this.audio !== undefined || waitedMs > audioFormatWaitMs
  }

  #startWithPicture(ts: number, format: VideoFormat): void {
    this.video = format
    this.#videoZero = this.#lastKeyTs = ts
    this.#audioZero = this.audio ? Math.round((ts * this.audio.timescale) / format.timescale) : 0
    this.#start(ts / 90)
  }

  #startWithSound(ts: number, format: AudioFormat): void {
    this.#audioZero = ts
    this.#start((ts * 1000) / format.timescale)
  }

  #start(offsetMs: number): void {
    const { packager, tap, newTakeId, onStart, slate } = this.#options
    onStart?.()
    const take: Take = {
      id: newTakeId(),
      startedAtMs: this.startedAtMs + offsetMs,
      ...(this.video && { video: this.video }),
      ...(this.audio && { audio: this.audio }),
      ...(slate && { slate }),
    }
    tap?.startTake({ ...take }) // The packager moves the start of its own.
    packager.startTake(take)
    this.#inTake = this.#begun = true
    for (const sample of this.#recentSound) this.#placeSound(sample, this.#nowMs)
    this.#recentSound = []
  }
}

function sameFormat(a: VideoFormat, b: VideoFormat | undefined): boolean {
  return b !== undefined && a.coding === b.coding && a.config.equals(b.config)
}
