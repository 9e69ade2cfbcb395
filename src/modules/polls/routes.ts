import type { Handlers } from '../../lib/contract.ts'
import { ok } from '../../lib/shapes.ts'
import type { pollsContract } from './contract.ts'
import * as polls from './polls.ts'

export const pollsRoutes = (voting: polls.Voting): Handlers<typeof pollsContract> => ({
  'polls.prepare': (ctx, wish) => polls.prepare(ctx, wish),
  'polls.forget': async (ctx, wish) => polls.forget(ctx, wish).then(() => ok),
  'polls.open': async (ctx, wish) => polls.open(ctx, wish).then(() => ok),
  'polls.close': async (ctx, wish) => polls.close(ctx, wish).then(() => ok),
  'polls.hide': async (ctx, wish) => polls.hide(ctx, wish).then(() => ok),
  'polls.list': (ctx, wish) => polls.list(ctx, wish),
  'polls.vote': (ctx, wish) => voting.vote(ctx, wish),
  'polls.mine': (ctx, wish) => polls.mine(ctx, wish),
})
