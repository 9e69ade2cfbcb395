import { goto } from '$app/navigation'
import { page } from '$app/state'
import type { Address } from './address.ts'
import { hrefOf, type Place, placeIn } from './place.ts'

/** The address of pages that Kit's router moves between. */
export class KitAddress implements Address {
  /** How many places were opened over the page since it was loaded: closing goes back that far. */
  #depth = 0

  get url(): Address['url'] {
    return page.url
  }

  openPlace = async (place: Place): Promise<void> => {
    const here = new URL(location.href)
    const replace = placeIn(here.searchParams) !== undefined
    if (!replace) this.#depth = 1
    await goto(hrefOf(here, place), { shallow: true, replace, state: {} })
  }

  closePlace = async (): Promise<void> => {
    const here = new URL(location.href)
    if (!placeIn(here.searchParams)) return
    if (this.#depth > 0) {
      this.#depth = 0
      history.back()
    } else await goto(hrefOf(here, undefined), { shallow: true, replace: true, state: {} })
  }
}
