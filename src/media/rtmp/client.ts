import { connect as connectPlain, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { type Amf, AmfRefused, readAmf } from './amf0.ts'
import { ChunkReader } from './chunk-reader.ts'
import { ChunkWriter } from './chunk-writer.ts'
import { command, commandStream, control, controlStream, userControl } from './commands.ts'
import { Handshake, handshakeRandomBytes, openingBytes } from './handshake.ts'
import { messageType, ProtocolError, type RtmpMessage } from './message.ts'

const publishMsMax = 10_000
const answerBytesMax = 64 * 1024
const chunkSize = 4096
const acknowledgeEveryBytes = 100_000

/** Where to publish: `rtmp(s)://host[:port]/app`, and the name that is the key. The key is never logged. */
export type Target = { url: string; key: string }

/** What came of a connection that ended: the other side's own code where it gave one. */
export type ClientEnd = { code: string }

export type ClientOptions = {
  random: (bytes: number) => Buffer
  /** It may be sent to from now on. */
  onPublishing(): void
  onEnd(end: ClientEnd): void
}

/** Publishes to another RTMP server, one connection long. */
export class RtmpClient {
  readonly #target: Target
  readonly #options: ClientOptions
  readonly #socket: Socket
  readonly #handshake = new Handshake(Buffer.alloc(0))
  readonly #chunks = new ChunkReader(() => answerBytesMax)
  readonly #writer = new ChunkWriter()
  readonly #patience: NodeJS.Timeout
  #isShaking = true
  #streamId = 1
  #received = 0
  #acknowledged = 0
  #endCode: string | undefined
  #isPublishing = false

  constructor(target: Target, options: ClientOptions) {
    this.#target = target
    this.#options = options
    const { protocol, hostname, port } = new URL(target.url)
    const isSecure = protocol === 'rtmps:'
    const where = { host: hostname, port: Number(port) || (isSecure ? 443 : 1935) }
    this.#socket = isSecure ? connectTls({ ...where, servername: hostname }) : connectPlain(where)
    this.#socket.setNoDelay(true)
    this.#patience = setTimeout(() => this.#end('timeout'), publishMsMax)
    this.#socket.once(isSecure ? 'secureConnect' : 'connect', () =>
      this.#socket.write(openingBytes(options.random(handshakeRandomBytes))),
    )
    this.#socket.on('data', (bytes: Buffer) => this.#take(bytes))
    this.#socket.on('error', (error: NodeJS.ErrnoException) => {
      this.#endCode ??= error.code ?? 'error'
    })
    this.#socket.once('close', () => {
      clearTimeout(this.#patience)
      options.onEnd({ code: this.#endCode ?? 'closed' })
    })
  }

  /** Bytes that the network has not taken yet. */
  get unsentBytes(): number {
    return this.#socket.writableLength
  }

  /** Sends one audio, video or data message, once it is publishing. */
  send(type: number, timestamp: number, payload: Buffer): void {
    const chunkStream = type === messageType.audio ? 4 : type === messageType.video ? 6 : 5
    if (this.#isPublishing) this.#write(chunkStream, { type, streamId: this.#streamId, timestamp, payload })
  }

  close(): void {
    this.#end('stopped')
  }

  #take(bytes: Buffer): void {
    try {
      let rest: Buffer | undefined = bytes
      if (this.#isShaking) {
        const { answer, rest: after } = this.#handshake.push(bytes)
        if (answer) this.#socket.write(answer)
        if (!after) return
        this.#isShaking = false
        this.#connect()
        rest = after
      }
      for (const message of this.#chunks.read(rest)) this.#hear(message)
      this.#acknowledge(bytes.length)
    } catch (error) {
      if (!(error instanceof ProtocolError) && !(error instanceof AmfRefused)) throw error
      this.#end('unreadable')
    }
  }

  #connect(): void {
    const { pathname, protocol, host } = new URL(this.#target.url)
    const app = decodeURIComponent(pathname.slice(1)).replace(/\/$/, '')
    this.#write(controlStream, control(messageType.chunkSize, chunkSize))
    this.#writer.chunkSize = chunkSize
    const facts: [string, Amf][] = [
      ['app', app],
      ['type', 'nonprivate'],
      ['flashVer', 'FMLE/3.0 (compatible; Estrade)'],
      ['tcUrl', `${protocol}//${host}/${app}`],
    ]
    this.#write(commandStream, command(0, 'connect', 1, new Map(facts)))
  }

  #hear({ type, payload }: RtmpMessage): void {
    if (type === messageType.userControl && payload.length >= 6 && payload.readUInt16BE() === 6)
      this.#write(controlStream, userControl(7, payload.readUInt32BE(2)))
    if (type !== messageType.command) return
    const [name, transaction, , facts] = readAmf(payload)
    const code = facts instanceof Map ? String(facts.get('code') ?? '').slice(0, 100) : ''
    if (name === '_error' && transaction !== 2 && transaction !== 3) this.#end(code || 'refused')
    else if (name === '_result' && transaction === 1) this.#askForStream()
    else if (name === '_result' && transaction === 4) this.#publish(facts)
    else if (name === 'onStatus' && code === 'NetStream.Publish.Start') this.#start()
    else if (name === 'onStatus' && facts instanceof Map && facts.get('level') === 'error') this.#end(code || 'refused')
  }

  #askForStream(): void {
    const { key } = this.#target
    this.#write(commandStream, command(0, 'releaseStream', 2, null, key))
    this.#write(commandStream, command(0, 'FCPublish', 3, null, key))
    this.#write(commandStream, command(0, 'createStream', 4, null))
  }

  #publish(streamId: Amf): void {
    if (typeof streamId === 'number') this.#streamId = streamId
    this.#write(commandStream, command(this.#streamId, 'publish', 5, null, this.#target.key, 'live'))
  }

  #start(): void {
    clearTimeout(this.#patience)
    this.#isPublishing = true
    this.#options.onPublishing()
  }

  #acknowledge(bytes: number): void {
    this.#received += bytes
    if (this.#received - this.#acknowledged < acknowledgeEveryBytes) return
    this.#acknowledged = this.#received
    this.#write(controlStream, control(messageType.acknowledgement, this.#received % 2 ** 32))
  }

  #write(chunkStream: number, message: RtmpMessage): void {
    if (this.#socket.writable) this.#socket.write(this.#writer.write(chunkStream, message))
  }

  #end(code: string): void {
    this.#endCode ??= code
    this.#isPublishing = false
    this.#socket.destroy()
  }
}
