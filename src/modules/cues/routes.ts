import type { Handlers } from '../../lib/contract.ts'
import { ok } from '../../lib/shapes.ts'
import type { cuesContract } from './contract.ts'
import * as cues from './cues.ts'

export const cuesRoutes: Handlers<typeof cuesContract> = {
  'cues.open': cues.open,
  'cues.follow': async (ctx, wish) => cues.follow(ctx, wish).then(() => ok),
  'cues.dismiss': async (ctx, wish) => cues.dismiss(ctx, wish).then(() => ok),
}
