/** Coins: bought with money, kept in a purse per person and brand, never below zero, given back while unspent. */
import { type Ctx, callerId } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { type BrandId, newId, type PersonId } from '../../lib/ids.ts'
import { type Currency, unwire, wire } from '../../lib/money.ts'
import { edge, refuse } from '../../lib/problems.ts'
import type { Sql } from '../../lib/sql.ts'
import { brandById } from '../accounts/accounts.ts'
import {
  balancesLocked,
  balancesOf,
  coinUnit,
  entriesOfOwner,
  keysPosted,
  type OwnedBalance,
  post,
} from '../ledger/ledger.ts'
import { openIntent, refundableOf, refundIntent } from '../payments/payments.ts'
import type { coinsContract } from './contract.ts'
import { arePoints, type CoinSettings, leftOf, type Purse, slicesOf, usualSettings } from './decide.ts'
import { givenBack, topUpKey } from './postings.ts'
import { coinProblems as problem } from './problems.ts'
import * as store from './store.ts'

export { type Purse, takeFrom } from './decide.ts'
export { hearPaymentDisputed, hearTopUpCaptured, hearTopUpRefund } from './hearing.ts'
export { spent } from './postings.ts'
export { declineTopUp, holdTopUp, releaseTopUp, topUpsByIds } from './reviewing.ts'

type Api = typeof coinsContract

const dayMs = 86_400_000
/** An attempt to pay counts as bought for so long. */
const openMs = 900_000
const comingMs = 600_000

/** What a brand has said about its coins, or the usual. */
export async function settingsOf(sql: Sql, brandId: BrandId): Promise<CoinSettings> {
  const kept = await store.settingsOf(sql, brandId)
  if (kept) return kept
  const brand = await brandById(sql, brandId)
  if (!brand) throw refuse(edge.notFound)
  return usualSettings(brand.currency)
}

const settingsWire = ({ points, ...settings }: CoinSettings) => ({
  ...settings,
  points: points.map(({ coins, price }) => ({ coins, price: wire(price) })),
})

export const readSettings = async ({ sql }: Ctx, { brandId }: { brandId: BrandId }) =>
  settingsWire(await settingsOf(sql, brandId))

/** @throws Refusal coins.badPoints */
export async function changeSettings(ctx: Ctx, { brandId, points, ...wish }: Input<Api['coins.changeSettings']>) {
  const settings = { ...wish, points: points.map(({ coins, price }) => ({ coins, price: unwire(price) })) }
  if (!arePoints(settings.points)) throw refuse(problem.badPoints)
  await store.putSettings(ctx.sql, brandId, settings)
  return settingsWire(settings)
}

export async function readOffer({ sql }: Ctx, { brandId }: { brandId: BrandId }) {
  const [settings, brand] = [await settingsOf(sql, brandId), await brandById(sql, brandId)]
  const { points, dailyMost } = settingsWire(settings)
  return { dailyMost, points: points.filter(({ price }) => price.currency === brand?.currency) }
}

const purposes = ['coins', 'prepaid'] as const

function pursesIn(balances: readonly OwnedBalance[], personIds: readonly PersonId[]): Map<PersonId, Purse> {
  const byOwner = Map.groupBy(balances, ({ owner }) => owner)
  return new Map(
    personIds.map((personId) => {
      const theirs = byOwner.get(personId) ?? []
      const coins = theirs.find(({ currency }) => currency === coinUnit)
      const funds = theirs.flatMap(({ currency, posted, held }): [Currency, bigint][] =>
        currency === coinUnit || posted === held ? [] : [[currency, posted - held]],
      )
      return [personId, { coins: coins ? coins.posted - coins.held : 0n, funds: new Map(funds) }]
    }),
  )
}

/** What these people may spend; under the lock of the book until this transaction ends. */
export const pursesLocked = async (sql: Sql, brandId: BrandId, personIds: readonly PersonId[]) =>
  pursesIn(await balancesLocked(sql, brandId, purposes, personIds), personIds)

export async function readPurse(ctx: Ctx, { brandId }: { brandId: BrandId }): Promise<Output<Api['coins.purse']>> {
  const { sql, now } = ctx
  const personId = callerId(ctx)
  const balances = await balancesOf(sql, brandId, purposes, [personId])
  const purse = pursesIn(balances, [personId]).get(personId)!
  const lately = await store.paidSince(sql, brandId, personId, new Date(now.getTime() - comingMs))
  const keys = lately.map(({ topUpId }) => topUpKey(topUpId))
  const there = await keysPosted(sql, brandId, keys)
  const coming = lately.filter(({ topUpId }) => !there.has(topUpKey(topUpId)))
  const { dailyMost } = await settingsOf(sql, brandId)
  return {
    coins: Number(purse.coins),
    held: Number(balances.find(({ currency }) => currency === coinUnit)?.held ?? 0n),
    coming: coming.reduce((all, { coins }) => all + coins, 0),
    worth: [...purse.funds].map(([currency, minor]) => wire({ minor, currency })),
    ofAge: await store.isOfAge(sql, personId),
    leftToday: leftOf(dailyMost, await boughtToday(ctx, brandId, personId)),
  }
}

const boughtToday = ({ sql, now }: Ctx, brandId: BrandId, personId: PersonId) =>
  store.boughtSince(sql, {
    ...{ brandId, personId },
    since: new Date(now.getTime() - dayMs),
    open: new Date(now.getTime() - openMs),
  })

/** @throws Refusal coins.priceChanged | ofAgeFirst | tooManyToday, payments.methodNotOffered */
export async function topUp(ctx: Ctx, wish: Input<Api['coins.topUp']>): Promise<Output<Api['coins.topUp']>> {
  const { brandId, coins, method, device, keptId, country, locale } = wish
  const personId = callerId(ctx)
  const price = unwire(wish.price)
  const { points, dailyMost } = await settingsOf(ctx.sql, brandId)
  const isOffered = points.some(
    (one) => one.coins === coins && one.price.minor === price.minor && one.price.currency === price.currency,
  )
  if (!isOffered) throw refuse(problem.priceChanged)
  if (wish.ofAge) await store.sayOfAge(ctx.sql, personId, ctx.now)
  else if (!(await store.isOfAge(ctx.sql, personId))) throw refuse(problem.ofAgeFirst)
  await store.lockBuyer(ctx.sql, brandId, personId)
  const left = leftOf(dailyMost, await boughtToday(ctx, brandId, personId))
  if (coins > left) throw refuse(problem.tooManyToday, { left })
  const topUpId = newId<'topUp'>(ctx.now)
  const email = (ctx.who.kind === 'person' && ctx.who.email) || ''
  const intentId = await openIntent(ctx, {
    ...{ topUpId, personId, brandId, email, locale, method, device, keptId, country, amount: price },
    orderNumber: `COINS-${topUpId.slice(-8).toUpperCase()}`,
    description: (await brandById(ctx.sql, brandId))!.name,
    returnUrl: wish.returnTo,
  })
  await store.addTopUp(ctx.sql, { topUpId, brandId, personId, coins, intentId, at: ctx.now })
  return { topUpId, intentId }
}

/** Gives back whatever is not spent and not set aside. @throws Refusal coins.nothingToGiveBack */
export async function giveBack(ctx: Ctx, { brandId }: { brandId: BrandId }): Promise<Output<Api['coins.giveBack']>> {
  const personId = callerId(ctx)
  // Payments before the book: as notices of providers take them.
  const paid = await store.paidTopUps(ctx.sql, brandId, personId)
  const payments = await refundableOf(
    ctx.sql,
    paid.map(({ topUpId }) => topUpId),
  )
  const purse = (await pursesLocked(ctx.sql, brandId, [personId])).get(personId)!
  if (purse.coins === 0n || purse.funds.size === 0) throw refuse(problem.nothingToGiveBack)
  const slices = slicesOf(purse, payments)
  const backs = []
  for (const { payment, coins, amount } of slices) {
    const { intentId } = payment
    const refundId = await refundIntent(ctx, { intentId, amount, reason: 'coins given back' })
    await store.addRefund(ctx.sql, { refundId, brandId, personId, coins, amount, at: ctx.now })
    backs.push(givenBack({ refundId, personId, coins, amount }))
  }
  const { answer, writes } = await post(ctx.sql, ctx.now, brandId, backs)
  await Promise.all(writes)
  if (answer.some((one) => 'refused' in one)) throw new Error('the book refused what it holds under its lock')
  return { coins: Number(purse.coins), amounts: slices.map(({ amount }) => wire(amount)) }
}

export async function readStatement(
  ctx: Ctx,
  { brandId, before, most }: Input<Api['coins.statement']>,
): Promise<Output<Api['coins.statement']>> {
  const account = { purpose: 'coins', owner: callerId(ctx), currency: coinUnit } as const
  const from = before === undefined ? null : BigInt(before)
  const rows = await entriesOfOwner(ctx.sql, brandId, { ...account, before: from, most: most + 1 })
  const items = rows.slice(0, most).map(({ seq, kind, minor, balance, showId, at }) => ({
    ...{ seq: `${seq}`, kind, coins: Number(minor), balance: Number(balance), showId, at: at.toISOString() },
  }))
  return { items, next: rows.length > most ? items.at(-1)!.seq : null }
}
