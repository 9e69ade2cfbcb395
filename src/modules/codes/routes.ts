import type { Handlers } from '../../lib/contract.ts'
import { ok } from '../../lib/shapes.ts'
import * as codes from './codes.ts'
import type { codesContract } from './contract.ts'

export const codesRoutes: Handlers<typeof codesContract> = {
  'codes.ofShow': codes.readCodes,
  'codes.add': codes.addCode,
  'codes.end': (ctx, wish) => codes.endCode(ctx, wish).then(() => ok),
  'codes.greeting': codes.greetingOf,
}
