import type { BroadcastPicture } from './codec/messages.ts'
import type { Feed } from './feed.ts'

const afterMs = 1000 // A host who only changes devices leaves no trace.
const graceMs = 120_000

/** What stands in for the host: a cover and a word or two, in silence. `shown`: now, whoever sends. */
export type SlateWish = { picture: BroadcastPicture; shown: boolean }

export type SlateOptions = {
  /** A feed of the same stream, for pictures that are not the host's. */
  openFeed: (of: { soundOnly: boolean }) => Feed
  /** Whether the host sends no pictures: a player of sound alone is not to be sent one. */
  soundOnly: () => boolean
  /** Fills a feed; undefined where nothing can draw. */
  play: (feed: Feed, picture: BroadcastPicture, onUnavailable: () => void) => { stop(): void }
  onShow(shown: boolean): void
}

/**
 * The slate of one stream: takes the place of a host who is away, for two minutes at most, or who has paused, so that
 * players which know nothing but the stream see something. It ends when the host's next key picture is there.
 */
export class Slate {
  readonly #options: SlateOptions
  #wish: SlateWish | undefined
  #shape: BroadcastPicture['shape']
  #timers: NodeJS.Timeout[] = []
  #playing: { feed: Feed; child: { stop(): void } } | undefined
  #unavailable = false

  constructor(options: SlateOptions) {
    this.#options = options
  }

  /** Its feed, while it is shown. */
  get feed(): Feed | undefined {
    return this.#playing?.feed
  }

  /** Whether it is shown because somebody said so, and not for want of a host. */
  get held(): boolean {
    return this.#wish?.shown === true && !this.#unavailable
  }

  set(wish: SlateWish | undefined): void {
    this.#wish = wish
  }

  /** The host is gone: in a moment, and for a while. */
  standIn(source: { width: number; height: number } | undefined): void {
    this.#wait()
    if (source) this.#shape = source.height > source.width ? 'tall' : 'wide'
    this.#timers = [setTimeout(() => this.show(), afterMs), setTimeout(() => this.end(), graceMs)]
    for (const timer of this.#timers) timer.unref()
  }

  show(): void {
    if (this.#playing || !this.#wish || this.#unavailable) return
    const soundOnly = this.#options.soundOnly()
    const feed = this.#options.openFeed({ soundOnly })
    const shape = this.#shape ?? this.#wish.picture.shape ?? 'wide'
    const picture = { ...this.#wish.picture, shape, quiet: true, soundOnly }
    const onUnavailable = () => {
      this.#unavailable = true
      this.end()
    }
    this.#playing = { feed, child: this.#options.play(feed, picture, onUnavailable) }
    this.#options.onShow(true)
  }

  /** The host is back, or has been away for too long. */
  end(): void {
    this.#wait()
    const playing = this.#playing
    playing?.child.stop()
    playing?.feed.close()
    this.#playing = undefined
    if (playing) this.#options.onShow(false)
  }

  #wait(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers = []
  }
}
