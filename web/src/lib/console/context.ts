import { createContext } from 'svelte'
import type { May } from './may.ts'

/** The brand whose console this is, and what the person in front of it may do. */
export interface Desk {
  readonly brand: {
    readonly brandId: string
    readonly slug: string
    readonly name: string
    readonly tagline: string
    readonly accent: string
    readonly markUrl: string | null
    readonly currency: string
    readonly country: string
  }
  readonly may: May
  readonly me: { readonly email: string | null; readonly name: string }
}

/** Handed down by the brand's layout, read anew when its data are. */
export const [getDesk, setDesk] = createContext<() => Desk>()
