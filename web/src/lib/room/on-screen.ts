import { eventsOfPicture, evolveRoom, type LoggedRoomEvent, type PublicRoom } from '../../../../src/room.ts'

/** Where the picture of a viewer is: the wall clock (ms) of what is on the screen. */
export type Moment = {
  wallMs: number
  /** The viewer went back on purpose: what happened later waits, however long. */
  back: boolean
}

const ofThePicture: ReadonlySet<string> = new Set(eventsOfPicture)

/** Who did not go back sees an event this long after it happened at the latest, wherever the picture is. */
const waitMsMost = 12_000

/**
 * The show's log as far as a viewer's picture got: a second fold beside the newest one, in the order of the log. Nothing
 * is ever bought from it; it only says what stands beside the picture.
 */
export class OnScreen {
  #base: PublicRoom
  /** What is known of the picture begins here, ms. */
  #fromMs: number
  #events: LoggedRoomEvent[] = []
  #passed = 0
  #state: PublicRoom

  /** @param state the room as it was at `fromMs` of the server's clock */
  constructor(state: PublicRoom, fromMs: number) {
    this.#base = this.#state = state
    this.#fromMs = fromMs
  }

  /** New events of the log, in order. */
  hear(events: readonly LoggedRoomEvent[]): void {
    this.#events.push(...events.filter(({ type }) => ofThePicture.has(type)))
  }

  /** What happened before: all events of the picture since the show began, in order. */
  remember(events: readonly LoggedRoomEvent[], newest: PublicRoom): void {
    const known = events.filter(({ type }) => ofThePicture.has(type))
    const last = known.at(-1)?.seq ?? 0
    this.#base = {
      ...newest,
      show: { ...newest.show, pinned: [], paused: false },
      drops: { drops: [] },
      questions: { ...newest.questions, onAir: null },
    }
    this.#events = [...known, ...this.#events.filter(({ seq }) => seq > last)]
    this.#fromMs = Number.NEGATIVE_INFINITY
    this.#state = this.#base
    this.#passed = 0
  }

  /** Whether the picture is at a moment from before what is known. */
  reachesBefore(moment: Moment): boolean {
    return moment.back && moment.wallMs < this.#fromMs
  }

  /** Whether something happened that the picture has not come to. */
  get waits(): boolean {
    return this.#passed < this.#events.length
  }

  /** The picture is there now; without one nothing waits. `nowMs` is the server's clock. */
  move(moment: Moment | undefined, nowMs: number): void {
    const isDue = ({ at }: LoggedRoomEvent) =>
      moment === undefined || Date.parse(at) <= moment.wallMs || (!moment.back && nowMs - Date.parse(at) > waitMsMost)
    const next = this.#events.findIndex((event) => !isDue(event))
    const passed = next < 0 ? this.#events.length : next
    if (passed !== this.#passed) this.#fold(passed)
  }

  /**
   * What stands beside the picture: pins, drops and the slate as the picture knows them, all else as it is now. A drop
   * is open to everybody at the same instant, so whoever watches live sees it then at the latest.
   */
  over(newest: PublicRoom, moment: Moment | undefined, nowMs: number): PublicRoom {
    const then = new Map(this.#state.drops.drops.map((drop) => [drop.dropId, drop]))
    const drops = newest.drops.drops.flatMap((drop) => {
      const seen = then.get(drop.dropId)
      if (seen) return { ...drop, soldOutAfterMs: seen.soldOutAfterMs, closed: seen.closed }
      return !moment?.back && Date.parse(drop.opensAt) <= nowMs ? drop : []
    })
    const { pinned, paused } = this.#state.show
    const listed = pinned.filter((productId) => newest.show.shelf.some((card) => card.productId === productId))
    const covered = newest.show.picture === 'coming' ? paused : newest.show.paused
    const questions = { ...newest.questions, onAir: this.#state.questions.onAir }
    return { ...newest, show: { ...newest.show, pinned: listed, paused: covered }, drops: { drops }, questions }
  }

  #fold(passed: number): void {
    const goesOn = passed >= this.#passed
    const [from, state] = goesOn ? [this.#passed, this.#state] : [0, this.#base]
    this.#state = this.#events.slice(from, passed).reduce(evolveRoom, state)
    this.#passed = passed
  }
}
