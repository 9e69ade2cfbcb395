import type { Address } from '../address.ts'
import { hrefOf, type Place, placeIn } from '../place.ts'

/** What a history entry remembers of a place that was opened over the page before it: one step back closes it. */
type Entry = { over?: boolean } | null

/** The address of the show page, which has no router: the browser's history itself. */
export class RoomAddress implements Address {
  #url = $state.raw() as URL
  /** A step back was asked for and has not been taken yet. */
  #leaving = false

  /** @param url of the page; the address bar is read only from `follow` on */
  constructor(url: URL) {
    this.#url = url
  }

  get url(): URL {
    return this.#url
  }

  /** Hears the back and forward gestures. Returns how to stop. */
  follow(): () => void {
    const moved = () => {
      this.#leaving = false
      this.#url = new URL(location.href)
    }
    addEventListener('popstate', moved)
    return () => removeEventListener('popstate', moved)
  }

  openPlace = async (place: Place): Promise<void> => {
    const href = hrefOf(this.#url, place)
    if (placeIn(this.#url.searchParams)) history.replaceState(history.state, '', href)
    else history.pushState({ over: true } satisfies Entry, '', href)
    this.#url = new URL(location.href)
  }

  closePlace = async (): Promise<void> => {
    if (!placeIn(this.#url.searchParams) || this.#leaving) return
    if ((history.state as Entry)?.over) {
      this.#leaving = true
      history.back()
      return
    }
    history.replaceState(null, '', hrefOf(this.#url, undefined))
    this.#url = new URL(location.href)
  }
}
