import type { ApiCall } from '#lib/api.ts'
import type { Api } from '#src/api.ts'
import type { Output } from '#src/lib/contract.ts'

export type Order = Output<Api['orders.list']>['items'][number]
export type Report = Output<Api['shows.report']>

const shownMost = 50
/** A drop that sells out pays in bursts: one question for all of them. */
const gatherMs = 700

/** What a show sells while it runs: its latest orders, and the sums the server keeps. */
export class ArrivingOrders {
  list: Order[] = $state.raw([])
  /** There are older ones than those in `list`. */
  more = $state(false)
  report: Report | undefined = $state.raw()
  loading = $state(true)
  failed = $state(false)
  readonly #call: ApiCall
  readonly #of: { brandId: string; showId: string }
  readonly #withOrders: boolean
  #timer: ReturnType<typeof setTimeout> | undefined

  /** @param withOrders whether the caller's role may read orders; the report is for every role */
  constructor(call: ApiCall, of: { brandId: string; showId: string }, withOrders: boolean) {
    this.#call = call
    this.#of = of
    this.#withOrders = withOrders
  }

  /** Something was sold: asks again in a moment, once for all that is sold until then. */
  hearSold(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      void this.load()
    }, gatherMs)
  }

  async load(): Promise<void> {
    const { brandId, showId } = this.#of
    try {
      const [report, page] = await Promise.all([
        this.#call('shows.report', { showId }),
        this.#withOrders ? this.#call('orders.list', { brandId, showId, most: shownMost }) : undefined,
      ])
      this.report = report
      this.list = page?.items ?? []
      this.more = (page?.next ?? null) !== null
      this.failed = false
    } catch {
      this.failed = true
    } finally {
      this.loading = false
    }
  }

  stop(): void {
    clearTimeout(this.#timer)
  }
}
