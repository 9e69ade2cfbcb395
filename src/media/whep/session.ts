import datachannel from 'node-datachannel'
import type { MediaSettings } from '../messages.ts'
import { MediaRefusal } from '../problems.ts'
import { isRtcp } from '../rtp/packet.ts'
import { withReachableCandidates } from '../whip/candidates.ts'
import { type OfferedTrack, plainOffer } from '../whip/offer.ts'
import { readFeedback } from './feedback.ts'
import type { Kind, Relay } from './relay.ts'

type PeerConnection = InstanceType<typeof datachannel.PeerConnection>
type Track = Parameters<Parameters<PeerConnection['onTrack']>[0]>[0]

const gatherMsMax = 3000
const connectMsMax = 20_000
const lostMsMax = 5000

/** One browser watching: a WebRTC connection that gets the packets of a relay. */
export class WhepSession {
  readonly #peer: PeerConnection
  readonly #relay: Relay
  readonly #settings: MediaSettings
  readonly #offered: OfferedTrack[]
  readonly #onClose: () => void
  readonly #tracks = new Map<Kind, Track>()
  #timers: NodeJS.Timeout[] = []
  #deaf: () => void = () => {}
  #closed = false

  constructor(options: {
    id: string
    tracks: OfferedTrack[]
    relay: Relay
    settings: MediaSettings
    onClose: () => void
  }) {
    this.#offered = options.tracks
    this.#relay = options.relay
    this.#settings = options.settings
    this.#onClose = options.onClose
    const { udpPort, bindAddress } = options.settings
    this.#peer = new datachannel.PeerConnection(`whep-${options.id}`, {
      iceServers: [],
      enableIceUdpMux: true,
      portRangeBegin: udpPort,
      portRangeEnd: udpPort,
      ...(bindAddress && { bindAddress }),
    })
    this.#peer.onStateChange((state) => {
      if (state === 'closed' || state === 'failed') this.close()
      if (state === 'disconnected') this.#timers.push(setTimeout(() => this.#closeIfLost(), lostMsMax))
    })
  }

  /** Answers the offer and begins to send as soon as the viewer is connected. */
  async answer(): Promise<string> {
    const tracks = this.#offered
    this.#timers.push(setTimeout(() => this.#closeIfLost(), connectMsMax))
    this.#peer.onTrack((track) => {
      const offered = tracks.find(({ mid }) => mid === track.mid())
      if (!offered) return
      this.#tracks.set(offered.kind, track)
      track.onMessage((bytes) => isRtcp(bytes) && this.#heed(offered, bytes))
    })
    this.#listen(tracks)
    const gathered = new Promise<void>((resolve, reject) => {
      this.#peer.onGatheringStateChange((state) => state === 'complete' && resolve())
      this.#timers.push(setTimeout(() => reject(new MediaRefusal('whep.server.busy')), gatherMsMax))
    })
    gathered.catch(() => {})
    try {
      this.#peer.setRemoteDescription(plainOffer(tracks).replaceAll('a=sendonly', 'a=recvonly'), 'offer')
    } catch (error) {
      throw new MediaRefusal('whep.offer.unfit', String(error).slice(0, 200))
    }
    await gathered
    const description = this.#peer.localDescription()
    if (!description) throw new MediaRefusal('whep.offer.unfit')
    return withReachableCandidates(withSources(description.sdp, this.#relay), this.#settings)
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    for (const timer of this.#timers) clearTimeout(timer)
    this.#deaf()
    this.#peer.close()
    this.#onClose()
  }

  #listen(tracks: OfferedTrack[]): void {
    const types = new Map(tracks.map(({ kind, payloadType }) => [kind, payloadType]))
    let begun = false
    const send = (kind: Kind, bytes: () => Buffer) => {
      const track = this.#tracks.get(kind)
      if (!track?.isOpen()) return
      if (!begun) this.#relay.requestKeyFrame()
      begun = true
      track.sendMessageBinary(bytes())
    }
    this.#deaf = this.#relay.listen({
      packet: (packet) => send(packet.kind, () => packet.as(types.get(packet.kind)!)),
      report: (kind, report) => send(kind, () => report),
      closed: () => this.close(),
    })
  }

  #heed({ kind, payloadType }: OfferedTrack, bytes: Buffer): void {
    const { lost, keyFrame } = readFeedback(bytes)
    if (keyFrame) this.#relay.requestKeyFrame()
    for (const sequence of lost) {
      const packet = this.#relay.again(kind, sequence)
      if (packet) this.#tracks.get(kind)?.sendMessageBinary(packet.as(payloadType))
    }
  }

  #closeIfLost(): void {
    if (!this.#closed && this.#peer.state() !== 'connected') this.close()
  }
}

/** Says in each section of an answer which source sends and to which stream it belongs. Every line ends in CR LF. */
export function withSources(sdp: string, { ssrc }: Pick<Relay, 'ssrc'>): string {
  let kind: Kind | undefined
  const lines = sdp.split(/\r?\n/).flatMap((line) => {
    if (line.startsWith('m=')) kind = line.startsWith('m=video') ? 'video' : 'audio'
    if (line.startsWith('a=ssrc:') || line.startsWith('a=msid:')) return []
    if (!kind || line !== 'a=sendonly') return line
    return [line, `a=msid:show ${kind}`, `a=ssrc:${ssrc[kind]} cname:show`, `a=ssrc:${ssrc[kind]} msid:show ${kind}`]
  })
  return lines.join('\r\n')
}
