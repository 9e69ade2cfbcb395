/**
 * What travels between a room and a socket, as JSON text. Pure: the browser reads the same file.
 *
 * Server to client, one frame a tick:
 * `{ "e": [events], "c": [chat], "p": { "v": viewers, "h": hearts, "d": delayMs } }`, each part only when there is
 * something. `e` and `c` are events of two logs with their `seq`, in order and without holes. When more is said than
 * people read, `"r": [after, upTo]` stands beside `c`: this frame speaks for all of that stretch, and what is missing of
 * it was left out on purpose. Besides: `{ "t": yours, "n": serverMs }` answers a clock question, `{ "gone": true }`
 * says: take a fresh snapshot.
 *
 * Client to server: `{ "h": n }` hearts, `{ "t": ms }` what time is it, `{ "d": ms }` how late my picture is,
 * `{ "me": id }` whose words and answers are never to be left out here.
 */
export type Lane = 'e' | 'c'
export const lanes: readonly Lane[] = ['e', 'c']

export type FramedEvent = { seq: number; at: string; type: string; body: unknown }
export type Pulse = { v: number; h?: number; d?: number }
/** `u` and `n` are there over HTTP only: the cursors the segment reaches, and the server's clock when it was made. */
export type RoomSegment = RoomFrame & { u: [e: number, c: number]; n: number }
export type RoomFrame = { e?: FramedEvent[]; c?: FramedEvent[]; r?: [after: number, upTo: number]; p?: Pulse }
export type ServerFrame = RoomFrame | { t: number; n: number } | { gone: true }
export type ClientFrame = { h: number } | { t: number } | { d: number } | { me: string }

/** Why a socket was closed, by name. */
export const closeCodes = {
  /** It did not read what it was sent. It may come back with its cursors. */
  slow: 4001,
  /** It sent what is not a frame. */
  rubbish: 4002,
  /** It sent too much. */
  tooMuch: 4003,
  /** Its cursors are too old: it takes a fresh snapshot. */
  gone: 4004,
  /** The process stops: come back, to another one, at some moment within the ms that are the reason. */
  stopping: 4005,
  /** So many are here that the room is followed over HTTP (`segments.ts`), from the same cursors on. */
  segments: 4006,
} as const

/**
 * Text as one unmasked WebSocket message (RFC 6455 §5.2: FIN, opcode 1, length in 7, 16 or 64 bits), ready to be
 * written to any number of sockets.
 */
export function messageBytes(text: string): Uint8Array {
  const payload = new TextEncoder().encode(text)
  const { length } = payload
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const message = new Uint8Array(head + length)
  const view = new DataView(message.buffer)
  message[0] = 0x81
  message[1] = head === 2 ? length : head === 4 ? 126 : 127
  if (head === 4) view.setUint16(2, length)
  if (head === 10) view.setBigUint64(2, BigInt(length))
  message.set(payload, head)
  return message
}

export const heartsMostAFrame = 20

const nameOfOurs = /^[\w-]{1,64}$/

/** A name that may be written down: what is none would spoil a statement of many. */
export const readName = (text: unknown): string | undefined =>
  typeof text === 'string' && nameOfOurs.test(text) ? text : undefined

/** A client's frame, or undefined when it is rubbish. */
export function readClientFrame(text: string): ClientFrame | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const { h, t, d, me } = value as Record<string, unknown>
  if (Number.isInteger(h) && (h as number) > 0) return { h: Math.min(h as number, heartsMostAFrame) }
  if (typeof t === 'number' && Number.isFinite(t)) return { t }
  if (typeof d === 'number' && d >= 0 && d < 600_000) return { d }
  if (readName(me)) return { me: me as string }
  return undefined
}
