import { call } from '#lib/api.ts'
import type { Answer } from '#src/modules/catalog/state.ts'
import type { ShownPrice } from '../cards.ts'

type Wish = { variantId: string; showId?: string | undefined; personal: readonly Answer[] }

/** How long one goes on typing before the server is asked. */
const restMs = 300

/** What a piece costs made as it is asked for, by the server's word. */
export class Offer {
  readonly #brandId: string
  price = $state.raw<ShownPrice>()
  #asked = ''
  #variantId: string | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(brandId: string) {
    this.#brandId = brandId
  }

  /** Asks for this, once nothing else is asked for; undefined: there is nothing to ask. @returns what stops it */
  ask(wish: Wish | undefined): () => void {
    const stop = () => clearTimeout(this.#timer)
    if (!wish) return stop
    const { variantId, showId, personal } = wish
    const asked = JSON.stringify([variantId, showId, personal])
    if (asked === this.#asked) return stop
    if (variantId !== this.#variantId) this.price = undefined
    this.#variantId = variantId
    this.#timer = setTimeout(async () => {
      this.#asked = asked
      const where = { brandId: this.#brandId, variantId, ...(showId && { showId }) }
      const offer = await call('orders.offer', { ...where, personal: JSON.stringify(personal) }).catch(() => undefined)
      if (asked !== this.#asked) return
      const { unitPrice, compareAt } = offer ?? {}
      this.price = unitPrice && { ...unitPrice, ...(compareAt && { formerMinor: compareAt.minor }) }
    }, restMs)
    return stop
  }
}
