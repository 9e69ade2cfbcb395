import { betterAuth } from 'better-auth'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx, Who } from '../../ctx.ts'
import { newId, type PersonId } from '../../lib/ids.ts'
import { becomeAccount } from './accounts.ts'
import { sendCode } from './jobs.ts'
import { remember } from './remembered.ts'
import { cookieValue, openSessionCookie, sessionCookieName } from './session-cookie.ts'
import { refusalOf, refusedBefore } from './sign-in-answers.ts'
import { addressHeader, codeSeconds, type SignInSettings, signInOptions } from './sign-in-options.ts'
import { personOfSession, takeInvitations } from './store.ts'
import { hearWhoNews } from './who-news.ts'

export type SignIn = {
  /** The name of the session cookie. */
  readonly cookieName: string
  /** Answers a request below `/api/auth`. `address` is the caller's, for rate limits. */
  handle(request: Request, address?: string): Promise<Response>
  /** Serves `/api/auth/*`. */
  mount(app: FastifyInstance): void
  /**
   * Who a request or socket comes from. Remembered for some seconds: a known cookie costs a look-up, no query and no
   * signature. Whatever we did not sign, or has ended, is nobody.
   */
  whoOf(request: { headers: { cookie?: string | undefined } }): Promise<Who>
  /** Drops what this process remembers of a person. Other processes hear of changes by themselves. */
  forget(personId: PersonId): void
  close(): Promise<void>
}

/**
 * Signing in: password, code by e-mail, guests.
 * @param inCtx runs `work` in one transaction, as the house
 */
export function createSignIn(
  settings: SignInSettings & { inCtx<T>(work: (ctx: Ctx) => Promise<T>): Promise<T> },
): SignIn {
  const { database, secret, clock, log, inCtx, publicUrl } = settings
  const remembered = remember()
  const auth = betterAuth(
    signInOptions(settings, {
      codeAsked: ({ email, code, purpose, locale }) =>
        inCtx(async (ctx) => {
          const expiresAt = new Date(ctx.now.getTime() + codeSeconds * 1000).toISOString()
          await ctx.later(sendCode, { mailId: newId(ctx.now), email, code, purpose, locale, expiresAt })
        }),
      guestSignedIn: (guestId, personId) => inCtx((ctx) => becomeAccount(ctx, { guestId, personId })),
      arrived: async (personId) => {
        await takeInvitations(database.sql, personId)
        remembered.forget(personId)
      },
      sessionEnded: (personId) => remembered.forget(personId),
    }),
  )
  const news = hearWhoNews(database.url, { changed: remembered.forget, missed: remembered.forgetAll }, log)
  const cookieName = sessionCookieName(publicUrl)

  async function load(token: string): Promise<Who> {
    const person = await personOfSession(database.sql, token, clock.now())
    if (!person) return nobody
    const { personId, guest, name, email, roles } = person
    return { kind: 'person', personId, guest, name, roles, ...(!guest && { email }) }
  }

  async function handle(request: Request, address?: string): Promise<Response> {
    const refused = await refusedBefore(request)
    if (refused) return refused
    const headers = new Headers(request.headers)
    if (address) headers.set(addressHeader, address)
    else headers.delete(addressHeader)
    const response = await auth.handler(new Request(request, { headers }))
    return (await refusalOf(response)) ?? response
  }

  return {
    cookieName,
    handle,
    mount: (app) => mountSignIn(app, handle),
    whoOf: ({ headers }) => {
      const cookie = cookieValue(headers.cookie, cookieName)
      if (cookie === undefined) return nobodyAtAll
      const now = clock.now().getTime()
      // The key is the whole signed value: a cookie with another signature is another key, and is checked.
      const known = remembered.recall(cookie, now)
      if (known) return known
      // What we did not sign is not kept: it could crowd out what we did.
      const token = openSessionCookie(cookie, secret)
      return token === undefined ? nobodyAtAll : remembered.learn(cookie, now, () => load(token))
    },
    forget: (personId) => remembered.forget(personId),
    close: () => news.close(),
  }
}

const nobody: Who = { kind: 'nobody' }
const nobodyAtAll = Promise.resolve(nobody)

/** The body travels unread to the library, which parses it by itself. */
function mountSignIn(app: FastifyInstance, handle: SignIn['handle']): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 16_384 }, (_request, body, done) => {
      done(null, body)
    })
    scope.route({
      method: ['GET', 'POST'],
      url: '/api/auth/*',
      handler: async (request, reply) => answer(reply, await handle(asRequest(request), request.ip)),
    })
  })
}

function asRequest(request: FastifyRequest): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) headers.append(name, one)
  }
  const { method } = request
  const url = `${request.protocol}://${request.host}${request.url}`
  return new Request(url, { method, headers, body: method === 'GET' ? null : ((request.body as string) ?? null) })
}

async function answer(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  reply.code(response.status).header('cache-control', 'no-store')
  for (const [name, value] of response.headers) if (name !== 'set-cookie') reply.header(name, value)
  for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie)
  return reply.send(await response.text())
}
