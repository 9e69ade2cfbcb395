import type { Locale } from '../locale.ts'
import type auction from './auction.en.ts'
import type draw from './draw.en.ts'
import type gift from './gift.en.ts'
import type packet from './packet.en.ts'
import type player from './player.en.ts'
import type replay from './replay.en.ts'
import type shared from './shared.en.ts'
import type shop from './shop.en.ts'
import type talk from './talk.en.ts'
import type viewer from './viewer.en.ts'

export type SharedWords = typeof shared
export type ReplayWords = typeof replay
export type ViewerWords = typeof viewer
export type ShopWords = typeof shop
export type PlayerWords = typeof player
export type AuctionWords = typeof auction
export type DrawWords = typeof draw
export type PacketWords = typeof packet
export type GiftWords = typeof gift
export type TalkWords = typeof talk

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

const replayLoader: Loader<ReplayWords> = {
  en: () => import('./replay.en.ts'),
  fr: () => import('./replay.fr.ts'),
  'zh-Hans': () => import('./replay.zh-Hans.ts'),
}

const playerLoader: Loader<PlayerWords> = {
  en: () => import('./player.en.ts'),
  fr: () => import('./player.fr.ts'),
  'zh-Hans': () => import('./player.zh-Hans.ts'),
}

const auctionLoader: Loader<AuctionWords> = {
  en: () => import('./auction.en.ts'),
  fr: () => import('./auction.fr.ts'),
  'zh-Hans': () => import('./auction.zh-Hans.ts'),
}

const drawLoader: Loader<DrawWords> = {
  en: () => import('./draw.en.ts'),
  fr: () => import('./draw.fr.ts'),
  'zh-Hans': () => import('./draw.zh-Hans.ts'),
}

const packetLoader: Loader<PacketWords> = {
  en: () => import('./packet.en.ts'),
  fr: () => import('./packet.fr.ts'),
  'zh-Hans': () => import('./packet.zh-Hans.ts'),
}

const giftLoader: Loader<GiftWords> = {
  en: () => import('./gift.en.ts'),
  fr: () => import('./gift.fr.ts'),
  'zh-Hans': () => import('./gift.zh-Hans.ts'),
}

const talkLoader: Loader<TalkWords> = {
  en: () => import('./talk.en.ts'),
  fr: () => import('./talk.fr.ts'),
  'zh-Hans': () => import('./talk.zh-Hans.ts'),
}

/** One surface's words in one language, as a chunk of its own: a phone never downloads the console's, nor another language's. */
export const words = async <Words>(loader: Loader<Words>, locale: Locale): Promise<Words> =>
  (await loader[locale]()).default

export const sharedWords = (locale: Locale) => words(sharedLoader, locale)
export const viewerWords = (locale: Locale) => words(viewerLoader, locale)
export const shopWords = (locale: Locale) => words(shopLoader, locale)
export const replayWords = (locale: Locale) => words(replayLoader, locale)
export const playerWords = (locale: Locale) => words(playerLoader, locale)
export const drawWords = (locale: Locale) => words(drawLoader, locale)
export const packetWords = (locale: Locale) => words(packetLoader, locale)
export const auctionWords = (locale: Locale) => words(auctionLoader, locale)
export const giftWords = (locale: Locale) => words(giftLoader, locale)
export const talkWords = (locale: Locale) => words(talkLoader, locale)
