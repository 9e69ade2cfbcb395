import {
  closeCodes,
  type FramedEvent,
  type Pulse,
  type RoomFrame,
  type ServerFrame,
} from '../../../../src/rooms/frames.ts'
import { SegmentFollower } from './segments.ts'

export type RoomCursors = { e: number; c: number }
export type Connection = 'connecting' | 'open' | 'reconnecting' | 'stopped'

export type RoomListener = {
  /** New events of the show, in order, without holes. */
  events(events: FramedEvent[]): void
  chat(events: FramedEvent[]): void
  pulse(pulse: Pulse): void
  /** The server's clock minus ours, in ms, from the quickest of several questions. */
  clock(offsetMs: number): void
  connection(state: Connection): void
  /** Too far behind, or a hole was seen: take a fresh snapshot and come back with its cursors. */
  refresh(): Promise<RoomCursors>
}

export type RoomSocketOptions = {
  /** `wss://host/rooms/{showId}` */
  url: string
  cursors: RoomCursors
  /** The same over reconnects, so that one person counts once. */
  viewer: string
  staff?: boolean
  /** Whose words and answers must never be left out, once it is known. */
  me?: string | undefined
  listener: RoomListener
  /** Follows over HTTP from the beginning, as it does when the server says so. */
  segments?: boolean
  /** Handed in for tests. */
  fetch?: typeof fetch
  open?: (url: string) => WebSocket
  now?: () => number
  random?: () => number
}

const quickestMs = 400
const slowestMs = 8000
/** Where no socket ever opens (some networks let none through), the room is followed over HTTP. */
const socketTriesMost = 6
const askClockEveryMs = 30_000
/** Clocks are read in whole milliseconds, and drift. */
const clockErrorMs = 100
/** A server takes some thousands of newcomers a second: a room that lost it comes back no faster. */
const spreadMsAViewer = 0.15
const spreadMsMost = 5000

/**
 * The longest wait before coming back, ms; the real one is drawn below it, so that a room of thousands does not come
 * back in the same instant.
 * @param askedMs what a process that stops asked for
 */
export const comeBackWithinMs = (failures: number, viewers: number, askedMs = 0): number =>
  Math.max(
    Math.min(slowestMs, quickestMs * 2 ** failures),
    Math.min(spreadMsMost, viewers * spreadMsAViewer),
    Math.min(slowestMs, askedMs),
  )

/** Follows a room over a socket that comes back by itself, at the cursor where it was cut. */
export class RoomSocket {
  readonly #options: Required<Omit<RoomSocketOptions, 'me'>>
  #cursors: RoomCursors
  #socket: WebSocket | undefined
  #failures = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #clockTimer: ReturnType<typeof setInterval> | undefined
  #bestTripMs = Number.POSITIVE_INFINITY
  #offsetMs = 0
  #stopped = false
  #everOpen = false
  #viewers = 0
  #me: string | undefined
  #segments: SegmentFollower | undefined

  constructor(options: RoomSocketOptions) {
    this.#options = {
      ...{ staff: false, segments: false, fetch: (...asked: Parameters<typeof fetch>) => fetch(...asked) },
      open: (url) => new WebSocket(url),
      now: () => Date.now(),
      random: () => crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32,
      ...options,
    }
    this.#cursors = { ...options.cursors }
    this.#me = options.me
    if (options.segments) this.#followSegments()
    else this.#connect()
  }

  hearts(count: number): void {
    this.#segments?.hearts(count)
    this.#say({ h: count })
  }

  /** How late the picture is here, glass to glass. */
  delay(delayMs: number): void {
    this.#segments?.delay(delayMs)
    this.#say({ d: Math.round(delayMs) })
  }

  /** Whose words and answers must never be left out from now on. */
  knows(me: string): void {
    if (this.#me === me) return
    this.#me = me
    this.#say({ me })
  }

  /** Comes back at once: after a tab slept, or the network returned. */
  wake(): void {
    if (this.#stopped) return
    if (this.#segments) this.#segments.wake()
    else if (this.#socket?.readyState === 1) {
      this.#bestTripMs = Number.POSITIVE_INFINITY
      this.#askClock()
    } else {
      this.#failures = 0
      clearTimeout(this.#timer)
      this.#connect()
    }
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
    clearInterval(this.#clockTimer)
    this.#segments?.stop()
    this.#drop()
    this.#options.listener.connection('stopped')
  }

  #say(frame: object): void {
    if (this.#socket?.readyState === 1) this.#socket.send(JSON.stringify(frame))
  }

  #drop(): void {
    const socket = this.#socket
    this.#socket = undefined
    socket?.close()
  }

  #connect(): void {
    const { url, viewer, staff, listener, open } = this.#options
    this.#drop()
    listener.connection(this.#failures === 0 ? 'connecting' : 'reconnecting')
    const { e, c } = this.#cursors
    const who = { v: viewer, ...(this.#me !== undefined && { me: this.#me }), ...(staff && { staff: '1' }) }
    const socket = open(`${url}?${new URLSearchParams({ e: String(e), c: String(c), ...who })}`)
    this.#socket = socket
    socket.onopen = () => {
      if (socket !== this.#socket) return
      this.#everOpen = true
      this.#failures = 0
      this.#bestTripMs = Number.POSITIVE_INFINITY
      listener.connection('open')
      this.#askClock()
      clearInterval(this.#clockTimer)
      this.#clockTimer = setInterval(() => this.#askClock(), askClockEveryMs)
    }
    socket.onmessage = (message) => {
      if (socket === this.#socket) this.#hear(JSON.parse(String(message.data)) as ServerFrame)
    }
    socket.onclose = (event) => {
      if (socket === this.#socket) this.#comeBack(event.code, Number(event.reason) || 0)
    }
    socket.onerror = () => {}
  }

  /** From here on over HTTP, from the same cursors: whoever looks on notices nothing. */
  #followSegments(): void {
    const { url, viewer, listener, fetch, now, random } = this.#options
    this.#segments = new SegmentFollower({
      ...{ url: url.replace(/^ws/, 'http'), viewer, fetch, now, random, listener },
      cursors: () => this.#cursors,
      me: () => this.#me,
      hear: (frame) => this.#hear(frame),
      refresh: () => this.#refresh(),
    })
  }

  #comeBack(code: number, askedMs: number): void {
    clearInterval(this.#clockTimer)
    this.#socket = undefined
    if (this.#stopped) return
    const never = !this.#everOpen && this.#failures >= socketTriesMost
    if (code === closeCodes.segments || never) return void this.#followSegments()
    this.#options.listener.connection('reconnecting')
    if (code === closeCodes.gone) return void this.#refresh()
    const most = comeBackWithinMs(this.#failures++, this.#viewers, askedMs)
    this.#timer = setTimeout(() => this.#connect(), most * (0.25 + 0.75 * this.#options.random()))
  }

  #refresh(): Promise<void> {
    this.#drop()
    return this.#options.listener.refresh().then(
      (cursors) => {
        this.#cursors = cursors
        if (!this.#stopped && !this.#segments) this.#connect()
      },
      () => {
        this.#timer = setTimeout(() => void this.#refresh(), 2000)
      },
    )
  }

  #hear(frame: ServerFrame): void {
    const { listener, now } = this.#options
    if ('gone' in frame) return void this.#refresh()
    if ('t' in frame) {
      const trip = now() - frame.t
      const offsetMs = frame.n + trip / 2 - now()
      // No two answers can differ by more than half of both ways: one of the clocks was set.
      const wasSet = Math.abs(offsetMs - this.#offsetMs) > (trip + this.#bestTripMs) / 2 + clockErrorMs
      if (trip < 0 || (trip >= this.#bestTripMs && !wasSet)) return
      this.#bestTripMs = trip
      this.#offsetMs = offsetMs
      listener.clock(offsetMs)
      return
    }
    if (!this.#take('e', frame, (events) => listener.events(events))) return
    if (!this.#take('c', frame, (events) => listener.chat(events))) return
    if (!frame.p) return
    this.#viewers = frame.p.v
    listener.pulse(frame.p)
  }

  /** Hands new events on, and sees holes: a stretch of chat that the frame speaks for (`r`) is none. */
  #take(lane: 'e' | 'c', frame: RoomFrame, hand: (events: FramedEvent[]) => void): boolean {
    const seen = this.#cursors[lane]
    const fresh = (frame[lane] ?? []).filter((event) => event.seq > seen)
    const [after, upTo] = (lane === 'c' && frame.r) || [(fresh[0]?.seq ?? seen + 1) - 1, fresh.at(-1)?.seq ?? seen]
    if (after > seen) {
      void this.#refresh()
      return false
    }
    this.#cursors[lane] = Math.max(seen, upTo)
    if (fresh.length > 0) hand(fresh)
    return true
  }

  #askClock(): void {
    this.#say({ t: this.#options.now() })
  }
}
