import { type Money, taxWithin } from '../../lib/money.ts'
import type { Problem } from '../../lib/problems.ts'
import { type Purse, takeFrom } from '../coins/coins.ts'
import { coinProblems } from '../coins/problems.ts'
import type { Combo, GiftPicture, Supporter, Tier } from './events.ts'
import { giftProblems as problem } from './problems.ts'

/** The parties of a gift's price. */
export const parties = ['host', 'brand', 'platform'] as const
export type Party = (typeof parties)[number]
/** Shares in basis points, from a moment on; what does not divide goes to `oddTo`. */
export type Rate = { from: Date; hostBp: number; brandBp: number; platformBp: number; oddTo: Party }

/** Until a brand says otherwise: all of it is the brand's. */
export const usualRate: Rate = { from: new Date(0), hostBp: 0, brandBp: 10_000, platformBp: 0, oddTo: 'brand' }

export const isWhole = ({ hostBp, brandBp, platformBp }: Omit<Rate, 'from' | 'oddTo'>) =>
  hostBp + brandBp + platformBp === 10_000

/** The same with what a host has agreed for a show: the operator's share stays, the brand has the rest. */
export function withHostShare(rate: Rate, agreedBp: number): Rate {
  const most = 10_000 - rate.platformBp
  const hostBp = agreedBp < most ? agreedBp : most
  return { ...rate, hostBp, brandBp: most - hostBp }
}

/** Shares out what was spent: its tax first, then each party's share of the rest, rounded down, and the odd cents. */
export function sharesOf(gross: Money, taxRateBp: number, rate: Omit<Rate, 'from'>): Record<Party | 'tax', bigint> {
  const tax = taxWithin(gross, taxRateBp).minor
  const net = gross.minor - tax
  const part = (bp: number) => (net * BigInt(bp)) / 10_000n
  const shares = { host: part(rate.hostBp), brand: part(rate.brandBp), platform: part(rate.platformBp) }
  shares[rate.oddTo] += net - shares.host - shares.brand - shares.platform
  return { tax, ...shares }
}

export type Gift = { giftId: string; title: Combo['title']; coins: number; tier: Tier; picture: GiftPicture }
/** Taps that came so close together are one growing combo. */
export const comboMs = 6000

export type Wish<PersonId extends string = string> = {
  personId: PersonId
  name: string
  key: string
  giftId: string
  count: number
}
/** As it is kept: whose, when last. */
export type ComboNow = Pick<Combo, 'comboId' | 'giftId' | 'count' | 'coins'> & { personId: string; lastAt: Date }
export type Sent<W extends Wish> = { wish: W; gift: Gift; coins: bigint; taken: Money[]; comboId: string }
export type Verdict = { comboId: string; count: number; coins: number; left: number } | { refused: Problem }

type RoomState = {
  isLive: boolean
  gifts: ReadonlyMap<string, Gift>
  purses: ReadonlyMap<string, Purse>
  /** The latest of these people, by `comboKey`. */
  combos: ReadonlyMap<string, ComboNow>
}

export const comboKey = (personId: string, giftId: string) => `${personId} ${giftId}`

/** Decides gifts of one room one after the other: what a purse cannot pay is refused, and changes nothing. */
export function decideGifts<W extends Wish>(state: RoomState, wishes: readonly W[], now: Date, newCombo: () => string) {
  const purses = new Map(state.purses)
  const combos = new Map(state.combos)
  const touched = new Map<string, ComboNow & { gift: Gift; name: string; isNew: boolean }>()
  const sent: Sent<W>[] = []
  const verdicts = wishes.map((wish): Verdict => {
    const { personId, giftId, count, name } = wish
    const gift = state.gifts.get(giftId)
    if (!state.isLive) return { refused: problem.notLive }
    if (!gift) return { refused: problem.unknownGift }
    const purse = purses.get(personId)!
    const coins = BigInt(gift.coins) * BigInt(count)
    if (purse.coins < coins) return { refused: coinProblems.notEnough }
    const { taken, left } = takeFrom(purse, coins)
    purses.set(personId, left)
    const before = combos.get(comboKey(personId, giftId))
    const grows = before !== undefined && now.getTime() - before.lastAt.getTime() <= comboMs
    const combo: ComboNow = {
      ...{ personId, giftId, lastAt: now, comboId: grows ? before.comboId : newCombo() },
      ...{ count: (grows ? before.count : 0) + count, coins: (grows ? before.coins : 0) + Number(coins) },
    }
    combos.set(comboKey(personId, giftId), combo)
    const isNew = touched.get(combo.comboId)?.isNew ?? !grows
    touched.set(combo.comboId, { ...combo, gift, name, isNew })
    sent.push({ wish, gift, coins, taken, comboId: combo.comboId })
    return { comboId: combo.comboId, count: combo.count, coins: combo.coins, left: Number(left.coins) }
  })
  return { verdicts, sent, combos: [...touched.values()], purses }
}

/**
 * Sets aside a gift that comes with a question.
 * @returns the coins and the money behind them
 */
export function decidePledge({
  isLive,
  gift,
  purse,
  terms,
}: {
  isLive: boolean
  gift: Gift | undefined
  purse: Purse
  terms: { fromCoins: number | null }
}): { coins: bigint; taken: Money[] } | { refused: Problem } {
  if (!isLive) return { refused: problem.notLive }
  if (!gift) return { refused: problem.unknownGift }
  if (terms.fromCoins === null || gift.coins < terms.fromCoins) return { refused: problem.carriesNoQuestion }
  const coins = BigInt(gift.coins)
  if (purse.coins < coins) return { refused: coinProblems.notEnough }
  return { coins, taken: takeFrom(purse, coins).taken }
}

/** Who gave most once these have given more. Of equals, who was there before stays before. */
export const topMost = 5
export function topAfter(
  before: readonly (Supporter & { personId: string })[],
  more: readonly { personId: string; name: string; coins: number }[],
) {
  const all = new Map(before.map((one) => [one.personId, { ...one }]))
  for (const { personId, name, coins } of more) {
    const there = all.get(personId)
    if (there) there.coins += coins
    else all.set(personId, { personId, name, coins })
  }
  return [...all.values()].sort((a, b) => b.coins - a.coins).slice(0, topMost)
}

/** How many combos of one instant a room is told of: more than that nobody sees. */
const toldMost = 12

/** What the room is told of a batch: the largest, and how many more. */
export function toldOf(combos: readonly (ComboNow & { gift: Gift; name: string })[]): {
  combos: Combo[]
  more: number
} {
  const sorted = [...combos].sort((a, b) => b.gift.coins * b.count - a.gift.coins * a.count)
  const told = sorted.slice(0, toldMost).map(({ comboId, name, giftId, gift, count, coins }): Combo => {
    const { title, picture, tier } = gift
    return { comboId, name, giftId, title, picture, tier, count, coins }
  })
  return { combos: told, more: sorted.length - told.length }
}
