import type { BrandId, PersonId, ShowId } from '../../lib/ids.ts'
import type { Currency } from '../../lib/money.ts'
import type { Problem } from '../../lib/problems.ts'
import { refuse } from '../../lib/problems.ts'
import type { Sql } from '../../lib/sql.ts'
import { creditAccount } from '../credit/credit.ts'
import { type AccountName, post, type Transfer } from '../ledger/ledger.ts'

/*
 * What is given away, as transfers of the brand's book: put up for a show, put aside for one packet, given to people as
 * shop credit; what is left goes back the same way. Amounts in minor units.
 */

type OfShow = { brandId: BrandId; showId: ShowId; currency: Currency }

export const budgetAccount = ({ showId, currency }: OfShow): AccountName => ({
  ...{ purpose: 'giveawayBudget', owner: showId, currency },
})
const giveaways = ({ currency }: OfShow): AccountName => ({ purpose: 'giveaways', currency })
const giveaway = ({ currency }: OfShow, id: string): AccountName => ({ purpose: 'giveaway', owner: id, currency })

const moved = ({ showId }: OfShow, kind: string, key: string, minor: bigint, [from, to]: AccountName[]): Transfer => ({
  ...{ key: `${kind}/${key}`, kind, about: { showId } },
  postings: [
    { account: from!, minor: -minor },
    { account: to!, minor },
  ],
})

/** The brand puts up more for a show, or takes some of it back (below zero). */
export const budgetChanged = (of: OfShow, change: number, minor: bigint): Transfer =>
  moved(of, 'giveaway.budget', `${of.showId}/${change}`, minor, [giveaways(of), budgetAccount(of)])

/** A packet is funded, whole. */
export const funded = (of: OfShow, id: string, minor: bigint): Transfer =>
  moved(of, 'giveaway.funded', id, minor, [budgetAccount(of), giveaway(of, id)])

/** What nobody took goes back to the budget, once. */
export const returned = (of: OfShow, id: string, minor: bigint): Transfer =>
  moved(of, 'giveaway.returned', id, minor, [giveaway(of, id), budgetAccount(of)])

/** People have it, each their part. */
export const given = (
  of: OfShow,
  id: string,
  parts: readonly { place: number; personId: PersonId; minor: bigint }[],
): Transfer => ({
  ...{ key: `giveaway.given/${id}/${parts[0]!.place}`, kind: 'giveaway.given', about: { showId: of.showId } },
  postings: [
    { account: giveaway(of, id), minor: -parts.reduce((sum, { minor }) => sum + minor, 0n) },
    ...parts.map(({ personId, minor }) => ({ account: creditAccount(personId, of.currency), minor })),
  ],
})

/**
 * Posts one of them under the book's lock; the writes are handed back unawaited.
 * @throws Refusal `otherwise` when there is not enough; Error when it cannot fail and did
 */
export async function posted(
  sql: Sql,
  now: Date,
  { brandId }: OfShow,
  transfer: Transfer,
  otherwise?: Problem,
): Promise<Promise<unknown>[]> {
  const { answer, writes } = await post(sql, now, brandId, [transfer])
  const verdict = answer[0]!
  if (!('refused' in verdict)) return writes
  await Promise.all(writes)
  throw otherwise ? refuse(otherwise) : new Error(`${transfer.key}: ${verdict.refused.code}`)
}
