import type { Locale } from '../locale.ts'
import type console from './console.en.ts'
import type earnings from './earnings.en.ts'
import { type Loader, words } from './load.ts'
import type packetHost from './packet-host.en.ts'
import type studio from './studio.en.ts'

export type StudioWords = typeof studio
export type ConsoleWords = typeof console
export type PacketHostWords = typeof packetHost
export type EarningsWords = typeof earnings

const studioLoader: Loader<StudioWords> = {
  en: () => import('./studio.en.ts'),
  fr: () => import('./studio.fr.ts'),
  'zh-Hans': () => import('./studio.zh-Hans.ts'),
}

const consoleLoader: Loader<ConsoleWords> = {
  en: () => import('./console.en.ts'),
  fr: () => import('./console.fr.ts'),
  'zh-Hans': () => import('./console.zh-Hans.ts'),
}

const packetHostLoader: Loader<PacketHostWords> = {
  en: () => import('./packet-host.en.ts'),
  fr: () => import('./packet-host.fr.ts'),
  'zh-Hans': () => import('./packet-host.zh-Hans.ts'),
}

/** The words of those who run the shop and speak in it: no viewer downloads even their addresses. */
export const studioWords = (locale: Locale) => words(studioLoader, locale)
export const consoleWords = (locale: Locale) => words(consoleLoader, locale)
export const packetHostWords = (locale: Locale) => words(packetHostLoader, locale)
