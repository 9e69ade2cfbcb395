import type { Ctx } from '../../ctx.ts'
import type { ProductId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import { ok } from '../../lib/shapes.ts'
import { first } from '../../lib/sql.ts'
import * as store from './personalisation-store.ts'
import { catalogProblems as problem } from './problems.ts'
import { productChanged } from './products.ts'
import { productLocked } from './store.ts'

/**
 * Says what may be engraved on a product or chosen for it; no fields: nothing. What stands in bags is judged anew, what
 * was ordered stays as it was asked for.
 * @throws catalog.unknownProduct, catalog.archived, catalog.bundleAsIs, catalog.pieceOfBundle
 */
export async function setPersonalisation(
  ctx: Ctx,
  { productId, ...wish }: { productId: ProductId } & store.Personalisation,
): Promise<typeof ok> {
  const product = first(await productLocked(ctx.sql, productId))
  if (!product) throw refuse(problem.unknownProduct, { productId })
  if (product.state === 'archived') throw refuse(problem.archived, { productId })
  if (wish.fields.length === 0) await store.removePersonalisation(ctx.sql, productId)
  else {
    const { isBundle, isPart } = await store.bundledWith(ctx.sql, productId)
    if (isBundle) throw refuse(problem.bundleAsIs, { productId })
    if (isPart && wish.fields.some(({ required }) => required)) throw refuse(problem.pieceOfBundle, { productId })
    await store.setPersonalisation(ctx.sql, productId, wish)
  }
  await productChanged.tell(ctx, { productId, brandId: product.brandId })
  return ok
}
