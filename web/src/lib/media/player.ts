import { openPlayback, type Playback } from './playback.ts'

export type PlayerState = 'loading' | 'playing' | 'waiting' | 'ended' | 'failed'

export type PlayerOptions = {
  onState?: (state: PlayerState) => void
  /** The server's clock in ms, for the measured delay; the device's own clock otherwise. */
  now?: () => number
  /** Start with sound, as after a tap. Browsers refuse it without one; the player then starts muted. */
  sound?: boolean
  /** How often to try again before `failed`; without end by default, since a show may come back. */
  attemptsMax?: number
}

export type Player = {
  readonly state: PlayerState
  readonly muted: boolean
  /** Milliseconds between the picture being taken and now, by programme time; undefined while not known. */
  latencyMs(): number | undefined
  /** Wall clock (ms) of the picture on the screen: events are shown when it gets there. */
  programmeMs(): number | undefined
  /** Turns the sound on; to be called from a tap. False when the browser still refuses. */
  unmute(): Promise<boolean>
  mute(): void
  destroy(): void
}

const retryFirstMs = 500
const retryMaxMs = 4000
const stuckMs = 8000 // No progress for this long while it should play: start afresh.
const watchEveryMs = 1000

/** Plays a live stream (the address of its `master.m3u8`) in a `<video>`, and keeps at it until destroyed. */
export function attachPlayer(video: HTMLVideoElement, src: string, options: PlayerOptions = {}): Player {
  return new LivePlayer(video, src, options)
}

class LivePlayer implements Player {
  state: PlayerState = 'loading'
  readonly #video: HTMLVideoElement
  readonly #src: string
  readonly #options: PlayerOptions
  readonly #off = new AbortController()
  readonly #watch: ReturnType<typeof setInterval>
  #playback: Playback | undefined
  #retry: ReturnType<typeof setTimeout> | undefined
  #attempts = 0
  #run = 0
  #lastTime = 0
  #lastProgressAt = performance.now()

  constructor(video: HTMLVideoElement, src: string, options: PlayerOptions) {
    this.#video = video
    this.#src = src
    this.#options = options
    video.muted = !options.sound
    video.playsInline = true
    const { signal } = this.#off
    video.addEventListener('playing', () => this.#enter('playing'), { signal })
    video.addEventListener('waiting', () => this.state === 'loading' || this.#enter('waiting'), { signal })
    video.addEventListener('ended', () => this.#enter('ended'), { signal })
    document.addEventListener('visibilitychange', () => this.#returned(), { signal })
    window.addEventListener('online', () => this.#returned(), { signal })
    this.#watch = setInterval(() => this.#check(), watchEveryMs)
    void this.#start()
  }

  get muted(): boolean {
    return this.#video.muted
  }

  programmeMs(): number | undefined {
    return this.#playback?.programmeMs()
  }

  latencyMs(): number | undefined {
    const shown = this.programmeMs()
    return shown === undefined ? undefined : (this.#options.now ?? Date.now)() - shown
  }

  async unmute(): Promise<boolean> {
    this.#video.muted = false
    await this.#play()
    return !this.#video.muted
  }

  mute(): void {
    this.#video.muted = true
  }

  destroy(): void {
    this.#run++
    this.#off.abort()
    clearInterval(this.#watch)
    clearTimeout(this.#retry)
    this.#playback?.destroy()
    this.#playback = undefined
    this.#video.removeAttribute('src')
    this.#video.load()
  }

  async #start(): Promise<void> {
    const run = ++this.#run
    this.#playback?.destroy()
    this.#playback = undefined
    this.#lastProgressAt = performance.now()
    const watched = { fail: () => run === this.#run && this.#again() }
    try {
      const playback = await openPlayback(this.#video, this.#src, watched)
      if (run !== this.#run) {
        playback.destroy()
        return
      }
      this.#playback = playback
      await this.#play()
    } catch {
      watched.fail()
    }
  }

  /** Browsers let a muted video start by itself; one with sound only after a tap. */
  async #play(): Promise<void> {
    try {
      await this.#video.play()
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError' || this.#video.muted) return
      this.#video.muted = true
      await this.#video.play().catch(() => {})
    }
  }

  #again(): void {
    this.#run++
    this.#playback?.destroy()
    this.#playback = undefined
    const { attemptsMax = Number.POSITIVE_INFINITY } = this.#options
    if (++this.#attempts > attemptsMax) {
      this.#enter('failed')
      return
    }
    this.#enter(this.state === 'loading' ? 'loading' : 'waiting')
    const pauseMs = Math.min(retryMaxMs, retryFirstMs * 2 ** (this.#attempts - 1))
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => void this.#start(), pauseMs * (0.75 + Math.random() / 2))
  }

  /** Once a second: notices a picture that stands still though it should move. */
  #check(): void {
    const { currentTime, paused } = this.#video
    if (currentTime !== this.#lastTime) {
      this.#lastTime = currentTime
      this.#lastProgressAt = performance.now()
      this.#attempts = 0
      if (!paused) this.#enter('playing')
      return
    }
    if (!this.#playback || this.state === 'ended' || document.hidden) return
    if (paused) void this.#play()
    if (performance.now() - this.#lastProgressAt > stuckMs) this.#again()
  }

  /** Back from another tab, a call or a tunnel: go to now rather than on from then. */
  #returned(): void {
    if (document.hidden || this.state === 'ended') return
    this.#lastProgressAt = performance.now()
    if (!this.#playback && this.#retry) {
      clearTimeout(this.#retry)
      void this.#start()
      return
    }
    this.#playback?.toLiveEdge()
    void this.#play()
  }

  #enter(state: PlayerState): void {
    if (this.state === state) return
    this.state = state
    this.#options.onState?.(state)
  }
}
