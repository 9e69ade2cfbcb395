import { decimalOf, exponentOf } from '#lib/format.ts'
import type { Locale } from '#lib/locale.ts'
import { inLocale } from '#src/lib/local-text.ts'
import type { ShowState } from '#src/modules/shows/state.ts'
import type { Article, Brand, Product } from './answers.ts'

type Where = { locale: Locale; origin: string }

const absolute = (url: string | null, origin: string) => (url ? new URL(url, origin).href : undefined)

const eventStatus = (status: ShowState['status']) =>
  `https://schema.org/${status === 'cancelled' ? 'EventCancelled' : 'EventScheduled'}`

/** A show as schema.org describes a broadcast: https://schema.org/BroadcastEvent */
export function showSchema(showId: string, show: ShowState, brand: Brand, { locale, origin }: Where) {
  return {
    '@type': 'BroadcastEvent',
    '@id': `urn:uuid:${showId}`,
    name: inLocale(show.title, locale),
    description: inLocale(show.description, locale),
    startDate: show.startedAt ?? show.startsAt ?? undefined,
    endDate: show.endedAt ?? undefined,
    isLiveBroadcast: show.status === 'live',
    eventStatus: eventStatus(show.status),
    eventAttendanceMode: 'https://schema.org/OnlineEventAttendanceMode',
    image: absolute(show.coverUrl, origin),
    performer: { '@type': 'Person', name: show.hostName },
    organizer: { '@type': 'Organization', name: brand.name },
  }
}

/** A product with its offers: https://schema.org/Product */
export function productSchema(product: Product, brand: Brand, { locale, origin }: Where) {
  return {
    '@type': 'Product',
    name: inLocale(product.title, locale),
    description: inLocale(product.description, locale),
    image: product.pictures.map(({ url }) => absolute(url, origin)),
    brand: { '@type': 'Brand', name: brand.name },
    offers: product.variants.flatMap(({ sku, prices }) =>
      prices
        .filter(({ currency }) => currency === brand.currency)
        .map(({ minor, currency }) => ({
          '@type': 'Offer',
          sku,
          price: decimalOf(minor, exponentOf(currency)),
          priceCurrency: currency,
        })),
    ),
  }
}

/** An article: https://schema.org/Article */
export function articleSchema(article: Article, brand: Brand, url: Pick<URL, 'origin' | 'pathname'>) {
  return {
    '@type': 'Article',
    headline: article.title,
    description: article.summary,
    inLanguage: article.locale,
    datePublished: article.publishedAt ?? undefined,
    dateModified: article.changedAt,
    image: absolute(article.cover?.url ?? null, url.origin),
    mainEntityOfPage: url.origin + url.pathname,
    author: { '@type': 'Organization', name: brand.name },
    publisher: { '@type': 'Organization', name: brand.name, logo: absolute(brand.markUrl, url.origin) },
  }
}
