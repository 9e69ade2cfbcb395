import type { FastifyInstance } from 'fastify'
import type { Ctx } from '../../ctx.ts'
import { follow } from './codes.ts'

type InCtx = <T>(work: (ctx: Ctx) => Promise<T>) => Promise<T>

/** What fetches a link to show a picture of it is no person who came. */
const machines = /bot\b|bot\/|crawl|spider|preview|facebookexternalhit|whatsapp|telegram|curl|wget|python/i

/** `/q/CODE`, printed and posted. Nothing is kept of whoever comes but that somebody did. */
export function mountShortLinks(app: FastifyInstance, { inCtx }: { inCtx: InCtx }): void {
  app.get<{ Params: { code: string } }>(
    '/q/:code',
    { config: { operation: 'codes.follow', rateLimit: { max: 600, timeWindow: 60_000 } } },
    async ({ params: { code }, headers, method }, reply) => {
      const isPerson = method === 'GET' && !machines.test(headers['user-agent'] ?? 'bot/')
      const path = await inCtx((ctx) => follow(ctx, { code, isPerson }))
      return reply.header('cache-control', 'no-store').redirect(path, 302)
    },
  )
}
