import type { Order, Sale, ShowFacts } from '../src/modules/reports/show-facts.ts'

/* A show in a few words, for the examples of its report: minutes since it began, and what happened in them. */

export const minute = 60_000
export const live = { from: 0, until: 60 * minute }

export const nothing: ShowFacts = {
  ...{ ...live, now: 120 * minute, currency: 'EUR' },
  ...{
    visits: [],
    arrivals: [],
    origins: [],
    touches: [],
    messages: [],
    hearts: [],
    sales: [],
    orders: [],
    signUps: [],
    reach: [],
    articleReads: [],
  },
}
export const stay = (viewer: string, joined: number, left: number) => ({
  ...{ viewer, joinedAt: joined * minute, leftAt: left * minute },
})
export const arrived = (viewer: string, at: number, source: 'direct' | 'code' = 'direct') => ({
  ...{ viewer, at: at * minute, source, name: source === 'code' ? 'POSTER' : null, campaign: null, article: null },
})
export const buyerCame = (personId: string, at: number, source: 'direct' | 'code' = 'direct') => {
  const { viewer: _, ...came } = arrived(personId, at, source)
  return { ...came, personId }
}
export const touch = (
  viewer: string,
  kind: 'shop' | 'product' | 'bag' | 'share',
  at: number,
  productId: string | null = null,
) => ({
  ...{ viewer, kind, productId, at: at * minute },
})
export const order = (buyer: string, at: number, paid: bigint, more: Partial<Order> = {}): Order => ({
  ...{ orderId: `of ${buyer} at ${at}` as Order['orderId'], number: `${at}`, buyer, at: at * minute },
  ...{ units: 1, paidMinor: paid, backMinor: 0n, returning: false, ...more },
})
export const sale = (of: Order, productId: string, unitMinor: bigint, quantity = 1): Sale => ({
  ...{ orderId: of.orderId, at: of.at, productId, title: { en: productId }, quantity, unitMinor },
  ...{ paidMinor: unitMinor * BigInt(quantity), backQuantity: 0 },
})
