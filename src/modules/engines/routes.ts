import type { Handlers } from '../../lib/contract.ts'
import { ok } from '../../lib/shapes.ts'
import type { enginesContract } from './contract.ts'
import * as engines from './engines.ts'
import * as store from './store.ts'
import { engineUrl } from './webhooks.ts'

export const enginesRoutes: Handlers<typeof enginesContract> = {
  'engines.settings': async ({ sql }, { brandId }) => ({
    engine: (await store.settingsOf(sql, brandId)) ?? null,
    hasSecret: (await store.secretHashOf(sql, brandId)) !== undefined,
  }),
  'engines.changeSettings': async (ctx, { brandId, ...settings }) =>
    store.upsertSettings(ctx.sql, brandId, settings).then(() => ok),
  'engines.issueSecret': async (ctx, { brandId }) => {
    const secret = await engines.issueSecret(ctx, { brandId })
    const whole = (at = '') => ctx.doors.urlOf(engineUrl(brandId, at))
    return {
      secret,
      mediamtxAuthUrl: whole(`/mediamtx/auth?secret=${secret}`),
      mediamtxHookUrl: whole('/mediamtx'),
      newsUrl: whole(),
    }
  },
}
