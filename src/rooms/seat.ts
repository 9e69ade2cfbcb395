import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { closeCodes, type Lane, readClientFrame } from './frames.ts'

/** Bytes a socket may leave unread before it is let go: it comes back with its cursors and misses nothing. */
const unreadMost = 1_000_000
/** How long a slow reader has to hear that it is let go: what it has not read is kept as long. */
const slowGoesWithinMs = 2000
/** Frames a client may send in a second, and how much rubbish it may send at all. */
const framesASecond = 30
const rubbishMost = 5

type Says = { hearts(count: number): void; now(): number; left(seat: Seat, at: number): void }

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
  readonly #socket: WebSocket
  /** What the socket writes to. Nothing is compressed or in fragments, so whole messages may be written beside it. */
  readonly #wire: Duplex
  readonly #says: Says
  #rubbish = 0
  #frames = 0
  #second = 0

  constructor(socket: WebSocket, wire: Duplex, viewer: string, counted: boolean, says: Says) {
    this.#socket = socket
    this.#wire = wire
    this.viewer = viewer
    this.counted = counted
    this.#says = says
    this.seenAt = says.now()
    socket.on('message', (data, binary) => this.#hear(binary ? '' : String(data)))
    socket.on('pong', () => {
      this.alive = true
      this.seenAt = says.now()
    })
    socket.on('close', () => this.#leave())
    socket.on('error', () => this.#leave())
  }

  send(frame: string): void {
    if (this.closed) return
    if (this.#socket.bufferedAmount > unreadMost) this.close(closeCodes.slow)
    else this.#socket.send(frame)
  }

  /** Writes a message that was framed once for everybody (`messageBytes`). */
  sendFramed(message: Uint8Array): void {
    if (this.closed) return
    if (this.#wire.writableLength > unreadMost) this.close(closeCodes.slow)
    else this.#wire.write(message)
  }

  /** Too far behind to be caught up event by event. */
  gone(): void {
    this.send('{"gone":true}')
    this.close(closeCodes.gone)
  }

  close(code: number): void {
    if (this.closed) return
    this.#leave()
    this.#socket.close(code)
    // A peer that does not answer the closing handshake holds memory, and ws waits 30 s for it.
    if (code === closeCodes.slow) setTimeout(() => this.#socket.terminate(), slowGoesWithinMs).unref()
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
  #leave(at = this.#says.now()): void {
    if (this.closed) return
    this.closed = true
    this.#says.left(this, at)
  }

  #hear(text: string): void {
    const now = this.#says.now()
    this.seenAt = now
    if (Math.floor(now / 1000) !== this.#second) {
      this.#second = Math.floor(now / 1000)
      this.#frames = 0
    }
    const frame = readClientFrame(text)
    if (++this.#frames > framesASecond) this.close(closeCodes.tooMuch)
    else if (!frame) {
      if (++this.#rubbish >= rubbishMost) this.close(closeCodes.rubbish)
    } else if ('h' in frame) this.#says.hearts(frame.h)
    else if ('t' in frame) this.send(`{"t":${frame.t},"n":${now}}`)
    else this.delayMs = frame.d
  }
}
