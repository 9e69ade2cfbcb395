import { call } from '#lib/api.ts'
import type { Api } from '#src/api.ts'
import type { Output } from '#src/lib/contract.ts'

export type Gift = Output<Api['gifts.offer']>['items'][number]
export type QuestionTerms = Output<Api['gifts.questionTerms']>
type Purse = Output<Api['coins.purse']>

const askEveryMs = 700
const asksMost = 60
const waitsFor = 'estrade.topUp'

/** The visitor's purse in a room, and what they give. Taps that come while one is under way travel together. */
export class Giving {
  gifts: Gift[] | undefined = $state.raw()
  purse: Purse | undefined = $state.raw()
  /** Which gifts carry a question. */
  terms: QuestionTerms | undefined = $state.raw()
  error: unknown = $state.raw()
  /** What was sent last: how large its combo is. */
  combo: { giftId: string; count: number } | undefined = $state.raw()
  /** A payment was begun, and its coins are not here yet. */
  waiting = $state(false)
  notPaid = $state(false)
  readonly #where: { brandId: string; showId: string }
  #taps: { giftId: string; count: number } | undefined
  #sending = false
  #stopped = false

  constructor(where: { brandId: string; showId: string }) {
    this.#where = where
  }

  async open(known: boolean): Promise<void> {
    const { brandId } = this.#where
    this.gifts = (await call('gifts.offer', { brandId: brandId as never })).items
    if (!known) return
    await this.look()
    this.terms = await call('gifts.questionTerms', { brandId: brandId as never })
    const intentId = sessionStorage.getItem(waitsFor)
    if (intentId) await this.follow(intentId)
  }

  stop(): void {
    this.#stopped = true
  }

  async look(): Promise<void> {
    this.purse = await call('coins.purse', { brandId: this.#where.brandId as never })
  }

  /** What is left once the taps that are under way have counted. */
  get left(): number {
    const gift = this.gifts?.find(({ giftId }) => giftId === this.#taps?.giftId)
    return (this.purse?.coins ?? 0) - (gift?.coins ?? 0) * (this.#taps?.count ?? 0)
  }

  /** One tap more. */
  async give(giftId: string): Promise<void> {
    if (this.#taps && this.#taps.giftId !== giftId) await this.#flush()
    this.#taps = { giftId, count: Math.min(99, (this.#taps?.count ?? 0) + 1) }
    if (!this.#sending) await this.#flush()
  }

  async #flush(): Promise<void> {
    this.#sending = true
    while (this.#taps) {
      const taps = this.#taps
      this.#taps = undefined
      try {
        const wish = { showId: this.#where.showId as never, giftId: taps.giftId as never, count: taps.count }
        const { count, left } = await call('gifts.send', wish, { key: crypto.randomUUID() })
        this.combo = { giftId: taps.giftId, count }
        if (this.purse) this.purse = { ...this.purse, coins: left }
        this.error = undefined
      } catch (error) {
        this.error = error
        await this.look().catch(() => {})
      }
    }
    this.#sending = false
  }

  /** Remembers what is being paid, over the payment page. */
  remember(intentId: string): void {
    sessionStorage.setItem(waitsFor, intentId)
  }

  /** Follows a payment until its coins are in the purse, or it is declined. */
  async follow(intentId: string): Promise<void> {
    this.waiting = true
    this.notPaid = false
    for (let asked = 0; asked < asksMost && !this.#stopped; asked++) {
      const { state } = await call('payments.intent', { intentId: intentId as never })
      if (state === 'declined' || state === 'cancelled') this.notPaid = true
      await this.look()
      if (this.notPaid || (state === 'captured' && this.purse?.coming === 0)) break
      await new Promise((next) => setTimeout(next, askEveryMs))
    }
    sessionStorage.removeItem(waitsFor)
    this.waiting = false
  }

  async giveBack(): Promise<Output<Api['coins.giveBack']>> {
    const back = await call('coins.giveBack', { brandId: this.#where.brandId as never })
    await this.look()
    return back
  }
}
