import type { Ctx } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { refuse } from '../../lib/problems.ts'
import { brandById } from '../accounts/accounts.ts'
import { pictureUrl, productsByIds } from '../catalog/catalog.ts'
import type { assortmentsContract } from './contract.ts'
import { assortmentProblems as problem } from './problems.ts'
import { popUpState } from './state.ts'
import * as store from './store.ts'

type Api = typeof assortmentsContract
type Visited = Output<Api['assortments.popUp']>

const seen = (one: store.PopUp, now: Date) => ({
  ...{ popUpId: one.popUpId, slug: one.slug, title: one.title, text: one.text },
  pictureUrl: one.pictureId && pictureUrl(one.pictureId),
  ...{ opensAt: one.opensAt.toISOString(), closesAt: one.closesAt.toISOString(), state: popUpState(one, now) },
})

/** The pop-up shops of a brand for its people. */
export const readPopUps = async (ctx: Ctx, { brandId }: Input<Api['assortments.popUps']>) => ({
  items: (await store.popUpsOf(ctx.sql, brandId)).map((one) => ({
    ...seen(one, ctx.now),
    ...{ pictureId: one.pictureId, setId: one.setId, productIds: one.productIds },
  })),
})

/** A pop-up shop as its visitors see it; what it sells while it is open only. @throws Refusal `assortments.unknownPopUp` */
export async function readPopUp(ctx: Ctx, { brandId, slug }: Input<Api['assortments.popUp']>): Promise<Visited> {
  const popUp = (await store.popUpsOf(ctx.sql, brandId)).find((one) => one.slug === slug)
  if (!popUp) throw refuse(problem.unknownPopUp, { slug })
  const [selling] = await store.popUpsByIds(ctx.sql, [popUp.popUpId], false)
  const told = seen(popUp, ctx.now)
  const { currency } = (await brandById(ctx.sql, brandId))!
  const found = (await productsByIds(ctx.sql, selling?.productIds ?? [])).filter(({ state }) => state === 'published')
  const products = found.flatMap(({ productId, title, pictures, variants }): Visited['products'] => {
    const minors = variants.flatMap(({ prices }) =>
      prices.filter((one) => one.currency === currency).map(({ minor }) => BigInt(minor)),
    )
    if (minors.length === 0) return []
    const low = minors.reduce((least, one) => (one < least ? one : least))
    const price = { minor: low.toString(), currency }
    return [{ productId, title, pictureUrl: pictures[0]?.url ?? null, price, from: minors.some((one) => one > low) }]
  })
  return { ...told, count: products.length, products: told.state === 'open' ? products : [] }
}
