import type { IntentWish, KnownIntent, PaymentNotice, PaymentProvider } from '../../src/doors/doors.ts'
import { ProviderTrouble } from '../../src/doors/payments/provider-trouble.ts'
import { newId } from '../../src/lib/ids.ts'
import type { Currency } from '../../src/lib/money.ts'
import { Refusal } from '../../src/lib/problems.ts'
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

/** What every piece of news says of the payment that was asked for. */
export const said = (wish: IntentWish, providerRef: string) => ({
  ...{ intentId: wish.intentId, providerRef, amount: wish.amount },
})

/** For `assert.rejects`: a notice that our webhook must not believe. */
export const refusedAs = (code: string) => (error: unknown) => error instanceof Refusal && error.problem.code === code

/** For `assert.rejects`: a provider that says no, in our word for it. */
export const trouble = (word: string) => (error: unknown) => error instanceof ProviderTrouble && error.word === word
