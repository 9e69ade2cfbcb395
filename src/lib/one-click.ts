import type { FastifyInstance } from 'fastify'

/**
 * The button of mail programs (RFC 8058): a form posted to the address of `List-Unsubscribe`, without cookies. What it
 * says is always the same; that it came is the wish. Reading the address shows a page and changes nothing.
 * @param wish.path where the mail's link leads, without what the link says
 */
export async function mountOneClick(
  app: FastifyInstance,
  wish: { path: string; operation: string; end(link: string): Promise<unknown> },
): Promise<void> {
  await app.register(async (inner) => {
    inner.removeAllContentTypeParsers()
    inner.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 4096 }, (_request, _body, done) => done(null, {}))
    inner.post<{ Params: { link: string } }>(
      `${wish.path}/:link`,
      { config: { operation: wish.operation, rateLimit: { max: 120, timeWindow: 60_000 } } },
      async ({ params: { link } }, reply) => {
        await wish.end(link)
        return reply.code(200).header('cache-control', 'no-store').type('text/plain').send('done')
      },
    )
  })
}
