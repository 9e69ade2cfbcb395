import type { Clock } from '../../lib/clock.ts'
import type { Fetch } from './provider-call.ts'

/** What a provider stands on: all of it handed in, so that a test can stop time and needs no network. */
export type ProviderNeeds = {
  fetch: Fetch
  clock: Clock
  /** How people and providers reach this install, without a slash at the end; read late, since the port may be. */
  baseUrl: () => string
  /** Waits between two tries, in ms. */
  pause?: ((ms: number) => Promise<void>) | undefined
}
