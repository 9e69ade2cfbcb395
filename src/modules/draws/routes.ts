import type { Handlers } from '../../lib/contract.ts'
import { ok } from '../../lib/shapes.ts'
import type { drawsContract } from './contract.ts'
import { claim, enter, readList, readMine, readRecord, startDraw } from './draws.ts'

export const drawsRoutes: Handlers<typeof drawsContract> = {
  'draws.start': startDraw,
  'draws.list': readList,
  'draws.enter': enter,
  'draws.mine': readMine,
  'draws.claim': async (ctx, wish) => claim(ctx, wish).then(() => ok),
  'draws.record': readRecord,
}
