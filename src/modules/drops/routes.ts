import type { Handlers } from '../../lib/contract.ts'
import { ok } from '../../lib/shapes.ts'
import type { dropsContract } from './contract.ts'
import { type Claims, closeDrop, createDrop } from './drops.ts'

export const dropsRoutes = (claims: Claims): Handlers<typeof dropsContract> => ({
  'drops.create': async (ctx, wish) => {
    const { dropId, opensAt } = await createDrop(ctx, wish)
    return { dropId, opensAt: opensAt.toISOString() }
  },
  'drops.close': async (ctx, wish) => closeDrop(ctx, wish).then(() => ok),
  'drops.claim': (ctx, wish, key) => claims.claim(ctx, wish, key),
})
