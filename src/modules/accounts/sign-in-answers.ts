import { edge, type Problem, type Refusal, refuse } from '../../lib/problems.ts'
import { accountProblems, signInProblems } from './problems.ts'

/** What of the sign-in library is open. The rest of it does not exist from outside. */
const openPaths = new Set([
  'GET /api/auth/get-session',
  'POST /api/auth/sign-up/email',
  'POST /api/auth/sign-in/email',
  'POST /api/auth/sign-in/anonymous',
  'POST /api/auth/sign-in/email-otp',
  'POST /api/auth/sign-out',
  'POST /api/auth/change-password',
  'POST /api/auth/email-otp/send-verification-otp',
  'POST /api/auth/email-otp/verify-email',
  'POST /api/auth/email-otp/request-password-reset',
  'POST /api/auth/email-otp/reset-password',
])

/** The library's words for no, in ours. */
const named: Record<string, Problem> = {
  INVALID_EMAIL_OR_PASSWORD: signInProblems.wrongPassword,
  INVALID_PASSWORD: signInProblems.wrongPassword,
  USER_ALREADY_EXISTS: accountProblems.emailTaken,
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: accountProblems.emailTaken,
  PASSWORD_TOO_SHORT: accountProblems.weakPassword,
  INVALID_EMAIL: signInProblems.badEmail,
  INVALID_NAME: signInProblems.badName,
  INVALID_OTP: signInProblems.wrongCode,
  OTP_EXPIRED: signInProblems.codeExpired,
  TOO_MANY_ATTEMPTS: signInProblems.tooManyAttempts,
  TOO_MANY_CODES: signInProblems.tooManyCodes,
  ALREADY_SIGNED_IN: signInProblems.alreadySignedIn,
  VALIDATION_ERROR: edge.malformed,
  INVALID_ORIGIN: edge.foreignOrigin,
  MISSING_OR_NULL_ORIGIN: edge.foreignOrigin,
  CROSS_SITE_NAVIGATION_LOGIN_BLOCKED: edge.foreignOrigin,
}

/** @returns an answer for what never reaches the library: paths that are not open, bodies that are not ours */
export async function refusedBefore(request: Request): Promise<Response | undefined> {
  const { pathname } = new URL(request.url)
  if (!openPaths.has(`${request.method} ${pathname}`)) return asResponse(refuse(edge.unknownRoute))
  const body = await request.clone().text()
  if (body === '') return undefined
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
    return asResponse(refuse(edge.unsupportedType))
  }
  const fields = parsed(body)
  if (fields === undefined) return asResponse(refuse(edge.notJson))
  // Postgres has no text with a NUL in it.
  const plain = typeof fields === 'object' && fields && !Object.values(fields).some((one) => /\0/.test(String(one)))
  return plain ? undefined : asResponse(refuse(edge.malformed))
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** The library's refusal as problem+json (RFC 9457), like every other of ours; undefined when it did not refuse. @throws when it broke */
export async function refusalOf(response: Response): Promise<Response | undefined> {
  if (response.status < 400) return undefined
  const body = (await response
    .clone()
    .json()
    .catch(() => ({}))) as { code?: string; message?: string }
  if (response.status >= 500) throw new Error(`signing in failed: ${response.status} ${body.code} ${body.message}`)
  const problem = body.code ? named[body.code] : undefined
  if (problem) return asResponse(refuse(problem))
  if (response.status === 429) {
    return asResponse(refuse(edge.slowDown, { retryAfter: Number(response.headers.get('x-retry-after')) }))
  }
  if (response.status === 401) return asResponse(refuse(edge.signInFirst))
  if (response.status === 415) return asResponse(refuse(edge.unsupportedType))
  return asResponse(refuse(signInProblems.signInRefused, { reason: body.code }))
}

function asResponse({ problem: { code, status, title }, details }: Refusal): Response {
  return new Response(JSON.stringify({ type: `/api/problems#${code}`, title, status, code, ...details }), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  })
}
