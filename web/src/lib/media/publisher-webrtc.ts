import type { Connect, Connection, ConnectionOptions } from './publisher-connection.ts'
import { finalStatuses } from './publisher-connection.ts'
import { readStats, type StatsReading } from './publisher-stats.ts'

const gatherMsMax = 1500
const lostMsMax = 2500
const aliveWithinMs = 6000 // An answer without a connection behind it (a blocked port) would wait half a minute.

/** WHIP (RFC 9725): WebRTC, by UDP. */
export const connectByWebRtc: Connect = (tracks, options) => new WebRtcConnection(tracks, options)

class WebRtcConnection implements Connection {
  readonly #options: ConnectionOptions
  readonly #peer = new RTCPeerConnection({ bundlePolicy: 'max-bundle' })
  readonly #alive: ReturnType<typeof setTimeout>
  #session: string | undefined
  #answered = false
  #wasUp = false
  #over = false

  constructor(tracks: readonly MediaStreamTrack[], options: ConnectionOptions) {
    this.#options = options
    this.#peer.addEventListener('connectionstatechange', () => this.#onState())
    this.#alive = setTimeout(() => this.#wasUp || this.#lose(), aliveWithinMs)
    this.#begin(tracks).catch(() => this.#lose())
  }

  async reading(): Promise<StatsReading | undefined> {
    return this.#over ? undefined : readStats(await this.#peer.getStats(), performance.now())
  }

  async replaceTrack(track: MediaStreamTrack): Promise<void> {
    const sender = this.#peer.getSenders().find((candidate) => candidate.track?.kind === track.kind)
    await sender?.replaceTrack(track)
  }

  async close(): Promise<void> {
    this.#over = true
    clearTimeout(this.#alive)
    this.#peer.close()
    const session = this.#session
    this.#session = undefined
    // `keepalive` lets it leave even while the page is being closed.
    if (session) await fetch(session, { method: 'DELETE', keepalive: true }).catch(() => {})
  }

  #onState(): void {
    const { connectionState } = this.#peer
    if (this.#over) return
    if (connectionState === 'connected') {
      this.#wasUp = true
      this.#options.onUp()
    }
    if (connectionState === 'failed') this.#lose()
    // Often comes back by itself within a moment: a busy phone, another access point.
    if (connectionState === 'disconnected')
      setTimeout(() => this.#peer.connectionState !== 'connected' && this.#lose(), lostMsMax)
  }

  async #begin(tracks: readonly MediaStreamTrack[]): Promise<void> {
    const peer = this.#peer
    for (const track of tracks) await addTrack(peer, track, this.#options.bitsPerSecondMax)
    await peer.setLocalDescription()
    await gathered(peer)
    const offer = peer.localDescription?.sdp ?? ''
    // A browser that may not use UDP, by policy or for want of a network card, knows it at once.
    if (!/^a=candidate:\S+ \d+ udp /im.test(offer)) this.#answered = true
    else await this.#offer(offer)
    if (!this.#session) this.#lose()
  }

  async #offer(offer: string): Promise<void> {
    const { url, key } = this.#options
    const headers = { 'Content-Type': 'application/sdp', Authorization: `Bearer ${key}` }
    const response = await fetch(url, { method: 'POST', headers, body: offer })
    const location = response.headers.get('Location')
    if (finalStatuses.has(response.status)) {
      await this.#refused(response)
      return
    }
    if (response.status !== 201) throw new Error(`The server answered ${response.status}.`)
    this.#session = location ? new URL(location, new URL(url, window.location.href)).href : undefined
    if (this.#over) {
      await this.close()
      return
    }
    this.#answered = true
    await this.#peer.setRemoteDescription({ type: 'answer', sdp: await response.text() })
  }

  async #refused(response: Response): Promise<void> {
    const problem: { code?: string; detail?: string } = await response.json().catch(() => ({}))
    if (this.#over) return
    void this.close()
    const { code = 'whip.refused', detail = response.statusText } = problem
    this.#options.onRefused({ status: response.status, code, detail })
  }

  #lose(): void {
    if (this.#over) return
    void this.close()
    this.#options.onLost(this.#answered && !this.#wasUp ? 'blocked' : 'lost')
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
