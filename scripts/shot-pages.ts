import type { PersonName } from '../test/world.ts'

/** A page to be looked at. `who` names somebody of the named world; nobody is a visitor without a session. */
export interface ShotPage {
  name: string
  /** `{live}` and `{coming}` stand for the ids of such shows. */
  path: string
  who?: PersonName
  /** Waits for this before the picture is taken, as a CSS selector. */
  ready?: string
  /** The whole page instead of what fits the screen. */
  whole?: boolean
}

/** What `npm run shot` looks at. Pages are added here as they come to be. */
export const pages: ShotPage[] = [
  { name: 'home', path: '/' },
  { name: 'brand', path: '/maison-alma', whole: true },
  { name: 'article', path: '/maison-alma/articles/ten-quiet-minutes', whole: true },
  { name: 'room', path: '/maison-alma/shows/{live}', ready: 'video' },
  { name: 'room-shelf', path: '/maison-alma/shows/{live}?sheet=shelf', ready: 'dialog[open]' },
  { name: 'room-bag', path: '/maison-alma/shows/{live}?sheet=bag', ready: 'dialog[open]' },
  { name: 'coming', path: '/maison-alma/shows/{coming}', whole: true },
  { name: 'sign-in', path: '/sign-in' },
  { name: 'account', path: '/account', who: 'dana' },
  { name: 'orders', path: '/orders', who: 'dana' },
  { name: 'studio', path: '/studio', who: 'bea' },
  { name: 'studio-live', path: '/studio/{live}', who: 'bea' },
  { name: 'studio-coming', path: '/studio/{coming}', who: 'bea' },
  { name: 'kit', path: '/kit', whole: true },
  { name: 'kit-sheet', path: '/kit?open=sheet', ready: 'dialog[open]' },
  { name: 'kit-dialog', path: '/kit?open=dialog', ready: 'dialog[open]' },
  { name: 'kit-toast', path: '/kit?open=toast', ready: '.toast' },
  { name: 'console-home', path: '/console/maison-alma', who: 'alma' },
  { name: 'console-shows', path: '/console/maison-alma/shows', who: 'alma' },
  { name: 'console-new-show', path: '/console/maison-alma/shows/new', who: 'alma', whole: true },
  { name: 'console-products', path: '/console/maison-alma/products', who: 'alma' },
  { name: 'console-new-product', path: '/console/maison-alma/products/new', who: 'alma', whole: true },
  { name: 'console-import', path: '/console/maison-alma/products/import', who: 'alma' },
  { name: 'console-fair-play', path: '/console/maison-alma/fair-play', who: 'alma' },
  { name: 'console-stock', path: '/console/maison-alma/stock', who: 'alma' },
  { name: 'console-orders', path: '/console/maison-alma/orders', who: 'alma' },
  { name: 'console-packing', path: '/console/maison-alma/packing', who: 'alma', whole: true },
  { name: 'console-returns', path: '/console/maison-alma/returns', who: 'alma' },
  { name: 'console-payments', path: '/console/maison-alma/payments', who: 'alma' },
  { name: 'console-after-sale', path: '/console/maison-alma/after-sale', who: 'alma', whole: true },
  { name: 'console-team', path: '/console/maison-alma/team', who: 'alma' },
  { name: 'console-settings', path: '/console/maison-alma/settings', who: 'alma', whole: true },
  { name: 'console-developers', path: '/console/maison-alma/developers', who: 'alma' },
  { name: 'console-support', path: '/console/maison-alma', who: 'farid' },
]
