import type { PersonId } from '../../lib/ids.ts'
import { type Currency, type Money, money } from '../../lib/money.ts'
import { type AccountName, coinUnit, type Posting, type Transfer } from '../ledger/ledger.ts'

/*
 * What happens with a purse, as transfers. Coins are counted in a unit of their own beside the money that was paid for
 * them: a purse is two accounts, and both move together.
 */

const purse = (owner: PersonId): AccountName => ({ purpose: 'coins', owner, currency: coinUnit })
const issued: AccountName = { purpose: 'coinsIssued', currency: coinUnit }
const prepaid = (owner: PersonId, currency: Currency): AccountName => ({ purpose: 'prepaid', owner, currency })

const move = (from: AccountName, to: AccountName, minor: bigint): Posting[] =>
  minor === 0n
    ? []
    : [
        { account: from, minor: -minor },
        { account: to, minor },
      ]

type Bought = { topUpId: string; personId: PersonId; provider: string; coins: bigint; amount: Money }

/** Its key in the book. */
export const topUpKey = (topUpId: string) => `coins.toppedUp/${topUpId}`

/** The provider has the money, and the person the coins. */
export const toppedUp = ({ topUpId, personId, provider, coins, amount: { minor, currency } }: Bought): Transfer => ({
  ...{ key: topUpKey(topUpId), kind: 'coins.toppedUp' },
  postings: [
    ...move({ purpose: 'provider', owner: provider, currency }, prepaid(personId, currency), minor),
    ...move(issued, purse(personId), coins),
  ],
})

/** Coins leave a purse with the money behind them, which goes where `to` says. */
export const spent = (
  personId: PersonId,
  coins: bigint,
  taken: readonly Money[],
  to: (currency: Currency) => AccountName,
): Posting[] => [
  ...move(purse(personId), issued, coins),
  ...taken.flatMap(({ minor, currency }) => move(prepaid(personId, currency), to(currency), minor)),
]

type Back = { refundId: string; personId: PersonId; coins: bigint; amount: Money }

const goingBack = (currency: Currency): AccountName => ({ purpose: 'goingBack', currency })

/** Coins are given back: their price is on its way to the buyer. */
export const givenBack = ({ refundId, personId, coins, amount }: Back): Transfer => ({
  ...{ key: `coins.givenBack/${refundId}`, kind: 'coins.givenBack' },
  postings: spent(personId, coins, [amount], goingBack),
})

/** The buyer has it. */
export const arrived = ({ refundId, amount: { minor, currency } }: Back, provider: string): Transfer => ({
  ...{ key: `coins.refunded/${refundId}`, kind: 'coins.refunded' },
  postings: move(goingBack(currency), { purpose: 'provider', owner: provider, currency }, minor),
})

/** It never left, or came back to the provider: the coins are in the purse again. */
export function cameBack(back: Back, provider: string, became: 'undone' | 'failed'): Transfer {
  const { refundId, personId, coins, amount } = back
  const { minor, currency } = amount
  const from: AccountName =
    became === 'undone' ? { purpose: 'provider', owner: provider, currency } : goingBack(currency)
  return {
    ...{ key: `coins.refundFailed/${refundId}`, kind: 'coins.refundFailed' },
    postings: [...move(from, prepaid(personId, currency), minor), ...move(issued, purse(personId), coins)],
  }
}

/**
 * Money of a top-up went back that nobody gave coins for: a refund at the provider's desk. What is left in the purse is
 * taken for it; what was spent is the brand's loss.
 */
export function takenBack(
  { refundId, personId, amount: { minor, currency } }: Omit<Back, 'coins'>,
  /** Where the money went. */
  to: AccountName,
  has: { coins: bigint; minor: bigint },
): Transfer {
  const covered = minor < has.minor ? minor : has.minor
  const coins = has.minor === 0n ? 0n : (has.coins * covered) / has.minor
  return {
    ...{ key: `coins.takenBack/${refundId}`, kind: 'coins.takenBack' },
    postings: [
      { account: to, minor },
      ...spent(personId, coins, [money(covered, currency)], () => to).filter(({ account }) => account !== to),
      ...(minor > covered ? [{ account: { purpose: 'coinLosses', currency } as const, minor: covered - minor }] : []),
    ],
  }
}

/** That refund failed in the end: its coins are gone from the purse, so the money makes up for losses. */
export const recovered = (refundId: string, provider: string, { minor, currency }: Money): Transfer => ({
  ...{ key: `coins.recovered/${refundId}`, kind: 'coins.recovered' },
  postings: move({ purpose: 'provider', owner: provider, currency }, { purpose: 'coinLosses', currency }, minor),
})

/** A buyer's bank took the price of coins back: it is nobody's until that is decided. `won`, it is back. */
export const disputed = (
  disputeId: string,
  provider: string,
  { minor, currency }: Money,
  became: 'opened' | 'won',
): Transfer => ({
  ...{ key: `dispute.${became}/${disputeId}/`, kind: `dispute.${became}` },
  postings: move(
    { purpose: 'disputed', owner: provider, currency },
    { purpose: 'provider', owner: provider, currency },
    became === 'opened' ? minor : -minor,
  ),
})
