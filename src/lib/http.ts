import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import type { Ctx, Who } from '../ctx.ts'
import type { Doors } from '../doors/doors.ts'
import { assertAccess, type Subjects } from './access.ts'
import { withoutCardNumbers } from './card-numbers.ts'
import type { Clock } from './clock.ts'
import { type Contract, type Handlers, type Route, readPath } from './contract.ts'
import { deviceIn, newDevice } from './device-cookie.ts'
import { once, validKey } from './idempotency.ts'
import { enqueue } from './jobs.ts'
import { edge, type Problem, Refusal, refuse } from './problems.ts'
import type { Database, Sql } from './sql.ts'

/** What the edge needs from outside to answer a contract. */
export type Edge = {
  database: Database
  doors: Doors
  log: Logger
  clock: Clock
  whoOf(request: { headers: { cookie?: string | undefined } }): Promise<Who>
  subjects: Subjects
  /** Multiplies every rate limit; 0 switches them off (benches). */
  limits: number
}

declare module 'fastify' {
  interface FastifyRequest {
    who: Who
  }
}

/** The six things of `ctx`, around one transaction. */
export function ctxOver(sql: Sql, who: Who, surroundings: { doors: Doors; log: Logger; clock: Clock }): Ctx {
  return {
    sql,
    who,
    now: surroundings.clock.now(),
    log: surroundings.log,
    doors: surroundings.doors,
    later: (job, payload, when) => enqueue(sql, job.name, payload, when),
  }
}

/** Registers every route of the contract below `/api`. One request is one transaction, opened and committed here. */
export function mountContract<C extends Contract>(
  app: FastifyInstance,
  contract: C,
  handlers: Handlers<C>,
  surroundings: Edge,
): void {
  for (const [operation, route] of Object.entries(contract)) {
    const { method, url } = readPath(route.path)
    const limit = route.limit ?? { calls: 600, seconds: 60 }
    const answer = answerer(operation, route, handlers[operation as keyof C] as Handler, surroundings)
    app.route({
      method,
      url: `/api${url.replace(/\{(\w+)\}/g, ':$1')}`,
      config: {
        operation,
        ...(surroundings.limits > 0 && {
          rateLimit: { max: limit.calls * surroundings.limits, timeWindow: limit.seconds * 1000, groupId: operation },
        }),
      },
      preHandler: [
        async (request) => {
          assertSameOrigin(request)
          const who = await surroundings.whoOf(request)
          const device = deviceIn(request.headers.cookie)
          request.who = who.kind === 'person' ? { ...who, address: request.ip, device } : who
        },
      ],
      handler: async (request, reply) => {
        const output = await answer(request)
        reply.header('cache-control', 'no-store')
        if (method !== 'GET' && request.who.kind === 'person' && !request.who.device) {
          reply.header('set-cookie', newDevice(request.protocol === 'https'))
        }
        return output
      },
    })
  }
}

type Handler = (ctx: Ctx, input: unknown, key: string) => Promise<unknown>

function answerer(operation: string, route: Route, handler: Handler, edgeOf: Edge) {
  const reads = route.path.startsWith('GET ')
  const { database, subjects } = edgeOf

  async function inside(sql: Sql, request: FastifyRequest, input: Record<string, unknown>): Promise<unknown> {
    await assertAccess(route.access, request.who, input, sql, subjects)
    const ctx = ctxOver(sql, request.who, { ...edgeOf, log: request.log as Logger })
    const given = request.headers['idempotency-key']
    const key = given === undefined ? crypto.randomUUID() : validKey(given)
    if (route.batched) return handler(ctx, input, key)
    const work = async () => route.output.parse(await handler(ctx, input, key))
    if (reads || given === undefined) return work()
    return once(sql, ctx.now, { key, caller: callerOf(request), operation, input }, work)
  }

  return async (request: FastifyRequest) => {
    const input = parseInput(route, request)
    if (route.batched) return inside(database.sql, request, input)
    try {
      return await (reads ? database.read : database.write)((sql) => inside(sql, request, input))
    } catch (error) {
      if (error instanceof Refusal && error.remains) await database.write(error.remains)
      throw error
    }
  }
}

const callerOf = (request: FastifyRequest) =>
  request.who.kind === 'person' ? request.who.personId : `address:${request.ip}`

function parseInput(route: Route, request: FastifyRequest): Record<string, unknown> {
  const body = request.body ?? {}
  if (typeof body !== 'object' || Array.isArray(body))
    throw refuse(edge.malformed, { issues: [{ path: '', message: 'not an object' }] })
  const parsed = route.input.safeParse({ ...(request.query as object), ...body, ...(request.params as object) })
  if (!parsed.success) {
    const issues = parsed.error.issues.slice(0, 20).map(({ path, message }) => ({ path: path.join('.'), message }))
    throw refuse(edge.malformed, { issues })
  }
  // After the schema, which has bounded how deep and how long it is.
  return withoutCardNumbers(parsed.data as Record<string, unknown>)
}

/** Browsers send `Origin` with every changing request: another site's may not ride on our cookies. */
export function assertSameOrigin(request: FastifyRequest): void {
  const origin = request.headers.origin
  if (request.method === 'GET' || origin === undefined || !request.headers.cookie) return
  const host = request.headers['x-forwarded-host'] ?? request.headers.host
  if (origin === 'null' || !URL.canParse(origin) || new URL(origin).host !== host) throw refuse(edge.foreignOrigin)
}

/** Answers a refusal as problem+json (RFC 9457). Everything unnamed is a bug: logged whole, told as a bare 500. */
export function answerFailures(app: FastifyInstance): void {
  app.setErrorHandler((error: unknown, request, reply) => {
    if (error instanceof Refusal) return sendProblem(reply, error)
    const { statusCode, code } = error as { statusCode?: number; code?: string }
    if (statusCode === 429) return sendProblem(reply, refuse(edge.slowDown))
    if (statusCode === 413) return sendProblem(reply, refuse(edge.tooLarge))
    if (statusCode === 415) return sendProblem(reply, refuse(edge.unsupportedType))
    if (statusCode === 503) return sendProblem(reply, refuse(edge.busy))
    if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
      return sendProblem(reply, refuse(edge.notJson, { reason: code }))
    }
    request.log.error({ err: error, operation: request.routeOptions.config.operation }, 'request.failed')
    return sendProblem(reply, refuse({ code: 'edge.broken', status: 500, title: 'Something broke on our side' }))
  })
}

/** What never became a request is refused by name too: there is no reply to send, only a socket to write on. */
export function refuseUnreadable({ code: fault }: { code?: string }, socket: Duplex): void {
  if (!socket.writable || fault === 'ECONNRESET') return void socket.destroy()
  const { code, status, title } = unreadable[fault ?? ''] ?? edge.notHttp
  const body = JSON.stringify({ type: `/api/problems#${code}`, title, status, code })
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: application/problem+json`
  socket.end(`${head}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`, () => socket.destroy())
}

const unreadable: Record<string, Problem> = {
  HPE_HEADER_OVERFLOW: edge.headersTooLarge,
  ERR_HTTP_REQUEST_TIMEOUT: edge.tooSlow,
}

/** A path that cannot be read is refused before there is a route: here, not by the error handler. */
export function refusePath(error: { code: string }, _request: FastifyRequest, reply: FastifyReply): void {
  sendProblem(reply, refuse(error.code === 'FST_ERR_BAD_URL' ? edge.notHttp : edge.unknownRoute))
}

export function sendProblem(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const { code, status, title } = refusal.problem
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify({ type: `/api/problems#${code}`, title, status, code, ...refusal.details }))
}

declare module 'fastify' {
  interface FastifyContextConfig {
    operation?: string
  }
}
