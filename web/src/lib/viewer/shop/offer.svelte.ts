import { call } from '#lib/api.ts'
import type { Answer } from '#src/modules/catalog/state.ts'
import type { ShownPrice } from '../cards.ts'

type Wish = {
  variantId: string
  showId?: string | undefined
  popUpId?: string | undefined
  personal: readonly Answer[]
  /** What may change the answer without being sent: the show is live. */
  live: boolean
}

/** How long one goes on typing before the server is asked. */
const restMs = 300

/** What a piece costs made as it is asked for, by the server's word. */
export class Offer {
  readonly #brandId: string
  price = $state.raw<ShownPrice>()
  /** Why it is not sold here now. */
  whyNot = $state.raw<string>()
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
    const { variantId, showId, popUpId, personal, live } = wish
    const asked = JSON.stringify([variantId, showId, popUpId, personal, live])
    if (asked === this.#asked) return stop
    if (variantId !== this.#variantId) this.price = this.whyNot = undefined
    this.#variantId = variantId
    this.#timer = setTimeout(async () => {
      this.#asked = asked
      const where = { brandId: this.#brandId, variantId, ...(showId && { showId }), ...(popUpId && { popUpId }) }
      const offer = await call('orders.offer', { ...where, personal: JSON.stringify(personal) }).catch(() => undefined)
      if (asked !== this.#asked) return
      const { unitPrice, compareAt, whyNot } = offer ?? {}
      // What is asked to be made of it is said beside each field.
      this.whyNot = whyNot === 'answers' ? undefined : (whyNot ?? undefined)
      this.price = unitPrice && { ...unitPrice, ...(compareAt && { formerMinor: compareAt.minor }) }
    }, restMs)
    return stop
  }
}
