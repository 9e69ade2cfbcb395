import type { Handlers } from '../../lib/contract.ts'
import type { creditContract } from './contract.ts'
import { readMine, readPurses, spend } from './credit.ts'

export const creditRoutes: Handlers<typeof creditContract> = {
  'credit.purses': readPurses,
  'credit.mine': readMine,
  'credit.use': spend,
}
