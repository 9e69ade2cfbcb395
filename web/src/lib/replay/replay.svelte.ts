import { call, Refused } from '#lib/api.ts'
import type { LiveRoom } from '#lib/room/room.svelte.ts'
import { emptyRoom, evolveRoom, type LoggedRoomEvent, type PublicRoom } from '#src/room.ts'
import { mediaAt, wallAt } from './programme.ts'
import { playRecording } from './replay-player.ts'

export type ReplayAnswer = Awaited<ReturnType<typeof askReplay>>
const askReplay = (showId: string) => call('recordings.replay', { showId })

/** What a recorded show is drawn from, or the code of why there is none. */
export const loadReplay = (showId: string): Promise<ReplayAnswer | string> =>
  askReplay(showId).catch((error: unknown) => (error instanceof Refused ? error.code : 'edge.unreachable'))

export type Chapter = ReplayAnswer['chapters'][number] & { atMs: number; index: number }

/**
 * A show seen again: the room's log on the video's clock. What is pinned and dropped is folded up to the playhead;
 * prices and stock are today's, since what is shown can still be bought.
 */
export class Replay {
  readonly answer: ReplayAnswer
  readonly chapters: Chapter[]
  positionMs = $state(0)
  playing = $state(false)
  waiting = $state(false)
  muted = $state(false)
  failed = $state(false)
  ready = $state(false)
  wide = $state(true)
  readonly #live: LiveRoom
  readonly #happened = $derived.by(() => this.#count())
  #video: HTMLVideoElement | undefined

  constructor(live: LiveRoom, answer: ReplayAnswer) {
    this.#live = live
    this.answer = answer
    this.chapters = answer.chapters.map((chapter, index) => ({
      ...chapter,
      index,
      atMs: mediaAt(answer.stretches, chapter.fromMs),
    }))
  }

  /** The wall clock on the screen. */
  get wallMs(): number {
    return wallAt(this.answer.stretches, this.positionMs)
  }

  /** The room as it was then, with the shelf of today. */
  readonly room: PublicRoom = $derived.by(() => {
    const { show } = this.#live.room
    let room: PublicRoom = { ...emptyRoom, show: { ...show, status: 'live', pinned: [] } }
    for (const event of this.answer.events.slice(0, this.#happened)) {
      room = evolveRoom(room, event as unknown as LoggedRoomEvent)
    }
    return room
  })

  /** The chapter on the screen. */
  get chapter(): Chapter | undefined {
    const { wallMs } = this
    return this.chapters.findLast((chapter) => chapter.fromMs <= wallMs && wallMs < chapter.toMs)
  }

  #count(): number {
    const { wallMs } = this
    return this.answer.events.findLastIndex((event) => Date.parse(event.at) <= wallMs) + 1
  }

  /** Plays in this element until the returned function is called. */
  attach(video: HTMLVideoElement): () => void {
    this.#video = video
    const off = new AbortController()
    const { signal } = off
    let frame = 0
    const look = () => {
      this.positionMs = video.currentTime * 1000
      frame = requestAnimationFrame(look)
    }
    const on = (name: string, act: () => void) => video.addEventListener(name, act, { signal })
    on('playing', () => {
      this.waiting = false
      this.ready = true
    })
    on('play', () => (this.playing = true))
    on('pause', () => (this.playing = false))
    on('waiting', () => (this.waiting = true))
    on('volumechange', () => (this.muted = video.muted))
    on('resize', () => (this.wide = video.videoWidth >= video.videoHeight))
    look()
    const playing = playRecording(video, this.answer, () => (this.failed = true))
    playing.catch(() => (this.failed = true))
    return () => {
      off.abort()
      cancelAnimationFrame(frame)
      void playing.then((stop) => stop()).catch(() => {})
    }
  }

  toggle(): void {
    if (this.#video?.paused) void this.play()
    else this.#video?.pause()
  }

  async play(): Promise<void> {
    await this.#video?.play().catch(() => {})
  }

  toggleSound(): void {
    if (this.#video) this.#video.muted = !this.#video.muted
  }

  seek(mediaMs: number): void {
    const to = Math.max(0, Math.min(this.answer.durationMs - 100, mediaMs))
    this.positionMs = to
    if (this.#video) this.#video.currentTime = to / 1000
  }

  /** Goes to an instant of the show, by the wall clock, and plays. */
  watchMoment(wallMs: number): void {
    this.seek(mediaAt(this.answer.stretches, wallMs))
    void this.play()
  }

  /** Goes to where a product was explained, and plays. */
  watch(chapter: Chapter): void {
    this.seek(chapter.atMs)
    void this.play()
  }
}
