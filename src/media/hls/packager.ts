import { type AudioFormat, type Sample, silence, type VideoFormat } from '../format.ts'
import { fragment } from '../mp4/fragment.ts'
import { initSegment } from '../mp4/init.ts'
import { type Cut, Cutter, type Frame } from './cutter.ts'
import type { CutPart } from './follower.ts'
import type { LiveWindow } from './window.ts'

/** One continuous run of media. Sample times count from zero at `startedAtMs` on the wall clock. */
export type Take = {
  id: string
  video?: VideoFormat
  audio?: AudioFormat
  startedAtMs: number
  /** Stands in for the host: played, not written down. */
  slate?: boolean
}

const audioWaitMs = 350 // How long a cut part waits for its sound before silence takes its place.

/** What makes renditions of a stream hears everything that its packager does, in the same order. */
export type Observer = {
  startTake(take: Take): void
  picture(frame: Frame): void
  part(part: CutPart): void
  closeSegment(): void
  pause(): void
  end(): void
}

/**
 * Frames in, parts and segments of fMP4 out, into a live window. Does no I/O and keeps no clock: the time of
 * arrival comes with each frame. Pictures lead; sound follows them. Without pictures, sound leads.
 */
export class Packager {
  readonly #window: LiveWindow
  readonly #partMs: number
  #take: Take | undefined
  #cutter: Cutter | undefined
  #waiting: { cut: Cut; readyByMs: number }[] = []
  #audio: Sample[] = []
  #audioEnd = 0
  #fragments = 0

  #pictures = 0
  #pictureMs = 0
  readonly #observer: Observer | undefined

  constructor(options: { window: LiveWindow; partMs: number; observer?: Observer | undefined }) {
    this.#window = options.window
    this.#partMs = options.partMs
    this.#observer = options.observer
  }

  get take(): Take | undefined {
    return this.#take
  }

  /** Pictures per second, as they came. */
  get fps(): number {
    return this.#pictureMs > 0 ? (this.#pictures * 1000) / this.#pictureMs : 30
  }

  startTake(take: Take): void {
    this.pause()
    this.#take = take
    const timescale = take.video?.timescale ?? take.audio?.timescale ?? 90000
    this.#cutter = new Cutter({ timescale, partMs: this.#partMs, firstSegment: !this.#window.playable })
    this.#window.startTake({ id: take.id, init: initSegment(take), slate: take.slate })
    this.#observer?.startTake(take)
  }

  video(frame: Frame, nowMs: number): void {
    if (!this.#take?.video) return
    this.#observer?.picture(frame)
    this.#lead(frame, nowMs)
  }

  audio(sample: Sample, nowMs: number): void {
    const format = this.#take?.audio
    if (!format) return
    if (!this.#take?.video) {
      if (sample.ts >= this.#audioEnd) this.#lead(sample, nowMs)
      this.#audioEnd = Math.max(this.#audioEnd, sample.ts + 1)
      return
    }
    // What overlaps silence already sent, or lies before the take, comes too late.
    if (sample.ts < this.#audioEnd) return
    this.#fillSilence(format, sample.ts)
    this.#audio.push(sample)
    this.#audioEnd = sample.ts + sample.duration
    this.#emitReady(nowMs)
  }

  /** Corrects the wall clock of what follows by some ms; media times stay. */
  moveProgrammeTime(ms: number): void {
    if (this.#take) this.#take.startedAtMs += ms
  }

  /** Ends the take: everything held goes out now, whatever is still missing from it. */
  pause(): void {
    if (!this.#take) return
    this.#queue(this.#cutter?.flush() ?? [], Number.NEGATIVE_INFINITY)
    this.#emitReady(0)
    this.#window.pause()
    this.#observer?.pause()
    this.#take = undefined
    this.#cutter = undefined
    this.#audio = []
    this.#audioEnd = 0
  }

  end(): void {
    this.pause()
    this.#window.end()
    this.#observer?.end()
  }

  #lead(frame: Frame, nowMs: number): void {
    this.#queue(this.#cutter?.push(frame) ?? [], nowMs + audioWaitMs)
    this.#emitReady(nowMs)
  }

  #queue(cuts: Cut[], readyByMs: number): void {
    for (const cut of cuts) this.#waiting.push({ cut, readyByMs })
    if (readyByMs === Number.NEGATIVE_INFINITY) for (const entry of this.#waiting) entry.readyByMs = readyByMs
  }

  #emitReady(nowMs: number): void {
    const follows = this.#take?.video && this.#take.audio
    for (let first = this.#waiting[0]; first; first = this.#waiting[0]) {
      const audioEnd = follows ? this.#inAudioTicks(first.cut.end, follows) : 0
      if (follows && this.#audioEnd < audioEnd && nowMs < first.readyByMs) return
      this.#waiting.shift()
      if (follows) this.#fillSilence(follows, audioEnd)
      this.#emit(first.cut, audioEnd)
    }
  }

  #emit(cut: Cut, audioEnd: number): void {
    const take = this.#take
    if (!take) return
    const sound = this.#audio.filter((sample) => sample.ts < audioEnd)
    this.#audio = this.#audio.slice(sound.length)
    const timescale = (take.video ?? take.audio)!.timescale
    const audio = take.video ? sound : cut.samples
    const video = take.video ? cut.samples : []
    if (cut.samples.length > 0) {
      const durationMs = ((cut.end - cut.start) * 1000) / timescale
      const startedAtMs = take.startedAtMs + (cut.start * 1000) / timescale
      this.#pictures += video.length
      this.#pictureMs += durationMs
      const bytes = fragment(++this.#fragments, { video, audio })
      this.#window.addPart({ durationMs, independent: cut.samples[0]!.key, bytes }, startedAtMs)
      this.#observer?.part({ durationMs, startedAtMs, pictures: video.map(({ ts }) => ts), audio })
    }
    if (!cut.endsSegment) return
    this.#window.closeSegment()
    this.#observer?.closeSegment()
  }

  /** Sound that never came (its encoder restarts, packets were lost) would be a hole that stalls players. */
  #fillSilence(format: AudioFormat, until: number): void {
    while (this.#audioEnd + format.frameTicks <= until) {
      this.#audio.push({ ts: this.#audioEnd, duration: format.frameTicks, key: true, data: silence(format) })
      this.#audioEnd += format.frameTicks
    }
  }

  #inAudioTicks(videoTicks: number, audio: AudioFormat): number {
    return Math.round((videoTicks * audio.timescale) / (this.#take?.video?.timescale ?? audio.timescale))
  }
}
