import type {} from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import type { Ctx } from '../../ctx.ts'
import type { Doors } from '../../doors/doors.ts'
import type { Clock } from '../../lib/clock.ts'
import { refuse } from '../../lib/problems.ts'
import { receiveNotice } from './notices.ts'
import { paymentProblems as problem } from './problems.ts'

const bodyMost = 256 * 1024

/**
 * Where providers bring their notices: `POST /api/webhooks/payments/{provider}`. The signature is checked over the raw
 * bytes before a transaction is opened; 200 is said after it has committed, so a notice that we fail over comes again.
 */
export function mountWebhooks(
  app: FastifyInstance,
  { doors, clock, inCtx }: { doors: Doors; clock: Clock; inCtx<T>(work: (ctx: Ctx) => Promise<T>): Promise<T> },
): void {
  app.register(async (webhooks) => {
    webhooks.removeAllContentTypeParsers()
    webhooks.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: bodyMost }, (_request, body, done) =>
      done(null, body),
    )
    webhooks.post<{ Params: { provider: string } }>(
      '/api/webhooks/payments/:provider',
      { bodyLimit: bodyMost, config: { operation: 'payments.webhook', rateLimit: false } },
      async (request, reply) => {
        const provider = doors.payments.provider(request.params.provider)
        if (!provider) throw refuse(problem.unknownProvider)
        const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        const notice = provider.readNotice(singles(request.headers), raw, clock.now())
        await inCtx((ctx) => receiveNotice(ctx, provider.name, notice))
        reply.header('cache-control', 'no-store')
        return { ok: true }
      },
    )
  })
}

const singles = (headers: Record<string, string | string[] | undefined>): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]))
