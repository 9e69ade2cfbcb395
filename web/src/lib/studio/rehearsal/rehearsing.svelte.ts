import { createContext } from 'svelte'
import type { ApiCall } from '#lib/api.ts'
import { PlaybackGrant } from '#lib/media/playback-grant.ts'
import type { Api } from '#src/api.ts'
import type { Output } from '#src/lib/contract.ts'

type Rehearsal = NonNullable<Output<Api['rehearsals.rehearsal']>['rehearsal']>

const askEveryMs = 2000

/** The rehearsal of a show, as the studio works with it. */
export class Rehearsing {
  /** Undefined while nobody rehearses, and until the server was asked. */
  now: Rehearsal | undefined = $state.raw()
  busy: 'begin' | 'key' | 'end' | undefined = $state()
  readonly #call: ApiCall
  readonly #showId: string
  readonly #onrefused: (error: unknown) => void

  constructor(call: ApiCall, showId: string, onrefused: (error: unknown) => void) {
    this.#call = call
    this.#showId = showId
    this.#onrefused = onrefused
  }

  /** Keeps asking until the returned function is called. */
  follow(): () => void {
    void this.ask()
    const beat = setInterval(() => void this.ask(), askEveryMs)
    return () => clearInterval(beat)
  }

  async ask(): Promise<void> {
    const showId = this.#showId as never
    const answer = await this.#call('rehearsals.rehearsal', { showId }).catch(() => undefined)
    if (answer) this.now = answer.rehearsal ?? undefined
  }

  /** What lets the team's players see it. */
  grant(): PlaybackGrant {
    return new PlaybackGrant(() => this.#call('rehearsals.playback', { showId: this.#showId as never }))
  }

  begin() {
    return this.#do('begin', () => this.#call('rehearsals.start', { showId: this.#showId as never }))
  }

  issueKey(use: 'browser' | 'encoder') {
    return this.#do('key', () => this.#call('rehearsals.issueKey', { showId: this.#showId as never, use }))
  }

  end() {
    return this.#do('end', () => this.#call('rehearsals.end', { showId: this.#showId as never }))
  }

  async #do<T>(what: NonNullable<Rehearsing['busy']>, work: () => Promise<T>): Promise<T | undefined> {
    if (this.busy) return undefined
    this.busy = what
    try {
      return await work()
    } catch (error) {
      this.#onrefused(error)
      return undefined
    } finally {
      await this.ask()
      this.busy = undefined
    }
  }
}

export const [getRehearsing, setRehearsing] = createContext<Rehearsing>()
