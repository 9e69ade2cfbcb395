import type { Handlers } from '../../lib/contract.ts'
import type { stockContract } from './contract.ts'
import { adjust, levels } from './stock.ts'

export const stockRoutes: Handlers<typeof stockContract> = {
  'stock.levels': levels,
  'stock.adjust': adjust,
}
