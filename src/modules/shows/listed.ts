import type { BrandId } from '../../lib/ids.ts'
import type { Locale } from '../../lib/local-text.ts'
import type { Sql } from '../../lib/sql.ts'
import * as store from './listed-store.ts'
import { viewOf } from './load.ts'
import type { Topic } from './state.ts'

export type ListedWish = {
  when: 'live' | 'coming' | 'replays'
  brandId: BrandId | undefined
  /** Brands that are left out. */
  without: readonly string[]
  topic?: Topic | undefined
  /** Plain words (`shows.plain`), each to be found; none: everything. */
  words: readonly string[]
  locale: Locale
  /** Shows with one of these are found too. */
  productIds: readonly string[]
  from: { at: Date; showId: string } | undefined
  most: number
}

const chinese = /[\u3400-\u9fff]/

/** Public and ticketed shows: what is coming soonest first, everything else latest first; `at` is what they go by. */
export async function listedShows(sql: Sql, { words, locale, ...wish }: ListedWish) {
  const asWritten = locale === 'zh-Hans' || words.some((word) => chinese.test(word))
  const asked: store.Asked = {
    ...{ brandId: wish.brandId ?? null, without: wish.without, topic: wish.topic ?? null, most: wish.most },
    ...{ at: wish.from?.at ?? null, showId: wish.from?.showId ?? null, productIds: wish.productIds },
    language: words.length === 0 ? null : asWritten ? 'zh-Hans' : locale,
    query: words.map((word) => `${word}:*`).join(' & '),
    words,
  }
  const rows =
    wish.when === 'coming'
      ? await store.coming(sql, asked)
      : await store.begun(sql, wish.when === 'live' ? 'live' : 'replay', asked)
  return rows.map((row) => ({ show: viewOf(row), at: (wish.when === 'coming' ? row.startsAt : row.startedAt)! }))
}

/** The topics of listed shows, those with the most shows first. */
export const topicsOf = (sql: Sql, brandId: BrandId | undefined, without: readonly string[]) =>
  store.topics(sql, brandId ?? null, without)
