import { createContext } from 'svelte'
import type { Api } from '#src/api.ts'
import type { Output } from '#src/lib/contract.ts'
import type { Camera } from '../camera.svelte.ts'
import type { Cockpit } from '../cockpit.svelte.ts'
import type { Sending } from '../sending.svelte.ts'

type Handover = Output<Api['handovers.handover']>

const askEveryMs = 3000
/** Whoever handed over sends until the next picture is there; at the latest until then. */
const letGoAfterMs = 20_000

/** Who is on air, who is asked to go on with the show, and what the host at this screen has to do with it. */
export class Handing {
  now: Handover | undefined = $state.raw()
  /** Who took over from this screen, and when (ISO 8601). */
  away: { to: string; at: string } | undefined = $state.raw()
  /** Who was asked from here, until they answer. */
  declined: string | undefined = $state()
  readonly #cockpit: Cockpit
  readonly #me: string

  constructor(cockpit: Cockpit, me: string) {
    this.#cockpit = cockpit
    this.#me = me
  }

  /** Whoever asks the host at this screen. */
  get askedMe() {
    const asked = this.now?.asked
    return asked?.to.personId === this.#me ? asked.by : undefined
  }

  /** Who was asked, by somebody who may take it back here. */
  get waitsFor() {
    const asked = this.now?.asked
    return asked && asked.to.personId !== this.#me ? asked.to : undefined
  }

  /** Keeps asking until the returned function is called. */
  follow(sending: Sending, camera: Camera): () => void {
    void this.ask()
    const beat = setInterval(() => void this.ask(), askEveryMs)
    let latest: ReturnType<typeof setTimeout> | undefined
    const deaf = this.#cockpit.room.onEvent((event) => {
      if (event.type !== 'show.handedOver') return
      void this.ask()
      if (!sending.on || this.#accepting) return
      this.away = { to: event.body.to, at: event.at }
      latest = setTimeout(() => this.letGo(sending, camera), letGoAfterMs)
    })
    return () => {
      clearInterval(beat)
      clearTimeout(latest)
      deaf()
    }
  }

  /** Nothing leaves from here any more. */
  letGo(sending: Sending, camera: Camera): void {
    sending.stop()
    camera.stop()
  }

  async ask(): Promise<void> {
    const before = this.now?.asked
    const found = await this.#cockpit.quietly((call, showId) => call('handovers.handover', { showId }))
    if (!found) return
    this.now = found
    const said = before && !found.asked && before.by.personId === this.#me && !this.#takingBack
    if (said && found.onAir?.personId !== before.to.personId) this.declined = before.to.name
  }

  candidates() {
    return this.#cockpit.act('candidates', (call, showId) => call('handovers.candidates', { showId }))
  }

  async offer(personId: string): Promise<boolean> {
    this.declined = undefined
    const done = await this.#cockpit.act('handover', (call, showId) =>
      call('handovers.ask', { showId, personId: personId as never }),
    )
    await this.ask()
    return done !== undefined
  }

  #takingBack = false

  async withdraw(): Promise<void> {
    this.#takingBack = true
    await this.#cockpit.act('handover', (call, showId) => call('handovers.withdraw', { showId }))
    await this.ask()
    this.#takingBack = false
  }

  #accepting = false

  /** Goes on with the show, with the camera that is on already. */
  async accept(sending: Sending, camera: Camera): Promise<void> {
    if (!camera.stream) return
    this.#accepting = true
    const grant = await this.#cockpit.act('handover', (call, showId) => call('handovers.accept', { showId }))
    if (grant && camera.stream) sending.start(camera.stream, grant)
    this.away = undefined
    await this.ask()
    this.#accepting = false
  }
}

export const [getHanding, setHanding] = createContext<Handing>()
