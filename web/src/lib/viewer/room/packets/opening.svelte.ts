import { call, Refused } from '#lib/api.ts'
import type { Api } from '#src/api.ts'
import type { Output } from '#src/lib/contract.ts'
import { deviceId } from '../device-id.ts'
import { viewerId } from '../viewer-id.ts'

type Grabbed = Output<Api['packets.grab']>

/** What the visitor had of a room's packets, and how one is opened. */
export class Opening {
  asking: string | undefined = $state()
  #mine: Record<string, Grabbed> = $state({})
  #errors: Record<string, unknown> = $state({})
  readonly #showId: string

  constructor(showId: string) {
    this.#showId = showId
  }

  of(packetId: string): Grabbed | undefined {
    return this.#mine[packetId]
  }

  error(packetId: string): unknown {
    return this.#errors[packetId]
  }

  /** Reads what they had before. */
  async look(): Promise<void> {
    const had = await call('packets.mine', { showId: this.#showId }).catch(() => undefined)
    for (const one of had?.items ?? []) this.#mine[one.packetId] = one
  }

  /** @returns whether a share is theirs */
  async open(packetId: string, password?: string): Promise<boolean> {
    if (this.asking) return false
    this.asking = packetId
    delete this.#errors[packetId]
    try {
      const wish = { showId: this.#showId, packetId, password, device: deviceId(), viewer: viewerId() }
      // Asked again it answers the same: a lost answer is no lost share.
      this.#mine[packetId] = await call('packets.grab', wish).catch((error: unknown) => {
        if (error instanceof Refused && ['edge.unreachable', 'edge.busy'].includes(error.code))
          return call('packets.grab', wish)
        throw error
      })
      return true
    } catch (error) {
      this.#errors[packetId] = error
      return false
    } finally {
      this.asking = undefined
    }
  }
}
