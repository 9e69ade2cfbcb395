import { call } from '#lib/api.ts'
import type { Locale } from '#lib/locale.ts'
import type { Api } from '#src/api.ts'
import type { Output } from '#src/lib/contract.ts'
import type { Visitor } from '../visitor.svelte.ts'
import { allowed, deviceOf, ownDevice, subscribed } from './push.ts'

type Mine = Output<Api['reminders.mine']>
type Channel = 'push' | 'email' | 'calendar'

/** How somebody is reminded of one show. */
export class Reminding {
  mine = $state.raw<Mine>()
  device = $state<string>()
  readonly showId: string
  readonly #visitor: Visitor
  readonly #locale: Locale

  constructor(showId: string, visitor: Visitor, locale: Locale) {
    this.showId = showId
    this.#visitor = visitor
    this.#locale = locale
  }

  get byPush(): boolean {
    return this.device !== undefined && (this.mine?.devices.includes(this.device) ?? false)
  }
  get isOn(): boolean {
    return this.byPush || this.mine?.email?.state === 'active' || (this.mine?.calendar ?? false)
  }

  async look(): Promise<void> {
    const [mine, device] = await Promise.all([call('reminders.mine', { showId: this.showId }), ownDevice()])
    this.mine = mine
    this.device = device
  }

  /** By a tap. @throws {NoPush} @throws {Refused} */
  async askPush(): Promise<void> {
    await allowed()
    const { pushKey } = this.mine ?? (await call('reminders.mine', { showId: this.showId }))
    const subscription = await subscribed(pushKey)
    await this.#do((wish) => call('reminders.askPush', { ...wish, subscription }))
    this.device = await deviceOf(subscription.endpoint)
  }

  askEmail = (email: string | undefined) =>
    this.#do((wish) => call('reminders.askEmail', { ...wish, ...(email && { email }) }))
  noteCalendar = () => this.#do((wish) => call('reminders.askCalendar', wish))

  async withdraw(channel: Channel): Promise<void> {
    const device = channel === 'push' ? this.device : undefined
    await call('reminders.withdraw', { showId: this.showId, channel, ...(device && { device }) })
    await this.look()
  }

  async #do<T>(work: (wish: { showId: string; locale: Locale; timeZone: string }) => Promise<T>): Promise<T> {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
    const wish = { showId: this.showId, locale: this.#locale, timeZone }
    const answer = await this.#visitor.as(() => work(wish))
    await this.look()
    return answer
  }
}
