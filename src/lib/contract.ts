import type * as z from 'zod'
import type { Ctx } from '../ctx.ts'
import type { Role } from '../modules/accounts/roles.ts'
import type { Problem } from './problems.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * Who may call a route.
 * - `anyone`: no session needed.
 * - `person`: a session, a guest's too.
 * - `account`: a session with an account.
 * - `{ staff, of }`: a member in one of these roles of the brand that `input[of]` belongs to.
 * - `{ own }`: the person that `input[own]` belongs to; with `or`, also staff of its brand in one of these roles.
 */
export type Access =
  | 'anyone'
  | 'person'
  | 'account'
  | { readonly staff: readonly Role[]; readonly of: Subject }
  | { readonly own: Subject; readonly or?: readonly Role[] }

/** The name of an input field that says whose business a call is. */
export type Subject =
  | 'brandId'
  | 'showId'
  | 'productId'
  | 'variantId'
  | 'orderId'
  | 'dropId'
  | 'auctionId'
  | 'packetId'
  | 'intentId'
  | 'invoiceId'
  | 'parcelId'
  | 'pictureId'
  | 'returnId'
  | 'articleId'

export type Route<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  /** `POST /shows/{showId}/pins`, below `/api`. What is in braces comes from the path, the rest from query or body. */
  readonly path: `${Method} /${string}`
  readonly summary: string
  readonly access: Access
  readonly input: I
  readonly output: O
  readonly problems?: readonly Problem[]
  /** Calls a person (or, without a session, an address) may make. Default 600 a minute. */
  readonly limit?: { readonly calls: number; readonly seconds: number }
  /**
   * The handler commits by itself, through a batch, and is idempotent by itself: no transaction is opened for it,
   * `ctx.sql` is the pool, and the output is not parsed again. For the few calls that thousands make at once.
   */
  readonly batched?: true
}

export type Contract = Record<string, Route>

/** Declares one route with its types inferred. */
export const route = <const R extends Route>(definition: R): R => definition

export type Input<R extends Route> = z.output<R['input']>
/** What a caller may send: before defaults are filled in. */
export type Sent<R extends Route> = z.input<R['input']>
export type Output<R extends Route> = z.output<R['output']>

/**
 * What answers a contract: one function per route, by the same name. A missing one does not compile. `key` is the
 * call's idempotency key (a fresh one when the caller gave none): only batched routes need it.
 */
export type Handlers<C extends Contract> = {
  [Name in keyof C]: (ctx: Ctx, input: Input<C[Name]>, key: string) => Promise<z.input<C[Name]['output']>>
}

/** `POST /shows/{showId}/pins` → its method, its path and the names in braces. */
export function readPath(path: string): { method: Method; url: string; names: string[] } {
  const [method, url] = path.split(' ') as [Method, string]
  return { method, url, names: [...url.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!) }
}
