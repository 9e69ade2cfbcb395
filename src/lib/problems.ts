import type { Sql } from './sql.ts'

/** A named no (RFC 9457). `code` is stable and is what clients switch on; `title` is for people reading logs. */
export type Problem = { readonly code: string; readonly status: number; readonly title: string }

type Table = Record<string, readonly [status: number, title: string]>

/** Declares a module's refusals: `problems('shows', { alreadyLive: [409, 'The show is live already'] })`. */
export function problems<const M extends string, const T extends Table>(
  module: M,
  table: T,
): { readonly [K in keyof T & string]: Problem & { readonly code: `${M}.${K}` } } {
  const entries = Object.entries(table).map(([name, [status, title]]) => [
    name,
    { code: `${module}.${name}`, status, title },
  ])
  return Object.fromEntries(entries)
}

/** Thrown by a verb, answered by the edge as problem+json; the transaction is rolled back. */
export class Refusal extends Error {
  readonly problem: Problem
  readonly details: Record<string, unknown> | undefined
  /** Set by `leaving`. */
  remains: ((sql: Sql) => Promise<unknown>) | undefined
  constructor(problem: Problem, details?: Record<string, unknown>) {
    super(problem.title)
    this.name = 'Refusal'
    this.problem = problem
    this.details = details
  }

  /** What is written down all the same, in a transaction of its own once that of the call is rolled back. */
  leaving(remains: (sql: Sql) => Promise<unknown>): this {
    this.remains = remains
    return this
  }
}

export const refuse = (problem: Problem, details?: Record<string, unknown>) => new Refusal(problem, details)

/** What the edge itself can say no with. */
export const edge = problems('edge', {
  malformed: [422, 'The request does not have the right shape'],
  notJson: [400, 'The body is not JSON'],
  notHttp: [400, 'This is not HTTP that can be understood'],
  tooSlow: [408, 'The request took too long to arrive'],
  headersTooLarge: [431, 'The headers are too large'],
  tooLarge: [413, 'The body is too large'],
  unsupportedType: [415, 'Send application/json'],
  unknownRoute: [404, 'There is nothing here'],
  notFound: [404, 'There is no such thing'],
  signInFirst: [401, 'Sign in first'],
  accountNeeded: [403, 'A guest cannot do this: create an account'],
  notAllowed: [403, 'Your role does not allow this'],
  foreignOrigin: [403, 'This request came from another site'],
  slowDown: [429, 'Too many requests'],
  keyReused: [409, 'This idempotency key was used for another request'],
  badKey: [422, 'An idempotency key has 8 to 100 visible characters'],
  busy: [503, 'The server is busy, try again'],
})
