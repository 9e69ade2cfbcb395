import type { Player } from '#lib/media/player.ts'
import type { PlayerStatus } from '#lib/media/player-status.ts'
import type { Quality } from '#lib/media/quality.ts'
import { hasBegun } from '#lib/room/first-picture.ts'
import type { Moment } from '#lib/room/on-screen.ts'

const reportEveryMs = 10_000
const stallMs = 1500
/** From here on people are offered a way out. */
const stuckMs = 12_000

type Needs = {
  /** The server's clock, ms. */
  now: () => number
  reportDelay: (delayMs: number) => void
}

type Played = {
  /** The show's id where its picture is played with a token. */
  guarded: string | undefined
  soundOnly: boolean
}

/** The picture of a room as components read it. The player itself is fetched after the first paint. */
export class StagePlayer {
  /** Undefined until the player is there. */
  status: PlayerStatus | undefined = $state.raw()
  /** Whether a first picture was there: from then on the cover is not needed. */
  started = $state(false)
  /** The picture is wider than high. */
  wide = $state(false)
  /** The picture stands still for long enough to say so. */
  stalled = $state(false)
  /** It does not come back by itself, or could not even be fetched. */
  stuck = $state(false)
  /** Comments fly over it. */
  flying = $state(false)
  /** Its menu lies over the lower part of a phone. */
  menuOpen = $state(false)
  readonly #needs: Needs
  #player: Player | undefined
  #timers: ReturnType<typeof setTimeout>[] = []
  /** The show has no picture for anybody. */
  #heard = $state(false)

  constructor(needs: Needs) {
    this.#needs = needs
  }

  get muted(): boolean {
    return this.status?.muted ?? true
  }

  /** There is nothing to see: such is the show, or the viewer chose so. */
  get soundOnly(): boolean {
    const { quality, choices = [] } = this.status ?? {}
    return this.#heard || (quality === 'sound' && choices.includes(quality))
  }

  /** Plays `src` in `video` until the returned function is called. */
  play(video: HTMLVideoElement, src: string, of: Played): () => void {
    this.#heard = of.soundOnly
    const stop = new AbortController()
    const { signal } = stop
    const measure = () => {
      this.wide = video.videoWidth > video.videoHeight
      if (!this.started && hasBegun(video, this.soundOnly)) this.#begin()
    }
    video.addEventListener('resize', measure, { signal })
    video.addEventListener('loadeddata', measure, { signal })
    this.#wait()
    this.#attach(video, src, of, signal).catch(() => {
      this.stalled = this.stuck = !signal.aborted
    })
    const beat = setInterval(() => this.#report(), reportEveryMs)
    return () => {
      stop.abort()
      clearInterval(beat)
      this.#moves()
      this.#player?.destroy()
      this.#player = undefined
      this.started = false
    }
  }

  async #attach(video: HTMLVideoElement, src: string, { guarded, soundOnly }: Played, signal: AbortSignal) {
    const [{ Player }, grant] = await Promise.all([
      import('#lib/media/player.ts'),
      guarded === undefined
        ? undefined
        : import('#lib/media/show-grant.ts').then(({ showGrant }) => showGrant(guarded)),
    ])
    if (signal.aborted) return
    const onStatus = (status: PlayerStatus) => this.#hear(status)
    this.#player = new Player(video, src, { now: this.#needs.now, onStatus, soundOnly, ...(grant && { grant }) })
  }

  #hear(status: PlayerStatus): void {
    const { state } = status
    const was = this.status?.state ?? 'loading'
    this.status = status
    if (state === 'playing' && this.soundOnly && !this.started) this.#begin()
    if (state === was) return
    if (state !== 'waiting' && state !== 'loading' && state !== 'failed') this.#moves()
    else if (this.#timers.length === 0) this.#wait()
  }

  /** A first picture is there; whether it moves is for a wait of its own to tell. */
  #begin(): void {
    this.started = true
    if (this.#timers.length === 0) return
    this.#moves()
    this.#wait()
  }

  /** A short wait for data is nobody's business. */
  #wait(): void {
    this.#timers = [setTimeout(() => (this.stalled = true), stallMs), setTimeout(() => (this.stuck = true), stuckMs)]
  }

  #moves(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers = []
    this.stalled = this.stuck = false
  }

  #report(): void {
    const delayMs = this.#player?.latencyMs()
    const live = this.status?.state === 'playing' && this.status.behindSeconds === 0
    if (live && delayMs !== undefined && delayMs >= 0) this.#needs.reportDelay(delayMs)
  }

  /** Where the picture is; undefined while there is none, it stands still, or nobody sees it. */
  moment(): Moment | undefined {
    const wallMs = this.stalled || document.hidden ? undefined : this.#player?.programmeMs()
    return wallMs === undefined ? undefined : { wallMs, back: this.status?.back ?? false }
  }

  /** From a tap. */
  toggleSound(): void {
    if (this.muted) void this.#player?.unmute()
    else this.#player?.mute()
  }

  seekBehind(seconds: number): void {
    this.#player?.seekBehind(seconds)
  }

  choose(quality: Quality): void {
    this.#player?.choose(quality)
  }

  turnCaptions(on: boolean): void {
    this.#player?.turnCaptions(on)
  }

  /** From a tap. Without a player only a fresh page helps. */
  resume(): void {
    if (this.#player) this.#player.resume()
    else location.reload()
  }

  /** From a tap. */
  toggleSmallWindow(): void {
    this.#player?.toggleSmallWindow()
  }
}
