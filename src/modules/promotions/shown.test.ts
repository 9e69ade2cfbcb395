import assert from 'node:assert/strict'
import { test } from 'node:test'
import { address, openShop } from '../../../test/shop.ts'
import * as orders from '../orders/orders.ts'
import { promotionsContract } from './contract.ts'
import * as promotions from './promotions.ts'

test('when its last use is taken, and when that comes back, whoever shows it is told', async () => {
  await using shop = await openShop()
  const { brandId } = shop
  const lamp = await shop.addVariant({ price: 10_000, free: 5 })
  const told: string[] = []
  promotions.promotionsChanged.rewire(async (_ctx, news) => void told.push(news.brandId))
  const { input } = promotionsContract['promotions.create']
  const effect = { kind: 'percentage', rateBp: 1500 }
  const said = input.parse({ brandId, title: { en: 'Two of them' }, effect, usesMost: 2 })
  await shop.write((ctx) => promotions.createPromotion(ctx, said))
  const choice = { brandId, country: 'FR', deliveryMethodId: 'standard' }
  async function buy() {
    const one = await shop.person()
    await shop.write((ctx) => orders.addToBag(ctx, { brandId, variantId: lamp.variantId, quantity: 1 }), one.who)
    return shop.write(async (ctx) => {
      const { total, discounts } = await orders.quote(ctx, choice)
      const contact = { email: `${one.personId}@example.org`, address, locale: 'fr' as const, returnTo: '/back' }
      const expectedPromotions = discounts.map(({ promotionId }) => promotionId)
      return orders.checkout(ctx, { ...choice, ...contact, expectedTotal: total, expectedPromotions })
    }, one.who)
  }
  assert.equal(told.length, 1)
  await buy()
  assert.equal(told.length, 1)
  const { orderId } = await buy()
  assert.deepEqual(told, [brandId, brandId])
  for (let i = 0; i < 2; i++) await shop.write((ctx) => promotions.releaseRedemptions(ctx, orderId))
  assert.equal(told.length, 3)
  promotions.promotionsChanged.rewire()
})
