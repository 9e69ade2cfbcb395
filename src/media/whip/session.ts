import datachannel from 'node-datachannel'
import type { MediaLog } from '../events.ts'
import type { MediaSettings } from '../messages.ts'
import { MediaRefusal } from '../problems.ts'
import { TrackReceiver } from '../rtp/receiver.ts'
import type { Source, Stream } from '../stream.ts'
import { Relay } from '../whep/relay.ts'
import { withReachableCandidates } from './candidates.ts'
import { type OfferedTrack, plainOffer } from './offer.ts'
import { type ConversionNeeds, openConversion, openPictures } from './pictures.ts'
import { openSound } from './sound.ts'
import { SessionTracks } from './tracks.ts'

type PeerConnection = InstanceType<typeof datachannel.PeerConnection>

const bitsPerSecondMax = 2_500_000
const bitsPerSecondMin = 300_000
const keyFrameEveryMs = 2000 // Browsers send none by themselves; segments end at key frames.
const keyFrameAgainMs = 300
const reportEveryMs = 500
const tickMs = 15
const gatherMsMax = 3000
const lostMsMax = 1000 // A busy machine misses a check now and then.
const connectMsMax = 20_000 // A browser that never comes would keep its connection open for ever.

export type SessionOptions = {
  id: string
  keyId?: string | undefined
  tracks: OfferedTrack[]
  stream: Stream
  settings: MediaSettings
  now: () => Date
  log: MediaLog
  onClose: () => void
}

/** One browser publishing: a WebRTC connection whose packets go to a stream. */
export class WhipSession {
  readonly id: string
  readonly stream: Stream
  readonly #options: SessionOptions
  readonly #peer: PeerConnection
  #video: TrackReceiver | undefined
  #audio: TrackReceiver | undefined
  #bitsPerSecond = bitsPerSecondMax
  #keyFrameAskedAtMs = 0
  #timers: NodeJS.Timeout[] = []
  #stopCodecs: () => void = () => {}
  #source: Source | undefined
  readonly #relay = new Relay(
    () => this.#askKeyFrame(keyFrameAgainMs),
    () => this.#nowMs(),
  )
  #closed = false

  constructor(options: SessionOptions) {
    this.id = options.id
    this.stream = options.stream
    this.#options = options
    const { udpPort, bindAddress } = options.settings
    this.#peer = new datachannel.PeerConnection(`whip-${options.id}`, {
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

  /** Answers the offer and starts listening. Throws a `MediaRefusal` when the library cannot serve it. */
  async answer(): Promise<string> {
    const { tracks } = this.#options
    this.#listen(tracks)
    const gathered = new Promise<void>((resolve, reject) => {
      this.#peer.onGatheringStateChange((state) => state === 'complete' && resolve())
      this.#timers.push(setTimeout(() => reject(new MediaRefusal('whip.server.busy')), gatherMsMax))
    })
    gathered.catch(() => {})
    try {
      this.#peer.setRemoteDescription(plainOffer(tracks), 'offer')
    } catch (error) {
      // The library tells our own trouble with the network apart only in words.
      const ours = /gather|bind|socket/i.test(String(error))
      throw new MediaRefusal(ours ? 'whip.server.busy' : 'whip.offer.unfit', String(error).slice(0, 200))
    }
    await gathered
    const description = this.#peer.localDescription()
    if (!description) throw new MediaRefusal('whip.offer.unfit')
    return withReachableCandidates(description.sdp, this.#options.settings)
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    for (const timer of this.#timers) clearTimeout(timer)
    this.#stopCodecs()
    if (this.#source) this.stream.detach(this.#source)
    this.#relay.close()
    this.#peer.close()
    this.#options.onClose()
  }

  #listen(tracks: OfferedTrack[]): void {
    const kinds = tracks.map((track) => track.kind)
    const coding = tracks.find((track) => track.kind === 'video')?.converted
    const source: Source = {
      keyId: this.#options.keyId,
      expects: { video: kinds.includes('video'), audio: kinds.includes('audio') },
      requestKeyFrame: () => this.#askKeyFrame(keyFrameAgainMs),
      stop: () => this.close(),
      ...(!coding && { relay: this.#relay }),
    }
    this.#source = source
    const feed = this.stream.attach(source)
    const sound = source.expects.audio ? openSound(feed, this.#options.now, this.#options.log) : undefined
    const pictures = coding ? openConversion(coding, feed, this.#conversionNeeds()) : openPictures(feed)
    this.#stopCodecs = () => {
      sound?.stop()
      pictures.stop()
    }

    const senders = new Map<string, (rtcp: Buffer) => void>()
    const receiver = (kind: 'video' | 'audio', rate: number) => {
      const track = tracks.find((offered) => offered.kind === kind)
      return track && new TrackReceiver({ ...track, rate, send: (rtcp) => senders.get(kind)?.(rtcp) })
    }
    this.#video = receiver('video', 90000)
    this.#audio = receiver('audio', 48000)
    const arriving = new SessionTracks({
      feed,
      stream: this.stream,
      video: this.#video,
      audio: this.#audio,
      pictures,
      sound: sound ?? { opus: () => {} },
    })
    this.#peer.onTrack((track) => {
      const kind = tracks.find((offered) => offered.mid === track.mid())?.kind
      if (!kind) return
      senders.set(kind, (rtcp) => track.isOpen() && track.sendMessageBinary(rtcp))
      track.onMessage((bytes) => {
        if (this.#closed) return
        this.#relay.pass(kind, bytes)
        arriving.receive(kind, bytes, this.#nowMs())
      })
      this.#tracks.push(track) // Collected otherwise, and its callback with it.
    })
    this.#timers.push(
      setTimeout(() => this.#closeIfLost(), connectMsMax),
      setInterval(() => arriving.tick(this.#nowMs()), tickMs),
      setInterval(() => this.#report(), reportEveryMs),
      setInterval(() => this.#askKeyFrame(keyFrameEveryMs - tickMs), tickMs * 2),
    )
  }

  readonly #tracks: unknown[] = []

  #conversionNeeds(): ConversionNeeds {
    const requestKeyFrame = () => this.#askKeyFrame(keyFrameAgainMs)
    return { now: this.#options.now, log: this.#options.log, requestKeyFrame, onUnavailable: () => this.close() }
  }

  #closeIfLost(): void {
    if (!this.#closed && this.#peer.state() !== 'connected') this.close()
  }

  #askKeyFrame(apartMs: number): void {
    if (this.#nowMs() - this.#keyFrameAskedAtMs < apartMs) return
    this.#keyFrameAskedAtMs = this.#nowMs()
    this.#video?.requestKeyFrame()
  }

  /** Without transport-wide feedback the sender knows no limit but this one: less when packets are lost, then more. */
  #report(): void {
    const lostShare = this.#video?.report(this.#bitsPerSecond, this.#nowMs()) ?? 0
    this.#audio?.report(this.#bitsPerSecond, this.#nowMs())
    const wanted = this.#bitsPerSecond * (lostShare > 0.1 ? 0.85 : lostShare > 0.03 ? 1 : 1.05)
    this.#bitsPerSecond = Math.round(Math.min(bitsPerSecondMax, Math.max(bitsPerSecondMin, wanted)))
  }

  #nowMs(): number {
    return this.#options.now().getTime()
  }
}
