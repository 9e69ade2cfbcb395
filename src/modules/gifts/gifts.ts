/** Gifts: sent in a room for coins, thanked on screen, their price shared out when the show is over. */
import type { Ctx } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { type BrandId, newId, type PersonId, type ShowId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import type { Sql } from '../../lib/sql.ts'
import { appendToShow, showFor } from '../shows/shows.ts'
import type { giftsContract } from './contract.ts'
import { isWhole, type Rate, topMost, usualRate } from './decide.ts'
import type { GiftEvent } from './events.ts'
import { giftProblems as problem } from './problems.ts'
import * as store from './store.ts'
import { usualGifts } from './usual.ts'

export { givePledges, pledge, pledgeStates, returnPledges } from './pledges.ts'
export { type Sending, sending } from './sending.ts'
export { giftsShared, hearShowEnded } from './sharing.ts'

type Api = typeof giftsContract

const giftWire = ({ giftId, title, coins, tier, picture }: store.GiftRow) => ({ giftId, title, coins, tier, picture })

export const readOffer = async ({ sql }: Pick<Ctx, 'sql'>, { brandId }: { brandId: BrandId }) => ({
  items: (await store.offered(sql, brandId)).map(giftWire),
})

/** @throws Refusal gifts.unknownGift for one of another brand */
export async function changeGifts(ctx: Ctx, { brandId, items }: Input<Api['gifts.change']>) {
  const kept = items.map((gift, position) => ({ ...gift, position, giftId: gift.giftId ?? newId<'gift'>(ctx.now) }))
  await store.retireOthers(
    ctx.sql,
    brandId,
    kept.map(({ giftId }) => giftId),
  )
  for (const gift of kept) {
    if ((await store.putGift(ctx.sql, brandId, gift)).length === 0) throw refuse(problem.unknownGift)
  }
  return readOffer(ctx, { brandId })
}

export async function addUsual(ctx: Ctx, { brandId }: { brandId: BrandId }) {
  const offer = await readOffer(ctx, { brandId })
  return offer.items.length > 0 ? offer : changeGifts(ctx, { brandId, items: [...usualGifts] })
}

const rateWire = ({ from, ...rate }: Rate) => ({ from: from.toISOString(), ...rate })

export async function readRates({ sql }: Ctx, { brandId }: { brandId: BrandId }): Promise<Output<Api['gifts.rates']>> {
  return { items: [...(await store.ratesOf(sql, brandId)), usualRate].map(rateWire) }
}

/** @throws Refusal gifts.notWhole | rateHasBegun */
export async function agreeRate(ctx: Ctx, { brandId, from, ...rate }: Input<Api['gifts.agree']>) {
  if (!isWhole(rate)) throw refuse(problem.notWhole)
  const begins = from === undefined ? ctx.now : new Date(from)
  if (begins < ctx.now) throw refuse(problem.rateHasBegun)
  await store.putRate(ctx.sql, brandId, { ...rate, from: begins })
  return readRates(ctx, { brandId })
}

const listMost = 100

export async function readOfShow({ sql }: Ctx, { showId }: { showId: ShowId }): Promise<Output<Api['gifts.ofShow']>> {
  const [sums, top, combos] = await Promise.all([
    store.sumsOf(sql, showId),
    store.supportersOf(sql, showId, topMost),
    store.combosOf(sql, showId, listMost),
  ])
  return {
    ...sums,
    top: top.map(({ name, coins }) => ({ name, coins })),
    items: combos.map(({ comboId, name, title, picture, tier, count, coins, lastAt, thankedAt }) => ({
      ...{ comboId, name, title, picture, tier, count, coins },
      ...{ at: lastAt.toISOString(), thankedAt: thankedAt?.toISOString() ?? null },
    })),
  }
}

/** What these people gave in a show, in coins, and what all did. */
export async function givenIn(sql: Sql, showId: ShowId, personIds: readonly PersonId[]) {
  const [given, { coins: all }] = await Promise.all([store.givenBy(sql, showId, personIds), store.sumsOf(sql, showId)])
  return { given, all }
}

export async function thank(ctx: Ctx, { showId, comboIds }: Input<Api['gifts.thank']>) {
  const thanked = await store.setThanked(ctx.sql, showId, comboIds, ctx.now)
  if (thanked.length > 0) {
    const by = ctx.who.kind === 'person' ? ctx.who.name : ''
    const names = [...new Set(thanked.map(({ name }) => name))]
    const event: GiftEvent = {
      type: 'gift.thanked',
      body: { names, by, comboIds: thanked.map(({ comboId }) => comboId) },
    }
    await appendToShow(ctx, showId, [event])
  }
  return { thanked: thanked.length }
}

/** A room of a brand that has gifts takes them. */
export async function hearShowStarted(ctx: Ctx, { showId }: { showId: ShowId }): Promise<void> {
  const { brandId } = await showFor(ctx.sql, showId)
  const opened: GiftEvent = { type: 'gift.opened', body: {} }
  if ((await store.offered(ctx.sql, brandId)).length > 0) await appendToShow(ctx, showId, [opened])
}
