import type { Sample } from '../format.ts'

/** A run of samples of the leading track that becomes one part. Times in that track's timescale. */
export type Cut = { samples: Sample[]; start: number; end: number; endsSegment: boolean }

/** A frame whose duration is not known yet: it lasts until the next one. */
export type Frame = Omit<Sample, 'duration'>

const segmentMsMin = 1750 // Key frames are asked for every 2 s.
const firstSegmentMsMin = 900 // A playlist without a whole segment is fatal to hls.js, so the first comes early.
const segmentMsMax = 3400 // Rounds to the declared target duration of 3 s.

/**
 * Cuts the leading track (the picture, or the sound of a stream without picture) into parts and segments.
 *
 * One frame is held back, since its duration is the distance to the next. A part ends before it would exceed the
 * target, if need be before the held frame (one that turned out long). A segment ends before a key frame, or,
 * when the sender gives none, before it would outgrow the target duration.
 */
export class Cutter {
  #held: Frame | undefined
  #part: Sample[] = []
  #partTicks = 0
  #segmentTicks = 0
  #firstSegment = true
  #usualTicks: number
  readonly #ticksPerMs: number
  readonly #partTicksMax: number

  constructor(options: { timescale: number; partMs: number; firstSegment: boolean }) {
    this.#ticksPerMs = options.timescale / 1000
    this.#partTicksMax = (options.partMs + 1) * this.#ticksPerMs // 10 pictures at 30 fps are 333.3 ms.
    this.#usualTicks = options.timescale / 30
    this.#firstSegment = options.firstSegment
  }

  /** Takes the next frame; frames must come in rising time order. Gives what is cut by its coming, oldest first. */
  push(frame: Frame): Cut[] {
    const cuts: Cut[] = []
    if (this.#held) {
      const duration = frame.ts - this.#held.ts
      this.#append({ ...this.#held, duration }, cuts)
      this.#usualTicks = duration
      if (this.#segmentEndsBefore(frame)) cuts.push(this.#cut(true))
      else if (this.#partTicks + duration > this.#partTicksMax) cuts.push(this.#cut(false))
    }
    this.#held = frame
    return cuts
  }

  /** Ends the segment with what there is: the next frame will not follow on. */
  flush(): Cut[] {
    const cuts: Cut[] = []
    if (this.#held) this.#append({ ...this.#held, duration: this.#usualTicks }, cuts)
    this.#held = undefined
    if (this.#segmentTicks > 0) cuts.push(this.#cut(true))
    return cuts
  }

  #append(sample: Sample, cuts: Cut[]): void {
    if (this.#part.length > 0 && this.#partTicks + sample.duration > this.#partTicksMax) cuts.push(this.#cut(false))
    this.#part.push(sample)
    this.#partTicks += sample.duration
    this.#segmentTicks += sample.duration
  }

  #segmentEndsBefore(frame: Frame): boolean {
    const ms = this.#segmentTicks / this.#ticksPerMs
    if (ms + this.#partTicksMax / this.#ticksPerMs > segmentMsMax && this.#partTicks * 1.15 > this.#partTicksMax)
      return true
    return frame.key && ms >= (this.#firstSegment ? firstSegmentMsMin : segmentMsMin)
  }

  #cut(endsSegment: boolean): Cut {
    const samples = this.#part
    const start = samples[0]?.ts ?? 0
    this.#part = []
    this.#partTicks = 0
    if (endsSegment) {
      this.#segmentTicks = 0
      this.#firstSegment = false
    }
    return { samples, start, end: samples.reduce((at, sample) => at + sample.duration, start), endsSegment }
  }
}
