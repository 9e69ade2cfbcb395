import type { Locale } from '../locale.ts'
import type auction from './auction.en.ts'
import type draw from './draw.en.ts'
import type gift from './gift.en.ts'
import { type Loader, words } from './load.ts'
import type packet from './packet.en.ts'
import type replay from './replay.en.ts'
import type talk from './talk.en.ts'

export type ReplayWords = typeof replay
export type DrawWords = typeof draw
export type PacketWords = typeof packet
export type AuctionWords = typeof auction
export type GiftWords = typeof gift
export type TalkWords = typeof talk

const replayLoader: Loader<ReplayWords> = {
  en: () => import('./replay.en.ts'),
  fr: () => import('./replay.fr.ts'),
  'zh-Hans': () => import('./replay.zh-Hans.ts'),
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

const auctionLoader: Loader<AuctionWords> = {
  en: () => import('./auction.en.ts'),
  fr: () => import('./auction.fr.ts'),
  'zh-Hans': () => import('./auction.zh-Hans.ts'),
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

/** The words of what opens in a room on a tap, or when there is something: not even their addresses come with the room. */
export const replayWords = (locale: Locale) => words(replayLoader, locale)
export const drawWords = (locale: Locale) => words(drawLoader, locale)
export const packetWords = (locale: Locale) => words(packetLoader, locale)
export const auctionWords = (locale: Locale) => words(auctionLoader, locale)
export const giftWords = (locale: Locale) => words(giftLoader, locale)
export const talkWords = (locale: Locale) => words(talkLoader, locale)
