import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import type * as z from 'zod'
import type { Ctx } from '../ctx.ts'
import { assertAccess } from './access.ts'
import type { Access } from './contract.ts'
import { ctxOver, type Edge } from './http.ts'
import { edge, refuse } from './problems.ts'

/** What is handed out: whole, or in pieces as they come. */
export type Paper = {
  /** As the file is to be called. */
  name: string
  type: string
  body: Uint8Array | AsyncIterable<string>
  /** Shown in the browser instead of being saved. */
  inline?: boolean
}

/** A file that somebody may ask for: like a route of the contract, but its answer is no JSON. */
export type DocumentRoute = {
  operation: string
  /** Below `/api`, with `:names`. */
  url: string
  access: Access
  input: z.ZodType
  write(ctx: Ctx, input: never): Promise<Paper>
}

/** Declares one document with the type of its input inferred. */
export const document = <I extends z.ZodType>(
  definition: Omit<DocumentRoute, 'input' | 'write'> & {
    input: I
    write(ctx: Ctx, input: z.output<I>): Promise<Paper>
  },
): DocumentRoute => definition as DocumentRoute

/**
 * Serves documents by GET: the same callers, refusals and limits as the contract's routes. Each statement sees its own
 * instant: a long list is read page by page while it is sent, and keeps no transaction open.
 */
export function mountDocuments(app: FastifyInstance, documents: readonly DocumentRoute[], needs: Edge): void {
  for (const { operation, url, access, input, write } of documents) {
    app.route({
      method: 'GET',
      url: `/api${url}`,
      config: {
        operation,
        ...(needs.limits > 0 && {
          rateLimit: { max: 60 * needs.limits, timeWindow: 60_000, groupId: operation },
        }),
      },
      preHandler: async (request) => {
        request.who = await needs.whoOf(request)
      },
      handler: async (request, reply) => {
        const wish = parsed(input, request)
        await assertAccess(access, request.who, wish, needs.database.sql, needs.subjects)
        const ctx = ctxOver(needs.database.sql, request.who, { ...needs, log: request.log as Logger })
        const { name, type, body, inline } = await write(ctx, wish as never)
        reply.header('cache-control', 'private, no-store').type(type)
        reply.header('content-disposition', `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encoded(name)}`)
        return body instanceof Uint8Array ? Buffer.from(body) : Readable.from(body)
      },
    })
  }
}

/** RFC 8187. */
const encoded = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)

function parsed(input: z.ZodType, request: FastifyRequest): Record<string, unknown> {
  const result = input.safeParse({ ...(request.query as object), ...(request.params as object) })
  if (result.success) return result.data as Record<string, unknown>
  const issues = result.error.issues.slice(0, 20).map(({ path, message }) => ({ path: path.join('.'), message }))
  throw refuse(edge.malformed, { issues })
}
