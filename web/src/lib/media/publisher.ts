import { type PublisherStats, readStats, type StatsReading, statsBetween } from './publisher-stats.ts'

export type { PublisherStats } from './publisher-stats.ts'

export type PublisherState = 'connecting' | 'live' | 'reconnecting' | 'stopped' | 'refused'

export type PublisherOptions = {
  /** The WHIP endpoint, and the show's stream key. */
  url: string
  key: string
  onState?: (state: PublisherState, refusal?: PublisherRefusal) => void
  bitsPerSecondMax?: number
}

/** What the server said when it would not have us: `code` is stable, `status` is HTTP's. */
export type PublisherRefusal = { status: number; code: string; detail: string }

export type Publisher = {
  readonly state: PublisherState
  /** Rates since the last call; undefined while not connected. */
  stats(): Promise<PublisherStats | undefined>
  /** Sends another camera or microphone without a new connection. */
  replaceTrack(track: MediaStreamTrack): Promise<void>
  stop(): Promise<void>
}

const retryFirstMs = 500
const retryMaxMs = 5000
const gatherMsMax = 1500
const lostMsMax = 2500
const aliveWithinMs = 8000
/** Refusals that another try cannot mend. 409 is not one: our own lost session may still be there for a moment. */
const finalStatuses = new Set([400, 401, 403, 404, 405, 413, 415, 422])

/** Publishes a camera and a microphone by WHIP (RFC 9725), and connects again whenever the connection is lost. */
export function publish(stream: MediaStream, options: PublisherOptions): Publisher {
  return new WhipPublisher(stream, options)
}

class WhipPublisher implements Publisher {
  state: PublisherState = 'connecting'
  readonly #tracks: MediaStreamTrack[]
  readonly #options: PublisherOptions
  #peer: RTCPeerConnection | undefined
  #session: string | undefined
  #retry: ReturnType<typeof setTimeout> | undefined
  #attempts = 0
  #before: StatsReading | undefined

  constructor(stream: MediaStream, options: PublisherOptions) {
    this.#tracks = stream.getTracks()
    this.#options = options
    void this.#connect()
  }

  async stats(): Promise<PublisherStats | undefined> {
    if (!this.#peer || this.state !== 'live') return undefined
    const reading = readStats(await this.#peer.getStats(), performance.now())
    const stats = statsBetween(this.#before ?? reading, reading)
    this.#before = reading
    return stats
  }

  async replaceTrack(track: MediaStreamTrack): Promise<void> {
    const at = this.#tracks.findIndex((known) => known.kind === track.kind)
    if (at >= 0) this.#tracks[at] = track
    const sender = this.#peer?.getSenders().find((candidate) => candidate.track?.kind === track.kind)
    await sender?.replaceTrack(track)
  }

  async stop(): Promise<void> {
    if (this.state === 'stopped') return
    this.#enter('stopped')
    await this.#hangUp()
  }

  async #connect(): Promise<void> {
    const peer = new RTCPeerConnection({ bundlePolicy: 'max-bundle' })
    this.#peer = peer
    this.#before = undefined
    peer.addEventListener('connectionstatechange', () => {
      if (peer !== this.#peer) return
      if (peer.connectionState === 'connected') {
        this.#attempts = 0
        this.#enter('live')
      }
      if (peer.connectionState === 'failed') this.#again()
      // Often comes back by itself within a moment: a busy phone, another access point.
      if (peer.connectionState === 'disconnected')
        setTimeout(() => peer === this.#peer && peer.connectionState !== 'connected' && this.#again(), lostMsMax)
    })
    // An answer without a connection behind it (a blocked port, a server that died) would wait half a minute.
    this.#retry = setTimeout(
      () => peer === this.#peer && peer.connectionState !== 'connected' && this.#again(),
      aliveWithinMs,
    )
    try {
      for (const track of this.#tracks) await addTrack(peer, track, this.#options.bitsPerSecondMax ?? 2_500_000)
      await peer.setLocalDescription()
      await gathered(peer)
      await this.#offer(peer)
    } catch {
      if (peer === this.#peer && !this.#over) this.#again()
    }
  }

  async #offer(peer: RTCPeerConnection): Promise<void> {
    const { url, key } = this.#options
    const headers = { 'Content-Type': 'application/sdp', Authorization: `Bearer ${key}` }
    const response = await fetch(url, { method: 'POST', headers, body: peer.localDescription?.sdp ?? '' })
    const location = response.headers.get('Location')
    if (finalStatuses.has(response.status)) {
      await this.#refused(response)
      return
    }
    if (response.status !== 201) throw new Error(`The server answered ${response.status}.`)
    const session = location ? new URL(location, url.startsWith('http') ? url : window.location.href).href : undefined
    if (peer !== this.#peer || this.#over) {
      if (session) await fetch(session, { method: 'DELETE' })
      return
    }
    this.#session = session
    await peer.setRemoteDescription({ type: 'answer', sdp: await response.text() })
  }

  get #over(): boolean {
    return this.state === 'stopped' || this.state === 'refused'
  }

  async #refused(response: Response): Promise<void> {
    const problem: { code?: string; detail?: string } = await response.json().catch(() => ({}))
    const { code = 'whip.refused', detail = response.statusText } = problem
    this.#enter('refused', { status: response.status, code, detail })
    await this.#hangUp()
  }

  #again(): void {
    if (this.#over) return
    this.#enter('reconnecting')
    void this.#hangUp()
    const pauseMs = Math.min(retryMaxMs, retryFirstMs * 2 ** this.#attempts++)
    this.#retry = setTimeout(() => void this.#connect(), pauseMs)
  }

  async #hangUp(): Promise<void> {
    clearTimeout(this.#retry)
    const session = this.#session
    this.#session = undefined
    this.#peer?.close()
    this.#peer = undefined
    // `keepalive` lets it leave even while the page is being closed.
    if (session) await fetch(session, { method: 'DELETE', keepalive: true }).catch(() => {})
  }

  #enter(state: PublisherState, refusal?: PublisherRefusal): void {
    if (this.state === state) return
    this.state = state
    this.#options.onState?.(state, refusal)
  }
}

async function addTrack(peer: RTCPeerConnection, track: MediaStreamTrack, bitsPerSecond: number): Promise<void> {
  const isVideo = track.kind === 'video'
  const transceiver = peer.addTransceiver(track, {
    direction: 'sendonly',
    ...(isVideo && { sendEncodings: [{ maxBitrate: bitsPerSecond, maxFramerate: 30 }] }),
  })
  if (!isVideo) return
  const codecs = RTCRtpSender.getCapabilities('video')?.codecs ?? []
  const isH264 = (codec: { mimeType: string }) => codec.mimeType.toLowerCase() === 'video/h264'
  if (codecs.some(isH264) && 'setCodecPreferences' in transceiver)
    transceiver.setCodecPreferences([...codecs.filter(isH264), ...codecs.filter((codec) => !isH264(codec))])
  // A product must stay sharp: rather fewer pictures than smaller ones. Each size change also cuts the stream.
  const parameters = transceiver.sender.getParameters()
  await transceiver.sender
    .setParameters({ ...parameters, degradationPreference: 'maintain-resolution' })
    .catch(() => {})
}

/** Waits for ICE candidates, but not long: the server needs none of ours to answer. */
function gathered(peer: RTCPeerConnection): Promise<void> {
  if (peer.iceGatheringState === 'complete') return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, gatherMsMax)
    peer.addEventListener('icegatheringstatechange', () => {
      if (peer.iceGatheringState !== 'complete') return
      clearTimeout(timer)
      resolve()
    })
  })
}
