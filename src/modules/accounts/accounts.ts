import { hashPassword } from 'better-auth/crypto'
import { type Ctx, callerId } from '../../ctx.ts'
import type { Owner } from '../../lib/access.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { fact } from '../../lib/facts.ts'
import { type BrandId, newId, type PersonId } from '../../lib/ids.ts'
import type { Locale } from '../../lib/local-text.ts'
import type { Currency } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import { ok } from '../../lib/shapes.ts'
import type { Sql } from '../../lib/sql.ts'
import { moveAddresses } from './address-store.ts'
import type { accountsContract } from './contract.ts'
import { assertPassword, markUrl } from './decide.ts'
import { accountProblems as problem } from './problems.ts'
import type { Role } from './roles.ts'
import * as store from './store.ts'

export { saveAddress } from './addresses.ts'

type Api = typeof accountsContract

/** Told once per guest, in one transaction with all that moves from the guest to the account. */
export const guestBecameAccount = fact<{ guestId: PersonId; personId: PersonId }>('accounts.guestBecameAccount')

export type Brand = {
  brandId: BrandId
  slug: string
  name: string
  tagline: string
  accent: string
  markUrl: string | null
  currency: Currency
  country: string
}
export type Person = { personId: PersonId; name: string; email: string | null; guest: boolean; locale: Locale | null }

/** A brand as everybody may see it. */
export const brandOf = ({
  brandId,
  slug,
  name,
  tagline,
  accent,
  markPictureId,
  currency,
  country,
}: store.BrandRow): Brand => ({
  brandId,
  slug,
  name,
  tagline,
  accent,
  markUrl: markUrl(markPictureId),
  currency,
  country,
})

// A guest's e-mail is a placeholder that leads nowhere.
const emailOf = (person: { guest: boolean; email: string }) => (person.guest ? null : person.email)

// What other modules ask

/** Whose business a brand is: for `access`. */
export const brandOwner = (sql: Sql, brandId: string): Promise<Owner | undefined> => store.ownerOfBrand(sql, brandId)

/** A brand, or undefined. */
export async function brandById(sql: Sql, brandId: string): Promise<Brand | undefined> {
  const row = await store.brandRowById(sql, brandId)
  return row && brandOf(row)
}

/** Who works for a brand. */
export const teamOf = async (sql: Sql, brandId: BrandId): Promise<Set<string>> =>
  new Set((await store.membersOf(sql, brandId)).flatMap(({ personId }) => personId ?? []))

/** Who works for a brand, with what they may do; invitations that nobody took are not among them. */
export const teamMembersOf = async (sql: Sql, brandId: BrandId) =>
  (await store.membersOf(sql, brandId)).flatMap(({ personId, name, roles }) =>
    personId ? [{ personId, name: name ?? '', roles }] : [],
  )

/** The people there are among `personIds`. Guests that became accounts keep their name; guests have no e-mail. */
export async function personsByIds(sql: Sql, personIds: readonly string[]): Promise<Map<PersonId, Person>> {
  if (personIds.length === 0) return new Map()
  const rows = await store.peopleByIds(sql, personIds)
  return new Map(
    rows.map(({ personId, name, email, guest, locale }) => [
      personId,
      { personId, name, email: emailOf({ guest, email }), guest, locale },
    ]),
  )
}

/** The e-mail that an account has proven to be its own. */
export async function provenEmail(sql: Sql, personId: string): Promise<string | undefined> {
  const [row] = await store.peopleByIds(sql, [personId])
  return row && !row.guest && row.emailVerified ? row.email : undefined
}

/** The proven e-mails of those of these people who have one. */
export async function provenEmails(sql: Sql, personIds: readonly string[]): Promise<Map<PersonId, string>> {
  const rows = personIds.length > 0 ? await store.peopleByIds(sql, personIds) : []
  return new Map(rows.flatMap((row) => (row.guest || !row.emailVerified ? [] : [[row.personId, row.email] as const])))
}

/** What a person may do for a brand; nothing at all is an empty list. */
export const rolesOf = (sql: Sql, brandId: string, personId: string): Promise<Role[]> =>
  store.rolesFor(sql, brandId, personId)

// Me

/** Who is calling, and which brands they work for. */
export async function me(ctx: Ctx): Promise<Output<Api['accounts.me']>> {
  if (ctx.who.kind !== 'person') return { person: null, memberships: [] }
  const personId = callerId(ctx)
  const [row] = await store.peopleByIds(ctx.sql, [personId])
  if (!row) return { person: null, memberships: [] }
  const memberships = await store.membershipsOf(ctx.sql, personId)
  return {
    person: {
      personId,
      name: row.name,
      email: emailOf(row),
      emailVerified: row.emailVerified,
      guest: row.guest,
      locale: row.locale,
    },
    memberships: memberships.map(({ roles, ...brand }) => ({ brand: brandOf(brand), roles })),
  }
}

/** Changes the name others see, or the language. */
export async function changeMe(ctx: Ctx, wish: Input<Api['accounts.changeMe']>): Promise<typeof ok> {
  await store.updatePerson(ctx.sql, ctx.now, callerId(ctx), wish)
  return ok
}

/**
 * Moves what a guest has to the account they signed in to. The same guest again changes nothing: two tabs that sign in
 * at once tell it once.
 */
export async function becomeAccount(ctx: Ctx, wish: { guestId: PersonId; personId: PersonId }): Promise<void> {
  if (!(await store.guestBecame(ctx.sql, ctx.now, wish.guestId, wish.personId))) return
  await store.endSessions(ctx.sql, wish.guestId)
  await moveAddresses(ctx.sql, wish.guestId, wish.personId)
  await guestBecameAccount.tell(ctx, wish)
}

// Brands

/** Whether this install still waits for its first brand. */
export const setup = async (ctx: Ctx) => ({ needed: !(await store.anyBrand(ctx.sql)) })

/**
 * Creates the first brand and its owner. Of two at once, one wins.
 * @throws Refusal `accounts.weakPassword`, `accounts.alreadySetUp`, `accounts.emailTaken`
 */
export async function setUp(ctx: Ctx, { brand, owner }: Input<Api['accounts.setUp']>): Promise<{ brandId: BrandId }> {
  assertPassword(owner.password)
  if (await store.anyBrand(ctx.sql)) throw refuse(problem.alreadySetUp)
  const hash = await hashPassword(owner.password)
  await store.lockSetup(ctx.sql)
  if (await store.anyBrand(ctx.sql)) throw refuse(problem.alreadySetUp)
  const personId = newId<'person'>(ctx.now)
  // Nobody can prove an address before mail works, and the first owner vouches for it by holding the machine.
  const person = { personId, name: owner.name, email: owner.email, emailVerified: true }
  if (!(await store.insertPerson(ctx.sql, ctx.now, person))) throw refuse(problem.emailTaken)
  await store.insertPassword(ctx.sql, ctx.now, { credentialId: newId(ctx.now), personId, hash })
  return found(ctx, brand, owner.email)
}

/** Every brand of this install. */
export const brands = async (ctx: Ctx) => ({ items: (await store.allBrands(ctx.sql)).map(brandOf) })

/** @throws Refusal `accounts.unknownBrand` */
export async function brand(ctx: Ctx, { slug }: { slug: string }): Promise<Brand> {
  const row = await store.brandBySlug(ctx.sql, slug)
  if (!row) throw refuse(problem.unknownBrand, { slug })
  return brandOf(row)
}

/**
 * Founds another brand, owned by the caller.
 * @throws Refusal `accounts.slugTaken`; `accounts.ownersOnly`
 */
export async function createBrand(ctx: Ctx, wish: Input<Api['accounts.createBrand']>): Promise<{ brandId: BrandId }> {
  const memberships = await store.membershipsOf(ctx.sql, callerId(ctx))
  if (!memberships.some(({ roles }) => roles.includes('owner'))) throw refuse(problem.ownersOnly)
  const [person] = await store.peopleByIds(ctx.sql, [callerId(ctx)])
  return found(ctx, wish, person!.email)
}

async function found(ctx: Ctx, wish: Input<Api['accounts.createBrand']>, ownerEmail: string) {
  const brandId = newId<'brand'>(ctx.now)
  const { slug, name, currency, country } = wish
  if (!(await store.insertBrand(ctx.sql, ctx.now, { brandId, slug, name, currency, country })))
    throw refuse(problem.slugTaken, { slug })
  await store.insertMember(ctx.sql, ctx.now, brandId, ownerEmail, ['owner'])
  return { brandId }
}

/** Changes how a brand presents itself. */
export async function changeBrand(ctx: Ctx, wish: Input<Api['accounts.changeBrand']>): Promise<typeof ok> {
  await store.updateBrand(ctx.sql, wish.brandId, wish)
  return ok
}
