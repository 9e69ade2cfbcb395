import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { type Authorize, admit } from '../admission.ts'
import type { MediaLog } from '../events.ts'
import { MediaRefusal } from '../problems.ts'
import type { Streams } from '../streams.ts'
import { messageBytesMax, readHello, readMessage } from './messages.ts'
import { websocketProblems } from './problems.ts'
import { WebSocketPublication } from './publication.ts'

const connectionsMax = 200
const helloMsMax = 10_000
const idleMsMax = 15_000
const farewellMsMax = 2000
const keyFrameAgainMs = 300
const goingAway = 1001

export type WebSocketDoorOptions = {
  streams: Streams
  authorize: Authorize
  now: () => Date
  log: MediaLog
}

/**
 * Where browsers publish whose network lets no UDP out: an upgrade of the WHIP address to a WebSocket, which carries
 * what the browser's own encoders (WebCodecs) make. The key comes in the first message, never in an address. A fault
 * of a sender costs its own connection.
 */
export class WebSocketDoor {
  readonly #options: WebSocketDoorOptions
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: messageBytesMax,
    perMessageDeflate: false,
    clientTracking: true,
  })

  constructor(options: WebSocketDoorOptions) {
    this.#options = options
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy())
    if (this.#server.clients.size >= connectionsMax) {
      socket.end('HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\n\r\n')
      return
    }
    this.#server.handleUpgrade(request, socket, head, (browser) => serveBrowser(browser, this.#options))
  }

  close(): void {
    for (const browser of this.#server.clients) browser.close(goingAway)
    this.#server.close()
  }
}

/** Serves one browser until it leaves. */
function serveBrowser(browser: WebSocket, options: WebSocketDoorOptions): void {
  const { log } = options
  let publication: WebSocketPublication | undefined
  let isGreeted = false
  let over = false
  const refuse = (refusal: MediaRefusal) => {
    if (over) return
    over = true
    log.info({ code: refusal.code }, 'WebSocket publisher refused')
    leave(browser, refusal)
  }
  const patience = (ms: number) => setTimeout(() => refuse(new MediaRefusal('websocket.silent')), ms)
  let silence = patience(helloMsMax)

  const greet = async (text: string) => {
    const hello = readHello(text)
    await admit('websocket', hello.key, options, (stream, keyId) => {
      if (over) return
      const requestKeyFrame = askSometimes(browser, () => options.now().getTime())
      const onStop = () => browser.close(goingAway)
      publication = new WebSocketPublication({ ...options, stream, keyId, hello, requestKeyFrame, onStop })
      browser.send(JSON.stringify({ type: 'publishing' }))
    })
  }
  browser.on('message', (data, isBinary) => {
    if (over) return
    clearTimeout(silence)
    silence = patience(idleMsMax)
    const failed = (error: unknown) => refuse(named(error, log))
    if (!isGreeted) {
      isGreeted = true
      greet(isBinary ? '' : String(data)).catch(failed)
      return
    }
    try {
      if (!isBinary || !publication) throw new MediaRefusal('websocket.message.malformed')
      publication.take(readMessage(data as Buffer))
    } catch (error) {
      failed(error)
    }
  })
  browser.on('error', () => {}) // Its `close` follows.
  browser.once('close', () => {
    over = true
    clearTimeout(silence)
    publication?.close()
  })
}

/** A refusal as it is; anything else is a bug of ours, that the sender learns nothing of. */
function named(error: unknown, log: MediaLog): MediaRefusal {
  if (error instanceof MediaRefusal) return error
  log.error({ error: String((error as Error)?.stack ?? error) }, 'a WebSocket publisher failed')
  return new MediaRefusal('websocket.message.malformed')
}

/** Says why, then closes; whoever does not close in return is cut off. */
function leave(browser: WebSocket, { code, message }: MediaRefusal): void {
  const { status } = websocketProblems[code as keyof typeof websocketProblems]
  browser.send(JSON.stringify({ type: 'refused', code, status, detail: message }))
  browser.close(4000 + status, code)
  setTimeout(() => browser.terminate(), farewellMsMax).unref()
}

function askSometimes(browser: WebSocket, nowMs: () => number): () => void {
  let askedAtMs = 0
  return () => {
    if (nowMs() - askedAtMs < keyFrameAgainMs) return
    askedAtMs = nowMs()
    browser.send(JSON.stringify({ type: 'keyFrame' }))
  }
}
