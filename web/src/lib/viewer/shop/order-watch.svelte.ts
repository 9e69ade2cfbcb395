import { call, Refused } from '#lib/api.ts'
import type { Intent, KeptWay, Order, PayStep } from '../answers.ts'
import { payDevice } from './pay-device.ts'
import { payStepOf, returnPath, takeStep } from './pay-page.ts'

/** Quick at first, since most payments are told within a second or two. */
const askAfterMs = (asked: number) => Math.min(5000, 700 + asked * 300)

/** How an order stands for its buyer. */
export type Standing = 'paid' | 'waiting' | 'declined' | 'over'

/** Follows one order from the payment page to its end. */
export class OrderWatch {
  order: Order | undefined = $state.raw()
  intent: Intent | undefined = $state.raw()
  error: unknown = $state.raw()
  /** Another attempt is being asked for. */
  busy = $state(false)
  readonly #wanted: string
  #asked = 0
  /** Who looks last goes on looking. */
  #turn = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #stopped = false

  /**
   * @param wanted an order's id, or `latest`
   * @param known the order, where it is known already
   */
  constructor(wanted: string, known?: Order) {
    this.#wanted = wanted
    this.order = known
  }

  get standing(): Standing | undefined {
    const { order, intent } = this
    if (!order) return undefined
    if (order.state === 'paid' || order.state === 'sent') return 'paid'
    if (order.state !== 'unpaid') return 'over'
    if (intent?.state === 'declined' || intent?.state === 'cancelled') return 'declined'
    return 'waiting'
  }

  /** How to go on to pay, while nothing is decided or on its way. */
  get step(): PayStep | undefined {
    const { state, step } = this.intent ?? {}
    return state === 'waiting' || state === 'created' ? (step ?? undefined) : undefined
  }

  goOn(): void {
    if (this.step) takeStep(this.step)
  }

  /** Asks until the payment is decided. Returns how to stop. */
  follow(): () => void {
    void this.#look()
    return () => {
      this.#stopped = true
      clearTimeout(this.#timer)
    }
  }

  /** Looks now, and goes on following. */
  refresh = (): Promise<void> => this.#look()

  async #look(): Promise<void> {
    clearTimeout(this.#timer)
    const turn = ++this.#turn
    try {
      await this.#ask()
      this.error = undefined
    } catch (error) {
      this.error = error
      if (!(error instanceof Refused) || error.status >= 400) return
    }
    const undecided = this.standing === 'waiting' || this.standing === undefined
    if (turn !== this.#turn || this.#stopped) return
    if (undecided) this.#timer = setTimeout(() => void this.#look(), askAfterMs(this.#asked++))
  }

  async #ask(): Promise<void> {
    this.order = this.order ? await call('orders.order', { orderId: this.order.orderId }) : await this.#find()
    const { intentId } = this.order
    this.intent = intentId ? await call('payments.intent', { intentId }) : undefined
  }

  async #find(): Promise<Order> {
    if (this.#wanted !== 'latest') return call('orders.order', { orderId: this.#wanted })
    const { items } = await call('orders.mine', { most: 1 })
    if (!items[0]) throw new Refused({ code: 'edge.notFound', status: 404, title: 'There is no order' })
    return items[0]
  }

  /**
   * Another attempt; goes to the payment page.
   * @param chosen a way to pay; the likeliest by default
   */
  async payAgain(chosen: { method?: string; keptId?: KeptWay['keptId'] } = {}): Promise<void> {
    const { order } = this
    if (!order || this.busy) return
    this.busy = true
    try {
      const returnTo = returnPath(location.pathname, order.orderId)
      const choice = { device: payDevice(), ...chosen }
      const { intentId } = await call('orders.payAgain', { orderId: order.orderId, returnTo, ...choice })
      const step = await payStepOf(intentId)
      if (step && takeStep(step)) return
      this.#asked = 0
      await this.#look()
    } catch (error) {
      this.error = error
      await this.#ask().catch(() => {})
    }
    this.busy = false
  }
}
