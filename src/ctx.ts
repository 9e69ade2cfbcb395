import type { Logger } from 'pino'
import type { Doors } from './doors/doors.ts'
import type { BrandId, PersonId } from './lib/ids.ts'
import type { Job } from './lib/jobs.ts'
import type { Sql } from './lib/sql.ts'
import type { Role } from './modules/accounts/roles.ts'

/** The caller, already authenticated. */
export type Who =
  | { kind: 'nobody' }
  | {
      kind: 'person'
      personId: PersonId
      /** A guest has a session and no account. */
      guest: boolean
      name: string
      email?: string | undefined
      /** The internet address the call came from; unknown to jobs and tests. */
      address?: string | undefined
      /** The device the call came from: a random word that its browser keeps. Unknown to jobs and tests. */
      device?: string | undefined
      /** What the person may do for which brand. */
      roles: Partial<Record<BrandId, readonly Role[]>>
    }
  /** Jobs and beats run as the house. */
  | { kind: 'house' }

/** What every verb takes first. Six things, no more: it is an argument, not a bag. */
export type Ctx = {
  /** This transaction. Read-only in a query. */
  sql: Sql
  who: Who
  /** One instant for the whole request. */
  now: Date
  log: Logger
  doors: Doors
  /** Enqueues in this transaction: the job exists if and only if the transaction commits. */
  later<P>(job: Job<P>, payload: P, when?: { at?: Date; key?: string }): Promise<void>
}

/** The id of the person who calls. @throws when nobody does: the route's `access` should have refused before. */
export function callerId(ctx: Pick<Ctx, 'who'>): PersonId {
  if (ctx.who.kind !== 'person') throw new Error('no person is calling')
  return ctx.who.personId
}
