import type { Connect, Connection, ConnectionOptions, PublisherRefusal } from './publisher-connection.ts'
import { finalStatuses } from './publisher-connection.ts'
import type { StatsReading } from './publisher-stats.ts'
import { hasWebCodecs, PictureSource, SoundSource } from './web-codecs.ts'
import { type FrameKind, websocketFrame } from './websocket-frames.ts'

const upWithinMs = 6000
const unsentBytesMax = 4_000_000 // A line that takes nothing at all: better to begin anew.

export const canConnectByWebSocket = hasWebCodecs

/** What the browser's own encoders make, by WebSocket: for networks that let no UDP out. */
export const connectByWebSocket: Connect = (tracks, options) => new WebSocketConnection(tracks, options)

class WebSocketConnection implements Connection {
  readonly #options: ConnectionOptions
  readonly #socket: WebSocket
  readonly #tracks: readonly MediaStreamTrack[]
  readonly #patience: ReturnType<typeof setTimeout>
  readonly #pictures: PictureSource
  readonly #sound: SoundSource
  #zeroUs = 0
  #wasUp = false
  #over = false
  #bytes = { video: 0, audio: 0 }
  #read = { atMs: 0, pictures: 0, passedOver: 0 }

  constructor(tracks: readonly MediaStreamTrack[], options: ConnectionOptions) {
    this.#options = options
    this.#tracks = tracks
    const address = new URL(options.url, window.location.href)
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
    const sink = {
      send: (...frame: Parameters<WebSocketConnection['send']>) => this.send(...frame),
      unsentBytes: () => this.#socket.bufferedAmount,
      onBroken: () => this.#lose(),
    }
    this.#pictures = new PictureSource(sink, options.bitsPerSecondMax)
    this.#sound = new SoundSource(sink)
    this.#socket = new WebSocket(address)
    this.#patience = setTimeout(() => this.#wasUp || this.#lose(), upWithinMs)
    this.#socket.addEventListener('open', () => {
      const has = (kind: string) => tracks.some((track) => track.kind === kind)
      this.#socket.send(JSON.stringify({ key: options.key, video: has('video'), audio: has('audio') }))
    })
    this.#socket.addEventListener('message', ({ data }) => this.#hear(String(data)))
    this.#socket.addEventListener('close', () => this.#lose())
  }

  async reading(): Promise<StatsReading | undefined> {
    if (this.#over) return undefined
    const at = performance.now()
    const { pictures, passedOver, size } = this.#pictures
    const seconds = Math.max(0.001, (at - this.#read.atMs) / 1000)
    const [made, missed] = [pictures - this.#read.pictures, passedOver - this.#read.passedOver]
    this.#read = { atMs: at, pictures, passedOver }
    const lostShare = missed / Math.max(1, made + missed)
    const { video: videoBytes, audio: audioBytes } = this.#bytes
    return { at, videoBytes, audioBytes, ...size, fps: made / seconds, roundTripMs: undefined, lostShare }
  }

  async replaceTrack(track: MediaStreamTrack): Promise<void> {
    if (!this.#wasUp) return
    if (track.kind === 'video') this.#pictures.use(track)
    else this.#sound.use(track)
  }

  async close(): Promise<void> {
    this.#over = true
    clearTimeout(this.#patience)
    this.#pictures.close()
    this.#sound.close()
    this.#socket.close()
  }

  send(kind: FrameKind, timeUs: number, length: number, fill: (body: Uint8Array<ArrayBuffer>) => void): void {
    if (this.#over || timeUs < this.#zeroUs) return
    if (this.#socket.bufferedAmount > unsentBytesMax) {
      this.#lose()
      return
    }
    const frame = websocketFrame(kind, timeUs - this.#zeroUs, length, fill)
    if (kind === 'picture' || kind === 'keyPicture') this.#bytes.video += frame.length
    else this.#bytes.audio += frame.length
    this.#socket.send(frame)
  }

  #hear(text: string): void {
    const said = JSON.parse(text) as { type: string } & PublisherRefusal
    if (this.#over) return
    if (said.type === 'publishing') this.#begin()
    if (said.type === 'keyFrame') this.#pictures.requestKey()
    if (said.type !== 'refused' || !finalStatuses.has(said.status)) return
    void this.close()
    this.#options.onRefused({ status: said.status, code: said.code, detail: said.detail })
  }

  #begin(): void {
    this.#wasUp = true
    this.#read.atMs = performance.now()
    this.#zeroUs = performance.now() * 1000
    for (const track of this.#tracks) void this.replaceTrack(track)
    this.#options.onUp()
  }

  #lose(): void {
    if (this.#over) return
    void this.close()
    this.#options.onLost(this.#wasUp ? 'lost' : 'blocked')
  }
}
