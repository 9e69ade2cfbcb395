import { MediaRefusal } from '../problems.ts'
import type { Amf } from './amf0.ts'
import { readAmf } from './amf0.ts'
import { command, commandStream, control, controlStream, peerBandwidth, status, userControl } from './commands.ts'
import { messageType, ProtocolError, type RtmpMessage } from './message.ts'
import { rtmpProblems } from './problems.ts'

const windowBytes = 2_500_000
const chunkSize = 4096
const mediaBytesMax = 4_000_000
const otherBytesMax = 64 * 1024
const keyLengthMax = 512

/** What a session does with a stream, once it may. */
export type Publisher = {
  video(timestamp: number, body: Buffer): void
  audio(timestamp: number, body: Buffer): void
  announce(tracks: { video: boolean; audio: boolean }): void
  close(): void
}

export type SessionOptions = {
  send(chunkStream: number, message: RtmpMessage): void
  setChunkSize(bytes: number): void
  /** Resolves with what takes the media, or rejects with a `MediaRefusal`. */
  publish(key: string): Promise<Publisher>
  onPublish(): void
  /** Called when the sender is told no: the connection is to be closed once that is sent. */
  onRefused(refusal: MediaRefusal): void
}

/**
 * The conversation with one sender: `connect`, `createStream`, `publish`, then media until it unpublishes. Commands
 * are those of the RTMP specification 1.0 §7.2 and what encoders add; `play` is refused.
 */
export class RtmpSession {
  readonly #options: SessionOptions
  #phase: 'new' | 'connected' | 'asking' | 'publishing' | 'over' = 'new'
  #publisher: Publisher | undefined

  constructor(options: SessionOptions) {
    this.#options = options
  }

  /** Long messages are media, and only from those who may publish. */
  bytesMax(type: number): number {
    const isMedia = type === messageType.audio || type === messageType.video
    return isMedia && this.#phase === 'publishing' ? mediaBytesMax : otherBytesMax
  }

  close(): void {
    this.#phase = 'over'
    this.#publisher?.close()
    this.#publisher = undefined
  }

  /** Takes the next message. @throws ProtocolError and AmfRefused, which end the connection without a word */
  take({ type, streamId, timestamp, payload }: RtmpMessage): void {
    if (this.#phase === 'over') return
    try {
      if (type === messageType.video) this.#publisher?.video(timestamp, payload)
      if (type === messageType.audio) this.#publisher?.audio(timestamp, payload)
      if (type === messageType.data) this.#hear(readAmf(payload))
      if (type === messageType.dataAmf3) this.#hear(readAmf(payload.subarray(1)))
      if (type === messageType.command) this.#obey(streamId, readAmf(payload))
      if (type === messageType.commandAmf3) this.#obey(streamId, readAmf(payload.subarray(1)))
      if (type === messageType.userControl) this.#answerPing(payload)
    } catch (error) {
      if (!(error instanceof MediaRefusal)) throw error
      this.#refuse(streamId, error)
    }
  }

  #obey(streamId: number, [name, transaction, ...values]: Amf[]): void {
    if (typeof name !== 'string' || typeof transaction !== 'number') throw new ProtocolError('a command without a name')
    if (name !== 'connect' && this.#phase === 'new') throw new ProtocolError(`${name.slice(0, 30)} before connect`)
    if (name === 'connect') this.#connect(transaction, values[0])
    else if (name === 'publish') this.#publish(streamId, values[1])
    else if (name === 'play' || name === 'play2') throw new MediaRefusal('rtmp.play.refused')
    else if (name === 'FCUnpublish' || name === 'deleteStream' || name === 'closeStream') this.#unpublish()
    else if (transaction !== 0)
      this.#send(command(0, '_result', transaction, null, name === 'createStream' ? 1 : undefined))
  }

  #connect(transaction: number, asked: Amf): void {
    if (this.#phase !== 'new') throw new ProtocolError('connect twice')
    if (!(asked instanceof Map) || typeof asked.get('app') !== 'string') {
      const { code, title } = rtmpProblems['rtmp.connect.malformed']
      this.#send(command(0, '_error', transaction, null, status('error', code, title)))
      this.#giveUp(new MediaRefusal('rtmp.connect.malformed'))
      return
    }
    this.#phase = 'connected'
    const send = (message: RtmpMessage) => this.#options.send(controlStream, message)
    send(control(messageType.windowSize, windowBytes))
    send(peerBandwidth(windowBytes))
    send(control(messageType.chunkSize, chunkSize))
    this.#options.setChunkSize(chunkSize)
    const answer = status('status', 'NetConnection.Connect.Success', 'Connected.')
    for (const [key, value] of extensions) answer.set(key, value)
    answer.set('objectEncoding', asked.get('objectEncoding') === 3 ? 3 : 0)
    this.#send(command(0, '_result', transaction, serverFacts, answer))
  }

  #publish(streamId: number, name: Amf): void {
    if (this.#phase !== 'connected') throw new ProtocolError('publish twice')
    const key = typeof name === 'string' ? name.split('?')[0]! : ''
    if (!/^[\x21-\x7e]+$/.test(key) || key.length > keyLengthMax) throw new MediaRefusal('rtmp.key.missing')
    this.#phase = 'asking'
    this.#options.publish(key).then(
      (publisher) => {
        if (this.#phase === 'over') {
          publisher.close()
          return
        }
        this.#phase = 'publishing'
        this.#publisher = publisher
        this.#options.onPublish()
        this.#options.send(controlStream, userControl(0, streamId))
        const started = status('status', 'NetStream.Publish.Start', 'On its way.')
        this.#send(command(streamId, 'onStatus', 0, null, started))
      },
      (refusal: MediaRefusal) => {
        if (this.#phase !== 'over') this.#refuse(streamId, refusal)
      },
    )
  }

  #unpublish(): void {
    if (this.#phase !== 'publishing') return
    this.#publisher?.close()
    this.#publisher = undefined
    this.#phase = 'connected'
  }

  /** `@setDataFrame`, `onMetaData`, and a map that says which tracks there are. */
  #hear(values: Amf[]): void {
    const facts = values.find((value) => value instanceof Map)
    if (!values.includes('onMetaData') || !(facts instanceof Map)) return
    const has = (...names: string[]) => names.some((name) => Boolean(facts.get(name)))
    this.#publisher?.announce({
      video: has('videocodecid', 'width'),
      audio: has('audiocodecid', 'audiosamplerate'),
    })
  }

  #answerPing(payload: Buffer): void {
    if (payload.length >= 6 && payload.readUInt16BE() === 6)
      this.#options.send(controlStream, userControl(7, payload.readUInt32BE(2)))
  }

  #refuse(streamId: number, refusal: MediaRefusal): void {
    const { code } = rtmpProblems[refusal.code as keyof typeof rtmpProblems]
    this.#send(command(streamId, 'onStatus', 0, null, status('error', code, refusal.message)))
    this.#giveUp(refusal)
  }

  #giveUp(refusal: MediaRefusal): void {
    this.close()
    this.#options.onRefused(refusal)
  }

  #send(message: RtmpMessage): void {
    this.#options.send(commandStream, message)
  }
}

const serverFacts: Amf = new Map<string, Amf>([
  ['fmsVer', 'FMS/3,5,7,7009'], // Some encoders look for a version they know.
  ['capabilities', 31],
])

const forwards = 4
const understandsModifiers = 4

/** What of Enhanced RTMP v2 is served: other codings and modifiers, no second track. */
const extensions: [string, Amf][] = [
  ['fourCcList', ['avc1', 'hvc1', 'av01', 'mp4a', 'Opus']],
  ['videoFourCcInfoMap', new Map(['avc1', 'hvc1', 'av01'].map((name) => [name, forwards]))],
  ['audioFourCcInfoMap', new Map(['mp4a', 'Opus'].map((name) => [name, forwards]))],
  ['capsEx', understandsModifiers],
]
