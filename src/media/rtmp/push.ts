import type { Take, Tap } from '../feed.ts'
import type { Sample } from '../format.ts'
import { type ClientEnd, RtmpClient, type Target } from './client.ts'
import { audioConfig, audioFrame, metadata, videoConfig, videoFrame } from './flv.ts'
import { messageType } from './message.ts'

const firstPauseMs = 1000
const pauseMsMax = 30_000
const steadyMs = 30_000 // A connection that lived this long starts over with the short pause.
const unsentBytesMax = 3_000_000 // Ten seconds of picture: more would come too late for anybody.

/** Where a push stands. `retrying` tells by `code` what ended the last connection; `unfit` that it cannot carry this. */
export type PushState = 'waiting' | 'connecting' | 'live' | 'retrying' | 'unfit'

export type PushOptions = {
  target: Target
  now: () => Date
  random: (bytes: number) => Buffer
  /** `retryInMs`: how long it pauses before it tries again. */
  onState(state: PushState, code: string | undefined, retryInMs: number | undefined): void
}

type Picture = Omit<Sample, 'duration'>

/**
 * Sends a stream on to another RTMP server: H.264 and AAC as they are, nothing encoded anew. Connects at a key
 * picture and again, with growing pauses, while there are pictures. A target that cannot keep up loses pictures up to
 * the next key picture; whatever it does, the show never waits for it.
 */
export class Push implements Tap {
  readonly #options: PushOptions
  #take: Take | undefined
  #client: RtmpClient | undefined
  #isReady = false
  #hasBegun = false
  #state: PushState = 'waiting'
  #pauseMs = firstPauseMs
  #nextTryAtMs = 0
  #connectedAtMs = 0
  #zeroMs: number | undefined // Wall clock of the connection's time 0.
  #lastMs = 0
  #shiftMs = 0

  constructor(options: PushOptions) {
    this.#options = options
  }

  startTake(take: Take): void {
    this.#take = { ...take }
    this.#hasBegun = false
  }

  pause(): void {
    this.#take = undefined
  }

  picture({ ts, key, data, offset = 0 }: Picture): void {
    const take = this.#take
    if (!take?.video) return
    if (take.video.coding !== 'avc1') {
      this.#enter('unfit', take.video.codec)
      return
    }
    if (key && !this.#client) this.#connect()
    if (!this.#client || !this.#isReady) return
    if (this.#client.unsentBytes > unsentBytesMax) this.#hasBegun = false
    if (!this.#hasBegun && !(key && this.#begin(take, ts))) return
    this.#client.send(messageType.video, this.#at(ts / 90), videoFrame(key, Math.round(offset / 90), data))
  }

  sound({ ts, data }: Sample): void {
    const { audio } = this.#take ?? {}
    if (!this.#client || !this.#hasBegun || !audio?.codec.startsWith('mp4a')) return
    this.#client.send(messageType.audio, this.#at((ts * 1000) / audio.timescale), audioFrame(data))
  }

  close(): void {
    this.#take = undefined
    this.#client?.close()
  }

  #connect(): void {
    const nowMs = this.#options.now().getTime()
    if (nowMs < this.#nextTryAtMs) return
    this.#enter('connecting', undefined)
    this.#isReady = this.#hasBegun = false
    this.#zeroMs = undefined
    this.#lastMs = 0
    this.#connectedAtMs = nowMs
    this.#client = new RtmpClient(this.#options.target, {
      random: this.#options.random,
      onPublishing: () => {
        this.#isReady = true
        this.#enter('live', undefined)
      },
      onEnd: (end) => this.#onEnd(end),
    })
  }

  #onEnd({ code }: ClientEnd): void {
    const nowMs = this.#options.now().getTime()
    this.#client = undefined
    this.#isReady = this.#hasBegun = false
    if (nowMs - this.#connectedAtMs > steadyMs) this.#pauseMs = firstPauseMs
    const pauseMs = this.#pauseMs
    this.#nextTryAtMs = nowMs + pauseMs
    this.#pauseMs = Math.min(this.#pauseMs * 2, pauseMsMax)
    this.#enter('retrying', code, pauseMs)
  }

  /** Sends what a receiver must know before the first picture; false while too much is still unsent. */
  #begin(take: Take, ts: number): boolean {
    if (this.#client!.unsentBytes > unsentBytesMax / 2) return false
    const wallMs = take.startedAtMs + ts / 90
    this.#zeroMs ??= wallMs
    // Another take may begin before the last one ended by its clock: time never goes back at a receiver.
    this.#shiftMs = take.startedAtMs - this.#zeroMs
    if (wallMs - this.#zeroMs < this.#lastMs) this.#shiftMs += this.#lastMs + 1 - (wallMs - this.#zeroMs)
    const at = this.#at(ts / 90)
    const audio = take.audio?.codec.startsWith('mp4a') ? take.audio : undefined
    this.#client!.send(messageType.data, at, metadata(take.video!, audio))
    this.#client!.send(messageType.video, at, videoConfig(take.video!))
    if (audio) this.#client!.send(messageType.audio, at, audioConfig(audio))
    this.#hasBegun = true
    return true
  }

  #at(takeMs: number): number {
    const ms = Math.max(0, Math.round(takeMs + this.#shiftMs))
    this.#lastMs = Math.max(this.#lastMs, ms)
    return ms % 2 ** 32
  }

  #enter(state: PushState, code: string | undefined, retryInMs?: number): void {
    if (state === this.#state) return
    this.#state = state
    this.#options.onState(state, code, retryInMs)
  }
}
