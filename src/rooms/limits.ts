/**
 * Everything a room bounds, in one place. Whoever meets a limit is told by the name in the comment (`closeCodes` in
 * frames.ts, or an HTTP status before there is a socket), and `/metrics` counts it.
 */
export const limits = {
  /** `slow`: bytes a socket may leave unread. It comes back with its cursors and misses nothing. */
  unreadBytesMost: 1_000_000,
  /** How long a reader who is let go has to hear of it: what it has not read is kept as long. */
  goesWithinMs: 1500,
  /** A process that stops asks its viewers to come back spread over so much time for each of them. */
  comeBackMsASocket: 0.2,
  /** `tooMuch`: frames a client may send in a second. */
  framesASecond: 30,
  /** Close code 1009 of the protocol: bytes of one frame of a client. */
  frameBytesMost: 1024,
  /** `rubbish`: how much of it a client may send at all. */
  rubbishMost: 5,
  /** `gone`: a newcomer further behind than this takes a fresh snapshot. */
  backfillMost: 5000,
  /** 503: sockets of one process; further ones come back, to another. */
  socketsMost: 20_000,
  /** `segments`: sockets of one room at one process; further viewers follow it over HTTP, where caches carry it. */
  socketsARoomMost: 18_000,
  /** How long a request for what comes next is held. */
  heldMs: 5000,
  /** Events of each log that a room keeps in memory for those who come back. */
  ringMost: 2000,
  /** Messages a second that a room shows of what people say: nobody reads more. What was left out is counted. */
  messagesASecond: 30,
  /** So many at once after a silence. */
  messagesBurst: 60,
  /** Messages of people that somebody who comes back is given again: no screen shows more. */
  messagesAgainMost: 100,
  /** A room is kept this long after the last one left, for those whose connection just broke. */
  emptyForMs: 30_000,
} as const

/** What is said waits at least this long for company, since every write to a socket costs the same. */
const talkEveryMs = 60
const talkEveryMsMost = 500

/**
 * How often a room of so many seats may be written to, ms. A write costs 5 to 10 µs a seat, whatever is in it: what
 * happens (`events`: stock, drops, pins) may take a quarter of a core, what is said a tenth.
 */
export const paces = (seats: number) => ({
  eventsEveryMs: Math.min(talkEveryMsMost, seats * 0.02),
  talkEveryMs: Math.min(talkEveryMsMost, Math.max(talkEveryMs, seats * 0.1)),
})
