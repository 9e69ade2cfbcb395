import type { Follow, Follower } from '../lib/follow.ts'
import type { LogId } from '../lib/ids.ts'
import type { Database } from '../lib/sql.ts'
import { type FramedEvent, type Lane as LaneName, lanes, messageBytes, type Pulse, type RoomFrame } from './frames.ts'
import { Lane } from './lane.ts'
import { limits, paces } from './limits.ts'
import { type MustHear, sampler } from './sample.ts'
import type { Seat } from './seat.ts'

/** Viewers and delays are counted this often. */
const countEveryMs = 1000

/** The logs a room follows: `e` what happens, `c` what is said. */
export type RoomLogs = Record<LaneName, LogId>

type Cursors = Record<LaneName, number>
type Needs = {
  database: Database
  follower: Follower
  logs: RoomLogs
  /** Viewers over all processes, where others serve the room too. */
  everywhere(): number | undefined
  mustHear: MustHear
  messagesASecond?: number
}

/**
 * Many sockets following two append-only logs. One frame a tick, encoded once, the same bytes to every socket, save
 * those few whose own words were left out of what all the others see. Knows no shows.
 */
export class Room {
  readonly seats = new Set<Seat>()
  readonly #byPerson = new Map<string, Set<Seat>>()
  readonly #lanes: Record<LaneName, Lane>
  readonly #follows: Follow[]
  readonly #needs: Needs
  readonly #choose: ReturnType<typeof sampler>
  /** Messages that were left out, as long as the ring may still hold them. */
  readonly #leftOut = new WeakSet<FramedEvent>()
  #hearts = 0
  #counted: { v: number; d?: number } = { v: 0 }
  #countedAt = 0
  #told: { v: number; d?: number } = this.#counted
  #eventsAt = 0
  #talkAt = 0
  /** Messages left out so far. */
  left = 0

  private constructor(needs: Needs, lanesOpen: Record<LaneName, Lane>) {
    this.#needs = needs
    this.#lanes = lanesOpen
    const { mustHear, messagesASecond = limits.messagesASecond } = needs
    this.#choose = sampler(mustHear, messagesASecond, Math.max(messagesASecond, limits.messagesBurst))
    this.#follows = lanes.map((name) => {
      const lane = this.#lanes[name]
      return needs.follower.follow(lane.logId, lane.head, (events) => lane.hear(events))
    })
  }

  static async open(needs: Needs): Promise<Room> {
    const { sql } = needs.database
    const [e, c] = await Promise.all([Lane.open(sql, needs.logs.e), Lane.open(sql, needs.logs.c)])
    return new Room(needs, { e, c })
  }

  close(code: number, reason?: string): void {
    for (const follow of this.#follows) follow.stop()
    for (const seat of this.seats) seat.close(code, reason)
  }

  /** Different people present: one with two sockets is one. */
  viewers(): number {
    const everywhere = this.#needs.everywhere()
    if (everywhere !== undefined) return everywhere
    const present = new Set<string>()
    for (const seat of this.seats) if (seat.counted) present.add(seat.viewer)
    return present.size
  }

  /** Median of what viewers measure between glass and glass. */
  delayMs(): number | undefined {
    const delays: number[] = []
    for (const seat of this.seats) if (seat.delayMs !== undefined) delays.push(seat.delayMs)
    return delays.sort((a, b) => a - b)[delays.length >> 1]
  }

  addHearts(count: number): void {
    this.#hearts += count
  }

  /** Whose words and answers this seat must never miss. */
  knows(seat: Seat, personId: string): void {
    this.#forget(seat)
    seat.personId = personId
    const seats = this.#byPerson.get(personId) ?? new Set()
    this.#byPerson.set(personId, seats.add(seat))
  }

  leave(seat: Seat): void {
    this.seats.delete(seat)
    this.#forget(seat)
  }

  #forget(seat: Seat): void {
    if (seat.personId === undefined) return
    const seats = this.#byPerson.get(seat.personId)
    seats?.delete(seat)
    if (seats?.size === 0) this.#byPerson.delete(seat.personId)
  }

  /**
   * Seats somebody who has seen each lane up to `cursors`. What is missing is sent at once; from then on the seat gets
   * every tick's frame. No event is missed or doubled in between, because the cursor is compared when the seat is
   * taken, not when the reading began.
   */
  async admit(seat: Seat, cursors: Cursors): Promise<void> {
    // Nothing is awaited after a round that found nothing to send: the seat stands exactly at the last tick's head.
    for (let behind = true; behind; ) {
      const [e, c] = [await this.#lanes.e.after(cursors.e), await this.#lanes.c.after(cursors.c)]
      if (!e || !c) return seat.gone()
      if (seat.closed) return
      const missing = this.#missing(seat, cursors, e, c)
      cursors = { e: Math.max(cursors.e, e.at(-1)?.seq ?? 0), c: Math.max(cursors.c, c.at(-1)?.seq ?? 0) }
      if (missing) seat.send(JSON.stringify(missing))
      behind = lanes.some((name) => cursors[name] < this.#lanes[name].head)
    }
    seat.cursors = cursors
    this.seats.add(seat)
    // A viewer who has just come counts already; staff never do.
    seat.send(JSON.stringify({ p: { ...this.#counted, v: Math.max(seat.counted ? 1 : 0, this.#counted.v) } }))
  }

  /** What somebody who comes back is given again: all that happened, and of what was said as much as a screen shows. */
  #missing({ personId }: Seat, cursors: Cursors, e: FramedEvent[], c: FramedEvent[]): RoomFrame | undefined {
    if (e.length + c.length === 0) return undefined
    const { mustHear } = this.#needs
    let again = 0
    const kept = c.toReversed().filter((event) => {
      const whom = mustHear(event)
      if (whom === 'everyone' || (personId !== undefined && whom.includes(personId))) return true
      return !this.#leftOut.has(event) && again++ < limits.messagesAgainMost
    })
    return {
      ...(e.length > 0 && { e }),
      ...(kept.length > 0 && { c: kept.reverse() }),
      ...(kept.length < c.length && { r: [cursors.c, c.at(-1)!.seq] as [number, number] }),
    }
  }

  /** Tells everybody what is due. */
  tick(now: number): void {
    const { e, c } = this.#lanes
    const { eventsEveryMs, talkEveryMs } = paces(this.seats.size)
    this.#count(now)
    const eventsDue = e.waiting && now - this.#eventsAt >= eventsEveryMs
    const talkDue = (c.waiting || this.#hearts > 0 || this.#counted !== this.#told) && now - this.#talkAt >= talkEveryMs
    if (!eventsDue && !talkDue) return
    // Whatever waits comes along: it costs nothing more.
    if (e.waiting) this.#eventsAt = now
    this.#talkAt = now
    this.#tell(now)
  }

  #tell(now: number): void {
    const after = this.#lanes.c.head
    const [e, said] = [this.#lanes.e.take(), this.#lanes.c.take()]
    const leftOut = this.#choose(said, now)
    this.left += leftOut.length
    for (const event of leftOut) this.#leftOut.add(event)
    const c = leftOut.length === 0 ? said : said.filter((event) => !this.#leftOut.has(event))
    const pulse = this.#pulse()
    const frame: RoomFrame = {
      ...(e.length > 0 && { e }),
      ...(c.length > 0 && { c }),
      ...(leftOut.length > 0 && { r: [after, this.#lanes.c.head] as [number, number] }),
      ...(pulse && { p: pulse }),
    }
    const owed = this.#owed(leftOut)
    const bytes = messageBytes(JSON.stringify(frame))
    for (const seat of this.seats) this.#give(seat, frame, bytes, owed.get(seat))
  }

  /** What was left out for all others, by the seats of those who wrote it or are answered by it. */
  #owed(leftOut: readonly FramedEvent[]): Map<Seat, FramedEvent[]> {
    const owed = new Map<Seat, FramedEvent[]>()
    if (this.#byPerson.size === 0) return owed
    for (const event of leftOut) {
      const seats = new Set<Seat>()
      for (const personId of this.#needs.mustHear(event))
        for (const seat of this.#byPerson.get(personId) ?? []) seats.add(seat)
      for (const seat of seats) owed.set(seat, [...(owed.get(seat) ?? []), event])
    }
    return owed
  }

  #give(seat: Seat, frame: RoomFrame, bytes: Uint8Array, owed: FramedEvent[] | undefined): void {
    const { e, c } = this.#lanes
    // A seat that caught up past this tick (it read the log itself) gets only what it has not seen.
    const ahead = lanes.some((name) => frame[name] && seat.cursors[name] >= frame[name][0]!.seq)
    if (!ahead && !owed) seat.sendFramed(bytes)
    else {
      const said = owed ? [...(frame.c ?? []), ...owed].sort((a, b) => a.seq - b.seq) : frame.c
      const unseen = (name: LaneName, events = frame[name]) => events?.filter(({ seq }) => seq > seat.cursors[name])
      seat.send(JSON.stringify({ ...frame, e: unseen('e'), c: unseen('c', said) }))
    }
    seat.cursors.e = Math.max(seat.cursors.e, e.head)
    seat.cursors.c = Math.max(seat.cursors.c, c.head)
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
  #pulse(): Pulse | undefined {
    const hearts = this.#hearts
    if (hearts === 0 && this.#counted === this.#told) return undefined
    this.#hearts = 0
    this.#told = this.#counted
    return hearts > 0 ? { ...this.#counted, h: hearts } : this.#counted
  }
}
