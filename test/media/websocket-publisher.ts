/** A publisher by WebSocket that says what it is told to, from a program rather than a browser. */
import { once } from 'node:events'
import { WebSocket } from 'ws'
import { type FrameKind, websocketFrame } from '../../web/src/lib/media/websocket-frames.ts'

type Said = { type: string; code?: string; status?: number }

export type WebSocketPublisher = AsyncDisposable & {
  socket: WebSocket
  /** The code that it was closed with, and why. */
  ended: Promise<{ code: number; reason: string }>
  /** Says the first message and gives the answer to it. */
  hello(first: object | string): Promise<Said | undefined>
}

export function publishByWebSocket(origin: string): WebSocketPublisher {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/whip/show`)
  const said: Said[] = []
  socket.on('message', (text) => said.push(JSON.parse(String(text))))
  socket.on('error', () => {})
  const ended = once(socket, 'close').then(([code, reason]) => ({ code: code as number, reason: String(reason) }))
  const hello = async (first: object | string) => {
    if (socket.readyState === WebSocket.CONNECTING) await once(socket, 'open')
    socket.send(typeof first === 'string' ? first : JSON.stringify(first))
    await Promise.race([ended, once(socket, 'message')])
    return said.at(-1)
  }
  return { socket, ended, hello, [Symbol.asyncDispose]: async () => socket.terminate() }
}

/** One message of media. */
export const frame = (kind: FrameKind, timeUs: number, bytes: Uint8Array) =>
  websocketFrame(kind, timeUs, bytes.length, (body) => body.set(bytes))
