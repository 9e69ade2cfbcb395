import { playAsAllowed } from './autoplay.ts'
import { Captions } from './captions.ts'
import { FastLane } from './fast-lane.ts'
import { type Offered, openPlayback, type Playback } from './playback.ts'
import { type PlayerOptions, type PlayerState, statusOf } from './player-status.ts'
import type { Quality } from './quality.ts'
import { inSmallWindow, toggleSmallWindow } from './small-window.ts'
import { rememberedQuality, rememberQuality } from './start.ts'
import { onWake } from './wake.ts'
import { Watchdog } from './watchdog.ts'

const lookEveryMs = 500
const openingMsMost = 20_000
const retryFirstMs = 500
const retryMaxMs = 4000
/** Nearer to live than this is live. */
const liveSeconds = 2

/** Plays a live stream (the address of its `master.m3u8`) in a `<video>`, and keeps at it until destroyed. */
export class Player {
  #state: PlayerState = 'loading'
  #quality: Quality
  readonly #video: HTMLVideoElement
  readonly #src: string
  readonly #options: PlayerOptions
  readonly #off = new AbortController()
  readonly #captions: Captions
  readonly #watchdog = new Watchdog()
  readonly #lane = new FastLane(this.#off.signal)
  readonly #beat: ReturnType<typeof setInterval>
  #playback: Playback | undefined
  /** Of the last one that opened: what there is to choose from does not vanish while the picture comes back. */
  #offered: Offered = { variants: [], whepUrl: undefined }
  #retry: ReturnType<typeof setTimeout> | undefined
  #attempts = 0
  #run = 0
  #openedAt = 0
  /** A first picture came, since the last start. */
  #shown = false
  /** The viewer went back on purpose. */
  #back = false
  #told = ''

  constructor(video: HTMLVideoElement, src: string, options: PlayerOptions = {}) {
    this.#video = video
    this.#src = src
    this.#options = options
    this.#quality = options.soundOnly ? 'sound' : (options.quality ?? rememberedQuality())
    video.muted = !options.sound
    video.playsInline = true
    const { signal } = this.#off
    this.#captions = new Captions(video, {
      language: document.documentElement.lang,
      signal,
      onchange: () => this.#tell(),
    })
    video.addEventListener('playing', () => this.#enter('playing'), { signal })
    video.addEventListener('waiting', () => this.#shown && this.#enter('waiting'), { signal })
    video.addEventListener('ended', () => this.#enter('ended'), { signal })
    for (const event of ['volumechange', 'enterpictureinpicture', 'leavepictureinpicture', 'pause', 'seeked'])
      video.addEventListener(event, () => this.#tell(), { signal })
    onWake((what) => this.#returned(what === 'network'), signal)
    this.#beat = setInterval(() => this.#look(), lookEveryMs)
    void this.#start()
  }

  /** Wall clock (ms) of the picture on the screen: events are shown when it gets there. */
  programmeMs(): number | undefined {
    return this.#shown ? this.#playback?.programmeMs() : undefined
  }

  /** Milliseconds between the picture being taken and now, by programme time; undefined while not known. */
  latencyMs(): number | undefined {
    const shown = this.programmeMs()
    return shown === undefined ? undefined : (this.#options.now ?? Date.now)() - shown
  }

  /** Turns the sound on; to be called from a tap. False when the browser still refuses. */
  async unmute(): Promise<boolean> {
    this.#video.muted = false
    await this.#play()
    return !this.#video.muted
  }

  mute(): void {
    this.#video.muted = true
  }

  /** Goes to so many seconds before now, as far as the stream reaches back; 0 is live. */
  seekBehind(seconds: number): void {
    const window = this.#playback?.window()
    if (!window) return
    const at = Math.max(window.startSeconds + 1, window.edgeSeconds - seconds)
    this.#back = window.edgeSeconds - at > liveSeconds
    this.#video.currentTime = this.#back ? at : window.edgeSeconds
    this.#watchdog.reset()
    void this.#play()
  }

  choose(quality: Quality): void {
    this.#quality = quality
    rememberQuality(quality)
    if (quality === 'fastest') this.#lane.reset()
    else if (this.#playback?.choose(quality) === false) void this.#start()
    this.#tell()
  }

  turnCaptions(on: boolean): void {
    this.#captions.turn(on)
  }

  /** From a tap. */
  toggleSmallWindow(): void {
    void toggleSmallWindow(this.#video)
  }

  /** From a tap: plays, tries again, goes to now; whatever it takes. */
  resume(): void {
    this.#attempts = 0
    if (this.#playback && this.#state !== 'waiting') this.seekBehind(0)
    else void this.#start()
    void this.#play()
  }

  destroy(): void {
    this.#run++
    this.#off.abort()
    clearInterval(this.#beat)
    clearTimeout(this.#retry)
    this.#playback?.destroy()
    this.#playback = undefined
    this.#options.grant?.stop()
    this.#video.removeAttribute('src')
    this.#video.load()
  }

  async #start(): Promise<void> {
    const run = ++this.#run
    clearTimeout(this.#retry)
    this.#playback?.destroy()
    this.#playback = undefined
    this.#shown = false
    this.#back = false
    this.#openedAt = performance.now()
    const fail = () => run === this.#run && this.#again()
    try {
      const { grant } = this.#options
      const src = grant ? await grant.url() : this.#src
      const wish = { fail, quality: this.#quality, lane: this.#lane, ...(grant && { grant }) }
      const playback = await openPlayback(this.#video, src, wish)
      if (run !== this.#run) return playback.destroy()
      await this.#show(playback)
    } catch {
      fail()
    }
  }

  #show(playback: Playback): Promise<void> {
    this.#playback = playback
    this.#offered = playback
    this.#openedAt = performance.now()
    return this.#play()
  }

  /** Goes over to WebRTC as soon as that can be had; the picture goes on meanwhile. */
  async #hurry(): Promise<void> {
    const [before, fast] = [this.#playback, () => this.#quality === 'fastest' && !this.#back]
    const { whepUrl, byWebRtc } = before ?? {}
    if (!whepUrl || byWebRtc || !fast() || !this.#lane.isDue) return
    const link = await this.#lane.connect(this.#options.grant?.renewed(whepUrl) ?? whepUrl)
    if (!link) return
    if (before !== this.#playback || !fast()) return link.peer.close()
    before?.destroy()
    const run = ++this.#run
    this.#watchdog.reset()
    const fail = () => run === this.#run && this.#again()
    await this.#show(this.#lane.show(this.#video, link, this.#offered, fail))
  }

  async #play(): Promise<void> {
    if (!(await playAsAllowed(this.#video))) this.#enter('blocked')
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
    this.#enter(this.#state === 'loading' ? 'loading' : 'waiting')
    const pauseMs = Math.min(retryMaxMs, retryFirstMs * 2 ** (this.#attempts - 1))
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => void this.#start(), pauseMs * (0.75 + Math.random() / 2))
  }

  /** Twice a second: notices a picture that stands still though it should move. */
  #look(): void {
    const moves = this.#playback && !document.hidden && this.#state !== 'ended' && this.#state !== 'blocked'
    if (!moves || this.#video.paused) this.#watchdog.reset()
    if (!moves) return
    if (this.#video.paused) this.#lookAtPause()
    else if (this.#shown) this.#lookAtPicture()
    else this.#lookForFirst()
    void this.#hurry()
    this.#tell()
  }

  /** In the small window a pause is a wish; elsewhere a call or the system paused, and we go on. */
  #lookAtPause(): void {
    if (inSmallWindow(this.#video)) this.#enter('paused')
    else void this.#play()
  }

  #lookForFirst(): void {
    this.#shown = this.#video.currentTime > 0 && this.#video.readyState > 2
    if (!this.#shown && performance.now() - this.#openedAt > openingMsMost) this.#again()
  }

  #lookAtPicture(): void {
    const { currentTime: time, videoWidth } = this.#video
    const frames = videoWidth > 0 ? this.#video.getVideoPlaybackQuality?.().totalVideoFrames : undefined
    const verdict = this.#watchdog.look({ now: performance.now(), time, frames })
    if (verdict === 'slept') this.#returned(true)
    else if (verdict === 'restart') this.#again()
    else if (verdict === 'moving') {
      this.#attempts = 0
      this.#enter('playing')
      if (this.#playback?.isLate() && !this.#back) this.seekBehind(0)
    } else {
      if (verdict === 'ask') this.#playback?.ask()
      this.#enter('waiting')
    }
  }

  /** Back from another tab, a call or a tunnel: go to now rather than on from then. */
  #returned(asked: boolean): void {
    if (document.hidden || this.#state === 'ended') return
    this.#watchdog.reset()
    const playback = this.#playback
    if (!playback) {
      void this.#start()
      return
    }
    if (asked || this.#video.readyState < 3) playback.ask()
    if (playback !== this.#playback) return
    const { edgeSeconds = 0, startSeconds = 0 } = playback.window() ?? {}
    const { currentTime } = this.#video
    if (this.#back ? currentTime < startSeconds : edgeSeconds - currentTime > liveSeconds) this.seekBehind(0)
    void this.#play()
  }

  #enter(state: PlayerState): void {
    this.#state = state
    this.#tell()
  }

  #tell(): void {
    const [video, captions, { soundOnly = false }] = [this.#video, this.#captions, this.#options]
    const of = { state: this.#state, quality: this.#quality, offered: this.#offered, back: this.#back, soundOnly }
    const status = statusOf(video, this.#playback, captions, of)
    const told = JSON.stringify(status)
    if (told === this.#told) return
    this.#told = told
    this.#options.onStatus?.(status)
  }
}
