import type { Handlers } from '../../lib/contract.ts'
import { ok } from '../../lib/shapes.ts'
import type { packetsContract } from './contract.ts'
import {
  discard,
  type Grabs,
  launch,
  prepare,
  readBudget,
  readList,
  readMine,
  readRecord,
  setBudget,
} from './packets.ts'

export const packetsRoutes = (grabs: Grabs): Handlers<typeof packetsContract> => ({
  'packets.budget': readBudget,
  'packets.setBudget': setBudget,
  'packets.prepare': prepare,
  'packets.discard': async (ctx, wish) => discard(ctx, wish).then(() => ok),
  'packets.launch': launch,
  'packets.list': readList,
  'packets.grab': (ctx, wish) => grabs.grab(ctx, wish) as never,
  'packets.mine': readMine,
  'packets.record': readRecord,
})
