import { createContext, untrack } from 'svelte'
import { SvelteSet } from 'svelte/reactivity'
import type { ApiCall } from '#lib/api.ts'
import { LiveRoom, type RoomSnapshot } from '#lib/room/room.svelte.ts'
import type { Api } from '#src/api.ts'
import type { Output, Sent } from '#src/lib/contract.ts'
import { phaseOf } from '#src/modules/drops/state.ts'
import { ArrivingOrders } from './arriving-orders.svelte.ts'
import type { DropPlan } from './drop-plan.ts'
import type { May } from './may.ts'
import { type RunItem, shelfDiffers, stackOf } from './run-of-show.ts'

export type StaffShow = Output<Api['shows.show']>
export type Stream = Output<Api['shows.stream']>
export type StudioBrand = { brandId: string; slug: string; name: string; currency: string; accent: string }

const askStreamEveryMs = 2000

export type CockpitNeeds = {
  call: ApiCall
  show: StaffShow
  brand: StudioBrand
  may: May
  snapshot: RoomSnapshot
  /** Hears every refusal, to be said to the host. */
  onrefused: (error: unknown) => void
}

/** One show as the studio works with it: the room, the stream, the products in hand, and everything one can do. */
export class Cockpit {
  readonly showId: string
  readonly brand: StudioBrand
  readonly may: May
  readonly room: LiveRoom
  readonly orders: ArrivingOrders
  show: StaffShow = $state.raw() as StaffShow
  /** What the server receives from the host; undefined until it was asked. */
  stream: Stream | undefined = $state.raw()
  /** Which card of the stack the host has in hand. */
  at = $state(0)
  /** When each product was last pinned, epoch ms, as heard here. */
  pinnedAt: Record<string, number> = $state.raw({})
  readonly doing = new SvelteSet<string>()
  readonly #needs: CockpitNeeds

  constructor(needs: CockpitNeeds) {
    this.#needs = needs
    this.show = needs.show
    this.showId = needs.show.showId
    this.brand = needs.brand
    this.may = needs.may
    this.room = new LiveRoom(needs.snapshot)
    this.orders = new ArrivingOrders(
      needs.call,
      { brandId: needs.brand.brandId, showId: this.showId },
      this.may.seeOrders,
    )
  }

  get state() {
    return this.room.room.show
  }

  get live() {
    return this.state.status === 'live'
  }

  get stack() {
    return stackOf(this.show.runOfShow, this.state)
  }

  get inHand() {
    return this.stack[Math.min(this.at, this.stack.length - 1)]
  }

  /** Drops that still run, the latest first. */
  get running() {
    return this.room.room.drops.drops.filter((drop) => phaseOf(drop, this.room.now()) !== 'closed').reverse()
  }

  /** Median of how far behind viewers are, ms; undefined while nobody has measured. */
  get delayMs(): number | undefined {
    return this.room.delayMs ?? this.stream?.viewerDelayMs ?? undefined
  }

  /** Follows the room, the stream and the orders until the returned function is called. Browser only. */
  follow(): () => void {
    const leave = this.room.follow({ viewer: crypto.randomUUID(), staff: true })
    const unhear = this.room.onEvent((event) => {
      if (event.type === 'product.sold') this.orders.hearSold()
      if (event.type === 'product.pinned') {
        this.pinnedAt = { ...this.pinnedAt, [event.body.productId]: Date.parse(event.at) }
      }
      if (event.type === 'product.listed' || event.type === 'product.unlisted') this.#noticeShelf()
    })
    void this.askStream()
    void this.orders.load()
    const beat = setInterval(() => void this.askStream(), askStreamEveryMs)
    return () => {
      clearInterval(beat)
      unhear()
      leave()
      this.orders.stop()
    }
  }

  /** Puts the next (1) or the previous (-1) product in hand. */
  turn(step: 1 | -1): void {
    this.at = Math.max(0, Math.min(this.stack.length - 1, this.at + step))
  }

  async askStream(): Promise<void> {
    if (!this.may.moderate) return
    const stream = await this.#needs.call('shows.stream', { showId: this.showId }).catch(() => undefined)
    if (stream) this.stream = stream
  }

  issueKey(use: 'browser' | 'encoder') {
    return this.#do('key', () => this.#needs.call('shows.issueKey', { showId: this.showId, use }))
  }

  start() {
    return this.#do('start', () => this.#needs.call('shows.start', { showId: this.showId }))
  }

  end() {
    return this.#do('end', () => this.#needs.call('shows.end', { showId: this.showId }))
  }

  pause() {
    return this.#do('pause', () => this.#needs.call('shows.pause', { showId: this.showId }))
  }

  resume() {
    return this.#do('pause', () => this.#needs.call('shows.resume', { showId: this.showId }))
  }

  cut() {
    return this.#do('cut', () => this.#needs.call('shows.cut', { showId: this.showId }))
  }

  planEnd(endsAt: string | null) {
    return this.#do('planEnd', () => this.#needs.call('shows.planEnd', { showId: this.showId, endsAt }))
  }

  publishReplay() {
    return this.#do('replay', () => this.#needs.call('shows.publishReplay', { showId: this.showId }))
  }

  pin(productId: string) {
    return this.#do(`pin ${productId}`, () => this.#needs.call('shows.pinProduct', { showId: this.showId, productId }))
  }

  unpin(productId: string) {
    return this.#do(`pin ${productId}`, () =>
      this.#needs.call('shows.unpinProduct', { showId: this.showId, productId }),
    )
  }

  async setRunOfShow(items: RunItem[]) {
    const done = await this.#do('run', () => this.#needs.call('shows.setRunOfShow', { showId: this.showId, items }))
    if (done) await this.#reload()
    return done
  }

  /** The drops that were planned for this show; none where that cannot be asked. */
  dropPlans = () =>
    this.#needs.call('drops.plans', { showId: this.showId }).then(
      ({ items }) => items,
      () => [],
    )

  launch(plan: DropPlan, currency: string) {
    const { variantId, quantity, perBuyer, opensInSeconds, fairSeconds } = plan
    return this.#do('launch', () =>
      this.#needs.call('drops.create', {
        ...{ showId: this.showId, variantId, quantity, perBuyer, opensInSeconds, fairSeconds },
        price: { minor: plan.priceMinor, currency: currency as never },
        holdSeconds: plan.holdMinutes * 60,
      }),
    )
  }

  closeDrop(dropId: string) {
    return this.#do(`close ${dropId}`, () => this.#needs.call('drops.close', { dropId }))
  }

  auction(wish: Omit<Sent<Api['auctions.start']>, 'showId'>) {
    return this.#do('auction', () => this.#needs.call('auctions.start', { showId: this.showId, ...wish }))
  }

  /** Only while nobody has bid. */
  callOff(auctionId: string) {
    return this.#do(`call off ${auctionId}`, () => this.#needs.call('auctions.cancel', { auctionId }))
  }

  say(text: string, answers?: string) {
    const wish = { showId: this.showId, text, ...(answers && { answers }) }
    return this.#do('say', () => this.#needs.call('chat.post', wish))
  }

  /** Lets a message stand above the conversation; without one, none does. */
  pinMessage(messageId: string | undefined) {
    const { showId } = this
    return this.#do('moderate', () =>
      messageId ? this.#needs.call('chat.pin', { showId, messageId }) : this.#needs.call('chat.unpin', { showId }),
    )
  }

  deleteMessage(messageId: string) {
    return this.#do('moderate', () => this.#needs.call('chat.delete', { showId: this.showId, messageId }))
  }

  mute(personId: string, minutes: number) {
    return this.#do('moderate', () => this.#needs.call('chat.mute', { showId: this.showId, personId, minutes }))
  }

  ban(personId: string, reason: string) {
    return this.#do('moderate', () => this.#needs.call('chat.ban', { showId: this.showId, personId, reason }))
  }

  unban(personId: string) {
    return this.#do(`unban ${personId}`, () => this.#needs.call('chat.unban', { showId: this.showId, personId }))
  }

  uphold(personId: string, text: string) {
    return this.#do(`uphold ${personId}`, () =>
      this.#needs.call('chat.uphold', { showId: this.showId, personId, text }),
    )
  }

  sanctions() {
    return this.#do('sanctions', () => this.#needs.call('chat.sanctions', { showId: this.showId }))
  }

  products(search: string) {
    const { brandId } = this.brand
    return this.#do('products', () =>
      this.#needs.call('catalog.products', { brandId, state: 'published', ...(search && { search }) }),
    )
  }

  /** Does what a part of the studio asks for, under a name of its own; a refusal is said to the host. */
  act<T>(what: string, work: (call: ApiCall, showId: never) => Promise<T>): Promise<T | undefined> {
    return this.#do(what, () => work(this.#needs.call, this.showId as never))
  }

  /** Asks for something again and again: what fails now is asked again, and nobody needs to hear of it. */
  quietly<T>(work: (call: ApiCall, showId: never) => Promise<T>): Promise<T | undefined> {
    return work(this.#needs.call, this.showId as never).catch(() => undefined)
  }

  /** One thing at a time by name: a second tap while the first is under way does nothing. */
  async #do<T>(what: string, work: () => Promise<T>): Promise<T | undefined> {
    // Whoever asks from an effect must not be asked again by the answer.
    if (untrack(() => this.doing.has(what))) return undefined
    this.doing.add(what)
    try {
      return await work()
    } catch (error) {
      this.#needs.onrefused(error)
      return undefined
    } finally {
      this.doing.delete(what)
    }
  }

  #noticeShelf(): void {
    if (shelfDiffers(this.show.runOfShow, this.state)) void this.#reload()
  }

  async #reload(): Promise<void> {
    const show = await this.#needs.call('shows.show', { showId: this.showId }).catch(() => undefined)
    if (!show) return
    const inHand = this.inHand?.productId
    this.show = show
    const at = show.runOfShow.findIndex((item) => item.productId === inHand)
    if (at >= 0) this.at = at
  }
}

export const [getCockpit, setCockpit] = createContext<Cockpit>()
