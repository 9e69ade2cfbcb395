import type { FastifyInstance } from 'fastify'
import type { Ctx } from '../../ctx.ts'
import { mountOneClick } from '../../lib/one-click.ts'
import { chooseByLink } from './messaging.ts'

/** The button of mail programs ends one kind of a brand's mails (RFC 8058). */
export const mountMailButton = (
  app: FastifyInstance,
  { inCtx }: { inCtx: <T>(work: (ctx: Ctx) => Promise<T>) => Promise<T> },
): Promise<void> =>
  mountOneClick(app, {
    path: '/unsubscribe',
    operation: 'messaging.oneClick',
    end: (link) => inCtx((ctx) => chooseByLink(ctx, { link }, false)),
  })
