import { call } from '#lib/api.ts'
import type { Message } from '#src/modules/chat/state.ts'

const beforeMs = 60_000
const aheadMs = 20_000

/** What was said, read piece by piece around the playhead: the talk of a long show is longer than a phone needs. */
export class Said {
  messages: Message[] = $state.raw([])
  readonly #showId: string
  #fromMs = Number.POSITIVE_INFINITY
  #toMs = Number.NEGATIVE_INFINITY
  #reading = false

  constructor(showId: string) {
    this.#showId = showId
  }

  /** To be told where the playhead is; reads what is missing there. */
  async at(wallMs: number): Promise<void> {
    if (this.#reading || (wallMs >= this.#fromMs && wallMs + aheadMs < this.#toMs)) return
    const follows = wallMs >= this.#fromMs && wallMs <= this.#toMs + aheadMs
    this.#reading = true
    try {
      await this.#read(follows ? this.#toMs : wallMs - beforeMs, follows)
    } catch {
      // Asked again at the next moment of the video.
    } finally {
      this.#reading = false
    }
  }

  async #read(fromMs: number, follows: boolean): Promise<void> {
    const from = new Date(fromMs).toISOString()
    const { messages, more } = await call('chat.said', { showId: this.#showId, from })
    const known = new Set(follows ? this.messages.map(({ messageId }) => messageId) : [])
    this.messages = [...(follows ? this.messages : []), ...messages.filter((one) => !known.has(one.messageId))]
    if (!follows) this.#fromMs = fromMs
    this.#toMs = more ? Date.parse(messages.at(-1)!.at) : Number.POSITIVE_INFINITY
  }
}
