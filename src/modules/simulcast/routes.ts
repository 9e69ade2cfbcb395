import type { Handlers } from '../../lib/contract.ts'
import type { Seal } from '../../lib/seal.ts'
import { ok } from '../../lib/shapes.ts'
import type { simulcastContract } from './contract.ts'
import { isOn, shownState } from './decide.ts'
import * as simulcast from './simulcast.ts'
import { reasonOf } from './state.ts'
import { targetsOf } from './store.ts'

export const simulcastRoutes = (seal: Seal): Handlers<typeof simulcastContract> => ({
  'simulcast.targets': async (ctx, { brandId }) => ({
    items: (await targetsOf(ctx.sql, brandId)).map(({ targetId, name, url, everyShow }) => ({
      ...{ targetId, name, url, everyShow },
    })),
  }),
  'simulcast.addTarget': async (ctx, wish) => ({ targetId: await simulcast.addTarget(ctx, seal, wish) }),
  'simulcast.changeTarget': async (ctx, wish) => simulcast.changeTarget(ctx, seal, wish).then(() => ok),
  'simulcast.removeTarget': async (ctx, wish) => simulcast.removeTarget(ctx, wish).then(() => ok),
  'simulcast.turn': async (ctx, wish) => simulcast.turn(ctx, wish).then(() => ok),
  'simulcast.ofShow': async (ctx, { showId }) => {
    const { show, targets } = await simulcast.targetsOfShow(ctx.sql, showId)
    const items = targets.map((target) => {
      const state = shownState(show, target)
      const fares = state === target.state
      const retryAt = state === 'retrying' ? target.retryAt : null
      return {
        ...{ targetId: target.targetId, name: target.name, isOn: isOn(target), state },
        since: (fares && target.since?.toISOString()) || null,
        reason: reasonOf(state, target.code),
        code: fares ? target.code : null,
        retryInSeconds: retryAt && Math.max(0, Math.ceil((retryAt.getTime() - ctx.now.getTime()) / 1000)),
      }
    })
    return { items }
  },
})
