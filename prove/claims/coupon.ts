import { type Money, wire } from '../../src/lib/money.ts'
import type { Refusal } from '../../src/lib/problems.ts'
import * as orders from '../../src/modules/orders/orders.ts'
import { promotionsContract } from '../../src/modules/promotions/contract.ts'
import * as promotions from '../../src/modules/promotions/promotions.ts'
import { address, type Buyer, type Shop, type Stall } from '../../test/shop.ts'

/** What a coupon is limited to: so many uses, or so much in all. */
export type Limit = { usesMost: number } | { budget: Money }

export type Tally = { won: number; told: number; faults: string[] }

/** A new coupon of ten per cent. @returns its code */
export async function newCoupon(shop: Shop, code: string, limit: Limit): Promise<void> {
  const said = 'budget' in limit ? { budget: wire(limit.budget) } : limit
  const effect = { kind: 'percentage', rateBp: 1000 }
  const { input } = promotionsContract['promotions.create']
  const wish = input.parse({ brandId: shop.brandId, title: { en: code }, effect, code, ...said })
  await shop.write((ctx) => promotions.createPromotion(ctx, wish))
}

export const fillBag = (shop: Shop, buyer: Buyer, { variantId }: Stall) =>
  shop.write((ctx) => orders.addToBag(ctx, { brandId: shop.brandId, variantId, quantity: 1 }), buyer.who)

const choice = (shop: Shop, code: string) => ({
  ...{ brandId: shop.brandId, country: 'FR', deliveryMethodId: 'standard', code },
})

/** Everybody was shown the price with the coupon, and everybody buys at once. */
export async function rushFor(
  shop: Shop,
  code: string,
  buyers: readonly Buyer[],
): Promise<Tally & { orderIds: string[] }> {
  const { total, discounts } = await shop.write((ctx) => orders.quote(ctx, choice(shop, code)), buyers[0]!.who)
  const expectedPromotions = discounts.map((one) => one.promotionId)
  const buy = (buyer: Buyer) =>
    shop.write(
      (ctx) =>
        orders.checkout(ctx, {
          ...{ ...choice(shop, code), address, email: `${buyer.personId}@example.org`, locale: 'en', returnTo: '/' },
          ...{ expectedTotal: total, expectedPromotions },
        }),
      buyer.who,
    )
  const answers = await Promise.allSettled(buyers.map(buy))
  const tally = { won: 0, told: 0, faults: [] as string[], orderIds: [] as string[] }
  for (const answer of answers) {
    if (answer.status === 'fulfilled') {
      tally.won++
      tally.orderIds.push(answer.value.orderId)
      continue
    }
    const code = (answer.reason as Refusal).problem?.code
    if (code === 'promotions.usedUp' || code === 'orders.priceChanged') tally.told++
    else tally.faults.push(`a purchase was answered ${code ?? String(answer.reason)}`)
  }
  return tally
}
