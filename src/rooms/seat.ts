import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { closeCodes, type Lane, readClientFrame } from './frames.ts'
import { limits } from './limits.ts'

/** What a seat tells its room. One for all seats of a room. */
export type Host = {
  hearts(count: number): void
  me(seat: Seat, personId: string): void
  now(): number
  /** @param code why, when it was let go by us */
  left(seat: Seat, at: number, code?: number): void
}

/** One socket in a room. */
export class Seat {
  cursors: Record<Lane, number> = { e: 0, c: 0 }
  delayMs: number | undefined
  closed = false
  alive = true
  /** The last sign of life, ms. */
  seenAt: number
  readonly viewer: string
  /** Staff at work is not an audience. */
  readonly counted: boolean
  /** Whose words and answers are never left out here. */
  personId: string | undefined
  /** What presence calls this stay. */
  visit: string | undefined
  readonly #socket: WebSocket
  /** What the socket writes to. Nothing is compressed or in fragments, so whole messages may be written beside it. */
  readonly #wire: Duplex
  readonly #host: Host
  #rubbish = 0
  #frames = 0
  #second = 0

  constructor(socket: WebSocket, wire: Duplex, viewer: string, counted: boolean, host: Host) {
    this.#socket = socket
    this.#wire = wire
    this.viewer = viewer
    this.counted = counted
    this.#host = host
    this.seenAt = host.now()
    socket.on('message', (data, binary) => this.#hear(binary ? '' : String(data)))
    socket.on('pong', () => {
      this.alive = true
      this.seenAt = host.now()
    })
    socket.on('close', () => this.#leave())
    socket.on('error', () => this.#leave())
  }

  send(frame: string): void {
    if (this.closed) return
    if (this.#socket.bufferedAmount > limits.unreadBytesMost) this.close(closeCodes.slow)
    else this.#socket.send(frame)
  }

  /** Writes a message that was framed once for everybody (`messageBytes`). */
  sendFramed(message: Uint8Array): void {
    if (this.closed) return
    if (this.#wire.writableLength > limits.unreadBytesMost) this.close(closeCodes.slow)
    else this.#wire.write(message)
  }

  /** Too far behind to be caught up event by event. */
  gone(): void {
    this.send('{"gone":true}')
    this.close(closeCodes.gone)
  }

  close(code: number, reason?: string): void {
    if (this.closed) return
    this.#leave(this.#host.now(), code)
    this.#socket.close(code, reason)
    // A peer that does not answer the closing handshake holds memory, and a process that stops; ws waits 30 s for it.
    setTimeout(() => this.#socket.terminate(), limits.goesWithinMs).unref()
  }

  /** Asks whether anybody is there; whoever did not answer since the last time is let go. */
  ping(): void {
    if (this.alive) {
      this.alive = false
      this.#socket.ping()
    } else {
      this.#leave(this.seenAt)
      this.#socket.terminate()
    }
  }

  /** @param at the last sign of life: whoever vanished without a word was not there all the while */
  #leave(at = this.#host.now(), code?: number): void {
    if (this.closed) return
    this.closed = true
    this.#host.left(this, at, code)
  }

  #hear(text: string): void {
    const now = this.#host.now()
    this.seenAt = now
    if (Math.floor(now / 1000) !== this.#second) {
      this.#second = Math.floor(now / 1000)
      this.#frames = 0
    }
    const frame = readClientFrame(text)
    if (++this.#frames > limits.framesASecond) this.close(closeCodes.tooMuch)
    else if (!frame) {
      if (++this.#rubbish >= limits.rubbishMost) this.close(closeCodes.rubbish)
    } else if ('h' in frame) this.#host.hearts(frame.h)
    else if ('t' in frame) this.send(`{"t":${frame.t},"n":${now}}`)
    else if ('d' in frame) this.delayMs = frame.d
    else this.#host.me(this, frame.me)
  }
}
