import { EventEmitter } from 'node:events'

export type Part = { durationMs: number; independent: boolean; bytes: Buffer }

export type Segment = {
  sequence: number
  takeId: string
  discontinuity: boolean
  startedAtMs: number // Wall clock of its first sample.
  parts: Part[]
  closed: boolean
}

/** Of one continuous run of media with one initialisation segment. */
export type WindowTake = { id: string; init: Buffer }

export const targetDurationSeconds = 3
const segmentsListed = 8
const segmentsKept = 16 // A player that just fetched the playlist still finds what left it.

/**
 * The moving window of a live stream: what its playlist lists, and the bytes behind it.
 * Sequence numbers start where the caller says and only grow. `changed` fires after every new part or end.
 */
export class LiveWindow {
  readonly changed = new EventEmitter().setMaxListeners(0)
  ended = false
  version = 0
  droppedDiscontinuities: number
  #take: WindowTake | undefined
  readonly #takes = new Map<string, WindowTake>()
  #segments: Segment[] = []
  #nextSequence: number

  constructor(first: { sequence: number; discontinuity: number }) {
    this.#nextSequence = first.sequence
    this.droppedDiscontinuities = first.discontinuity
  }

  /** The segments that the playlist lists; the last one may still be open. */
  get listed(): Segment[] {
    return this.#segments.slice(-segmentsListed)
  }

  get open(): Segment | undefined {
    const last = this.#segments.at(-1)
    return last && !last.closed ? last : undefined
  }

  /** Whether a player can start: one whole segment is there. */
  get playable(): boolean {
    return this.#segments.some((segment) => segment.closed)
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
    this.#announce()
  }

  closeSegment(): void {
    const open = this.open
    if (!open) return
    open.closed = true
    while (this.#segments.length > segmentsKept) this.#segments.shift()
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

  init(takeId: string): Buffer | undefined {
    return this.#takes.get(takeId)?.init
  }

  segment(takeId: string, sequence: number): Segment | undefined {
    return this.#segments.find((segment) => segment.sequence === sequence && segment.takeId === takeId)
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
    }
    const leaving = this.#segments.at(-segmentsListed)
    if (leaving?.discontinuity) this.droppedDiscontinuities++
    this.#segments.push(segment)
    return segment
  }

  #announce(): void {
    this.version++
    this.changed.emit('change')
  }
}

export function durationMs(segment: Segment): number {
  return segment.parts.reduce((sum, part) => sum + part.durationMs, 0)
}
