import type { Ctx } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import type { ShowId } from '../../lib/ids.ts'
import { money, unwire, wire } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import type { Sql } from '../../lib/sql.ts'
import { variantsForSale } from '../catalog/catalog.ts'
import { productsOfShow } from '../shows/shows.ts'
import type { dropsContract } from './contract.ts'
import * as store from './plan-store.ts'
import { dropProblems as problem } from './problems.ts'

/** A drop that is meant to be launched in a show. */
export type DropPlan = Input<(typeof dropsContract)['drops.setPlans']>['items'][number]

const planOf = ({ priceMinor, currency, ...plan }: store.PlanRow): DropPlan => ({
  ...plan,
  price: wire(money(priceMinor, currency)),
})

/** What is planned for a show, in order. */
export const plansOf = async (sql: Sql, showId: string): Promise<DropPlan[]> =>
  (await store.plansOf(sql, showId)).map(planOf)

/** The drops that a show had; of one that had none, those that were planned. */
export async function plansOrDropsOf(sql: Sql, showId: string): Promise<DropPlan[]> {
  const had = await store.dropsAsPlans(sql, showId)
  return had.length > 0 ? had.map(planOf) : plansOf(sql, showId)
}

/** Replaces what is planned. @throws Refusal drops.notInRunOfShow */
export async function setPlans(ctx: Ctx, { showId, items }: { showId: ShowId; items: DropPlan[] }): Promise<void> {
  const known = new Set(await productsOfShow(ctx.sql, showId))
  const variants = await variantsForSale(
    ctx.sql,
    items.map(({ variantId }) => variantId),
  )
  const sold = new Set(variants.filter(({ productId }) => known.has(productId)).map(({ variantId }) => variantId))
  const foreign = items.find(({ variantId }) => !sold.has(variantId))
  if (foreign) throw refuse(problem.notInRunOfShow, { variantId: foreign.variantId })
  await store.deletePlans(ctx.sql, showId)
  const rows = items.map(({ price, ...plan }) => {
    const { minor, currency } = unwire(price)
    return { ...plan, priceMinor: minor, currency }
  })
  if (rows.length > 0) await store.insertPlans(ctx.sql, showId, rows)
}
