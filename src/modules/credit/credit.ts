/** Shop credit: what a person can spend in a brand's shop and nowhere else. It stands in the ledger, a debt of the brand. */
import { type Ctx, callerId } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import type { PersonId } from '../../lib/ids.ts'
import { type Currency, money, wire } from '../../lib/money.ts'
import { edge, refuse } from '../../lib/problems.ts'
import { brandById } from '../accounts/accounts.ts'
import { type AccountName, balancesOfOwner, post, purseOf, type Transfer } from '../ledger/ledger.ts'
import { grantPersonal, personalOf } from '../promotions/promotions.ts'
import type { creditContract } from './contract.ts'
import { creditProblems as problem } from './problems.ts'

type Api = typeof creditContract

const itemsMost = 50

/** A person's purse in a brand's book. */
export const creditAccount = (personId: PersonId, currency: Currency): AccountName => ({
  ...{ purpose: 'shopCredit', owner: personId, currency },
})

/** What a buyer reads beside the sum that comes off. */
const creditTitle = { en: 'Shop credit', fr: 'Avoir', 'zh-Hans': '购物金' }

/** What the caller has, shop by shop. */
export async function readPurses(ctx: Ctx): Promise<Output<Api['credit.purses']>> {
  const personId = callerId(ctx)
  const [purses, ready] = await Promise.all([
    balancesOfOwner(ctx.sql, 'shopCredit', personId),
    personalOf(ctx.sql, personId),
  ])
  const items = []
  for (const { bookId, currency, posted, held } of purses) {
    const taken = ready.find((one) => one.brandId === bookId && one.currency === currency)?.minor ?? 0n
    if (posted <= 0n && taken <= 0n) continue
    const { brandId, name, slug } = (await brandById(ctx.sql, bookId))!
    const [free, heldBack] = [wire(money(posted - held, currency)), wire(money(held, currency))]
    items.push({ brandId, name, slug, free, held: heldBack, ready: wire(money(taken, currency)) })
  }
  return { items }
}

/**
 * Takes all of the caller's credit with a brand out of the purse, and lets it come off their next order. Nobody paid for
 * it, so it lowers the price, and the tax with it; it is no means of payment. What was put up for it is given back to
 * the account it came from, since the order's own reduction is the cost.
 * @throws Refusal `credit.nothing`
 */
export async function spend(ctx: Ctx, { brandId }: Input<Api['credit.use']>): Promise<Output<Api['credit.use']>> {
  const personId = callerId(ctx)
  const purses = await balancesOfOwner(ctx.sql, 'shopCredit', personId)
  const purse = purses.find(({ bookId, posted, held }) => bookId === brandId && posted > held)
  if (!purse) throw refuse(problem.nothing)
  const off = money(purse.posted - purse.held, purse.currency)
  const promotionId = await grantPersonal(ctx, { brandId, personId, off, title: creditTitle })
  const transfer: Transfer = {
    ...{ key: `credit.used/${promotionId}`, kind: 'credit.used', about: {} },
    postings: [
      { account: creditAccount(personId, off.currency), minor: -off.minor },
      { account: { purpose: 'giveaways', currency: off.currency }, minor: off.minor },
    ],
  }
  const { answer, writes } = await post(ctx.sql, ctx.now, brandId, [transfer])
  await Promise.all(writes)
  // Two at once: the book gives it to one of them.
  if ('refused' in answer[0]!) throw refuse(problem.nothing)
  return { off: wire(off) }
}

/** What the caller has with a brand. */
export async function readMine(ctx: Ctx, { brandId }: Input<Api['credit.mine']>): Promise<Output<Api['credit.mine']>> {
  const brand = await brandById(ctx.sql, brandId)
  if (!brand) throw refuse(edge.notFound)
  const { currency } = brand
  const account = creditAccount(callerId(ctx), currency)
  const { posted, held, entries } = await purseOf(ctx.sql, brandId, account, itemsMost)
  return {
    free: wire(money(posted - held, currency)),
    held: wire(money(held, currency)),
    items: entries.map(({ at, kind, minor, showId, orderId }) => ({
      ...{ at: at.toISOString(), kind, amount: wire(money(minor, currency)), showId, orderId },
    })),
  }
}
