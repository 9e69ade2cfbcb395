import { WebSocket } from 'ws'

/** Socket.IO's own client waits 1 s, doubled up to 5 s, half of it at random (`reconnectionDelay` and its kin). */
const firstDelayMs = 1000
const longestDelayMs = 5000
const jitter = 0.5

/**
 * As much of Socket.IO's client as matters here: Engine.IO 4 over a WebSocket, one namespace, connection state recovery
 * (`pid` and the offset of the last packet go out with the next connect packet).
 */
export class RecoveringSocketIo {
  #socket: WebSocket | undefined
  #pid: string | undefined
  #offset: string | undefined
  #failures = 0
  #stopped = false
  readonly #url: string
  readonly #hear: (n: number) => void
  readonly #opened: () => void

  constructor(url: string, hear: (n: number) => void, opened: () => void) {
    this.#url = url
    this.#hear = hear
    this.#opened = opened
    this.#connect()
  }

  stop(): void {
    this.#stopped = true
    this.#socket?.terminate()
  }

  #connect(): void {
    const socket = new WebSocket(`${this.#url}/socket.io/?EIO=4&transport=websocket`, { perMessageDeflate: false })
    this.#socket = socket
    socket.on('message', (data) => this.#read(String(data), socket))
    socket.on('error', () => {})
    socket.on('close', () => {
      if (this.#stopped) return
      const delayMs = Math.min(longestDelayMs, firstDelayMs * 2 ** this.#failures++)
      setTimeout(() => this.#connect(), delayMs * (1 - jitter + 2 * jitter * Math.random()))
    })
  }

  #read(packet: string, socket: WebSocket): void {
    if (packet.startsWith('0')) {
      socket.send(this.#pid ? `40${JSON.stringify({ pid: this.#pid, offset: this.#offset })}` : '40')
    } else if (packet === '2') socket.send('3')
    else if (packet.startsWith('40')) {
      this.#failures = 0
      this.#pid = (JSON.parse(packet.slice(2)) as { pid?: string }).pid
      this.#opened()
    } else if (packet.startsWith('42')) {
      const [, { n }, offset] = JSON.parse(packet.slice(2)) as [string, { n: number }, string?]
      this.#offset = offset
      this.#hear(n)
    }
  }
}
