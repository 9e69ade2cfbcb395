import type { Currency } from '../../lib/money.ts'

/** Coins of a brand's rooms: what people count in there. A code of our own, as ISO 4217 leaves those with X to be. */
export const coinUnit = 'XCO'
/** What an account counts. */
export type Unit = Currency | typeof coinUnit

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
  /** What buyers' banks took back for good, tax and all: whether that tax can be had back is the accountant's to say. */
  disputeLosses: { side: 'debit' },
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
  /** Coins in a purse, to spend in rooms. Owner: the person. */
  coins: { side: 'credit', floor: 0n, perPerson: true },
  /** What a brand has put up to give away in shows: a cost, less what comes back unused. */
  giveaways: { side: 'debit' },
  /** Of it, what may still be given away. Owner: the show. */
  giveawayBudget: { side: 'credit', floor: 0n, perPerson: true },
  /** Put aside whole before it is given: it ends at zero. Owner: the packet or the draw. */
  giveaway: { side: 'credit', floor: 0n, clearing: true, perPerson: true },
  /** What a person can spend in the brand's shop: a debt of the brand. Owner: the person. */
  shopCredit: { side: 'credit', floor: 0n, perPerson: true },
  /** The other side of purses: coins in circulation. */
  coinsIssued: { side: 'debit' },
  /** What a person has paid for the coins in their purse, in money. Owner: the person. */
  prepaid: { side: 'credit', floor: 0n, perPerson: true },
  /** Of coins that are given back: on its way to the buyer. */
  goingBack: { side: 'credit', clearing: true },
  /** Coins that were spent, and whose price a bank or a provider's desk gave back all the same. */
  coinLosses: { side: 'debit' },
  /** Spent on gifts, and not shared out yet. Owner: the show. */
  gifts: { side: 'credit', clearing: true },
  /** The brand's share of gifts, without tax. */
  giftIncome: { side: 'credit' },
  /** Of gifts, put aside for the host. Owner: the show. */
  hostShare: { side: 'credit' },
  /** What hosts cost: fees and commissions. */
  hostCosts: { side: 'debit' },
  /** Owed to a host; below zero when more came back than is owed, until it is earned again. Owner: the person. */
  hostOwed: { side: 'credit', perPerson: true },
  /** Set aside to be paid to a host, until the bank has paid it or not. Owner: the payout. */
  hostPayout: { side: 'credit', floor: 0n, clearing: true, perPerson: true },
  /** Owed to whoever runs the install. */
  platformShare: { side: 'credit' },
  /** Paid, and not sold yet: what stays is a second payment for one order, or came too late, and goes back. */
  unearned: { side: 'credit', clearing: true },
} as const satisfies Record<string, Trait>

export type Purpose = keyof typeof purposes
export const traitOf = (purpose: Purpose): Trait => purposes[purpose]
export const personal = (Object.keys(purposes) as Purpose[]).filter((purpose) => traitOf(purpose).perPerson)

/** An account by name: it begins to exist with its first transfer. */
export type AccountName = { purpose: Purpose; owner?: string; currency: Unit }

/** `provider/stripe/EUR`: one name, one text. */
export const nameOf = ({ purpose, owner = '', currency }: AccountName) => `${purpose}/${owner}/${currency}`
