import type { Ctx } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import { type BrandId, newId, type ProductId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import { ok } from '../../lib/shapes.ts'
import type { Sql } from '../../lib/sql.ts'
import { picturesOfBrand, productsByIds } from '../catalog/catalog.ts'
import { catalogProblems } from '../catalog/problems.ts'
import type { assortmentsContract } from './contract.ts'
import { assortmentProblems as problem } from './problems.ts'
import { isEverywhere } from './state.ts'
import * as store from './store.ts'

/** What is sold where: product sets, pop-up shops, and what is kept for some places or people. */
export { readPopUp, readPopUps } from './reading.ts'
export { whyNotSoldTo } from './selling.ts'

type Api = typeof assortmentsContract

const setsMost = 50
const popUpsMost = 50

export const readSets = async (ctx: Ctx, { brandId }: Input<Api['assortments.sets']>) => ({
  items: await store.setsOf(ctx.sql, brandId),
})

/** @throws Refusal `catalog.unknownProduct` */
async function assertProducts(sql: Sql, brandId: BrandId, productIds: readonly ProductId[]): Promise<void> {
  const found = await productsByIds(sql, productIds)
  const foreign = productIds.filter((one) => found.find((row) => row.productId === one)?.brandId !== brandId)
  if (foreign.length > 0) throw refuse(catalogProblems.unknownProduct, { productIds: foreign })
}

/** Saves what has a name of its own. @throws Refusal `taken` when another has it */
async function named(saving: PromiseLike<unknown>, taken: (typeof problem)['nameTaken' | 'slugTaken']): Promise<void> {
  try {
    await saving
  } catch (error) {
    if ((error as { code?: string }).code === '23505') throw refuse(taken)
    throw error
  }
}

/** @throws Refusal `assortments.tooManySets`, `assortments.nameTaken`, `catalog.unknownProduct` */
export async function addSet(ctx: Ctx, { brandId, ...wish }: Input<Api['assortments.addSet']>) {
  await store.lockBrand(ctx.sql, brandId)
  if ((await store.setsOf(ctx.sql, brandId)).length >= setsMost) throw refuse(problem.tooManySets)
  await assertProducts(ctx.sql, brandId, wish.productIds)
  const setId = newId<'set'>(ctx.now)
  await named(store.saveSet(ctx.sql, ctx.now, brandId, { setId, ...wish }), problem.nameTaken)
  return { setId }
}

/** The products of a set, in their order. @throws Refusal `assortments.unknownSet` */
export async function productsOfSet(sql: Sql, brandId: BrandId, setId: string): Promise<ProductId[]> {
  const set = (await store.setsOf(sql, brandId)).find((one) => one.setId === setId)
  if (!set) throw refuse(problem.unknownSet, { setId })
  return set.productIds
}

/** @throws Refusal `assortments.unknownSet`, `assortments.nameTaken`, `catalog.unknownProduct` */
export async function changeSet(
  ctx: Ctx,
  { brandId, ...wish }: Input<Api['assortments.changeSet']>,
): Promise<typeof ok> {
  await productsOfSet(ctx.sql, brandId, wish.setId)
  await assertProducts(ctx.sql, brandId, wish.productIds)
  await named(store.saveSet(ctx.sql, ctx.now, brandId, wish), problem.nameTaken)
  return ok
}

/** @throws Refusal `assortments.unknownSet`, `assortments.setInUse` */
export async function removeSet(ctx: Ctx, { brandId, setId }: Input<Api['assortments.removeSet']>): Promise<typeof ok> {
  await store.lockBrand(ctx.sql, brandId)
  if ((await store.popUpsOf(ctx.sql, brandId)).some((one) => one.setId === setId)) throw refuse(problem.setInUse)
  if ((await store.deleteSet(ctx.sql, brandId, setId)).length === 0) throw refuse(problem.unknownSet, { setId })
  return ok
}

/** @throws Refusal `assortments.tooManyPopUps`, `slugTaken`, `unknownSet`; `catalog.unknownProduct`, `unknownPicture` */
export async function addPopUp(ctx: Ctx, wish: Input<Api['assortments.addPopUp']>) {
  await store.lockBrand(ctx.sql, wish.brandId)
  if ((await store.popUpsOf(ctx.sql, wish.brandId)).length >= popUpsMost) throw refuse(problem.tooManyPopUps)
  const popUpId = newId<'popUp'>(ctx.now)
  await savePopUp(ctx, { ...wish, popUpId })
  return { popUpId }
}

/** @throws Refusal `assortments.unknownPopUp` and what `addPopUp` throws */
export async function changePopUp(ctx: Ctx, wish: Input<Api['assortments.changePopUp']>): Promise<typeof ok> {
  await store.lockBrand(ctx.sql, wish.brandId)
  const known = (await store.popUpsOf(ctx.sql, wish.brandId)).some((one) => one.popUpId === wish.popUpId)
  if (!known) throw refuse(problem.unknownPopUp, { popUpId: wish.popUpId })
  await savePopUp(ctx, wish)
  return ok
}

async function savePopUp(ctx: Ctx, wish: Input<Api['assortments.changePopUp']>): Promise<void> {
  const { brandId, setId, productIds, pictureId } = wish
  if (setId !== null) await productsOfSet(ctx.sql, brandId, setId)
  await assertProducts(ctx.sql, brandId, productIds)
  if (pictureId && (await picturesOfBrand(ctx.sql, brandId, [pictureId])).length === 0)
    throw refuse(catalogProblems.unknownPicture, { pictureId })
  const hours = { opensAt: new Date(wish.opensAt), closesAt: new Date(wish.closesAt) }
  await named(store.savePopUp(ctx.sql, ctx.now, { ...wish, ...hours }), problem.slugTaken)
}

/** @throws Refusal `assortments.unknownPopUp`, `assortments.popUpInUse` */
export async function removePopUp(
  ctx: Ctx,
  { brandId, popUpId }: Input<Api['assortments.removePopUp']>,
): Promise<typeof ok> {
  await store.lockBrand(ctx.sql, brandId)
  if ((await store.rulesNaming(ctx.sql, popUpId)).length > 0) throw refuse(problem.popUpInUse, { popUpId })
  if ((await store.deletePopUp(ctx.sql, brandId, popUpId)).length === 0) throw refuse(problem.unknownPopUp, { popUpId })
  return ok
}

export const readRules = async (ctx: Ctx, { productId }: Input<Api['assortments.rules']>) => ({
  items: await store.rulesOf(ctx.sql, productId),
})

/** Says where a product and its variants are sold. @throws Refusal `assortments.unknownPopUp`, `catalog.unknownVariant` */
export async function setRules(ctx: Ctx, { productId, rules }: Input<Api['assortments.setRules']>): Promise<typeof ok> {
  const [product] = await productsByIds(ctx.sql, [productId])
  const known = new Set<string>(product?.variants.map(({ variantId }) => variantId))
  const foreign = rules.filter(({ variantId }) => variantId !== null && !known.has(variantId))
  if (!product || foreign.length > 0) throw refuse(catalogProblems.unknownVariant, { productId })
  await store.lockBrand(ctx.sql, product.brandId)
  const popUps = new Set((await store.popUpsOf(ctx.sql, product.brandId)).map((one) => one.popUpId))
  const unknown = rules.flatMap(({ popUpIds }) => popUpIds.filter((one) => !popUps.has(one)))
  if (unknown.length > 0) throw refuse(problem.unknownPopUp, { popUpIds: unknown })
  // A variant may be said to be sold everywhere where its product is not.
  await store.setRules(
    ctx.sql,
    productId,
    rules.filter((rule) => rule.variantId !== null || !isEverywhere(rule)),
  )
  return ok
}
