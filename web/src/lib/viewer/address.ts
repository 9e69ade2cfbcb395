import { createContext } from 'svelte'
import type { Place } from './place.ts'

/** Where the page is, and what lies over it. Reactive: in a room the browser's own history moves it, elsewhere Kit's. */
export interface Address {
  readonly url: Pick<URL, 'origin' | 'pathname' | 'search'> & { readonly searchParams: Pick<URLSearchParams, 'get'> }
  /** Opens a place; one that is opened from another takes its stead, so that one step back closes both. */
  readonly openPlace: (place: Place) => Promise<void>
  readonly closePlace: () => Promise<void>
}

export const [getAddress, setAddress] = createContext<Address>()
