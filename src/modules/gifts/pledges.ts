import type { Ctx } from '../../ctx.ts'
import type { BrandId, PersonId, ShowId } from '../../lib/ids.ts'
import type { LocalText } from '../../lib/local-text.ts'
import type { Currency } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import { pursesLocked } from '../coins/coins.ts'
import { coinProblems } from '../coins/problems.ts'
import { balancesLocked, post } from '../ledger/ledger.ts'
import { showFor } from '../shows/shows.ts'
import { decidePledge, topAfter, topMost, usualRate } from './decide.ts'
import type { GiftEvent, GiftPicture } from './events.ts'
import * as kept from './pledge-store.ts'
import { pledged, pledgeEnded } from './postings.ts'
import * as store from './store.ts'

/*
 * A gift that comes with a question is set aside in the sender's purse. It is sent when the host has answered; if nobody
 * does, the terms it was sent under say at the end of the show whether it comes back. Each ends once: under the lock of the book,
 * by a guarded row, by a key of the ledger.
 */

/** Until a brand says otherwise. */
const usualTerms: kept.QuestionTerms = { fromCoins: 60, unanswered: 'return' }

export const questionTermsOf = async ({ sql }: Pick<Ctx, 'sql'>, brandId: BrandId) =>
  (await kept.termsOf(sql, brandId)) ?? usualTerms

export const readTerms = (ctx: Ctx, { brandId }: { brandId: BrandId }) => questionTermsOf(ctx, brandId)

export async function changeTerms(ctx: Ctx, { brandId, ...terms }: { brandId: BrandId } & kept.QuestionTerms) {
  await kept.putTerms(ctx.sql, brandId, terms)
  return terms
}

export type PledgeWish = {
  pledgeId: string
  brandId: BrandId
  showId: ShowId
  personId: PersonId
  name: string
  giftId: string
}
export type PledgedGift = { title: LocalText; picture: GiftPicture; coins: number }

/**
 * Sets a gift aside, whole.
 * @throws Refusal gifts.unknownGift | tooSmall | notLive, coins.notEnough
 */
export async function pledge(ctx: Ctx, wish: PledgeWish): Promise<PledgedGift> {
  const { sql, now } = ctx
  const { brandId, showId, personId } = wish
  const purse = (await pursesLocked(sql, brandId, [personId])).get(personId)!
  const [gifts, rate, terms, show] = await Promise.all([
    store.offered(sql, brandId),
    store.rateAt(sql, brandId, now),
    questionTermsOf(ctx, brandId),
    showFor(sql, showId),
  ])
  const gift = gifts.find(({ giftId }) => giftId === wish.giftId)
  const decided = decidePledge({ isLive: show.status === 'live', gift, purse, terms })
  if ('refused' in decided) throw refuse(decided.refused)
  const { coins, taken } = decided
  const { answer, writes } = await post(sql, now, brandId, [pledged({ ...wish, coins, taken })])
  await Promise.all(writes)
  if ('refused' in answer[0]!) throw refuse(coinProblems.notEnough)
  const rateFrom = (rate ?? usualRate).from
  const { unanswered } = terms
  await kept.addPledge(sql, now, { ...wish, coins: Number(coins), taken, rateFrom, unanswered })
  const { title, picture } = gift!
  return { title, picture, coins: Number(coins) }
}

export const pledgeStates = kept.pledgeStates

/**
 * The host has answered: what was set aside for these questions is sent, and thanked for. Nothing after the end of the
 * show, when the terms decide.
 * @returns what the room hears of it
 */
export async function givePledges(ctx: Ctx, showId: ShowId, pledgeIds: readonly string[]): Promise<GiftEvent[]> {
  const states = await kept.pledgeStates(ctx.sql, pledgeIds)
  if (![...states.values()].includes('held')) return []
  const { brandId } = await showFor(ctx.sql, showId)
  await balancesLocked(ctx.sql, brandId, ['gifts'], [showId])
  // Read again under the lock: a show that ends afterwards is shared out after this.
  if ((await showFor(ctx.sql, showId)).status !== 'live') return []
  return give(ctx, showId, await endAs(ctx, brandId, pledgeIds, 'given'))
}

/** Nobody will answer these: their coins are back. */
export async function returnPledges(ctx: Ctx, showId: ShowId, pledgeIds: readonly string[]): Promise<void> {
  const states = await kept.pledgeStates(ctx.sql, pledgeIds)
  if (![...states.values()].includes('held')) return
  const { brandId } = await showFor(ctx.sql, showId)
  await endAs(ctx, brandId, pledgeIds, 'returned')
}

/** The show is over: what still waits comes back, or is the show's, as the terms said when it was sent. Under the book's lock. */
export async function endPledgesOf(ctx: Ctx, brandId: BrandId, showId: ShowId): Promise<void> {
  const held = await kept.heldIn(ctx.sql, showId)
  const those = (unanswered: kept.QuestionTerms['unanswered']) =>
    held.filter((one) => one.unanswered === unanswered).map(({ pledgeId }) => pledgeId)
  await endAs(ctx, brandId, those('return'), 'returned')
  await give(ctx, showId, await endAs(ctx, brandId, those('keep'), 'given'))
}

async function endAs(ctx: Ctx, brandId: BrandId, pledgeIds: readonly string[], state: 'given' | 'returned') {
  if (pledgeIds.length === 0) return []
  const ended = await kept.endPledges(ctx.sql, ctx.now, pledgeIds, state)
  const wishes = ended.map(({ pledgeId }) => pledgeEnded(pledgeId, state))
  const { answer, writes } = await post(ctx.sql, ctx.now, brandId, wishes)
  await Promise.all(writes)
  if (answer.some((one) => 'refused' in one)) throw new Error('the book refused to end what it had set aside')
  return ended
}

/** Writes down what was sent, as any other gift, thanked for already. */
async function give(ctx: Ctx, showId: ShowId, given: readonly kept.Pledge[]): Promise<GiftEvent[]> {
  if (given.length === 0) return []
  const { sql, now } = ctx
  const people = [...new Set(given.map(({ personId }) => personId))]
  const supporters = await store.supportersOf(sql, showId, topMost, people)
  const support = people.map((personId) => {
    const theirs = given.filter((one) => one.personId === personId)
    return { personId, name: theirs.at(-1)!.name, coins: theirs.reduce((sum, one) => sum + one.coins, 0) }
  })
  const combos = given.map((one) => ({ ...one, comboId: one.pledgeId, count: 1, lastAt: now }))
  await store.putCombos(sql, showId, combos)
  await store.addSends(
    sql,
    now,
    combos.map((one) => ({ ...one, key: `question ${one.pledgeId}` })),
  )
  await store.addSupport(sql, showId, support)
  for (const { rateFrom, taken } of given) {
    const sums = taken.map(({ currency, minor }): [Currency, bigint] => [currency, minor])
    await store.addTakings(sql, showId, rateFrom, sums)
  }
  const comboIds = combos.map(({ comboId }) => comboId)
  await store.setThanked(sql, showId, comboIds, now)
  const byId = new Map(
    (
      await store.giftsByIds(
        sql,
        given.map((one) => one.giftId),
      )
    ).map((one) => [one.giftId, one]),
  )
  const top = topAfter(supporters, support).map(({ name, coins }) => ({ name, coins }))
  const told = combos.map(({ comboId, name, giftId, count, coins }) => {
    const { title, picture, tier } = byId.get(giftId)!
    return { comboId, name, giftId, title, picture, tier, count, coins }
  })
  const coins = support.reduce((sum, one) => sum + one.coins, 0)
  const by = ctx.who.kind === 'person' ? ctx.who.name : ''
  return [
    { type: 'gift.sent', body: { combos: told, more: 0, coins, top } },
    { type: 'gift.thanked', body: { names: support.map(({ name }) => name), by, comboIds } },
  ]
}
