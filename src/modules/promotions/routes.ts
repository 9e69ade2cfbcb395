import type { Handlers } from '../../lib/contract.ts'
import type { promotionsContract } from './contract.ts'
import * as promotions from './promotions.ts'

export const promotionsRoutes: Handlers<typeof promotionsContract> = {
  'promotions.list': promotions.listPromotions,
  'promotions.create': promotions.createPromotion,
  'promotions.change': promotions.changePromotion,
  'promotions.turn': promotions.turnPromotion,
  'promotions.uses': promotions.readUses,
}
