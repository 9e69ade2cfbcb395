import type {} from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import type { Ctx } from '../../ctx.ts'
import type { Doors } from '../../doors/doors.ts'
import type { Clock } from '../../lib/clock.ts'
import { refuse } from '../../lib/problems.ts'
import { receiveNotice } from './notices.ts'
import { paymentProblems as problem } from './problems.ts'

const bodyMost = 256 * 1024
const accepted = { contentType: 'application/json; charset=utf-8', body: '{"ok":true}' }

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
        const provider = doors.payments.find(({ name }) => name === request.params.provider)
        if (!provider) throw refuse(problem.unknownProvider)
        const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        const notices = await provider.readNotices(singles(request.headers), raw, clock.now())
        await inCtx(async (ctx) => {
          for (const notice of notices) await receiveNotice(ctx, provider.name, notice)
        })
        const { contentType, body } = provider.acknowledgement ?? accepted
        return reply.header('cache-control', 'no-store').type(contentType).send(body)
      },
    )
    // Some providers send the buyer back with a POST, and pages are read with GET.
    webhooks.all<{ Querystring: { to?: string } }>(
      '/api/payments/return',
      { bodyLimit: bodyMost, config: { operation: 'payments.return' } },
      async (request, reply) => reply.redirect(pathOf(request.query.to), 303),
    )
  })
}

/** A path on this install, and nowhere else. */
const pathOf = (to: unknown): string =>
  typeof to === 'string' && /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(to) ? to : '/'

const singles = (headers: Record<string, string | string[] | undefined>): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]))
