import type { Handlers } from '../../lib/contract.ts'
import { ok } from '../../lib/shapes.ts'
import type { dropsContract } from './contract.ts'
import {
  type Claims,
  closeDrop,
  createDrop,
  leaveLine,
  letThrough,
  readDecisions,
  readTicket,
  seeOffer,
  type Tickets,
} from './drops.ts'
import { plansOf, setPlans } from './plans.ts'

export const dropsRoutes = (claims: Claims, tickets: Tickets): Handlers<typeof dropsContract> => ({
  'drops.plans': async (ctx, { showId }) => ({ items: await plansOf(ctx.sql, showId) }),
  'drops.setPlans': async (ctx, wish) => setPlans(ctx, wish).then(() => ok),
  'drops.create': async (ctx, wish) => {
    const { dropId, opensAt } = await createDrop(ctx, wish)
    return { dropId, opensAt: opensAt.toISOString() }
  },
  'drops.close': async (ctx, wish) => closeDrop(ctx, wish).then(() => ok),
  'drops.claim': (ctx, wish, key) => claims.claim(ctx, wish, key),
  'drops.takeTicket': (ctx, wish) => tickets.take(ctx, wish),
  'drops.ticket': readTicket,
  'drops.leaveLine': async (ctx, wish) => leaveLine(ctx, wish).then(() => ok),
  'drops.seeOffer': async (ctx, wish) => seeOffer(ctx, wish).then(() => ok),
  'drops.decisions': readDecisions,
  'drops.letThrough': letThrough,
})
