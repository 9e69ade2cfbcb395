import { type Ctx, callerId } from '../../ctx.ts'
import { type BrandId, type IntentId, newId, type OrderId, type PersonId, type TopUpId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import * as coins from '../coins/coins.ts'
import { marksOf } from '../drops/drops.ts'
import { setInReview } from '../orders/orders.ts'
import { askStepUp } from '../payments/payments.ts'
import { newBuyerOffersOf } from '../promotions/promotions.ts'
import { type Finding, findingsOf, madeAt, strictest } from './decide.ts'
import { riskProblems as problem } from './problems.ts'
import type { Mark } from './rules.ts'
import { callerMarks, exceptApproved, look, markOf, type Subject, settingsOf, writeDown } from './sight.ts'
import * as store from './store.ts'

/*
 * What is bought: looked at when it is asked for, and again when it is paid, since only then the card is known. All of
 * it happens in the purchase's own transaction.
 */

const dayMs = 86_400_000
const watchedMs = 7 * dayMs

type Address = Parameters<typeof marksOf>[0]
type OrderWish = { brandId: BrandId; address: Address }
type Placed = { orderId: string; intentId: string }
type Verb<Wish, Answer> = (ctx: Ctx, wish: Wish, key: string) => Promise<Answer>

/**
 * A checkout that is looked at.
 * @throws Refusal risk.notNow where the brand has a rule refuse; and what the checkout itself throws
 */
export function watchedCheckout<Wish extends OrderWish, Answer extends Placed>(
  checkout: Verb<Wish, Answer>,
): Verb<Wish, Answer> {
  return async (ctx, wish, key) => {
    const { brandId } = wish
    const personId = callerId(ctx)
    const marks = [...callerMarks(ctx), ...marksOf(wish.address).map((one) => markOf(ctx, one.kind, one.mark))]
    const fresh = freshAccount(ctx)
    const values = { order: newId(ctx.now), ...fresh }
    const found = await look(ctx, { brandId, personId, when: ['order', ...Object.keys(fresh)], marks, values })
    stopIf(ctx, { brandId, personId }, 'order', found)
    const placed = await checkout(ctx, wish, key)
    const offers = await newBuyerOffersOf(ctx.sql, placed.orderId as OrderId)
    if (offers > 0) {
      const more = await look(ctx, { brandId, personId, when: 'offer', marks, values: { offer: personId } })
      stopIf(ctx, { brandId, personId }, 'order', more)
      found.push(...more)
    }
    await remember(ctx, { brandId, personId }, marks)
    await apply(ctx, { brandId, personId }, { kind: 'order', id: placed.orderId }, placed.intentId, found)
    return placed
  }
}

type TopUpWish = { brandId: BrandId }
type ToppedUp = { topUpId: string; intentId: string }

/** Buying coins, looked at. @throws Refusal risk.notNow, and what buying coins throws */
export function watchedTopUp<Wish extends TopUpWish, Answer extends ToppedUp>(
  topUp: Verb<Wish, Answer>,
): Verb<Wish, Answer> {
  return async (ctx, wish, key) => {
    const { brandId } = wish
    const personId = callerId(ctx)
    const marks = callerMarks(ctx)
    const fresh = freshAccount(ctx)
    const values = { topUp: newId(ctx.now), ...fresh }
    const found = await look(ctx, { brandId, personId, when: ['topUp', ...Object.keys(fresh)], marks, values })
    const done = await topUp(ctx, wish, key)
    found.push(...(await newAccount(ctx, brandId, personId)))
    stopIf(ctx, { brandId, personId }, 'topUp', found)
    await remember(ctx, { brandId, personId }, marks)
    await apply(ctx, { brandId, personId }, { kind: 'topUp', id: done.topUpId }, done.intentId, found)
    return done
  }
}

/** An account of today: how many of them one device, or one network, brings. */
function freshAccount(ctx: Ctx): { signUp?: PersonId } {
  const personId = callerId(ctx)
  const isNew = ctx.now.getTime() - madeAt(personId).getTime() < dayMs
  return isNew && !(ctx.who.kind === 'person' && ctx.who.guest) ? { signUp: personId } : {}
}

/** An account of today that buys about as many coins as anybody may in a day. */
async function newAccount(ctx: Ctx, brandId: BrandId, personId: PersonId): Promise<Finding[]> {
  const settings = await settingsOf(ctx, brandId)
  const { windowMinutes } = settings.newAccountCoins
  const ageMinutes = Math.floor((ctx.now.getTime() - madeAt(personId).getTime()) / 60_000)
  if (ageMinutes > windowMinutes) return []
  const { dailyMost } = await coins.settingsOf(ctx.sql, brandId)
  const { leftToday } = await coins.readPurse(ctx, { brandId })
  const mark: Mark = { kind: 'person', mark: personId }
  const count = Math.floor(((dailyMost - leftToday) * 100) / dailyMost)
  const more = { ageMinutes, coins: dailyMost - leftToday }
  const found = findingsOf(settings, [{ rule: 'newAccountCoins', mark, count, more }])
  return exceptApproved(ctx, brandId, personId, found)
}

type Whose = { brandId: BrandId; personId: PersonId }

/** A buyer hears a kind no, which says nothing of the rule; the brand's people find it in their list. */
function stopIf({ now }: Ctx, whose: Whose, kind: Subject['kind'], findings: readonly Finding[]): void {
  const refused = findings.filter(({ action }) => action === 'refuse')
  if (refused.length === 0) return
  throw refuse(problem.notNow).leaving((sql) => writeDown({ sql, now }, whose, { kind, id: whose.personId }, refused))
}

/** By what somebody is known who bought: who shares what with whom. */
async function remember({ sql, now }: Ctx, { brandId, personId }: Whose, marks: readonly Mark[]): Promise<void> {
  const shared = marks.filter(({ kind }) => kind !== 'person')
  await store.addMarks(sql, brandId, personId, now, shared)
}

/** Does what rules want with something that was asked for just now. */
async function apply(
  ctx: Ctx,
  whose: Whose,
  subject: Subject,
  intentId: string,
  findings: readonly Finding[],
): Promise<void> {
  const decisions = await writeDown(ctx, whose, subject, findings)
  const watched = await watchedNow(ctx, whose)
  if (strictest([...findings, ...watched]) === 'off') return
  if ([...findings, ...watched].some(({ action }) => action === 'stepUp')) await askStepUp(ctx, intentId as IntentId)
  const holding = [...decisions, ...watched].filter(({ action, state }) => action === 'hold' && state === 'waiting')
  for (const { decisionId } of holding) await hold(ctx, decisionId, subject)
}

/** What still waits about a person that was no purchase: claims and grabs. */
async function watchedNow({ sql, now }: Ctx, { brandId, personId }: Whose) {
  const about = await store.decisionsAbout(sql, brandId, personId, new Date(now.getTime() - watchedMs))
  const others = new Set(['claim', 'grab'])
  return about.filter(({ state, subject }) => state === 'waiting' && others.has(subject))
}

async function hold(ctx: Ctx, decisionId: string, { kind, id }: Subject): Promise<void> {
  if (kind === 'order') await setInReview(ctx, { orderId: id as OrderId, inReview: true })
  else if (kind === 'topUp') await coins.holdTopUp(ctx, id as TopUpId)
  else return
  await store.addHeld(ctx.sql, decisionId, kind, id, ctx.now)
}

type Settled = Whose & {
  intentId: IntentId
  orderId: OrderId | null
  topUpId: TopUpId | null
  instrument: string | null
  became: 'captured' | 'declined'
}

/** A payment was decided. Hears `payments.paymentSettled`, before whoever hands out what was paid. */
export async function hearPaymentSettled(ctx: Ctx, news: Settled): Promise<void> {
  const { brandId, personId, intentId, orderId, topUpId, instrument } = news
  const since = new Date(ctx.now.getTime() - dayMs)
  const known = await store.marksOfPerson(ctx.sql, brandId, personId, since)
  const marks: Mark[] = [{ kind: 'person', mark: personId }, ...known.filter(({ kind }) => kind === 'device')]
  if (news.became === 'declined') {
    await look(ctx, { brandId, personId, when: 'declined', marks, values: { declined: intentId } })
    return
  }
  const card = instrument === null ? undefined : markOf(ctx, 'card', instrument)
  if (card) {
    marks.push(card)
    await store.addMarks(ctx.sql, brandId, personId, ctx.now, [card])
  }
  const offers = card && orderId ? await newBuyerOffersOf(ctx.sql, orderId) : 0
  const found = await look(ctx, {
    ...{ brandId, personId, when: 'paid', marks },
    values: {
      paid: intentId,
      ...(card && { cardOf: card.mark, userOf: personId }),
      ...(offers > 0 && { offerPaid: personId }),
    },
  })
  const subject: Subject | undefined = orderId
    ? { kind: 'order', id: orderId }
    : topUpId
      ? { kind: 'topUp', id: topUpId }
      : undefined
  if (!subject) return
  for (const { decisionId, action, state } of await writeDown(ctx, { brandId, personId }, subject, found)) {
    if (action === 'hold' && state === 'waiting') await hold(ctx, decisionId, subject)
  }
}
