import {
  type Publisher,
  type PublisherRefusal,
  type PublisherState,
  type PublisherStats,
  type PublisherWay,
  publish,
} from '#lib/media/publisher.ts'

const readEveryMs = 2000

/** This device's picture on its way to the server. The key is held by the publisher alone: never shown, never kept. */
export class Sending {
  state: PublisherState | 'off' = $state('off')
  refusal: PublisherRefusal | undefined = $state.raw()
  /** How it travels; undefined while nothing is sent. */
  way: PublisherWay | undefined = $state()
  /** Of the last two seconds; undefined while nothing is sent. */
  stats: PublisherStats | undefined = $state.raw()
  /** Connected, and yet no picture leaves: a camera that went dark, an encoder that gave up. Sound may go on. */
  dark = $state(false)
  #publisher: Publisher | undefined
  #beat: ReturnType<typeof setInterval> | undefined
  readonly #publish: typeof publish

  /** @param publisher handed in for tests */
  constructor(publisher: typeof publish = publish) {
    this.#publish = publisher
  }

  /** Whether this device is the one that sends, in good or in bad moments. */
  get on(): boolean {
    return this.state === 'connecting' || this.state === 'live' || this.state === 'reconnecting'
  }

  start(stream: MediaStream, grant: { key: string; whipUrl: string }): void {
    this.#forget()
    this.refusal = undefined
    this.state = 'connecting'
    const publisher = this.#publish(stream, {
      url: grant.whipUrl,
      key: grant.key,
      onState: (state, refusal) => {
        if (publisher !== this.#publisher) return
        this.state = state
        this.refusal = refusal
        this.way = state === 'live' ? publisher.way : undefined
        if (state !== 'live') this.#see(undefined, false)
      },
    })
    this.#publisher = publisher
    const withPicture = stream.getVideoTracks().length > 0
    this.#beat = setInterval(async () => {
      const stats = await publisher.stats()
      if (publisher === this.#publisher) this.#see(stats, withPicture)
    }, readEveryMs)
  }

  replaceTrack(track: MediaStreamTrack): void {
    void this.#publisher?.replaceTrack(track)
  }

  stop(): void {
    this.#forget()
    this.state = 'off'
  }

  /** One reading without a picture is a camera being changed; two are a dark one. */
  #see(stats: PublisherStats | undefined, withPicture: boolean): void {
    const noPicture = withPicture && stats?.fps === 0
    this.dark = noPicture && this.stats?.fps === 0
    this.stats = stats
  }

  #forget(): void {
    clearInterval(this.#beat)
    void this.#publisher?.stop()
    this.#publisher = undefined
    this.way = undefined
    this.#see(undefined, false)
  }
}
