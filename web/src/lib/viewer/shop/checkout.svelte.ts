import { call, Refused } from '#lib/api.ts'
import type { Locale } from '#lib/locale.ts'
import { sameAddress } from '#src/modules/orders/state.ts'
import type { Address, DeliveryMethod, OpenParcel, PickUpStore, Quote, SavedAddress, Totals } from '../answers.ts'
import type { Bag } from '../bag.svelte.ts'
import type { Visitor } from '../visitor.svelte.ts'
import { type Draft, readDraft, writeDraft } from './draft.ts'
import { choiceOf, findWays, firstWord, has, type Ways } from './pay-choice.ts'
import { payDevice } from './pay-device.ts'
import { payStepOf, returnPath, takeStep } from './pay-page.ts'

type Needs = {
  bag: Pick<Bag, 'brandId' | 'lines' | 'refresh'>
  visitor: Visitor
  locale: Locale
  country: string
  /** Of what was set aside for whoever holds this link, instead of a bag. */
  payLink?: string
}

export const noAddress = (country: string): Address => ({
  ...{ name: '', line1: '', line2: '', postalCode: '', city: '', region: '', country, phone: '' },
})

/** What a pay link comes to, as a bag without promotions would. */
const asQuote = (totals: Omit<Quote, 'lines' | 'gifts' | 'discounts' | 'shipsWith' | 'notApplied'>): Quote => ({
  ...{ ...totals, lines: [], gifts: [], discounts: [], shipsWith: null, notApplied: [] },
})

/** One checkout: contact, address, delivery, the total that is shown, and the tap that pays exactly that. */
export class Checkout {
  readonly #needs: Needs
  email = $state('')
  address: Address = $state() as Address
  /** The saved address that was chosen; undefined while a new one is typed. */
  chosenId: string | undefined = $state()
  saved: SavedAddress[] = $state.raw([])
  /** Whom something was sent to before. */
  recipients: SavedAddress[] = $state.raw([])
  /** It is a present for whom the address names. */
  gift: { from: string; message: string } | undefined = $state()
  stores: PickUpStore[] = $state.raw([])
  /** It is collected; `methodId` is the store. */
  collects = $state(false)
  /** One's own, while the address is somebody else's. */
  #own: { address: Address; chosenId: string | undefined } | undefined
  /** Paid orders with which more of their show goes, free of delivery. */
  parcels: OpenParcel[] = $state.raw([])
  methods: DeliveryMethod[] | undefined = $state.raw()
  methodId: string | undefined = $state()
  totals: Quote | undefined = $state.raw()
  /** The code that was typed and is being asked for; undefined: none. */
  code: string | undefined = $state()
  /** Ways to pay that fit this buyer, the likeliest first; undefined until they are known. */
  ways: Ways | undefined = $state.raw()
  /** The way that was chosen, in a word; undefined: the first. */
  payWith: string | undefined = $state()
  /** The total that was shown before the server named another one. */
  totalBefore: Totals['total'] | undefined = $state.raw()
  step: 'filling' | 'sending' | 'leaving' = $state('filling')
  error: unknown = $state.raw()
  #quoting = 0
  /** Of what is remembered from before, something kept takes the place. */
  #picked = false
  /** The wish that was sent last, with its key: the same wish sent again is the same order. */
  #sent = { wish: '', key: '' }

  constructor(needs: Needs) {
    this.#needs = needs
    const draft = readDraft(needs.bag.brandId)
    this.email = draft?.email || (needs.visitor.person?.email ?? '')
    this.address = draft?.address ?? noAddress(needs.country)
    this.methodId = draft?.methodId
    this.payWith = draft?.payWith
    this.code = draft?.code
  }

  /** Reads what was saved before; the latest used address is offered first. */
  async open(): Promise<void> {
    if (this.#needs.visitor.person) {
      const none: SavedAddress[] = []
      const { items, recipients } = await call('accounts.addresses', {}).catch(() => ({
        items: none,
        recipients: none,
      }))
      this.saved = items
      this.recipients = recipients
      const { brandId } = this.#needs.bag
      if (!this.#needs.payLink)
        this.parcels = (await call('orders.openParcels', { brandId }).catch(() => ({ items: [] }))).items
      const [latest] = items
      if (latest && !this.address.line1) this.choose(latest)
    }
    await this.refresh()
  }

  choose(saved: SavedAddress): void {
    const { addressId, ...address } = saved
    this.chosenId = addressId
    this.address = address
  }

  chooseNew(): void {
    this.chosenId = undefined
    this.address = noAddress(this.address.country)
  }

  /** To somebody else, as a present, or to oneself again. */
  sendToOther(on: boolean): void {
    if (on === (this.gift !== undefined)) return
    if (on) {
      const { address, chosenId } = this
      this.#own = { address, chosenId }
      const account = this.#needs.visitor.hasAccount ? this.#needs.visitor.person?.name : undefined
      this.gift = { from: address.name || account || '', message: '' }
      this.chooseNew()
    } else {
      this.gift = undefined
      const { address, chosenId } = this.#own!
      this.address = address
      this.chosenId = chosenId
    }
    void this.refresh()
  }

  deliver(methodId: string): void {
    this.collects = false
    this.methodId = methodId
    void this.refresh()
  }

  collect(storeId = this.stores[0]?.storeId as string | undefined): void {
    this.collects = true
    this.methodId = storeId
    void this.refresh()
  }

  /** As it is ordered: what is collected goes to the store, for whoever comes. */
  get goesTo(): Address {
    const store = this.collects && this.stores.find(({ storeId }) => storeId === this.methodId)
    const { name, phone } = this.address
    return store ? { ...store.address, name, phone } : this.address
  }

  /** The order in whose parcel this can go: same show, same address. */
  get #parcel(): OpenParcel | undefined {
    const shows = this.#needs.bag.lines.flatMap(({ showId }) => showId ?? [])
    return this.parcels.find(
      ({ address, showIds }) =>
        !this.gift && sameAddress(address, this.goesTo) && shows.some((showId) => showIds.includes(showId)),
    )
  }

  get #shipWith(): { shipWith?: OpenParcel['orderId'] } {
    const parcel = this.#parcel
    return parcel && parcel.deliveryMethodId === this.methodId ? { shipWith: parcel.orderId } : {}
  }

  /** The address has changed: what was bought before may have become reachable, or not. */
  async noticeAddress(): Promise<void> {
    if (this.totals && this.totals.shipsWith?.orderId !== this.#shipWith.shipWith) await this.refresh()
  }

  /** Asks for the ways of delivery to the country, and what all comes to. */
  async refresh(): Promise<void> {
    const asked = ++this.#quoting
    const { brandId } = this.#needs.bag
    const { country } = this.address
    try {
      const link = this.#needs.payLink
      const { items, stores } = await (link
        ? call('orders.payLinkDelivery', { link, country })
        : call('orders.delivery', { brandId, country }))
      if (asked !== this.#quoting) return
      this.methods = items
      this.stores = stores
      this.collects = !this.gift && stores.some(({ storeId }) => storeId === this.methodId)
      if (!this.collects && !items.some((method) => method.deliveryMethodId === this.methodId)) {
        this.methodId = this.#parcel?.deliveryMethodId ?? items[0]?.deliveryMethodId
      }
      const { methodId } = this
      const email = this.email.trim()
      const gift = this.gift && { isGift: true }
      const said = { ...this.#shipWith, ...gift, ...(this.code && { code: this.code }), ...(email && { email }) }
      const totals =
        methodId &&
        (link
          ? asQuote(await call('orders.quotePayLink', { link, country, deliveryMethodId: methodId }))
          : await call('orders.quote', { brandId, country, deliveryMethodId: methodId, ...said }))
      if (asked !== this.#quoting) return
      this.totals = totals || undefined
      if (totals) await this.#findWays(totals, asked)
      this.error = undefined
    } catch (error) {
      if (asked === this.#quoting) this.error = error
    }
  }

  async #findWays({ total }: Totals, asked: number): Promise<void> {
    const { brandId } = this.#needs.bag
    const wish = { brandId, country: this.goesTo.country, ...total, device: payDevice() }
    const ways = await findWays(wish, this.#needs.visitor.hasAccount)
    if (asked !== this.#quoting) return
    this.ways = ways
    const untouched = !this.#picked && ways.kept.length > 0
    if (untouched || !has(ways, this.payWith)) this.payWith = firstWord(ways)
  }

  /** The buyer chooses a way to pay. */
  pick(word: string): void {
    this.payWith = word
    this.#picked = true
    this.remember()
  }

  /** Something kept is charged at the tap, without a page. */
  get paysAtOnce(): boolean {
    return this.ways?.kept.some(({ keptId }) => keptId === this.payWith) ?? false
  }

  /** Asks for what a code gives; an empty one is taken back. */
  async say(code: string | undefined): Promise<void> {
    this.code = code?.trim() || undefined
    this.totalBefore = undefined
    this.remember()
    await this.refresh()
  }

  /** Keeps what was typed over a reload and over the payment page. */
  remember(): void {
    const own = this.gift ? this.#own!.address : this.address
    const draft: Draft = { email: this.email, address: $state.snapshot(own) }
    writeDraft(this.#needs.bag.brandId, {
      ...draft,
      ...(this.methodId && { methodId: this.methodId }),
      ...(this.payWith && { payWith: this.payWith }),
      ...(this.code && { code: this.code }),
    })
  }

  /**
   * Orders at exactly the total that is shown, and goes to the payment page. A total that has changed is shown and
   * nothing is ordered until it is agreed to.
   * @param onordered is told the order before the page is left
   */
  async pay(onordered: (orderId: string) => Promise<void>): Promise<void> {
    const { totals, methodId } = this
    if (!totals || !methodId || this.step !== 'filling') return
    this.step = 'sending'
    this.error = undefined
    this.remember()
    try {
      const { orderId, intentId } = await this.#order(totals, methodId)
      await onordered(orderId)
      this.step = 'leaving'
      const step = await payStepOf(intentId)
      if (!step || !takeStep(step)) this.step = 'filling'
    } catch (error) {
      this.step = 'filling'
      this.error = error
      await this.#hearRefusal(error, totals)
    }
  }

  #order(totals: Quote, deliveryMethodId: string) {
    const { bag, locale } = this.#needs
    const wish = {
      ...{ brandId: bag.brandId, email: this.email.trim(), address: $state.snapshot(this.goesTo), deliveryMethodId },
      ...(this.gift && { gift: $state.snapshot(this.gift) }),
      ...{ expectedTotal: totals.total, locale, returnTo: returnPath(location.pathname), ...this.#shipWith },
      ...{ expectedPromotions: totals.discounts.map((one) => one.promotionId), ...(this.code && { code: this.code }) },
      ...{ device: payDevice(), ...(this.ways && choiceOf(this.ways, this.payWith)) },
    }
    const { payLink: link } = this.#needs
    const text = JSON.stringify(wish)
    if (this.#sent.wish !== text) this.#sent = { wish: text, key: crypto.randomUUID() }
    const { key } = this.#sent
    if (!link) return call('orders.checkout', wish, { key })
    const { brandId, expectedPromotions, code, ...held } = wish
    return this.#needs.visitor.as(() => call('orders.payByLink', { link, ...held }, { key }))
  }

  async #hearRefusal(error: unknown, shown: Quote): Promise<void> {
    if (!(error instanceof Refused) || error.code === 'edge.unreachable') return
    this.#sent = { wish: '', key: '' }
    await this.#needs.bag.refresh()
    if (error.code !== 'orders.priceChanged' && error.code !== 'promotions.usedUp') return
    await this.refresh()
    this.totalBefore = shown.total
  }
}
