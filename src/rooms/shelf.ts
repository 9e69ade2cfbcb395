import { limits } from './limits.ts'

const keptMost = 64

/** The last segments of a room, each encoded once, and the requests that wait for the next one. */
export class Shelf {
  readonly #kept = new Map<string, string>()
  readonly #held = new Set<() => void>()

  get waiting(): boolean {
    return this.#held.size > 0
  }

  get(name: string): string | undefined {
    return this.#kept.get(name)
  }

  put(name: string, body: string): string {
    this.#kept.set(name, body)
    if (this.#kept.size > keptMost) this.#kept.delete(this.#kept.keys().next().value!)
    return body
  }

  /** Until something happens, but not for ever. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        this.#held.delete(done)
        resolve()
      }
      const timer = setTimeout(done, limits.heldMs)
      this.#held.add(done)
    })
  }

  release(): void {
    for (const done of this.#held) done()
  }
}
