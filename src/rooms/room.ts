import type { LogId } from '../lib/ids.ts'
import { type Follow, type Follower, headOf, readLog } from '../lib/log.ts'
import type { Database } from '../lib/sql.ts'
import { type FramedEvent, type Lane, lanes, messageBytes, type Pulse } from './frames.ts'
import type { Seat } from './seat.ts'

/** Events a room keeps in memory for those who come back. */
const ringMost = 2000
/** Viewers and delays are counted this often. */
const countEveryMs = 1000
/** A newcomer further behind than this takes a fresh snapshot. */
const backfillMost = 5000

type LaneState = { logId: LogId; ring: FramedEvent[]; head: number; fresh: FramedEvent[]; follow: Follow | undefined }

/** The logs a room follows: `e` what happens, `c` what is said. */
export type RoomLogs = Record<Lane, LogId>

/**
 * Many sockets following two append-only logs. One frame a tick, encoded once, the same bytes to every socket.
 * Knows no shows.
 */
export class Room {
  readonly seats = new Set<Seat>()
  readonly #lanes: Record<Lane, LaneState>
  readonly #database: Database
  #hearts = 0
  #counted: { v: number; d?: number } = { v: 0 }
  #countedAt = 0
  #told: { v: number; d?: number } = this.#counted

  readonly #everywhere: () => number | undefined

  private constructor(
    database: Database,
    logs: RoomLogs,
    heads: Record<Lane, number>,
    everywhere: () => number | undefined,
  ) {
    this.#database = database
    this.#everywhere = everywhere
    const lane = (name: Lane): LaneState => ({
      logId: logs[name],
      ring: [],
      head: heads[name],
      fresh: [],
      follow: undefined,
    })
    this.#lanes = { e: lane('e'), c: lane('c') }
  }

  /** @param everywhere viewers over all processes, where others serve the room too */
  static async open(
    database: Database,
    follower: Follower,
    logs: RoomLogs,
    everywhere: () => number | undefined,
  ): Promise<Room> {
    const heads = { e: await headOf(database.sql, logs.e), c: await headOf(database.sql, logs.c) }
    const room = new Room(database, logs, heads, everywhere)
    for (const name of lanes) {
      const lane = room.#lanes[name]
      lane.follow = follower.follow(lane.logId, lane.head, (events) => {
        lane.fresh.push(...events)
      })
    }
    return room
  }

  close(code: number): void {
    for (const name of lanes) this.#lanes[name].follow?.stop()
    for (const seat of this.seats) seat.close(code)
  }

  /** Different people present: one with two sockets is one. */
  viewers(): number {
    const everywhere = this.#everywhere()
    if (everywhere !== undefined) return everywhere
    const present = new Set<string>()
    for (const seat of this.seats) if (seat.counted) present.add(seat.viewer)
    return present.size
  }

  /** Median of what viewers measure between glass and glass. */
  delayMs(): number | undefined {
    const delays = [...this.seats].flatMap((seat) => seat.delayMs ?? []).sort((a, b) => a - b)
    return delays[delays.length >> 1]
  }

  addHearts(count: number): void {
    this.#hearts += count
  }

  /**
   * Seats somebody who has seen each lane up to `cursors`. What is missing is read from the log and sent at once;
   * from then on the seat gets every tick's frame. No event is missed or doubled in between, because the cursor is
   * compared when the seat is taken, not when the reading began.
   */
  async admit(seat: Seat, cursors: Record<Lane, number>): Promise<void> {
    for (;;) {
      const missing: Partial<Record<Lane, FramedEvent[]>> = {}
      for (const name of lanes) {
        const lane = this.#lanes[name]
        if (cursors[name] > lane.head && cursors[name] > (await headOf(this.#database.sql, lane.logId)))
          return seat.gone()
        const events = await this.#after(name, cursors[name])
        if (!events) return seat.gone()
        if (events.length > 0) {
          missing[name] = events
          cursors[name] = events.at(-1)!.seq
        }
      }
      if (missing.e || missing.c) seat.send(JSON.stringify(missing))
      if (seat.closed) return
      // Nothing awaited since here: either the seat stands exactly at the last tick's head, or it reads again.
      if (lanes.every((name) => cursors[name] >= this.#lanes[name].head)) break
    }
    seat.cursors = cursors
    this.seats.add(seat)
    // A viewer who has just come counts already; staff never do.
    seat.send(JSON.stringify({ p: { ...this.#counted, v: Math.max(seat.counted ? 1 : 0, this.#counted.v) } }))
  }

  async #after(name: Lane, cursor: number): Promise<FramedEvent[] | undefined> {
    const lane = this.#lanes[name]
    if (cursor >= lane.head) return []
    if (lane.head - cursor > backfillMost) return undefined
    const oldest = lane.ring[0]?.seq ?? Number.POSITIVE_INFINITY
    if (oldest <= cursor + 1) return lane.ring.slice(cursor + 1 - oldest)
    return (await readLog(this.#database.sql, lane.logId, cursor, backfillMost + 1)).filter(
      (event) => event.seq <= lane.head,
    )
  }

  /** One frame to everybody. Returns whether there was something to say. */
  tick(now: number): boolean {
    const frame: { e?: FramedEvent[]; c?: FramedEvent[]; p?: Pulse } = {}
    for (const name of lanes) {
      const lane = this.#lanes[name]
      if (lane.fresh.length === 0) continue
      frame[name] = lane.fresh
      lane.head = lane.fresh.at(-1)!.seq
      lane.ring.push(...lane.fresh)
      if (lane.ring.length > ringMost) lane.ring.splice(0, lane.ring.length - ringMost)
      lane.fresh = []
    }
    const pulse = this.#pulse(now)
    if (pulse) frame.p = pulse
    if (!frame.e && !frame.c && !frame.p) return false
    const bytes = messageBytes(JSON.stringify(frame))
    for (const seat of this.seats) this.#give(seat, frame, bytes)
    return true
  }

  #give(seat: Seat, frame: { e?: FramedEvent[]; c?: FramedEvent[] }, bytes: Uint8Array): void {
    // A seat that caught up past this tick (it read the log itself) gets only what it has not seen.
    const ahead = lanes.some((name) => frame[name] && seat.cursors[name] >= frame[name][0]!.seq)
    if (ahead) {
      const rest = Object.fromEntries(
        lanes.map((name) => [name, frame[name]?.filter((event) => event.seq > seat.cursors[name])]),
      )
      seat.send(JSON.stringify(rest))
    } else {
      seat.sendFramed(bytes)
    }
    for (const name of lanes) {
      const last = frame[name]?.at(-1)
      if (last) seat.cursors[name] = Math.max(seat.cursors[name], last.seq)
    }
  }

  /** Counted once a second: with thousands present, counting is work. */
  #count(now: number): void {
    if (now - this.#countedAt < countEveryMs) return
    this.#countedAt = now
    const delay = this.delayMs()
    const counted = { v: this.viewers(), ...(delay !== undefined && { d: Math.round(delay / 100) * 100 }) }
    if (counted.v !== this.#counted.v || counted.d !== this.#counted.d) this.#counted = counted
  }

  /** What changed since the last pulse, if anything did. */
  #pulse(now: number): Pulse | undefined {
    this.#count(now)
    const hearts = this.#hearts
    if (hearts === 0 && this.#counted === this.#told) return undefined
    this.#hearts = 0
    this.#told = this.#counted
    return hearts > 0 ? { ...this.#counted, h: hearts } : this.#counted
  }
}
