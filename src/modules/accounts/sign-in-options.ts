import type { BetterAuthOptions } from 'better-auth'
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api'
import { anonymous, emailOTP } from 'better-auth/plugins'
import type { Logger } from 'pino'
import type { Clock } from '../../lib/clock.ts'
import { cryptoRandom, newId, type PersonId } from '../../lib/ids.ts'
import type { Locale } from '../../lib/local-text.ts'
import { text } from '../../lib/shapes.ts'
import type { Database } from '../../lib/sql.ts'
import { askedLocale } from './asked-locale.ts'
import { codeLimit } from './code-limit.ts'
import { guestName, passwordLeast } from './decide.ts'

export type CodePurpose = 'sign-in' | 'email-verification' | 'forget-password' | 'change-email'
type SentCode = { email: string; code: string; purpose: CodePurpose; locale: Locale }

export type SignInSettings = {
  database: Database
  /** How people reach this install; https makes cookies `Secure`. */
  publicUrl: string
  /** Signs cookies: `readSecret`. */
  secret: string
  clock: Clock
  /** Multiplies every rate limit; 0 switches them off. */
  limits: number
  log: Logger
}

/** What the rest of the house does when the sign-in library has done something. */
export type SignInNews = {
  codeAsked(code: SentCode): Promise<void>
  guestSignedIn(guestId: PersonId, personId: PersonId): Promise<void>
  /** The person has a new session or a newly proved address. */
  arrived(personId: PersonId): Promise<void>
  sessionEnded(personId: PersonId): void
}

/** Set by `mount` from the connection, never taken from outside: rate limits count by it. */
export const addressHeader = 'x-estrade-address'
const guestPath = '/sign-in/anonymous'
const sessionSeconds = 30 * 86_400
export const codeSeconds = 600

const dates = { createdAt: 'created_at', updatedAt: 'updated_at' }
const personName = text(80)

/** Our tables, under the library's names for them. */
const tables = {
  user: { modelName: 'accounts.people', fields: { emailVerified: 'email_verified', ...dates } },
  session: {
    modelName: 'accounts.sessions',
    fields: {
      userId: 'person_id',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      ...dates,
    },
  },
  account: {
    modelName: 'accounts.credentials',
    fields: {
      userId: 'person_id',
      providerId: 'provider',
      accountId: 'provider_account',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      ...dates,
    },
  },
  verification: { modelName: 'accounts.codes', fields: { expiresAt: 'expires_at', ...dates } },
} as const

/** How we want the sign-in library. */
export function signInOptions(settings: SignInSettings, news: SignInNews): BetterAuthOptions {
  const { database, publicUrl, secret, clock, limits } = settings
  return {
    appName: 'Estrade',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    database: database.pool,
    ...tables,
    session: { ...tables.session, expiresIn: sessionSeconds, updateAge: 86_400 },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: passwordLeast,
      maxPasswordLength: 200,
      revokeSessionsOnPasswordReset: true,
    },
    plugins: [guests(news), codes(news)],
    hooks: { before: beforeAll(settings) },
    databaseHooks: {
      user: {
        create: { before: async (user) => ({ data: { name: nameFor(user) } }) },
        update: { after: async (user) => news.arrived(user.id as PersonId) },
      },
      session: {
        create: {
          after: async (session, ctx) => {
            // Guests come in crowds and are invited to nothing.
            if (ctx?.path !== guestPath) await news.arrived(session.userId as PersonId)
          },
        },
        delete: { after: async (session) => news.sessionEnded(session.userId as PersonId) },
      },
    },
    rateLimit: { enabled: limits > 0, storage: 'memory', window: 60, max: 100 * limits, customRules: rates(limits) },
    trustedOrigins: (request) => ownOrigins(request),
    advanced: {
      cookiePrefix: 'estrade',
      useSecureCookies: publicUrl.startsWith('https:'),
      // Said aloud, because the library switches both checks off by itself when NODE_ENV is test.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      ipAddress: { ipAddressHeaders: [addressHeader] },
      database: { generateId: () => newId(clock.now()) },
    },
    telemetry: { enabled: false },
    // What is no refusal is thrown on to us: else the library answers it with a bare 500 and prints it.
    onAPIError: { throw: true },
    logger: { level: 'warn', log: intoLog(settings.log) },
  }
}

const guests = (news: SignInNews) =>
  anonymous({
    schema: { user: { fields: { isAnonymous: 'guest' } } },
    generateName: () => guestName(cryptoRandom),
    onLinkAccount: ({ anonymousUser, newUser }) =>
      news.guestSignedIn(anonymousUser.user.id as PersonId, newUser.user.id as PersonId),
    // What a guest said and bought keeps its author: the row stays, and says what it became.
    disableDeleteAnonymousUser: true,
  })

const codes = (news: SignInNews) =>
  emailOTP({
    expiresIn: codeSeconds,
    storeOTP: 'hashed',
    sendVerificationOnSignUp: true,
    sendVerificationOTP: ({ email, otp, type }, ctx) =>
      news.codeAsked({ email, code: otp, purpose: type, locale: askedLocale(ctx?.headers ?? ctx?.request?.headers) }),
  })

const codePaths = ['/email-otp/send-verification-otp', '/email-otp/request-password-reset']

function beforeAll({ clock, limits }: SignInSettings) {
  const limit = codeLimit(limits)
  return createAuthMiddleware(async (ctx) => {
    if (codePaths.includes(ctx.path)) {
      const email = String(ctx.body?.email ?? '').toLowerCase()
      if (limit.allows(email, clock.now().getTime())) return
      throw new APIError('TOO_MANY_REQUESTS', { code: 'TOO_MANY_CODES', message: 'Too many codes for this address' })
    }
    // A page that asks for a guest session without looking would else sign an account out.
    if (ctx.path === guestPath && (await getSessionFromCtx(ctx, { disableRefresh: true }))) {
      throw new APIError('CONFLICT', { code: 'ALREADY_SIGNED_IN', message: 'There is a session already' })
    }
  })
}

function nameFor(user: { name: string; email: string }): string {
  if (user.email.length > 254) throw new APIError('UNPROCESSABLE_ENTITY', { code: 'INVALID_EMAIL' })
  // Somebody who signs in by code may give no name; part of the e-mail would tell strangers too much.
  if (user.name.trim() === '') return guestName(cryptoRandom)
  const name = personName.safeParse(user.name)
  if (!name.success) throw new APIError('UNPROCESSABLE_ENTITY', { code: 'INVALID_NAME' })
  return name.data
}

/** Per address and minute. Guests are many behind one address: a whole mobile network can share it. */
const rates = (limits: number) => ({
  '/sign-in/email': { window: 60, max: 20 * limits },
  '/sign-up/email': { window: 60, max: 20 * limits },
  '/sign-in/email-otp': { window: 60, max: 20 * limits },
  '/email-otp/*': { window: 60, max: 20 * limits },
  [guestPath]: { window: 60, max: 1000 * limits },
  '/sign-out': { window: 60, max: 1000 * limits },
  '/get-session': false as const,
})

/** People reach one install under several names (localhost, a LAN address): a page may call the host it came from. */
function ownOrigins(request: Request | undefined): string[] {
  if (!request) return []
  const { host } = new URL(request.url)
  return [`http://${host}`, `https://${host}`]
}

function intoLog(log: Logger) {
  return (level: 'debug' | 'info' | 'warn' | 'error', message: string, ...details: unknown[]) => {
    // A wrong password is news to the person who typed it, not to the operator.
    const quiet = level === 'error' && !(details[0] instanceof Error) ? 'debug' : level
    log[quiet === 'warn' ? 'debug' : quiet]({ err: details[0] }, `sign-in: ${message}`)
  }
}
