/** Shop credit: what a person can spend in a brand's shop and nowhere else. It stands in the ledger, a debt of the brand. */
import { type Ctx, callerId } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { money, wire } from '../../lib/money.ts'
import { edge, refuse } from '../../lib/problems.ts'
import { brandById } from '../accounts/accounts.ts'
import { type AccountName, balancesOfOwner, purseOf } from '../ledger/ledger.ts'
import type { creditContract } from './contract.ts'

type Api = typeof creditContract

const itemsMost = 50

/** What the caller has, shop by shop. */
export async function readPurses(ctx: Ctx): Promise<Output<Api['credit.purses']>> {
  const purses = await balancesOfOwner(ctx.sql, 'shopCredit', callerId(ctx))
  const items = []
  for (const { bookId, currency, posted, held } of purses.filter((one) => one.posted > 0n)) {
    const { brandId, name, slug } = (await brandById(ctx.sql, bookId))!
    items.push({ brandId, name, slug, free: wire(money(posted - held, currency)), held: wire(money(held, currency)) })
  }
  return { items }
}

/** What the caller has with a brand. */
export async function readMine(ctx: Ctx, { brandId }: Input<Api['credit.mine']>): Promise<Output<Api['credit.mine']>> {
  const brand = await brandById(ctx.sql, brandId)
  if (!brand) throw refuse(edge.notFound)
  const { currency } = brand
  const account: AccountName = { purpose: 'shopCredit', owner: callerId(ctx), currency }
  const { posted, held, entries } = await purseOf(ctx.sql, brandId, account, itemsMost)
  return {
    free: wire(money(posted - held, currency)),
    held: wire(money(held, currency)),
    items: entries.map(({ at, kind, minor, showId, orderId }) => ({
      ...{ at: at.toISOString(), kind, amount: wire(money(minor, currency)), showId, orderId },
    })),
  }
}
