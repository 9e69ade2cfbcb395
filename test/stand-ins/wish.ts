import type { IntentWish, KnownIntent, PaymentNotice, PaymentProvider } from '../../src/doors/doors.ts'
import { newId } from '../../src/lib/ids.ts'
import type { Currency } from '../../src/lib/money.ts'
import type { Notice } from './sending.ts'

/** A payment of 88.88 to ask for. */
export const wishOf = (now: Date, change: Partial<IntentWish> = {}, currency: Currency = 'CNY'): IntentWish => ({
  intentId: newId(now),
  orderNumber: 'MA-1042',
  amount: { minor: '8888', currency },
  description: 'Maison Alma',
  email: 'dana@example.org',
  locale: 'zh-Hans',
  method: '',
  device: 'desk',
  buyerAddress: '203.0.113.7',
  returnUrl: '/orders/1?paid=1&x=%20',
  ...change,
})

export const knownOf = (wish: IntentWish, providerRef: string, refunds: KnownIntent['refunds'] = []): KnownIntent => ({
  ...{ intentId: wish.intentId, providerRef, amount: wish.amount, refunds },
})

/** A notice as our webhook hands it to the provider. */
export async function read(provider: PaymentProvider, { headers, body }: Notice, now: Date) {
  return provider.readNotices(headers, Buffer.from(body), now)
}

/** The news without its id, to compare. */
export const plain = (notices: readonly PaymentNotice[]) => notices.map(({ eventId: _id, ...rest }) => rest)
