import type { MediaEvent, MediaLog } from './events.ts'
import { Feed, type FeedOptions } from './feed.ts'
import { Ladder, type LadderOptions } from './hls/ladder.ts'
import { masterPlaylist } from './hls/master.ts'
import { Packager } from './hls/packager.ts'
import type { Rendition } from './hls/serve.ts'
import { LiveWindow } from './hls/window.ts'
import { Meter } from './meter.ts'
import { Pushes } from './rtmp/pushes.ts'
import { Slate, type SlateOptions, type SlateWish } from './slate.ts'
import type { Relay } from './whep/relay.ts'

const silentMsMax = 5000 // Without a frame for this long, a stream counts as interrupted.
const ladderMsMax = 2000 // How long a viewer who comes with the first picture waits for the choice of renditions.
const sourceName = 'live'
const replaceableAfterMs = 2000 // A publisher this quiet gives way to one with the same key.

/** Whoever sends a stream: a publisher or the synthetic broadcaster. */
export type Source = {
  /** Which key let it in. */
  keyId?: string | undefined
  expects: { video: boolean; audio: boolean }
  requestKeyFrame(): void
  stop(): void
  /** Its packets as they come, where it is a WebRTC session. */
  relay?: Relay
}

type Phase = 'waiting' | 'live' | 'interrupted' | 'ended'

export type StreamOptions = {
  id: string
  partMs: number
  now: () => Date
  newId: () => string
  emit: (event: MediaEvent) => void
  /** Opens a codec child that makes pictures of pictures; without it they are as they come. */
  spawn?: LadderOptions['spawn'] | undefined
  /** Fills a feed with a drawn picture. */
  playSlate: SlateOptions['play']
  log: MediaLog
  /** Whether smaller renditions are made. */
  ladder: boolean
}

/** One stream: at most one source at a time, one live window, and what is said about it. */
export class Stream {
  readonly id: string
  readonly window: LiveWindow
  readonly meter = new Meter()
  /** Where else its pictures and sound go. */
  readonly pushes: Pushes
  #phase: Phase = 'waiting'
  #source: Source | undefined
  #feed: Feed | undefined
  readonly #packager: Packager
  readonly #slate: Slate
  readonly #ladder: Ladder | undefined
  readonly #options: StreamOptions

  constructor(options: StreamOptions) {
    this.id = options.id
    this.#options = options
    this.window = new LiveWindow(firstNumbers(options.now()))
    const { partMs, ladder, spawn, log, now } = options
    const nowMs = () => performance.now()
    this.#ladder = ladder && spawn ? new Ladder({ spawn, log, source: this.window, nowMs }) : undefined
    this.#packager = new Packager({ window: this.window, partMs, observer: this.#ladder })
    this.#slate = new Slate({
      openFeed: ({ soundOnly }) => this.#openFeed({ expects: { video: !soundOnly, audio: true }, slate: true }),
      soundOnly: () => this.#soundOnly,
      play: options.playSlate,
      onShow: (shown) => this.#onSlate(shown),
    })
    this.window.changed.on('change', () => this.#notice())
    this.pushes = new Pushes({
      now,
      onState: (targetId, state, code, retryInMs) =>
        options.emit({
          ...{ type: 'push.changed', streamId: this.id, targetId, at: this.#at(), state },
          ...(code !== undefined && { code }),
          ...(retryInMs !== undefined && { retryInMs }),
        }),
    })
  }

  get ended(): boolean {
    return this.#phase === 'ended'
  }

  get source(): Source | undefined {
    return this.#source
  }

  /** Whether a new source would push a working one out. */
  get busy(): boolean {
    return this.#source !== undefined && this.meter.lastFrameAgeMs(this.#nowMs()) < replaceableAfterMs
  }

  /** Lets a source send. The one before, if any, is stopped. */
  attach(source: Source): Feed {
    this.#drop()
    this.#source = source
    this.#ladder?.open()
    this.meter.reset(this.#nowMs())
    this.#feed = this.#openFeed({
      expects: source.expects,
      requestKeyFrame: () => source.requestKeyFrame(),
      spawn: this.#options.spawn,
      onStart: () => this.#slate.end(),
    })
    if (this.#slate.held) {
      this.#feed.hold(true)
      this.#slate.show()
    }
    return this.#feed
  }

  /** The source is gone. Does nothing when another one has taken its place. */
  detach(source: Source): void {
    if (this.#source !== source) return
    this.#source = undefined
    this.#feed?.close()
    this.#ladder?.close()
    if (this.#phase === 'live') this.#enter('interrupted', 'live.interrupted')
  }

  /** What stands in for the host when nobody sends, and at once when it is to be `shown`; undefined: nothing. */
  slate(wish: SlateWish | undefined): void {
    const wasHeld = this.#slate.held
    this.#slate.set(wish)
    if (this.#slate.held === wasHeld) return
    this.#feed?.hold(this.#slate.held)
    if (this.#slate.held && this.#phase !== 'waiting') this.#slate.show()
  }

  kick(): void {
    this.#drop()
  }

  /** These keys are good, and no others: whoever came in with another is thrown out. */
  keepKeys(keyIds: string[]): void {
    const keyId = this.#source?.keyId
    if (keyId !== undefined && !keyIds.includes(keyId)) this.#drop()
  }

  end(): void {
    if (this.#phase === 'ended') return
    const wasSeen = this.#phase !== 'waiting'
    this.#phase = 'ended'
    this.#drop()
    this.#slate.end()
    this.#packager.end()
    this.pushes.set([])
    if (wasSeen) this.#say('live.ended')
  }

  /** To be called about once a second: notices silence. */
  watch(): void {
    if (this.#phase !== 'live' || this.meter.lastFrameAgeMs(this.#nowMs()) < silentMsMax) return
    this.#feed?.cut()
    this.#enter('interrupted', 'live.interrupted')
  }

  /** Sends measurements since the last call, while somebody publishes. */
  report(): void {
    if (!this.#source) return
    const { width, height, codec } = this.#feed?.video ?? { width: 0, height: 0, codec: this.#feed?.audio?.codec ?? '' }
    const measured = this.meter.read(this.#nowMs())
    const what = { width, height, codec, warnings: this.#feed?.warnings ?? [] }
    this.#options.emit({ type: 'stats', streamId: this.id, at: this.#at(), ...measured, ...what })
  }

  renditions(): Rendition[] {
    return [{ name: sourceName, window: this.window }, ...(this.#ladder?.followers ?? [])]
  }

  async master(query: string): Promise<string | undefined> {
    const { video, audio } = this.#slate.feed ?? this.#feed ?? {}
    if (!this.window.playable || (!video && !audio)) return undefined
    const ladder = this.#ladder
    if (ladder) await this.window.waiting.until(() => ladder.settled, ladderMsMax)
    const { fps } = this.#packager
    const codecs = [video?.codec, audio?.codec].filter((codec) => codec !== undefined)
    const picture = video && { width: video.width, height: video.height, fps }
    const source = { name: sourceName, window: this.window, codecs, ...(picture && { picture }) }
    const whep = this.#source?.relay && `/whep/${this.id}`
    return masterPlaylist([source, ...(ladder?.variants(fps) ?? [])], query, whep)
  }

  /** Nothing but sound came, or is to come. */
  get #soundOnly(): boolean {
    const { video, audio } = this.#feed ?? {}
    return !video && (audio !== undefined || this.#source?.expects.video === false)
  }

  #openFeed(of: Partial<FeedOptions> & Pick<FeedOptions, 'expects'>): Feed {
    const shared = { packager: this.#packager, tap: this.pushes, newTakeId: this.#options.newId }
    return new Feed({ requestKeyFrame: () => {}, ...shared, ...of })
  }

  /** Renditions are made of it too. */
  #onSlate(shown: boolean): void {
    if (!this.#source && shown) this.#ladder?.open()
    if (!this.#source && !shown) this.#ladder?.close()
  }

  #drop(): void {
    const source = this.#source
    if (!source) return
    this.detach(source)
    source.stop()
  }

  /** The window changed: a first whole segment means live; a part after an interruption means it is over. */
  #notice(): void {
    if (this.#phase === 'waiting' && this.window.playable) this.#enter('live', 'live.started')
    if (this.#phase === 'interrupted' && this.window.open && !this.#slate.feed) this.#enter('live', 'live.resumed')
  }

  #enter(phase: Phase, type: 'live.started' | 'live.interrupted' | 'live.resumed'): void {
    this.#phase = phase
    if (phase === 'interrupted') this.#slate.standIn(this.#feed?.video)
    this.#say(type)
  }

  #say(type: 'live.started' | 'live.interrupted' | 'live.resumed' | 'live.ended'): void {
    this.#options.emit({ type, streamId: this.id, at: this.#at() })
  }

  #at(): string {
    return this.#options.now().toISOString()
  }

  #nowMs(): number {
    return this.#options.now().getTime()
  }
}

/**
 * Numbers come from the clock, so that a restarted process is ahead of what it served before, and no player or cache
 * meets one twice. Segments last longer than a second. Discontinuities are rare: one in ten minutes is allowed for,
 * and their number must stay small, since hls.js walks an array of that length at every reload.
 */
function firstNumbers(now: Date): { sequence: number; discontinuity: number } {
  const sequence = Math.floor(now.getTime() / 1000)
  return { sequence, discontinuity: Math.floor((sequence - Date.UTC(2026) / 1000) / 600) }
}
