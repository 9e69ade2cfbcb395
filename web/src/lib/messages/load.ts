import type { Locale } from '../locale.ts'
import type player from './player.en.ts'
import type shared from './shared.en.ts'
import type shop from './shop.en.ts'
import type viewer from './viewer.en.ts'

export type SharedWords = typeof shared
export type ViewerWords = typeof viewer
export type ShopWords = typeof shop
export type PlayerWords = typeof player

export type Loader<Words> = Record<Locale, () => Promise<{ default: Words }>>

const sharedLoader: Loader<SharedWords> = {
  en: () => import('./shared.en.ts'),
  fr: () => import('./shared.fr.ts'),
  'zh-Hans': () => import('./shared.zh-Hans.ts'),
}

const viewerLoader: Loader<ViewerWords> = {
  en: () => import('./viewer.en.ts'),
  fr: () => import('./viewer.fr.ts'),
  'zh-Hans': () => import('./viewer.zh-Hans.ts'),
}

const shopLoader: Loader<ShopWords> = {
  en: () => import('./shop.en.ts'),
  fr: () => import('./shop.fr.ts'),
  'zh-Hans': () => import('./shop.zh-Hans.ts'),
}

const playerLoader: Loader<PlayerWords> = {
  en: () => import('./player.en.ts'),
  fr: () => import('./player.fr.ts'),
  'zh-Hans': () => import('./player.zh-Hans.ts'),
}

/** One surface's words in one language, as a chunk of its own: a phone never downloads the console's, nor another language's. */
export const words = async <Words>(loader: Loader<Words>, locale: Locale): Promise<Words> =>
  (await loader[locale]()).default

export const sharedWords = (locale: Locale) => words(sharedLoader, locale)
export const viewerWords = (locale: Locale) => words(viewerLoader, locale)
export const shopWords = (locale: Locale) => words(shopLoader, locale)
export const playerWords = (locale: Locale) => words(playerLoader, locale)
