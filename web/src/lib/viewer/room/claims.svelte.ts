import { call, Refused } from '#lib/api.ts'
import type { Visitor } from '../visitor.svelte.ts'
import { deviceId } from './device-id.ts'

export type Claim = { state: 'asking' } | { state: 'won'; expiresAt: number } | { state: 'lost'; error: unknown }

/** How often a tap is sent again when the network failed or the server's clock was a blink behind. */
const againMost = 4
const againAfterMs = 200

type Needs = {
  visitor: Visitor
  /** Asks the server's clock anew. */
  syncClock: () => void
  wait?: (ms: number) => Promise<void>
}

/** The visitor's claims in a room, by drop. One tap is one claim, however often it has to be sent. */
export class Claims {
  #claims: Record<string, Claim> = $state({})
  readonly #needs: Required<Needs>

  constructor(needs: Needs) {
    this.#needs = { wait: (ms) => new Promise((done) => setTimeout(done, ms)), ...needs }
  }

  of(dropId: string): Claim | undefined {
    return this.#claims[dropId]
  }

  /** Claims one unit. @returns whether it was won */
  async claim(dropId: string): Promise<boolean> {
    if (this.#claims[dropId]?.state === 'asking') return false
    this.#claims[dropId] = { state: 'asking' }
    try {
      const { expiresAt } = await this.#send(dropId, crypto.randomUUID())
      this.#claims[dropId] = { state: 'won', expiresAt: Date.parse(expiresAt) }
      return true
    } catch (error) {
      this.#claims[dropId] = { state: 'lost', error }
      return false
    }
  }

  /** Forgets what became of a claim, so that the button offers itself again. */
  forget(dropId: string): void {
    delete this.#claims[dropId]
  }

  /** The same key each time: a claim that won and whose answer was lost is answered again, not won twice. */
  async #send(dropId: string, key: string) {
    const device = deviceId()
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#needs.visitor.as(() => call('drops.claim', { dropId, ...(device && { device }) }, { key }))
      } catch (error) {
        if (attempt === againMost || !worthAnother(error)) throw error
        if (error.code === 'drops.notOpenYet') this.#needs.syncClock()
        await this.#needs.wait(againAfterMs * attempt)
      }
    }
  }
}

const worthAnother = (error: unknown): error is Refused =>
  error instanceof Refused && ['drops.notOpenYet', 'edge.unreachable', 'edge.busy'].includes(error.code)
