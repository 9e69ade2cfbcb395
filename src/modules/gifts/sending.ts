import { type Ctx, callerId } from '../../ctx.ts'
import { type Batch, batch } from '../../lib/batch.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Output } from '../../lib/contract.ts'
import { type BrandId, newId, type PersonId, type ShowId } from '../../lib/ids.ts'
import { append } from '../../lib/log.ts'
import type { Currency } from '../../lib/money.ts'
import { type Problem, refuse } from '../../lib/problems.ts'
import type { Database, Sql } from '../../lib/sql.ts'
import { pursesLocked } from '../coins/coins.ts'
import { post } from '../ledger/ledger.ts'
import { logOf, showFor } from '../shows/shows.ts'
import type { giftsContract } from './contract.ts'
import {
  comboKey,
  comboMs,
  decideGifts,
  type Gift,
  type Sent,
  toldOf,
  topAfter,
  topMost,
  usualRate,
  type Wish as WishOf,
} from './decide.ts'
import type { GiftEvent } from './events.ts'
import { giftSent } from './postings.ts'
import { giftProblems as problem } from './problems.ts'
import * as store from './store.ts'

type Api = typeof giftsContract
type Wish = WishOf<PersonId> & { showId: ShowId }
type Answer = Output<Api['gifts.send']>
type Reply = { sent: Answer } | { refused: Problem }

/** Sending gifts. One per process; Postgres decides between processes, under the lock of the brand's book. */
export type Sending = {
  /** @throws Refusal gifts.notLive | unknownGift | keyReused, coins.notEnough, shows.unknownShow */
  send(ctx: Ctx, wish: { showId: ShowId; giftId: string; count: number }, key: string): Promise<Answer>
}

export function sending(database: Database, clock: Clock): Sending {
  const batched: Batch<BrandId, Wish, Reply> = batch((brandId, wishes) =>
    database.writeLast((sql) => sendMany(sql, clock.now(), brandId, wishes)),
  )
  return {
    async send(ctx, wish, key) {
      const { brandId } = await showFor(ctx.sql, wish.showId)
      const name = ctx.who.kind === 'person' ? ctx.who.name : ''
      const reply = await batched(brandId, { ...wish, personId: callerId(ctx), name, key })
      if ('refused' in reply) throw refuse(reply.refused)
      return reply.sent
    },
  }
}

const sendKey = ({ personId, key }: { personId: string; key: string }) => `${personId} ${key}`

/** One batch: under the lock of the book decide, post, write down, tell each room once. One transaction. */
async function sendMany(sql: Sql, now: Date, brandId: BrandId, wishes: readonly Wish[]) {
  const personIds = [...new Set(wishes.map(({ personId }) => personId))]
  // The book's lock first: a show that ends afterwards is shared out after this.
  let purses = await pursesLocked(sql, brandId, personIds)
  const [known, gifts, rate] = await Promise.all([
    store.sendsWithKeys(
      sql,
      wishes.map((wish) => wish.personId),
      wishes.map((wish) => wish.key),
    ),
    store.offered(sql, brandId),
    store.rateAt(sql, brandId, now),
  ])
  const before = new Map(known.map((row) => [sendKey(row), row]))
  const replies = new Map<Wish, Reply>()
  const firsts = new Map<string, Wish>()
  for (const wish of wishes) {
    const done = before.get(sendKey(wish))
    if (done) replies.set(wish, again(done, wish, Number(purses.get(wish.personId)!.coins)))
    else if (!firsts.has(sendKey(wish))) firsts.set(sendKey(wish), wish)
  }
  const writes: Promise<unknown>[] = []
  const sent: Sent<Wish>[] = []
  const giftById = new Map<string, Gift>(gifts.map((gift) => [gift.giftId, gift]))
  for (const [showId, theirs] of Map.groupBy(firsts.values(), (wish) => wish.showId)) {
    const room = await roomOf(sql, showId, theirs, now)
    const decided = decideGifts({ ...room, gifts: giftById, purses }, theirs, now, () => newId(now))
    purses = decided.purses as typeof purses
    theirs.forEach((wish, i) => {
      const verdict = decided.verdicts[i]!
      replies.set(wish, 'refused' in verdict ? verdict : { sent: verdict })
    })
    sent.push(...decided.sent)
    if (decided.sent.length > 0) writes.push(...writesOf(sql, now, showId, decided, room, (rate ?? usualRate).from))
  }
  const posted = await postAll(sql, now, brandId, sent)
  const answer = wishes.map((wish) => replies.get(wish) ?? replies.get(firsts.get(sendKey(wish))!)!)
  return { answer, writes: [...posted, ...writes] }
}

/** The same key: the same gift, or a mistake. */
function again(row: Awaited<ReturnType<typeof store.sendsWithKeys>>[number], wish: Wish, left: number): Reply {
  const same = row.showId === wish.showId && row.giftId === wish.giftId && row.count === wish.count
  if (!same) return { refused: problem.keyReused }
  return { sent: { comboId: row.comboId, count: row.comboCount, coins: row.comboCoins, left } }
}

async function roomOf(sql: Sql, showId: ShowId, wishes: readonly Wish[], now: Date) {
  const personIds = [...new Set(wishes.map(({ personId }) => personId))]
  const [show, combos, supporters] = await Promise.all([
    showFor(sql, showId),
    store.latestCombos(sql, showId, personIds, new Date(now.getTime() - comboMs)),
    store.supportersOf(sql, showId, topMost, personIds),
  ])
  const byKey = new Map(combos.map((one) => [comboKey(one.personId, one.giftId), one]))
  return { isLive: show.status === 'live', combos: byKey, supporters }
}

async function postAll(sql: Sql, now: Date, brandId: BrandId, sent: readonly Sent<Wish>[]) {
  if (sent.length === 0) return []
  const transfers = sent.map(({ wish, coins, taken }) =>
    giftSent({ personId: wish.personId, showId: wish.showId, coins, taken }, wish.key),
  )
  const { answer, writes } = await post(sql, now, brandId, transfers)
  if (answer.some((one) => 'refused' in one)) throw new Error('the book refused what it holds under its lock')
  return writes
}

/** What is written of one show's gifts, unawaited. */
function writesOf(
  sql: Sql,
  now: Date,
  showId: ShowId,
  { sent, combos }: ReturnType<typeof decideGifts<Wish>>,
  { supporters }: Awaited<ReturnType<typeof roomOf>>,
  rateFrom: Date,
): Promise<unknown>[] {
  const given = [...Map.groupBy(sent, ({ wish }) => wish.personId)].map(([personId, theirs]) => ({
    ...{ personId, name: theirs.at(-1)!.wish.name },
    coins: theirs.reduce((all, { coins }) => all + Number(coins), 0),
  }))
  const sums = new Map<Currency, bigint>()
  for (const { currency, minor } of sent.flatMap(({ taken }) => taken))
    sums.set(currency, (sums.get(currency) ?? 0n) + minor)
  const top = topAfter(supporters, given).map(({ name, coins }) => ({ name, coins }))
  const event: GiftEvent = {
    type: 'gift.sent',
    body: { ...toldOf(combos), coins: given.reduce((all, { coins }) => all + coins, 0), top },
  }
  const rows = sent.map(({ wish, gift, coins, comboId }) => {
    const { personId, key, count } = wish
    return { personId, key, showId, giftId: gift.giftId, comboId, count, coins: Number(coins) }
  })
  return [
    store.putCombos(sql, showId, combos),
    store.addSends(sql, now, rows),
    store.addSupport(sql, showId, given),
    store.addTakings(sql, showId, rateFrom, [...sums]),
    append(sql, logOf(showId), now, [event]),
  ]
}
