import { call, Refused } from './api.ts'

/** What `accounts.me` answers. */
export type Me = Awaited<ReturnType<typeof me>>
const me = () => call('accounts.me', {})

/**
 * Asks the sign-in routes below `/api/auth`.
 * @throws {Refused} with a stable `code`
 */
async function ask(path: string, body: Record<string, unknown>): Promise<void> {
  const response = await fetch(`/api/auth${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new Refused({ code: 'edge.unreachable', status: 0, title: 'The server could not be reached' })
  })
  if (response.ok) return
  const problem = await response.json().catch(() => ({ code: 'edge.broken', title: 'Broken answer' }))
  throw new Refused({ ...problem, status: response.status })
}

export const signUp = (name: string, email: string, password: string) =>
  ask('/sign-up/email', { name, email, password })
export const signInWithPassword = (email: string, password: string) => ask('/sign-in/email', { email, password })
export const sendSignInCode = (email: string) => ask('/email-otp/send-verification-otp', { email, type: 'sign-in' })
export const signInWithCode = (email: string, otp: string) => ask('/sign-in/email-otp', { email, otp })
export const signOut = () => ask('/sign-out', {})

let arriving: Promise<Me> | undefined

/** Makes the caller a guest where there is no session yet. Asked twice at once, it signs in once. */
export function ensurePerson(): Promise<Me> {
  arriving ??= arrive().finally(() => {
    arriving = undefined
  })
  return arriving
}

async function arrive(): Promise<Me> {
  const known = await me()
  if (known.person) return known
  await ask('/sign-in/anonymous', {})
  return me()
}

/**
 * Does what needs a person. Somebody without a session becomes a guest first; whoever has one waits for nothing more.
 * `work` may run twice, so it carries its own idempotency key.
 */
export async function asPerson<T>(work: () => Promise<T>, arrived?: (me: Me) => void): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'edge.signInFirst') throw error
  }
  const now = await ensurePerson()
  arrived?.(now)
  return work()
}
