import { call } from '#lib/api.ts'
import { mediaLinks } from '#lib/links.ts'
import type { ChatEvent } from '#src/modules/chat/events.ts'
import { type ChatState, evolveChat } from '#src/modules/chat/state.ts'
import { evolveRoom, type LoggedRoomEvent, type PublicRoom } from '#src/room.ts'
import type { FramedEvent } from '#src/rooms/frames.ts'
import { type Moment, OnScreen } from './on-screen.ts'
import { type Connection, type RoomCursors, RoomSocket } from './socket.ts'

/** What `shows.room` answers. */
export type RoomSnapshot = {
  showId: string
  brandId: string
  state: PublicRoom
  seq: number
  chat: { seq: number } & ChatState
  now: string
  hlsUrl: string | null
  /** Why it is closed to whoever asks, as a problem's code: it is its poster then. */
  closed?: string | null
}

/**
 * A room as components read it: the server's fold, going on here event by event. The first paint uses the snapshot
 * that came with the page, so the first message of the socket is the next event.
 */
export class LiveRoom {
  readonly showId: string
  readonly brandId: string
  /** Why it is closed to whoever looks on. */
  readonly closed: string | undefined
  /** As it is at this instant: what may be bought, and for how much. */
  room: PublicRoom = $state.raw() as PublicRoom
  /** As it stands beside the picture: pins, drops and the slate come when the picture gets there. */
  onScreen: PublicRoom = $state.raw() as PublicRoom
  chat: ChatState = $state.raw() as ChatState
  viewers = $state(0)
  /** Median of how far behind viewers are, ms. */
  delayMs: number | undefined = $state()
  connection: Connection = $state('connecting')
  /** Hearts others gave, since the page was opened: components animate the difference. */
  hearts = $state(0)
  /** The server's clock minus ours. */
  #offsetMs: number
  #seq: number
  #chatSeq: number
  #socket: RoomSocket | undefined
  #me: string | undefined
  #listeners = new Set<(event: LoggedRoomEvent) => void>()
  #passed: OnScreen
  #moment: () => Moment | undefined = () => undefined
  #frame: number | undefined
  #remembering = false

  constructor(snapshot: RoomSnapshot, now = Date.now()) {
    this.showId = snapshot.showId
    this.brandId = snapshot.brandId
    this.closed = snapshot.closed ?? undefined
    this.room = this.onScreen = snapshot.state
    this.#passed = new OnScreen(snapshot.state, Date.parse(snapshot.now))
    this.chat = snapshot.chat
    this.#seq = snapshot.seq
    this.#chatSeq = snapshot.chat.seq
    this.#offsetMs = Date.parse(snapshot.now) - now
  }

  /** The server's clock, ms. */
  now(): number {
    return Date.now() + this.#offsetMs
  }

  /** What plays it: an outside engine's address where one makes its picture. */
  /** Its picture needs a token. */
  get guarded(): boolean {
    return this.room.show.visibility === 'private' || this.room.show.visibility === 'ticketed'
  }

  get hlsUrl(): string {
    return this.room.show.hlsUrl ?? mediaLinks.hls(this.showId)
  }

  /** Starts following; only in the browser. Returns how to stop. */
  follow(options: { viewer: string; staff?: boolean }): () => void {
    const socket = new RoomSocket({
      url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/rooms/${this.showId}`,
      cursors: { e: this.#seq, c: this.#chatSeq },
      ...options,
      me: this.#me,
      listener: {
        events: (events) => this.#hearEvents(events),
        chat: (events) => this.#hearChat(events),
        pulse: (pulse) => {
          this.viewers = pulse.v
          if (pulse.d !== undefined) this.delayMs = pulse.d
          if (pulse.h) this.hearts += pulse.h
        },
        clock: (offsetMs) => {
          this.#offsetMs = offsetMs
        },
        connection: (state) => {
          this.connection = state
        },
        refresh: () => this.#refresh(),
      },
    })
    this.#socket = socket
    const wake = () => {
      if (document.visibilityState === 'visible') socket.wake()
    }
    document.addEventListener('visibilitychange', wake)
    addEventListener('online', wake)
    return () => {
      document.removeEventListener('visibilitychange', wake)
      removeEventListener('online', wake)
      socket.stop()
    }
  }

  /** Calls `listener` with each event as it happens (not with those of the snapshot). */
  onEvent(listener: (event: LoggedRoomEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Who looks on, once it is known: their own words and answers to them are never left out, however much is said. */
  knows(personId: string): void {
    this.#me = personId
    this.#socket?.knows(personId)
  }

  /**
   * From now on what belongs to the picture waits for it. `moment` says where the picture is, and nothing while there is
   * none, or nobody to see it. Returns how to stop.
   */
  followPicture(moment: () => Moment | undefined): () => void {
    this.#moment = moment
    const look = () => this.look()
    document.addEventListener('visibilitychange', look)
    return () => {
      document.removeEventListener('visibilitychange', look)
      this.#moment = () => undefined
      this.look()
    }
  }

  /** Looks at once where the picture is; to be called when it went somewhere else. */
  look = (): void => {
    cancelAnimationFrame(this.#frame ?? 0)
    this.#frame = undefined
    const [moment, now, passed] = [this.#moment(), this.now(), this.#passed]
    if (moment && passed.reachesBefore(moment)) void this.#remember()
    passed.move(moment, now)
    this.onScreen = passed.over(this.room, moment, now)
    // Once a frame, and only as long as something is to come.
    if (moment && (passed.waits || moment.back)) this.#frame = requestAnimationFrame(this.look)
  }

  sendHearts(count: number): void {
    this.#socket?.hearts(count)
  }

  /** Asks the server's clock anew, after an answer that says ours was off. */
  syncClock(): void {
    this.#socket?.wake()
  }

  reportDelay(delayMs: number): void {
    this.#socket?.delay(delayMs)
  }

  #hearEvents(events: FramedEvent[]): void {
    let room = this.room
    for (const event of events as LoggedRoomEvent[]) room = evolveRoom(room, event)
    this.room = room
    this.#seq = events.at(-1)!.seq
    this.#passed.hear(events as LoggedRoomEvent[])
    this.look()
    for (const event of events as LoggedRoomEvent[]) for (const listener of this.#listeners) listener(event)
  }

  #hearChat(events: FramedEvent[]): void {
    let chat = this.chat
    for (const event of events) chat = evolveChat(chat, event as unknown as ChatEvent, event.at) ?? chat
    this.chat = chat
    this.#chatSeq = Math.max(this.#chatSeq, events.at(-1)!.seq)
  }

  /** The viewer went further back than this page knows. */
  async #remember(): Promise<void> {
    if (this.#remembering) return
    this.#remembering = true
    try {
      const { events } = await call('shows.moments', { showId: this.showId })
      this.#passed.remember(events as unknown as LoggedRoomEvent[], this.room)
      this.look()
    } catch {
      // What is known goes on standing beside the picture.
    }
  }

  async #refresh(): Promise<RoomCursors> {
    const snapshot = (await call('shows.room', { showId: this.showId })) as unknown as RoomSnapshot
    // Whom it is open to has changed: the page says so.
    if ((snapshot.closed ?? undefined) !== this.closed) location.reload()
    this.room = snapshot.state
    this.#passed = new OnScreen(snapshot.state, Date.parse(snapshot.now))
    this.#remembering = false
    this.look()
    this.chat = snapshot.chat
    this.#seq = snapshot.seq
    this.#chatSeq = snapshot.chat.seq
    return { e: snapshot.seq, c: snapshot.chat.seq }
  }
}
