import { createHmac, randomBytes } from 'node:crypto'
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { type Authorize, admit } from '../admission.ts'
import type { MediaLog } from '../events.ts'
import { MediaRefusal } from '../problems.ts'
import type { Streams } from '../streams.ts'
import {
  cookieIn,
  type Handshake,
  inductionOf,
  keyOf,
  readHandshake,
  refusalOf,
  shutdownFor,
  welcome,
  withCookie,
} from './handshake.ts'
import { srtProblems } from './problems.ts'
import { SrtPublication } from './publication.ts'

const callersMax = 50
const silentMsMax = 15_000
const watchEveryMs = 3000

export type SrtDoorOptions = {
  port: number // 0: any free one.
  bindAddress?: string | undefined
  passphrase?: string | undefined
  streams: Streams
  authorize: Authorize
  now: () => Date
  log: MediaLog
}

type Caller = {
  handshake: Handshake
  /** To its child, which knows us as the caller. */
  inner: Socket | undefined
  cookie: number | undefined
  heardAtMs: number
  end(): void
}

/**
 * SRT in (draft-sharabayko-srt-01). Everybody calls one UDP port; native code never meets a stranger. We answer a
 * caller's induction ourselves and read the stream id out of its conclusion; with a key that opens a stream, a child
 * of this caller's own is started, and the handshake is made again with it in the caller's name. From then on packets
 * pass through as they are, also encrypted ones.
 */
export async function openSrtDoor(options: SrtDoorOptions): Promise<{ port: number; close(): void }> {
  const door = new SrtDoor(options)
  return { port: await door.open(), close: () => door.close() }
}

class SrtDoor {
  readonly #options: SrtDoorOptions
  readonly #socket = createSocket('udp4')
  readonly #callers = new Map<string, Caller>()
  readonly #secret = randomBytes(16)
  #watch: NodeJS.Timeout | undefined

  constructor(options: SrtDoorOptions) {
    this.#options = options
  }

  async open(): Promise<number> {
    this.#socket.on('message', (bytes, from) => this.#hear(bytes, from))
    this.#socket.bind(this.#options.port, this.#options.bindAddress)
    await once(this.#socket, 'listening')
    this.#socket.on('error', (error) => this.#options.log.warn({ error: error.message }, 'SRT door'))
    this.#watch = setInterval(() => this.#endSilent(), watchEveryMs)
    return this.#socket.address().port
  }

  close(): void {
    clearInterval(this.#watch)
    for (const caller of this.#callers.values()) caller.end()
    this.#socket.close()
  }

  #hear(bytes: Buffer, from: RemoteInfo): void {
    const name = `${from.address}:${from.port}`
    const caller = this.#callers.get(name)
    const handshake = readHandshake(bytes)
    if (caller && handshake?.socketId !== undefined && handshake.socketId !== caller.handshake.socketId) caller.end()
    else if (caller) {
      caller.heardAtMs = this.#nowMs()
      this.#passOn(caller, bytes, handshake)
      return
    }
    if (!handshake) return
    const cookie = this.#cookieFor(name)
    if (handshake.kind === 'induction') this.#socket.send(welcome(handshake, cookie), from.port, from.address)
    // Whoever cannot hear us under their address does not know it.
    else if (handshake.cookie === cookie) void this.#admit(name, handshake, from)
  }

  async #admit(name: string, handshake: Handshake, from: RemoteInfo): Promise<void> {
    const answer = (bytes: Buffer) => this.#socket.send(bytes, from.port, from.address, () => {})
    const heardAtMs = this.#nowMs()
    const caller: Caller = {
      handshake,
      inner: undefined,
      cookie: undefined,
      heardAtMs,
      end: () => this.#callers.delete(name),
    }
    try {
      const key = keyOf(handshake)
      if (this.#callers.size >= callersMax) throw new MediaRefusal('srt.server.busy')
      this.#callers.set(name, caller)
      const port = await freePort()
      const { streams, authorize, passphrase, now, log } = this.#options
      await admit('srt', key, { streams, authorize }, (stream, keyId) => {
        const end = () => {
          if (!this.#callers.delete(name)) return
          publication?.close()
          caller.inner?.close()
          answer(shutdownFor(handshake))
        }
        caller.end = end
        const publication = new SrtPublication({ stream, keyId, port, passphrase, now, log, onEnd: end })
        caller.inner = this.#openInner(caller, port, answer)
        this.#passOn(caller, handshake.bytes, handshake)
      })
    } catch (error) {
      this.#callers.delete(name)
      if (!(error instanceof MediaRefusal)) throw error
      this.#options.log.info({ code: error.code }, 'SRT publisher refused')
      answer(refusalOf(handshake, srtProblems[error.code as keyof typeof srtProblems].reason))
    }
  }

  #openInner(caller: Caller, port: number, answer: (bytes: Buffer) => void): Socket {
    const inner = createSocket('udp4')
    inner.on('error', () => {}) // Its child does not listen yet: callers ask again.
    inner.on('message', (bytes) => {
      const cookie = cookieIn(bytes)
      if (cookie === undefined) answer(bytes)
      else if (caller.cookie === undefined) {
        caller.cookie = cookie
        inner.send(withCookie(caller.handshake.bytes, cookie))
      }
    })
    inner.connect(port, '127.0.0.1')
    return inner
  }

  #passOn({ inner, cookie, handshake: first }: Caller, bytes: Buffer, handshake: Handshake | undefined): void {
    if (!inner || handshake?.kind === 'induction') return
    try {
      if (!handshake) inner.send(bytes)
      else inner.send(cookie === undefined ? inductionOf(first) : withCookie(bytes, cookie))
    } catch {
      // Not connected yet: the caller asks again.
    }
  }

  #endSilent(): void {
    for (const caller of [...this.#callers.values()]) if (this.#nowMs() - caller.heardAtMs > silentMsMax) caller.end()
  }

  #cookieFor(name: string): number {
    return createHmac('sha256', this.#secret).update(name).digest().readUInt32BE(0)
  }

  #nowMs(): number {
    return this.#options.now().getTime()
  }
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  await once(socket, 'close')
  return port
}
