import type { Who } from '../ctx.ts'
import type { Role } from '../modules/accounts/roles.ts'
import type { Access, Subject } from './contract.ts'
import type { BrandId, PersonId } from './ids.ts'
import { edge, refuse } from './problems.ts'
import type { Sql } from './sql.ts'

/** Whose business an object is: its brand's, its person's, or both. */
export type Owner = { brandId?: BrandId | undefined; personId?: PersonId | undefined }
export type Subjects = Record<Subject, (sql: Sql, id: string) => Promise<Owner | undefined>>

export const rolesIn = (who: Who, brandId: BrandId | undefined): readonly Role[] =>
  (who.kind === 'person' && brandId && who.roles[brandId]) || []

const mayAs = (who: Who, brandId: BrandId | undefined, roles: readonly Role[]) =>
  rolesIn(who, brandId).some((role) => roles.includes(role))

/**
 * Lets the caller pass, or refuses: 401 without a session, 403 for a guest where an account is needed or for a role
 * that does not allow it, 404 for an object that is not there or is another person's (its existence is not told).
 */
export async function assertAccess(
  access: Access,
  who: Who,
  input: Record<string, unknown>,
  sql: Sql,
  subjects: Subjects,
): Promise<void> {
  if (access === 'anyone' || who.kind === 'house') return
  if (who.kind === 'nobody') throw refuse(edge.signInFirst)
  if (access === 'person') return
  if (access === 'account') {
    if (who.guest) throw refuse(edge.accountNeeded)
    return
  }
  const subject = 'staff' in access ? access.of : access.own
  const owner = await subjects[subject](sql, String(input[subject]))
  if (!owner) throw refuse(edge.notFound, { [subject]: input[subject] })
  if ('staff' in access) {
    if (!mayAs(who, owner.brandId, access.staff)) throw refuse(edge.notAllowed, { roles: access.staff })
    return
  }
  if (owner.personId === who.personId) return
  if (access.or && mayAs(who, owner.brandId, access.or)) return
  throw refuse(edge.notFound, { [subject]: input[subject] })
}
