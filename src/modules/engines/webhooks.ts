import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Ctx } from '../../ctx.ts'
import { refuse } from '../../lib/problems.ts'
import * as engines from './engines.ts'
import { mediamtxHook, plainNews, readMediamtxQuestion } from './news.ts'
import { engineProblems as problem } from './problems.ts'

type InCtx = <T>(work: (ctx: Ctx) => Promise<T>) => Promise<T>
type Brand = { Params: { brandId: string } }

/** Where the engine of a brand asks and tells. */
export const engineUrl = (brandId: string, at = '') => `/api/webhooks/engines/${brandId}${at}`

const ids = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * What outside engines ask and tell, outside the contract because its shapes are theirs. All of it needs the secret of
 * the brand's engine, and everything that is not known to be right is refused.
 */
export function mountEngines(app: FastifyInstance, { inCtx }: { inCtx: InCtx }): void {
  const take = (at: string, answer: (ctx: Ctx, brandId: string, request: FastifyRequest) => Promise<void>) =>
    app.post<Brand>(
      `/api/webhooks/engines/:brandId${at}`,
      { config: { operation: 'engines.webhook', rateLimit: false }, bodyLimit: 16 * 1024 },
      async (request, reply) => {
        const { brandId } = request.params
        if (!ids.test(brandId)) throw refuse(problem.wrongSecret)
        await inCtx(async (ctx) => {
          await engines.assertSecret(ctx, brandId, secretOf(request))
          await answer(ctx, brandId, request)
        })
        return reply.code(204).header('cache-control', 'no-store').send()
      },
    )

  take('/mediamtx/auth', async (ctx, brandId, request) => {
    const asked = readMediamtxQuestion(request.body)
    if (!asked) throw refuse(problem.unknownNews)
    const { action, stream, key } = asked
    if (action === 'publish') await engines.admitPublisher(ctx, { brandId, stream, key })
    else if (action === 'other') throw refuse(problem.notPublic)
    else await engines.admitViewer(ctx, { brandId, stream, what: action })
  })
  for (const [at, picture] of [['ready', 'coming'] as const, ['not-ready', 'lost'] as const]) {
    take(`/mediamtx/${at}`, async (ctx, brandId, request) => {
      const read = mediamtxHook.safeParse(request.query)
      if (!read.success) throw refuse(problem.unknownNews)
      const { path: stream, source_id: sourceId } = read.data
      await engines.noteStream(ctx, { brandId, stream, sourceId, picture })
    })
  }
  take('', async (ctx, brandId, request) => {
    const read = plainNews.safeParse(request.body)
    if (!read.success) throw refuse(problem.unknownNews)
    const news = read.data
    if (news.type === 'publish') return engines.admitPublisher(ctx, { brandId, ...news })
    if (news.type === 'recording.ready') return engines.noteRecording(ctx, { brandId, ...news })
    const picture = news.type === 'stream.started' ? 'coming' : 'lost'
    return engines.noteStream(ctx, { brandId, stream: news.stream, sourceId: news.source, picture })
  })
}

/** As a bearer token; as the password of the address (Go's client makes Basic of it); or as `?secret=`. */
function secretOf({ headers, query }: FastifyRequest): string {
  const [, scheme, given = ''] = /^(bearer|basic) +(\S+)$/i.exec(headers.authorization ?? '') ?? []
  if (scheme?.toLowerCase() === 'bearer') return given
  if (scheme)
    return Buffer.from(given, 'base64')
      .toString()
      .replace(/^[^:]*:/, '')
  const { secret } = query as { secret?: unknown }
  return typeof secret === 'string' ? secret : ''
}
