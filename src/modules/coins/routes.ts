import type { Handlers } from '../../lib/contract.ts'
import { changeSettings, giveBack, readOffer, readPurse, readSettings, readStatement, topUp } from './coins.ts'
import type { coinsContract } from './contract.ts'

export const coinsRoutes: Handlers<typeof coinsContract> = {
  'coins.offer': readOffer,
  'coins.purse': readPurse,
  'coins.topUp': topUp,
  'coins.statement': readStatement,
  'coins.giveBack': giveBack,
  'coins.settings': readSettings,
  'coins.changeSettings': changeSettings,
}
