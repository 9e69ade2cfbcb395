import type { AudioFormat, Sample, VideoFormat } from '../format.ts'
import { fragment } from '../mp4/fragment.ts'
import { initSegment } from '../mp4/init.ts'
import { LiveWindow } from './window.ts'

/** A part as the source cut it: the same for all renditions. Times of pictures in 90 kHz from the start of the take. */
export type CutPart = {
  durationMs: number
  startedAtMs: number
  /** When its pictures are decoded. */
  pictures: number[]
  audio: Sample[]
}

/** What a rendition's take has: pictures of its own, or none; the source's sound. */
export type FollowedTake = { id: string; audio?: AudioFormat | undefined; pictures: boolean }

/** A picture of the rendition itself; a key picture says its format. */
export type FollowedPicture = { takeId: string; sample: Sample; format?: VideoFormat | undefined }

type Step =
  | { kind: 'take'; take: FollowedTake }
  | { kind: 'part'; part: CutPart; dueMs: number }
  | { kind: 'close' | 'pause' | 'end' }

const lateMsMax = 1000

/**
 * A rendition of a stream: its own pictures, cut where the source was cut, with the same numbers and times. What does
 * not come in time becomes a gap, which players leave for another rendition; the source never waits for it.
 */
export class Follower {
  readonly name: string
  readonly window: LiveWindow
  video: VideoFormat | undefined
  #steps: Step[] = []
  #take: FollowedTake | undefined
  #init: { id: string; init?: Buffer } | undefined
  #pictures: FollowedPicture[] = []
  #broken = true
  #fragments = 0

  constructor(name: string, first: { sequence: number; discontinuity: number }) {
    this.name = name
    this.window = new LiveWindow(first)
  }

  startTake(take: FollowedTake): void {
    this.#steps.push({ kind: 'take', take })
  }

  part(part: CutPart, nowMs: number): void {
    this.#steps.push({ kind: 'part', part, dueMs: nowMs + lateMsMax })
    this.catchUp(nowMs)
  }

  closeSegment(nowMs: number): void {
    this.#steps.push({ kind: 'close' })
    this.catchUp(nowMs)
  }

  pause(): void {
    this.#steps.push({ kind: 'pause' })
  }

  end(): void {
    this.#steps.push({ kind: 'end' })
  }

  picture(picture: FollowedPicture, nowMs: number): void {
    this.#pictures.push(picture)
    this.catchUp(nowMs)
  }

  /** Does what can be done by now, in the order of the source. To be called a few times a second. */
  catchUp(nowMs: number): void {
    for (let step = this.#steps[0]; step; step = this.#steps[0]) {
      if (step.kind === 'part' && !this.#isReady(step.part, nowMs >= step.dueMs)) return
      this.#steps.shift()
      if (step.kind === 'take') this.#startTake(step.take)
      if (step.kind === 'part') this.#emit(step.part)
      if (step.kind === 'close') this.window.closeSegment()
      if (step.kind === 'pause') this.window.pause()
      if (step.kind === 'end') this.window.end()
    }
  }

  #startTake(take: FollowedTake): void {
    this.#take = take
    this.#pictures = this.#pictures.filter((picture) => picture.takeId === take.id)
    this.#init = { id: `${take.id}.${this.name}` }
    this.window.startTake(this.#init)
    if (!take.pictures && take.audio) this.#init.init = initSegment({ audio: take.audio })
  }

  /** The encoder is known by its first key picture. Another one in the same take would need another init segment. */
  #settle(format: VideoFormat | undefined): void {
    if (!format || !this.#init || this.#init.init) return
    const audio = this.#take?.audio
    this.video = format
    this.#init.init = initSegment({ video: format, ...(audio && { audio }) })
  }

  #isReady({ pictures }: CutPart, late: boolean): boolean {
    if (late || !this.#take?.pictures) return true
    const last = pictures.at(-1)
    return last === undefined || this.#pictures.some(({ sample }) => sample.ts >= last)
  }

  #emit({ durationMs, startedAtMs, pictures, audio }: CutPart): void {
    const opens = this.window.open === undefined
    const sound = this.#take?.audio ? audio : []
    if (!this.#take?.pictures) {
      const gap = sound.length === 0
      this.#addPart(durationMs, startedAtMs, { video: [], audio: sound }, !gap, gap)
      return
    }
    const own = this.#takePictures(pictures)
    if (opens) this.#broken = !own[0]?.key
    // A part that ends too early would leave a hole that players wait in front of.
    else this.#broken ||= own.at(-1)?.ts !== pictures.at(-1)
    this.#addPart(durationMs, startedAtMs, { video: own, audio: sound }, own[0]?.key ?? false, this.#broken)
  }

  #addPart(
    durationMs: number,
    startedAtMs: number,
    tracks: { video: Sample[]; audio: Sample[] },
    independent: boolean,
    gap: boolean,
  ): void {
    const bytes = gap ? Buffer.alloc(0) : fragment(++this.#fragments, tracks)
    this.window.addPart({ durationMs, independent: independent && !gap, bytes, ...(gap && { gap }) }, startedAtMs)
  }

  /** The own pictures of a part; those that come after their part are dropped. */
  #takePictures(wanted: number[]): Sample[] {
    const [first, last] = [wanted[0], wanted.at(-1)]
    if (first === undefined || last === undefined) return []
    const own: Sample[] = []
    while (this.#pictures[0] && this.#pictures[0].sample.ts <= last) {
      const { takeId, sample, format } = this.#pictures.shift()!
      if (takeId !== this.#take?.id || sample.ts < first) continue
      this.#settle(format)
      own.push(sample)
    }
    return own
  }
}
