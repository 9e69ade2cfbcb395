import type { Handlers } from '../../lib/contract.ts'
import type { riskContract } from './contract.ts'
import { decide, readDecisions } from './review.ts'
import { changeRule, readRules, readTrail } from './setting.ts'

export const riskRoutes: Handlers<typeof riskContract> = {
  'risk.rules': readRules,
  'risk.changeRule': changeRule,
  'risk.decisions': readDecisions,
  'risk.decide': decide,
  'risk.trail': readTrail,
}
