import type { Handlers } from '../../lib/contract.ts'
import * as assortments from './assortments.ts'
import type { assortmentsContract } from './contract.ts'

export const assortmentsRoutes: Handlers<typeof assortmentsContract> = {
  'assortments.sets': assortments.readSets,
  'assortments.addSet': assortments.addSet,
  'assortments.changeSet': assortments.changeSet,
  'assortments.removeSet': assortments.removeSet,
  'assortments.popUps': assortments.readPopUps,
  'assortments.addPopUp': assortments.addPopUp,
  'assortments.changePopUp': assortments.changePopUp,
  'assortments.removePopUp': assortments.removePopUp,
  'assortments.popUp': assortments.readPopUp,
  'assortments.rules': assortments.readRules,
  'assortments.setRules': assortments.setRules,
}
