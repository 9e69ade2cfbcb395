import type { Follow } from '../lib/follow.ts'
import type { LogId } from '../lib/ids.ts'
import {
  closeCodes,
  type FramedEvent,
  type Lane as LaneName,
  lanes,
  messageBytes,
  type Pulse,
  type RoomFrame,
} from './frames.ts'
import { Lane } from './lane.ts'
import { limits, paces } from './limits.ts'
import type { RoomNeeds as Needs } from './room-needs.ts'
import { owedTo, sampler, shownAgain } from './sample.ts'
import type { Seat } from './seat.ts'
import type { Segment } from './segments.ts'
import { Shelf } from './shelf.ts'

/** Viewers and delays are counted this often. */
const countEveryMs = 1000

/** The logs a room follows: `e` what happens, `c` what is said. */
export type RoomLogs = Record<LaneName, LogId>

type Cursors = Record<LaneName, number>

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
  readonly #shelf = new Shelf()
  /** Messages left out so far. */
  left = 0

  private constructor(needs: Needs, lanesOpen: Record<LaneName, Lane>) {
    this.#needs = needs
    this.#lanes = lanesOpen
    const { mustHear, messagesASecond = limits.messagesASecond } = needs
    this.#choose = sampler(mustHear, messagesASecond, Math.max(messagesASecond, limits.messagesBurst))
    this.#follows = lanes.map((name) => {
      const lane = this.#lanes[name]
      return needs.follower.follow(lane.logId, lane.head, (events) => {
        lane.hear(events)
        if (events.some(needs.knockAgain)) for (const seat of this.seats) seat.close(closeCodes.gone)
      })
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
    this.#shelf.release()
    this.#needs.sittings.close()
  }

  get empty(): boolean {
    return this.seats.size === 0 && !this.#shelf.waiting && this.#needs.sittings.viewers().next().done === true
  }

  /** Different people present: one with two sockets is one. */
  viewers(): number {
    const everywhere = this.#needs.everywhere()
    if (everywhere !== undefined) return everywhere
    const present = new Set(this.#needs.sittings.viewers())
    for (const seat of this.seats) if (seat.counted) present.add(seat.viewer)
    return present.size
  }

  /** Median of what viewers measure between glass and glass. */
  delayMs(): number | undefined {
    const delays = this.#needs.sittings.delays()
    for (const seat of this.seats) if (seat.delayMs !== undefined) delays.push(seat.delayMs)
    return delays.sort((a, b) => a - b)[delays.length >> 1]
  }

  /** Says that a viewer is there who follows over HTTP. @returns what was left out after `c` and is theirs, as JSON */
  async here(wish: { viewer: string; me: string | undefined; c: number; d?: number | undefined }, now: number) {
    this.#needs.sittings.here(wish.viewer, now, wish.d)
    const { me, c } = wish
    const said = me === undefined ? [] : ((await this.#lanes.c.after(c)) ?? [])
    const theirs = (event: FramedEvent) => this.#leftOut.has(event) && this.#needs.mustHear(event).includes(me!)
    return JSON.stringify({ c: said.filter(theirs), u: this.#lanes.c.head })
  }

  /** Everything after `cursors`; when there is nothing yet, waits for it, but not for ever. */
  async segment(cursors: Cursors, now: () => number): Promise<Segment | 'gone'> {
    const { e, c } = this.#lanes
    const standing = () => cursors.e >= e.head && cursors.c >= c.head
    if (standing()) await this.#shelf.next()
    const name = `${cursors.e}-${cursors.c}`
    const known = this.#shelf.get(name)
    if (known) return { body: known, forever: true }
    const [happened, said] = [await e.after(cursors.e), await c.after(cursors.c)]
    if (!happened || !said) return 'gone'
    const frame = this.#missing(undefined, cursors, happened, said)
    const u = [happened.at(-1)?.seq ?? cursors.e, said.at(-1)?.seq ?? cursors.c]
    const body = JSON.stringify({ ...frame, p: this.#counted, u, n: now() })
    return frame ? { body: this.#shelf.put(name, body), forever: true } : { body, forever: false }
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
      const missing = this.#missing(seat.personId, cursors, e, c)
      cursors = { e: Math.max(cursors.e, e.at(-1)?.seq ?? 0), c: Math.max(cursors.c, c.at(-1)?.seq ?? 0) }
      if (missing) seat.send(JSON.stringify(missing))
      behind = lanes.some((name) => cursors[name] < this.#lanes[name].head)
    }
    seat.cursors = cursors
    this.seats.add(seat)
    // A viewer who has just come counts already; staff never do.
    seat.send(JSON.stringify({ p: { ...this.#counted, v: Math.max(seat.counted ? 1 : 0, this.#counted.v) } }))
  }

  /** All that happened, and of what was said as much as a screen shows. */
  #missing(personId: string | undefined, cursors: Cursors, e: FramedEvent[], c: FramedEvent[]): RoomFrame | undefined {
    if (e.length + c.length === 0) return undefined
    const kept = shownAgain(c, personId, this.#needs.mustHear, this.#leftOut)
    return {
      ...(e.length > 0 && { e }),
      ...(kept.length > 0 && { c: kept }),
      ...(kept.length < c.length && { r: [cursors.c, c.at(-1)!.seq] as [number, number] }),
    }
  }

  /** Tells everybody what is due. */
  tick(now: number): void {
    const { e, c } = this.#lanes
    // A clock that was set back holds nothing up.
    if (now < this.#countedAt) this.#countedAt = this.#eventsAt = this.#talkAt = 0
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
    const owed = owedTo(leftOut, this.#needs.mustHear, this.#byPerson)
    const bytes = messageBytes(JSON.stringify(frame))
    for (const seat of this.seats) this.#give(seat, frame, bytes, owed.get(seat))
    if (frame.e || frame.c || frame.r) this.#shelf.release()
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
    this.#needs.sittings.sweep(now)
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
