import { EventEmitter } from 'node:events'
import { Waiting } from './waiting.ts'

/** `gap`: nothing is there, since what makes this rendition failed or fell behind (rfc8216bis §4.4.4.7, §4.4.4.9). */
export type Part = { durationMs: number; independent: boolean; bytes: Buffer; gap?: boolean }

export type Segment = {
  sequence: number
  takeId: string
  discontinuity: boolean
  startedAtMs: number // Wall clock of its first sample.
  parts: Part[]
  closed: boolean
  gap: boolean
  /** All of its parts in a row, once it is closed. */
  bytes: Buffer
}

/** Of one continuous run of media with one initialisation segment, which may become known a little later. */
export type WindowTake = { id: string; init?: Buffer; slate?: boolean | undefined }

export const targetDurationSeconds = 3
const segmentsListedLeast = 16 // Longer than the skip boundary of six target durations, or delta updates would skip nothing.
const listedMsMost = 180_000 // How far back one can go while it is live.
const listedBytesMost = 40 * 1024 * 1024 // Two minutes at 2.5 Mbit/s; what is heavier reaches less far back.
const segmentsKeptLonger = 8 // A player that just fetched the playlist still finds what left it.

/**
 * The moving window of a live stream: what its playlist lists, and the bytes behind it.
 * Sequence numbers start where the caller says and only grow. `changed` fires after every new part or end.
 */
export class LiveWindow {
  readonly changed = new EventEmitter().setMaxListeners(0)
  /** Requests that are held until something is there. */
  readonly waiting = new Waiting()
  ended = false
  version = 0
  /** Hears every part as it is made: who writes a stream down. */
  onPart: ((part: Part, segment: Segment) => void) | undefined
  droppedDiscontinuities: number
  #take: WindowTake | undefined
  readonly #takes = new Map<string, WindowTake>()
  #segments: Segment[] = []
  #listedFrom = 0
  #listedMs = 0
  #listedBytes = 0
  #nextSequence: number
  #bitsPerSecondMost = 0
  #bits = 0
  #ms = 0

  readonly #most: { listedMs: number; listedBytes: number }

  constructor(
    first: { sequence: number; discontinuity: number },
    most = { listedMs: listedMsMost, listedBytes: listedBytesMost },
  ) {
    this.#nextSequence = first.sequence
    this.droppedDiscontinuities = first.discontinuity
    this.#most = most
  }

  /** The segments that the playlist lists; the last one may still be open. */
  get listed(): Segment[] {
    return this.#segments.slice(this.#listedFrom)
  }

  /** Everything still in memory: more than is listed. */
  get kept(): readonly Segment[] {
    return this.#segments
  }

  get open(): Segment | undefined {
    const last = this.#segments.at(-1)
    return last && !last.closed ? last : undefined
  }

  /** Whether a player can start: one whole segment is there. */
  get playable(): boolean {
    return this.#segments.some((segment) => segment.closed && !segment.gap)
  }

  /** Whether every segment begins with a key picture, as far as they are kept. */
  get independent(): boolean {
    return this.#segments.every((segment) => segment.gap || segment.parts[0]?.independent !== false)
  }

  /** The last whole segment's sequence number, or the one before the first. */
  get lastClosed(): number {
    return this.open ? this.#nextSequence - 2 : this.#nextSequence - 1
  }

  /** Where the next part will be, while somebody is publishing. */
  get next(): { takeId: string; sequence: number; part: number } | undefined {
    if (!this.#take || this.ended) return undefined
    const open = this.open
    return { takeId: this.#take.id, sequence: open?.sequence ?? this.#nextSequence, part: open?.parts.length ?? 0 }
  }

  /** The newest part that the playlist lists, for reports in the playlists of other renditions. */
  get last(): { sequence: number; part: number } | undefined {
    const segment = this.#segments.at(-1)
    return segment && { sequence: segment.sequence, part: segment.parts.length - 1 }
  }

  /** Which discontinuity the next segment belongs to: where a rendition begins that joins there. */
  get nextDiscontinuity(): number {
    const last = this.#segments.at(-1)
    const begins = last !== undefined && this.#take !== undefined && last.takeId !== this.#take.id
    const marked = this.listed.filter((segment) => segment.discontinuity)
    return this.droppedDiscontinuities + marked.length + (begins ? 1 : 0)
  }

  /** Bits per second, measured: of the heaviest segment so far, and of all. Zero before the first whole one. */
  get bitRate(): { peak: number; average: number } {
    return { peak: this.#bitsPerSecondMost, average: this.#ms > 0 ? (this.#bits * 1000) / this.#ms : 0 }
  }

  startTake(take: WindowTake): void {
    this.pause()
    this.#take = take
    this.#takes.set(take.id, take)
  }

  addPart(part: Part, startedAtMs: number): void {
    const take = this.#take
    if (!take || this.ended) return
    const segment = this.open ?? this.#openSegment(take, startedAtMs)
    segment.parts.push(part)
    this.onPart?.(part, segment)
    this.#announce()
  }

  closeSegment(): void {
    const open = this.open
    if (!open) return
    open.closed = true
    open.gap = open.parts.some((part) => part.gap)
    joinBytes(open)
    this.#measure(open)
    this.#listedMs += durationMs(open)
    this.#listedBytes += open.bytes.length
    for (; this.#listedFrom > segmentsKeptLonger; this.#listedFrom--) this.#segments.shift()
    const needed = new Set([this.#take?.id, ...this.#segments.map((segment) => segment.takeId)])
    for (const id of this.#takes.keys()) if (!needed.has(id)) this.#takes.delete(id)
    this.#announce()
  }

  /** Nothing follows for now: no hint is given until the next take. */
  pause(): void {
    this.closeSegment()
    this.#take = undefined
    this.#announce()
  }

  end(): void {
    this.pause()
    this.ended = true
    this.#announce()
  }

  /** Whether media of this take may be here. */
  knows(takeId: string): boolean {
    return this.#takes.has(takeId)
  }

  /** Whether it stands in for the host. */
  isSlate(takeId: string): boolean {
    return this.#takes.get(takeId)?.slate === true
  }

  init(takeId: string): Buffer | undefined {
    return this.#takes.get(takeId)?.init
  }

  segment(takeId: string, sequence: number): Segment | undefined {
    return this.#segments.findLast((segment) => segment.sequence === sequence && segment.takeId === takeId)
  }

  #openSegment(take: WindowTake, startedAtMs: number): Segment {
    const before = this.#segments.at(-1)
    const segment: Segment = {
      sequence: this.#nextSequence++,
      takeId: take.id,
      discontinuity: before !== undefined && before.takeId !== take.id,
      startedAtMs,
      parts: [],
      closed: false,
      gap: false,
      bytes: noBytes,
    }
    this.#segments.push(segment)
    while (this.#isTooLong()) this.#unlistFirst()
    return segment
  }

  #isTooLong(): boolean {
    if (this.#segments.length - this.#listedFrom <= segmentsListedLeast) return false
    return this.#listedMs > this.#most.listedMs || this.#listedBytes > this.#most.listedBytes
  }

  #unlistFirst(): void {
    const leaving = this.#segments[this.#listedFrom++]!
    if (leaving.discontinuity) this.droppedDiscontinuities++
    this.#listedMs -= durationMs(leaving)
    this.#listedBytes -= leaving.bytes.length
  }

  #measure(segment: Segment): void {
    if (segment.gap) return
    const bits = segment.bytes.length * 8
    const ms = durationMs(segment)
    this.#bits += bits
    this.#ms += ms
    // Short ones say little: players allow for half a target duration (§4.1, peak segment bit rate).
    if (ms >= (targetDurationSeconds * 1000) / 2 || this.#bitsPerSecondMost === 0)
      this.#bitsPerSecondMost = Math.max(this.#bitsPerSecondMost, (bits * 1000) / ms)
  }

  #announce(): void {
    this.version++
    this.changed.emit('change')
    this.waiting.tell()
  }
}

const noBytes = Buffer.alloc(0)

/** Keeps a whole segment once: its parts become views into it. */
function joinBytes(segment: Segment): void {
  segment.bytes = Buffer.concat(segment.parts.map((part) => part.bytes))
  let at = 0
  for (const part of segment.parts) {
    const { length } = part.bytes
    part.bytes = segment.bytes.subarray(at, at + length)
    at += length
  }
}

export function durationMs(segment: Segment): number {
  return segment.parts.reduce((sum, part) => sum + part.durationMs, 0)
}
