import type { Connect, Connection, PublisherRefusal } from './publisher-connection.ts'
import { type PublisherStats, type StatsReading, statsBetween } from './publisher-stats.ts'
import { connectByWebRtc } from './publisher-webrtc.ts'
import { canConnectByWebSocket, connectByWebSocket } from './publisher-websocket.ts'

export type { PublisherRefusal } from './publisher-connection.ts'
export type { PublisherStats } from './publisher-stats.ts'

export type PublisherState = 'connecting' | 'live' | 'reconnecting' | 'stopped' | 'refused'

/** How pictures and sound travel: by WebRTC, or where no UDP gets out by WebSocket. */
export type PublisherWay = 'webrtc' | 'websocket'

export type PublisherOptions = {
  /** The WHIP endpoint, and the show's stream key. */
  url: string
  key: string
  onState?: (state: PublisherState, refusal?: PublisherRefusal) => void
  bitsPerSecondMax?: number
}

export type Publisher = {
  readonly state: PublisherState
  readonly way: PublisherWay
  /** Rates since the last call; undefined while not connected. */
  stats(): Promise<PublisherStats | undefined>
  /** Sends another camera or microphone without a new connection. */
  replaceTrack(track: MediaStreamTrack): Promise<void>
  stop(): Promise<void>
}

const retryFirstMs = 500
const retryMaxMs = 5000

type Ways = Partial<Record<PublisherWay, Connect>>

const ownWays = (): Ways => ({
  webrtc: connectByWebRtc,
  ...(canConnectByWebSocket() && { websocket: connectByWebSocket }),
})

/**
 * Publishes a camera and a microphone, and connects again whenever the connection is lost. By WebRTC first; when the
 * server answers and yet nothing gets through, the other way, and so on until one does.
 * @param ways handed in for tests
 */
export function publish(stream: MediaStream, options: PublisherOptions, ways: Ways = ownWays()): Publisher {
  return new RetryingPublisher(stream.getTracks(), options, ways)
}

class RetryingPublisher implements Publisher {
  state: PublisherState = 'connecting'
  way: PublisherWay = 'webrtc'
  readonly #tracks: MediaStreamTrack[]
  readonly #options: PublisherOptions
  readonly #ways: Ways
  #connection: Connection | undefined
  #retry: ReturnType<typeof setTimeout> | undefined
  #attempts = 0
  #before: StatsReading | undefined

  constructor(tracks: MediaStreamTrack[], options: PublisherOptions, ways: Ways) {
    this.#tracks = tracks
    this.#options = options
    this.#ways = ways
    this.#connect()
  }

  async stats(): Promise<PublisherStats | undefined> {
    if (this.state !== 'live') return undefined
    const reading = await this.#connection?.reading()
    if (!reading) return undefined
    const stats = statsBetween(this.#before ?? reading, reading)
    this.#before = reading
    return stats
  }

  async replaceTrack(track: MediaStreamTrack): Promise<void> {
    const at = this.#tracks.findIndex((known) => known.kind === track.kind)
    if (at >= 0) this.#tracks[at] = track
    await this.#connection?.replaceTrack(track)
  }

  async stop(): Promise<void> {
    if (this.state === 'stopped') return
    this.#enter('stopped')
    clearTimeout(this.#retry)
    await this.#connection?.close()
  }

  #connect(): void {
    const { url, key, bitsPerSecondMax = 2_500_000 } = this.#options
    this.#before = undefined
    this.#connection = this.#ways[this.way]?.(this.#tracks, {
      ...{ url, key, bitsPerSecondMax },
      onUp: () => {
        this.#attempts = 0
        this.#enter('live')
      },
      onLost: (how) => this.#again(how),
      onRefused: (refusal) => this.#enter('refused', refusal),
    })
  }

  #again(how: 'lost' | 'blocked'): void {
    if (this.state === 'stopped') return
    this.#enter('reconnecting')
    const other = this.way === 'webrtc' ? 'websocket' : 'webrtc'
    const turns = how === 'blocked' && this.#ways[other] !== undefined
    if (turns) this.way = other
    const isFirst = turns && this.#attempts === 0
    const pauseMs = isFirst ? 0 : Math.min(retryMaxMs, retryFirstMs * 2 ** this.#attempts)
    this.#attempts++
    this.#retry = setTimeout(() => this.#connect(), pauseMs)
  }

  #enter(state: PublisherState, refusal?: PublisherRefusal): void {
    if (this.state === state) return
    this.state = state
    this.#options.onState?.(state, refusal)
  }
}
