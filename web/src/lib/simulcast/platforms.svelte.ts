import type { ApiCall } from '#lib/api.ts'
import type { Platform } from './said.ts'

const askEveryMs = 2000

/** The other platforms of one show, and how each fares now. */
export class Platforms {
  /** Undefined until the server was asked. */
  items: Platform[] | undefined = $state.raw()
  readonly #call: ApiCall
  readonly #showId: string
  /** What was switched here and not confirmed yet. */
  #turning = new Map<string, boolean>()

  constructor(call: ApiCall, showId: string) {
    this.#call = call
    this.#showId = showId
  }

  /** Keeps asking until the returned function is called. */
  follow(): () => void {
    void this.ask()
    const beat = setInterval(() => void this.ask(), askEveryMs)
    return () => clearInterval(beat)
  }

  async ask(): Promise<void> {
    const answer = await this.#call('simulcast.ofShow', { showId: this.#showId }).catch(() => undefined)
    if (!answer) return
    this.items = answer.items.map((one) => ({ ...one, isOn: this.#turning.get(one.targetId) ?? one.isOn }))
  }

  /** @throws Refused, after the switch went back */
  async turn(targetId: string, isOn: boolean): Promise<void> {
    this.#turning.set(targetId, isOn)
    try {
      await this.#call('simulcast.turn', { showId: this.#showId, targetId, isOn })
    } finally {
      this.#turning.delete(targetId)
      await this.ask()
    }
  }
}
