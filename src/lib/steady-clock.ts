import type { Clock } from './clock.ts'

/**
 * The time that a process goes by: that of the wall, except that it never jumps. Whoever sets the machine's clock during
 * a show would otherwise open drops early, let no room hear anything until the old time is reached again, tear the
 * picture's timeline and make every sender seem silent. It takes the wall's time when nobody minds (`set`).
 */
export class SteadyClock implements Clock {
  readonly #wallMs: () => number
  readonly #steadyMs: () => number
  #aheadMs = 0

  /** `notBeforeMs`: what a process before this one had reached. */
  constructor({ wallMs = Date.now, steadyMs = () => performance.now(), notBeforeMs = 0 } = {}) {
    this.#wallMs = wallMs
    this.#steadyMs = steadyMs
    this.#aheadMs = Math.max(this.#wallAheadMs(), notBeforeMs - steadyMs())
  }

  /** The two cannot be read at once: of several readings the one that was interrupted the least. */
  #wallAheadMs(): number {
    let best = { tookMs: Number.POSITIVE_INFINITY, aheadMs: 0 }
    for (let i = 0; i < 5; i++) {
      const before = this.#steadyMs()
      const wallMs = this.#wallMs()
      const tookMs = this.#steadyMs() - before
      if (tookMs < best.tookMs) best = { tookMs, aheadMs: wallMs - before - tookMs / 2 }
    }
    return best.aheadMs
  }

  readonly now = (): Date => new Date(this.#steadyMs() + this.#aheadMs)

  /** How far the wall is ahead, ms. */
  get offMs(): number {
    return this.#wallAheadMs() - this.#aheadMs
  }

  /** Takes the wall's time, whichever way it was set meanwhile. */
  set(): void {
    this.#aheadMs += this.offMs
  }
}

const lookEveryMs = 10_000
const sayFromMs = 1000

/** Takes the wall's time whenever nobody minds; says so once when it was set and somebody does. @returns how to stop */
export function followWall(
  clock: Pick<SteadyClock, 'offMs' | 'set'>,
  nobodyMinds: () => boolean,
  log: { warn(details: object, message: string): void },
  everyMs = lookEveryMs,
): () => void {
  let toldMs = 0
  const look = () => {
    const offMs = Math.round(clock.offMs)
    if (nobodyMinds()) return clock.set()
    if (Math.abs(offMs - toldMs) < sayFromMs) return
    toldMs = offMs
    log.warn({ offMs }, 'the clock of the machine was set; it is taken when nobody is in a room and nothing on air')
  }
  const timer = setInterval(look, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}
