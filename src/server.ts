import { existsSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import { api } from './api.ts'
import type { App } from './app.ts'
import { answerFailures, type Edge, mountContract, refusePath, refuseUnreadable } from './lib/http.ts'
import { measure } from './lib/metrics.ts'
import { openapi } from './lib/openapi.ts'
import { edge, refuse } from './lib/problems.ts'
import { passUpgrade } from './lib/upgrade.ts'
import type { StoredHls } from './media/hls/stored.ts'
import { limitNames } from './rooms/rooms.ts'
import { type Admits, mountSegments } from './rooms/segments.ts'

/** What else answers on the same port, each mounted by its owner. */
export type Mounts = ((app: FastifyInstance) => void | Promise<void>)[]

type Needs = Omit<Edge, 'subjects'> & {
  app: App
  mounts: Mounts
  mediaOrigin: (() => string) | undefined
  /** Shows whose pictures another process makes. */
  storedHls: StoredHls | undefined
  trustProxy: boolean
  /** The built web application; undefined serves the API alone. */
  web: URL | undefined
}

/** How long a process that stops still answers what it was asked. */
const drainMs = 2000
const bodyLargest = 8 * 1024 * 1024

/** The whole HTTP surface on one port. Does not listen yet. */
export async function buildServer(needs: Needs): Promise<FastifyInstance> {
  const server = Fastify({
    loggerInstance: needs.log as never,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: needs.trustProxy,
    bodyLimit: bodyLargest,
    // Whoever is being answered is answered: what is idle goes at once, what hangs after `drainMs`.
    forceCloseConnections: 'idle',
    genReqId: () => crypto.randomUUID(),
    routerOptions: { maxParamLength: 500 },
    frameworkErrors: refusePath,
    clientErrorHandler: refuseUnreadable,
  }) as unknown as FastifyInstance
  // Whoever answers, what is sent is what it says it is. The rest of what guards pages goes with pages alone.
  server.addHook('onRequest', async (_, reply) => {
    reply.raw.setHeader('x-content-type-options', 'nosniff')
  })
  await guardPages(server, needs.trustProxy)
  await server.register(rateLimit, {
    global: false,
    hook: 'preHandler',
    keyGenerator: (request: FastifyRequest) => (request.who?.kind === 'person' ? request.who.personId : request.ip),
  })
  answerFailures(server)
  const { rooms } = needs.app
  const metrics = measure(server, {
    sockets: () => rooms.sockets(),
    rooms: () => rooms.open().length,
    ...Object.fromEntries(limitNames.map((name) => [`rooms_${name}_total`, () => rooms.limitsMet()[name]])),
  })
  mountContract(server, api, needs.app.handlers, { ...needs, subjects: needs.app.subjects })
  for (const mount of needs.mounts) await mount(server)
  const admits: Admits = (showId, request) => needs.app.admits(showId, () => needs.whoOf(request))
  mountSegments(server, rooms, admits)
  await mountDocs(server)
  const draining = { now: false }
  mountHealth(server, needs, metrics, draining)
  if (needs.mediaOrigin) await mountMedia(server, needs.mediaOrigin)
  if (needs.storedHls) mountStored(server, needs.storedHls)
  await mountWeb(server, needs.web)
  const publishers = passPublishers(needs.mediaOrigin)
  needs.app.rooms.attach(server.server, publishers.take, async (id, who) => (await admits(id, who)) !== 'closed')
  // Sockets first: an open one would keep the server waiting.
  server.addHook('preClose', async () => {
    draining.now = true
    publishers.close()
    await needs.app.rooms.close()
    setTimeout(() => server.server.closeAllConnections(), drainMs).unref()
  })
  return server
}

/** `reply.helmet()` for pages: they bring their own content policy, with the hashes of what they inline. */
async function guardPages(server: FastifyInstance, behindTls: boolean): Promise<void> {
  await server.register(helmet, {
    global: false,
    contentSecurityPolicy: false,
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: behindTls ? undefined : false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
  })
}

/** The document of the API, made from the contract. */
export const apiDocument = () =>
  openapi(api, {
    title: 'Estrade',
    version: '0.1.0',
    description: 'Live shopping that brands run themselves. A refusal is RFC 9457 with a stable `code`.',
  })

async function mountDocs(server: FastifyInstance): Promise<void> {
  const document = apiDocument()
  const uiHooks = { onRequest: async (_: FastifyRequest, reply: FastifyReply) => void (await reply.helmet()) }
  server.get('/api/openapi.json', async () => document)
  await server.register(swagger, { mode: 'static', specification: { document: document as never } })
  await server.register(swaggerUi, {
    routePrefix: '/api',
    staticCSP: true,
    uiHooks,
    uiConfig: { docExpansion: 'none' },
  })
}

function mountHealth(
  server: FastifyInstance,
  { database }: Needs,
  metrics: () => Promise<{ type: string; text: string }>,
  draining: { now: boolean },
): void {
  server.get('/healthz', async () => ({ ok: true }))
  server.get('/readyz', async () => {
    if (draining.now) throw refuse(edge.busy)
    await database.sql`select 1 as ready`.catch(() => {
      throw refuse(edge.busy)
    })
    return { ok: true }
  })
  server.get('/metrics', async (_, reply) => {
    const { type, text } = await metrics()
    return reply.type(type).send(text)
  })
}

/** Pictures and sound come from the media process; in front of many viewers a CDN or nginx asks it directly. */
async function mountMedia(server: FastifyInstance, origin: () => string): Promise<void> {
  // Only where there is a media process: with its HTTP client it is the largest thing a server would load.
  const { default: proxy } = await import('@fastify/http-proxy')
  for (const prefix of ['/hls', '/whip', '/whep']) {
    await server.register(proxy, {
      upstream: '',
      prefix,
      rewritePrefix: prefix,
      replyOptions: {
        getUpstream: () => origin(),
        // One moment: the media process is coming back. Players and publishers ask again.
        onError: (reply: FastifyReply) => {
          reply.code(503).header('retry-after', '1').type('application/problem+json')
          reply.send(
            JSON.stringify({
              type: '/api/problems#media.away',
              code: 'media.away',
              status: 503,
              title: 'The picture is coming back',
            }),
          )
        },
      },
    } as never)
  }
}

function mountStored(server: FastifyInstance, stored: StoredHls): void {
  server.get('/hls/*', (request, reply) => {
    reply.hijack()
    stored.serve(request.raw, reply.raw).catch((error) => {
      request.log.error({ err: error }, 'stored picture')
      reply.raw.destroy()
    })
  })
}

/** Browsers that publish by WebSocket: an upgrade of the WHIP address. */
function passPublishers(origin: (() => string) | undefined) {
  const open = new Set<Duplex>()
  return {
    take: (request: IncomingMessage, socket: Duplex, head: Buffer): boolean => {
      if (!origin || !request.url?.startsWith('/whip/')) return false
      open.add(socket)
      socket.once('close', () => open.delete(socket))
      passUpgrade(origin(), request, socket, head)
      return true
    },
    close: () => {
      for (const socket of open) socket.destroy()
    },
  }
}

type WebHandler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

/** The pages must know whether they were asked for over http or https; we tell them, nobody else can. */
const protocolHeader = 'x-estrade-protocol'

async function mountWeb(server: FastifyInstance, web: URL | undefined): Promise<void> {
  process.env.ESTRADE_WEB_PROTOCOL_HEADER = protocolHeader
  const handler =
    web && existsSync(new URL('handler.js', web))
      ? ((await import(new URL('handler.js', web).href)) as { handler: WebHandler }).handler
      : undefined
  server.setNotFoundHandler(async (request, reply) => {
    const { url, method } = request.raw
    if (!handler || url?.startsWith('/api/') || (method !== 'GET' && method !== 'HEAD')) throw refuse(edge.unknownRoute)
    // Dozens of scripts and sheets a visit: on a slow line their headers would weigh as much as some of them.
    if (!url?.startsWith('/_app/immutable/')) await reply.helmet()
    reply.hijack()
    request.raw.headers[protocolHeader] = request.protocol
    Object.assign(request.raw, { fetchApi: fetchApiFor(server, request) })
    handler(request.raw, reply.raw, () => {
      reply.raw.statusCode = 404
      reply.raw.end()
    })
  })
}

/** Pages ask the API in process while they render: the same route, the same checks, no network. */
function fetchApiFor(server: FastifyInstance, request: FastifyRequest) {
  return async (url: string, init: { method: string; headers: Record<string, string>; body?: string }) => {
    const answer = await server.inject({
      method: init.method as 'GET',
      url,
      headers: { ...init.headers, cookie: request.headers.cookie ?? '', host: request.headers.host ?? '' },
      remoteAddress: request.ip,
      ...(init.body !== undefined && { payload: init.body }),
    })
    return new Response(answer.body, { status: answer.statusCode, headers: { 'content-type': 'application/json' } })
  }
}
