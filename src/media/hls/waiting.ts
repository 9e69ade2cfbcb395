type Held = { done: () => boolean; resolve: (there: boolean) => void; untilMs: number }

const sweepEveryMs = 500

/**
 * Who waits for a window to change. Thousands wait for the same part, so each costs one small object: one timer gives
 * up on all of them, and nothing is registered anywhere else.
 */
export class Waiting {
  readonly #held = new Set<Held>()
  #sweep: NodeJS.Timeout | undefined

  /** Something changed: lets go of those whose wish came true, in the order they came. */
  tell(): void {
    for (const held of this.#held) if (held.done()) this.#settle(held, true)
  }

  /**
   * Waits until `done` holds. Resolves to false after `msMax`, within half a second. `onWait` gets a function that
   * gives up at once, when there is something to wait for.
   */
  until(done: () => boolean, msMax: number, onWait: (giveUp: () => void) => void = () => {}): Promise<boolean> {
    if (done()) return Promise.resolve(true)
    return new Promise((resolve) => {
      const held = { done, resolve, untilMs: performance.now() + msMax }
      this.#held.add(held)
      this.#sweep ??= setInterval(() => this.#giveUp(), sweepEveryMs)
      onWait(() => this.#settle(held, false))
    })
  }

  #giveUp(): void {
    const nowMs = performance.now()
    for (const held of this.#held) if (held.untilMs <= nowMs) this.#settle(held, false)
  }

  #settle(held: Held, there: boolean): void {
    if (!this.#held.delete(held)) return
    held.resolve(there)
    if (this.#held.size > 0) return
    clearInterval(this.#sweep)
    this.#sweep = undefined
  }
}
