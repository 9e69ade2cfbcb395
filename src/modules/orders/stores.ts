import type { Ctx } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import { type BrandId, isId, newId } from '../../lib/ids.ts'
import { money } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import { ok } from '../../lib/shapes.ts'
import type { Sql } from '../../lib/sql.ts'
import { sellerOf } from './bag-items.ts'
import type { DeliveryMethod } from './delivery.ts'
import { orderProblems as problem } from './problems.ts'
import type { Address } from './store.ts'
import type { storesContract } from './stores-contract.ts'
import * as store from './stores-store.ts'

/*
 * Click and collect: stores of a brand as ways of delivery. Their id is the way's id; they cost nothing, take any weight,
 * and the tax is that of the country they stand in. Stock is one for all of the brand.
 */

type Api = typeof storesContract
const storesMost = 50

/** The stores a buyer can choose from. */
export const openStores = async (sql: Sql, brandId: BrandId): Promise<store.Store[]> =>
  (await store.storesOf(sql, brandId)).filter(({ archived }) => !archived)

/** The store that a way of delivery is; undefined: it is none, or no longer offered by this brand. */
export async function storeOffered(sql: Sql, brandId: BrandId, deliveryMethodId: string) {
  if (!isId(deliveryMethodId)) return undefined
  const [one] = await store.storesByIds(sql, [deliveryMethodId])
  return one && one.brandId === brandId && !one.archived ? one : undefined
}

/** Stores by id, whatever became of them. */
export const storesNamed = (sql: Sql, storeIds: readonly string[]): Promise<store.Store[]> =>
  storeIds.length > 0 ? store.storesByIds(sql, storeIds) : Promise.resolve([])

/** Collecting as a way of delivery. */
export const asMethod = (
  { storeId, name }: store.Store,
  { currency }: { currency: DeliveryMethod['price']['currency'] },
): DeliveryMethod => ({
  ...{ deliveryMethodId: storeId, title: { en: name }, price: money(0, currency), freeFrom: null, taxRateBp: 0 },
  ...{ days: { least: 0, most: 0 }, bands: [], maxGrams: null },
})

/** Where an order goes that is collected: to the store, for whoever comes. */
export const addressAt = ({ address }: store.Store, { name, phone }: Pick<Address, 'name' | 'phone'>): Address => ({
  ...address,
  name,
  phone,
})

export const storeAsView = ({ brandId, archived, ...view }: store.Store) => view

export async function readStores(ctx: Ctx, { brandId }: Input<Api['orders.stores']>) {
  const stores = await store.storesOf(ctx.sql, brandId)
  return { items: stores.map((one) => ({ ...storeAsView(one), archived: one.archived })) }
}

/** @throws Refusal `orders.tooManyStores` */
export async function addStore(ctx: Ctx, { brandId, ...said }: Input<Api['orders.addStore']>) {
  await sellerOf(ctx.sql, brandId)
  if ((await openStores(ctx.sql, brandId)).length >= storesMost) throw refuse(problem.tooManyStores)
  const storeId = newId<'store'>(ctx.now)
  await store.saveStore(ctx.sql, { storeId, brandId, ...said })
  return { storeId }
}

/** @throws Refusal `orders.unknownStore` */
async function ownStore(ctx: Ctx, brandId: BrandId, storeId: store.StoreId) {
  const [known] = await store.storesByIds(ctx.sql, [storeId])
  if (known?.brandId !== brandId) throw refuse(problem.unknownStore, { storeId })
}

/** @throws Refusal `orders.unknownStore` */
export async function changeStore(ctx: Ctx, said: Input<Api['orders.changeStore']>): Promise<typeof ok> {
  await ownStore(ctx, said.brandId, said.storeId)
  await store.saveStore(ctx.sql, said)
  return ok
}

/** @throws Refusal `orders.unknownStore` */
export async function archiveStore(ctx: Ctx, wish: Input<Api['orders.archiveStore']>): Promise<typeof ok> {
  await ownStore(ctx, wish.brandId, wish.storeId)
  await store.archiveStore(ctx.sql, wish.storeId, wish.archived ? ctx.now : null)
  return ok
}
