import type { Currency } from '../../lib/money.ts'

/** What value is on an account for. A new one is added here first. */
type Trait = {
  /** Where its balance usually stands: on assets and costs a debit (below zero), on debts and income a credit. */
  side: 'debit' | 'credit'
  /** What it may never fall below, in minor units. */
  floor?: bigint
  /** Money passes through it and it must come back to zero; how long it has not is an alarm. */
  clearing?: true
  /** One for each person (or show, or packet): the trial balance tells them in one sum. */
  perPerson?: true
}

export const purposes = {
  /** What a payment provider has taken for the brand and not yet paid out. Owner: the provider. */
  provider: { side: 'debit', clearing: true },
  /** Paid by a buyer and asked back through their bank: decided one way or the other. Owner: the provider. */
  disputed: { side: 'debit', clearing: true },
  bank: { side: 'debit' },
  /** Goods at the price before discounts, without tax. */
  sales: { side: 'credit' },
  discounts: { side: 'debit' },
  delivery: { side: 'credit' },
  /** Tax that is owed. Owner: country and rate in basis points, `FR-2000`. */
  tax: { side: 'credit' },
  /** Sales, without tax, that were given back. */
  returns: { side: 'debit' },
  providerFees: { side: 'debit' },
  /** What people have paid ahead, to spend in rooms. Owner: the person. */
  coins: { side: 'credit', floor: 0n, perPerson: true },
  /** What a brand has put up to give away in shows: a cost, less what comes back unused. */
  giveaways: { side: 'debit' },
  /** Of it, what may still be given away. Owner: the show. */
  giveawayBudget: { side: 'credit', floor: 0n, perPerson: true },
  /** Put aside whole before it is given: it ends at zero. Owner: the packet or the draw. */
  giveaway: { side: 'credit', floor: 0n, clearing: true, perPerson: true },
  /** What a person can spend in the brand's shop: a debt of the brand. Owner: the person. */
  shopCredit: { side: 'credit', floor: 0n, perPerson: true },
  /** Paid, and not sold yet: what stays is a second payment for one order, or came too late, and goes back. */
  unearned: { side: 'credit', clearing: true },
} as const satisfies Record<string, Trait>

export type Purpose = keyof typeof purposes
export const traitOf = (purpose: Purpose): Trait => purposes[purpose]
export const personal = (Object.keys(purposes) as Purpose[]).filter((purpose) => traitOf(purpose).perPerson)

/** An account by name: it begins to exist with its first transfer. */
export type AccountName = { purpose: Purpose; owner?: string; currency: Currency }

/** `provider/stripe/EUR`: one name, one text. */
export const nameOf = ({ purpose, owner = '', currency }: AccountName) => `${purpose}/${owner}/${currency}`
