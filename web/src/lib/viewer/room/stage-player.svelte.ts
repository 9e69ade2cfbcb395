import type { Player, PlayerState } from '#lib/media/player.ts'

const reportEveryMs = 10_000
const stallMs = 1500

type Needs = {
  /** The server's clock, ms. */
  now: () => number
  reportDelay: (delayMs: number) => void
}

/** The picture of a room as components read it. The player itself is fetched after the first paint. */
export class StagePlayer {
  state: PlayerState = $state('loading')
  muted = $state(true)
  /** Whether a first picture was there: from then on the cover is not needed. */
  started = $state(false)
  /** The picture is wider than high. */
  wide = $state(false)
  /** The picture stands still for long enough to say so. */
  stalled = $state(false)
  readonly #needs: Needs
  #player: Player | undefined
  #stall: ReturnType<typeof setTimeout> | undefined

  constructor(needs: Needs) {
    this.#needs = needs
  }

  /** Plays `src` in `video` until the returned function is called. */
  play(video: HTMLVideoElement, src: string): () => void {
    const stop = new AbortController()
    const measure = () => {
      this.wide = video.videoWidth > video.videoHeight
      if (video.videoWidth > 0) this.started = true
    }
    video.addEventListener('resize', measure, { signal: stop.signal })
    video.addEventListener('loadeddata', measure, { signal: stop.signal })
    video.addEventListener('volumechange', () => (this.muted = video.muted), { signal: stop.signal })
    void this.#attach(video, src, stop.signal)
    const beat = setInterval(() => this.#report(), reportEveryMs)
    return () => {
      stop.abort()
      clearInterval(beat)
      clearTimeout(this.#stall)
      this.#player?.destroy()
      this.#player = undefined
      this.started = false
    }
  }

  async #attach(video: HTMLVideoElement, src: string, signal: AbortSignal): Promise<void> {
    const { attachPlayer } = await import('#lib/media/player.ts')
    if (signal.aborted) return
    this.#player = attachPlayer(video, src, {
      now: this.#needs.now,
      onState: (state) => this.#enter(state),
    })
  }

  /** A short wait for data is nobody's business. */
  #enter(state: PlayerState): void {
    this.state = state
    clearTimeout(this.#stall)
    if (state === 'waiting' || state === 'failed') this.#stall = setTimeout(() => (this.stalled = true), stallMs)
    else this.stalled = false
  }

  #report(): void {
    const delayMs = this.#player?.latencyMs()
    if (delayMs !== undefined && delayMs >= 0 && this.state === 'playing') this.#needs.reportDelay(delayMs)
  }

  /** From a tap. */
  async toggleSound(): Promise<void> {
    if (!this.#player) return
    if (this.muted) await this.#player.unmute()
    else this.#player.mute()
    this.muted = this.#player.muted
  }
}
