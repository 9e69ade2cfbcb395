import { createHash } from 'node:crypto'
import type { Sql } from '../lib/sql.ts'
import type { AskedIntent, IntentWish, Keeper } from './doors.ts'
import type { FakeBank } from './fake-payments.ts'
import * as store from './fake-payments-store.ts'

type Write = <T>(work: (sql: Sql) => Promise<T>) => Promise<T>

/** The card of this customer: the same label is the same card. */
export const cardRefOf = (customer: string, label: string): string =>
  `fc_${createHash('sha256').update(`${customer} ${label}`).digest('hex').slice(0, 24)}`

/** Cards that the fake provider keeps: each does what its bank did on the page. */
export function createFakeKeeper(around: {
  write: Write
  bank: FakeBank
  /** Makes the payment, open. @returns its reference */
  open: (wish: IntentWish) => Promise<string>
  /** What the provider says when it is asked. */
  news: (intentId: string) => Promise<NonNullable<AskedIntent['notices']>>
}): Keeper {
  const { write, bank } = around
  return {
    open: async ({ personId }) => `fk_${personId}`,

    async list(customer) {
      const cards = await write((sql) => store.cardsOf(sql, customer))
      return cards.map(({ cardRef: ref, label, expires }) => ({ ref, method: 'card', label, expires }))
    },

    async pay(wish) {
      const providerRef = await around.open(wish)
      const cards = await write((sql) => store.cardsOf(sql, wish.customerRef))
      const { behaviour } = cards.find(({ cardRef }) => cardRef === wish.keptRef) ?? { behaviour: 'declines' as const }
      if ((behaviour === 'asks' || (wish.stepUp && behaviour !== 'declines')) && !wish.offSession) {
        await bank.ask(providerRef)
        const page = { kind: 'redirect' as const, url: `/fake-pay/${providerRef}?locale=${wish.locale}` }
        return { providerRef, step: page }
      }
      const no = { declines: 'card_declined', asks: 'authentication_failed' }[behaviour as string]
      await bank.decide(providerRef, no ? { kind: 'declined', reason: no, behaviour } : { kind: 'captured', behaviour })
      return { providerRef, step: null, notices: await around.news(wish.intentId) }
    },

    forget: (ref) => write((sql) => store.forgetCard(sql, ref)),
  }
}
