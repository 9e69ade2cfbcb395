import type { PersonId, ShowId } from '../../lib/ids.ts'
import type { Money } from '../../lib/money.ts'
import { spent } from '../coins/coins.ts'
import type { AccountName, Ending, Posting, Transfer } from '../ledger/ledger.ts'
import { type Rate, sharesOf } from './decide.ts'

/** What was spent in a show, until it is shared out. */
const taking = (showId: ShowId, currency: Money['currency']): AccountName => ({
  purpose: 'gifts',
  owner: showId,
  currency,
})

type Spent = { personId: PersonId; showId: ShowId; coins: bigint; taken: readonly Money[] }

export const giftSent = ({ personId, showId, coins, taken }: Spent, key: string): Transfer => ({
  ...{ key: `gift.sent/${personId}/${key}`, kind: 'gift.sent', about: { showId } },
  postings: spent(personId, coins, taken, (currency) => taking(showId, currency)),
})

const pledgeKey = (pledgeId: string) => `gift.pledged/${pledgeId}`

/** Set aside in the purse, until the question that it came with is answered. */
export const pledged = ({ pledgeId, ...of }: Spent & { pledgeId: string }): Transfer => ({
  ...{ ...giftSent(of, pledgeId), key: pledgeKey(pledgeId), kind: 'gift.pledged', reserve: true },
})

export const pledgeEnded = (pledgeId: string, as: 'given' | 'returned'): Ending => ({
  key: `gift.pledgeEnded/${pledgeId}`,
  kind: as === 'given' ? 'question.answered' : 'question.unanswered',
  ...{ ends: pledgeKey(pledgeId), how: as === 'given' ? 'settle' : 'release' },
})

/** A show is over: what was spent in it under one contract goes to whom it belongs. */
export function shared(
  { showId, rate, gross }: { showId: ShowId; rate: Rate; gross: Money },
  { country, taxRateBp }: { country: string; taxRateBp: number },
): Transfer {
  const { currency } = gross
  const { tax, host, brand, platform } = sharesOf(gross, taxRateBp, rate)
  const parts: [AccountName, bigint][] = [
    [{ purpose: 'tax', owner: `${country}-${taxRateBp}`, currency }, tax],
    [{ purpose: 'hostShare', owner: showId, currency }, host],
    [{ purpose: 'giftIncome', currency }, brand],
    [{ purpose: 'platformShare', currency }, platform],
  ]
  const postings: Posting[] = parts.filter(([, minor]) => minor !== 0n).map(([account, minor]) => ({ account, minor }))
  return {
    ...{ key: `gifts.shared/${showId}/${rate.from.toISOString()}/${currency}`, kind: 'gifts.shared' },
    about: { showId },
    postings: [{ account: taking(showId, currency), minor: -gross.minor }, ...postings],
  }
}
