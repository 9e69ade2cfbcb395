import type { Ctx } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { newId } from '../../lib/ids.ts'
import { wire } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import { variantsForSale } from '../catalog/catalog.ts'
import { catalogProblems } from '../catalog/problems.ts'
import { whyNotAnswers } from '../catalog/state.ts'
import { priceBag, sellerOf } from './bag-items.ts'
import type { offerContract } from './offer-contract.ts'

type Api = typeof offerContract

/**
 * What a line of the bag would cost and whether it could be bought, by the same rules, without being one.
 * @throws Refusal `accounts.unknownBrand`, `catalog.unknownVariant`
 */
export async function readOffer(
  ctx: Ctx,
  { brandId, variantId, showId, popUpId, personal = [] }: Input<Api['orders.offer']>,
): Promise<Output<Api['orders.offer']>> {
  const { currency } = await sellerOf(ctx.sql, brandId)
  const [variant] = await variantsForSale(ctx.sql, [variantId])
  if (!variant || variant.brandId !== brandId || variant.state === 'draft')
    throw refuse(catalogProblems.unknownVariant, { variantId })
  const line = { lineId: newId<'line'>(ctx.now), personId: newId<'person'>(ctx.now), brandId, variantId }
  const wanted = { ...line, productId: variant.productId, quantity: 1, dropId: null }
  const found = { showId: showId ?? null, popUpId: popUpId ?? null }
  const [item] = await priceBag(ctx, [{ ...wanted, ...found, personal, held: null }], currency)
  const { unitPrice, compareAt, origin, surcharge = 0n, whyNot } = item!
  return {
    ...{ unitPrice: wire(unitPrice), compareAt: compareAt && wire(compareAt), origin, whyNot },
    surcharge: wire({ minor: surcharge, currency }),
    faults: whyNotAnswers(variant.personalisation?.fields ?? [], personal),
  }
}
