import { call, Refused } from '#lib/api.ts'
import type { PacketHostWords } from '#lib/messages/load-team.ts'
import type { Api } from '#src/api.ts'
import type { Output } from '#src/lib/contract.ts'

export type HostPacket = Output<Api['packets.list']>['items'][number]
export type Budget = Output<Api['packets.budget']>

/** What to say of a failure. */
export const hostRefusal = (words: PacketHostWords, error: unknown): string =>
  (error instanceof Refused && words.refusals[error.code]) || words.refused

/** The packets of a show as its people work with them. */
export class HostPackets {
  items: HostPacket[] = $state.raw([])
  budget: Budget | undefined = $state.raw()
  busy: string | undefined = $state()
  readonly #showId: string

  constructor(showId: string) {
    this.#showId = showId
  }

  async look(): Promise<void> {
    const of = { showId: this.#showId }
    const [list, budget] = await Promise.all([call('packets.list', of), call('packets.budget', of)])
    this.items = list.items
    this.budget = budget
  }

  /** @throws Refused */
  async launch(packetId: string): Promise<void> {
    if (this.busy) return
    this.busy = packetId
    try {
      await call('packets.launch', { packetId }, { key: crypto.randomUUID() })
    } finally {
      this.busy = undefined
      await this.look()
    }
  }
}
