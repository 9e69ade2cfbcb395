import type { FramedEvent, RoomFrame, RoomSegment } from '../../../../src/rooms/frames.ts'
import type { RoomCursors, RoomListener } from './socket.ts'

type Needs = {
  /** `https://host/rooms/{showId}` */
  url: string
  viewer: string
  cursors(): RoomCursors
  me(): string | undefined
  /** Takes what was heard, and moves the cursors. */
  hear(frame: RoomFrame): void
  refresh(): Promise<void>
  listener: Pick<RoomListener, 'clock' | 'connection' | 'chat'>
  fetch: typeof fetch
  now(): number
  random(): number
}

const hereEveryMs = 10_000
const quickestMs = 500
const slowestMs = 8000

/** Follows a room over HTTP: every segment names where the next one begins, and the server holds it until it is there. */
export class SegmentFollower {
  readonly #needs: Needs
  readonly #stopped = new AbortController()
  #hearts = 0
  #delayMs: number | undefined
  #saidUpTo: number
  #bestOffsetMs = Number.NEGATIVE_INFINITY
  #woken = () => {}
  readonly #timer: ReturnType<typeof setInterval>

  constructor(needs: Needs) {
    this.#needs = needs
    this.#saidUpTo = needs.cursors().c
    this.#timer = setInterval(() => void this.#here(), hereEveryMs)
    void this.#here()
    void this.#follow()
  }

  hearts(count: number): void {
    this.#hearts += count
  }

  delay(delayMs: number): void {
    this.#delayMs = Math.round(delayMs)
  }

  wake(): void {
    this.#woken()
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#stopped.abort()
    this.#woken()
  }

  async #follow(): Promise<void> {
    const { url, cursors, fetch, listener, random } = this.#needs
    const { signal } = this.#stopped
    for (let failures = 0; !signal.aborted; ) {
      const { e, c } = cursors()
      try {
        const response = await fetch(`${url}/segments/${e}-${c}`, { signal })
        if (response.status === 410) await this.#needs.refresh()
        else if (!response.ok) throw new Error(String(response.status))
        else {
          const segment = (await response.json()) as RoomSegment
          if (failures > 0 || this.#bestOffsetMs === Number.NEGATIVE_INFINITY) listener.connection('open')
          failures = 0
          this.#take(segment)
          // Nothing new: a cache may say so for another second.
          if (segment.u[0] === e && segment.u[1] === c) await this.#pause(1000 * random())
        }
      } catch {
        if (signal.aborted) return
        listener.connection('reconnecting')
        await this.#pause(Math.min(slowestMs, quickestMs * 2 ** failures++) * (0.25 + 0.75 * random()))
      }
    }
  }

  #take({ n, ...segment }: RoomSegment): void {
    // A segment is made before it is heard: of all, the one that was quickest tells the server's clock best.
    const offsetMs = n - this.#needs.now()
    if (offsetMs > this.#bestOffsetMs) {
      this.#bestOffsetMs = offsetMs
      this.#needs.listener.clock(offsetMs)
    }
    this.#needs.hear(segment)
  }

  /** Says that somebody is here, and hears what was left out of the segments and is theirs. */
  async #here(): Promise<void> {
    const { url, viewer, me, fetch, listener } = this.#needs
    const hearts = Math.min(this.#hearts, 200)
    this.#hearts = 0
    const wish = { v: viewer, me: me(), c: this.#saidUpTo, ...(hearts > 0 && { h: hearts }), d: this.#delayMs }
    try {
      const headers = { 'content-type': 'application/json' }
      const body = JSON.stringify(wish)
      const response = await fetch(`${url}/here`, { method: 'POST', headers, body, signal: this.#stopped.signal })
      if (!response.ok) return
      const { c, u } = (await response.json()) as { c: FramedEvent[]; u: number }
      this.#saidUpTo = u
      if (c.length > 0) listener.chat(c)
    } catch {
      // The next one says it.
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#woken = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
