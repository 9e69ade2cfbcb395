import type { Who } from '../../ctx.ts'
import type { Owner } from '../../lib/access.ts'
import type { BrandId, Id, PersonId } from '../../lib/ids.ts'
import type { Locale } from '../../lib/local-text.ts'
import type { Currency } from '../../lib/money.ts'
import { first, type Sql } from '../../lib/sql.ts'
import type { Role } from './roles.ts'

export type BrandRow = {
  brandId: BrandId
  slug: string
  name: string
  tagline: string
  accent: string
  markPictureId: string | null
  currency: Currency
  country: string
}
export type MemberRow = { personId: PersonId | null; name: string | null; email: string; roles: Role[] }

// Brands

/** One first brand: whoever comes second waits here and then sees it. */
export const lockSetup = (sql: Sql) => sql`select pg_advisory_xact_lock(hashtext('accounts.setup'))`

export const anyBrand = async (sql: Sql) =>
  (await sql<{ exists: boolean }>`select exists (select 1 from accounts.brands)`)[0]!.exists

export const allBrands = (sql: Sql) => sql<BrandRow>`
  select brand_id, slug, name, tagline, accent, mark_picture_id, currency, country
  from accounts.brands order by name, brand_id`

export const brandRowById = async (sql: Sql, brandId: string) =>
  first(
    await sql<BrandRow>`
      select brand_id, slug, name, tagline, accent, mark_picture_id, currency, country
      from accounts.brands where brand_id = ${brandId}`,
  )

export const brandBySlug = async (sql: Sql, slug: string) =>
  first(
    await sql<BrandRow>`
      select brand_id, slug, name, tagline, accent, mark_picture_id, currency, country
      from accounts.brands where slug = ${slug}`,
  )

export const ownerOfBrand = async (sql: Sql, brandId: string) =>
  first(await sql<Owner>`select brand_id from accounts.brands where brand_id = ${brandId}`)

/** @returns false when the slug is taken */
export const insertBrand = async (
  sql: Sql,
  now: Date,
  brand: Pick<BrandRow, 'brandId' | 'slug' | 'name' | 'currency' | 'country'>,
) =>
  (
    await sql`
      insert into accounts.brands (brand_id, slug, name, currency, country, created_at)
      values (${brand.brandId}, ${brand.slug}, ${brand.name}, ${brand.currency}, ${brand.country}, ${now})
      on conflict (slug) do nothing returning brand_id`
  ).length > 0

export const updateBrand = (
  sql: Sql,
  brandId: BrandId,
  change: {
    name?: string | undefined
    tagline?: string | undefined
    accent?: string | undefined
    markPictureId?: string | null | undefined
  },
) => sql`
  update accounts.brands set
    name = coalesce(${change.name ?? null}, name),
    tagline = coalesce(${change.tagline ?? null}, tagline),
    accent = coalesce(${change.accent ?? null}, accent),
    mark_picture_id =
      case when ${change.markPictureId !== undefined} then ${change.markPictureId ?? null}::uuid else mark_picture_id end
  where brand_id = ${brandId}`

// Members

/** Members of a brand change one at a time, so that two owners cannot both leave. */
export const lockBrand = (sql: Sql, brandId: BrandId) =>
  sql`select brand_id from accounts.brands where brand_id = ${brandId} for update`

export const membersOf = (sql: Sql, brandId: BrandId) => sql<MemberRow>`
  select m.person_id, p.name, m.email, m.roles
  from accounts.members m left join accounts.people p on p.id = m.person_id
  where m.brand_id = ${brandId} order by m.created_at, m.email`

/** Adds the person who has proved the address, or an invitation. @returns false when the e-mail is there already */
export const insertMember = async (sql: Sql, now: Date, brandId: BrandId, email: string, roles: readonly Role[]) =>
  (
    await sql`
      insert into accounts.members (brand_id, email, person_id, roles, created_at)
      values (
        ${brandId}, ${email},
        (select id from accounts.people where email = ${email} and email_verified), ${roles}::text[], ${now}
      )
      on conflict do nothing returning email`
  ).length > 0

export const updateMember = (sql: Sql, brandId: BrandId, email: string, roles: readonly Role[]) =>
  sql`update accounts.members set roles = ${roles}::text[] where brand_id = ${brandId} and email = ${email}`

export const deleteMember = (sql: Sql, brandId: BrandId, email: string) =>
  sql`delete from accounts.members where brand_id = ${brandId} and email = ${email}`

/** Gives a person the invitations sent to the address they have proved; without proof, nothing. */
export const takeInvitations = (sql: Sql, personId: string) => sql`
  update accounts.members m set person_id = p.id
  from accounts.people p
  where p.id = ${personId} and p.email_verified and m.email = p.email and m.person_id is null`

/** An invitation can be taken with the key whose hash this is; the one before stops working. */
export const setInvitation = (sql: Sql, brandId: BrandId, email: string, hash: Uint8Array) => sql`
  update accounts.members set invitation_hash = ${hash} where brand_id = ${brandId} and email = ${email}`

export const invitationByHash = async (sql: Sql, hash: Uint8Array) =>
  first(
    await sql<BrandRow & { email: string; roles: Role[] }>`
      select b.brand_id, b.slug, b.name, b.tagline, b.accent, b.mark_picture_id, b.currency, b.country, m.email, m.roles
      from accounts.members m join accounts.brands b using (brand_id)
      where m.invitation_hash = ${hash} and m.person_id is null`,
  )

/** @returns false when somebody took it before */
export const takeInvitation = async (sql: Sql, hash: Uint8Array, personId: PersonId) =>
  (
    await sql`
      update accounts.members set person_id = ${personId}, invitation_hash = null
      where invitation_hash = ${hash} and person_id is null returning email`
  ).length > 0

export const membershipsOf = (sql: Sql, personId: PersonId) => sql<BrandRow & { roles: Role[] }>`
  select b.brand_id, b.slug, b.name, b.tagline, b.accent, b.mark_picture_id, b.currency, b.country, m.roles
  from accounts.members m join accounts.brands b using (brand_id)
  where m.person_id = ${personId} order by b.name, b.brand_id`

export const rolesFor = async (sql: Sql, brandId: string, personId: string) =>
  first(
    await sql<{ roles: Role[] }>`
      select roles from accounts.members where brand_id = ${brandId} and person_id = ${personId}`,
  )?.roles ?? []

// People

type SessionRow = {
  personId: PersonId
  guest: boolean
  name: string
  email: string
  roles: Extract<Who, { kind: 'person' }>['roles']
}

/** Who holds this session, with every role. One statement: this is what a cold call of `whoOf` costs. */
export const personOfSession = async (sql: Sql, token: string, now: Date) =>
  first(
    await sql<SessionRow>`
      select p.id as person_id, p.guest, p.name, p.email,
        (select coalesce(jsonb_object_agg(m.brand_id, m.roles), '{}')
          from accounts.members m where m.person_id = p.id) as roles
      from accounts.sessions s join accounts.people p on p.id = s.person_id
      where s.token = ${token} and s.expires_at > ${now} and p.became is null`,
  )

export type PersonRow = {
  personId: PersonId
  name: string
  email: string
  emailVerified: boolean
  guest: boolean
  locale: Locale | null
}

export const peopleByIds = (sql: Sql, personIds: readonly string[]) => sql<PersonRow>`
  select id as person_id, name, email, email_verified, guest, locale
  from accounts.people where id = any (${personIds}::uuid[])`

export const updatePerson = (
  sql: Sql,
  now: Date,
  personId: PersonId,
  change: { name?: string | undefined; locale?: Locale | undefined },
) => sql`
  update accounts.people
  set name = coalesce(${change.name ?? null}, name), locale = coalesce(${change.locale ?? null}, locale),
    updated_at = ${now}
  where id = ${personId}`

/** @returns false when there is an account with this e-mail */
export const insertPerson = async (
  sql: Sql,
  now: Date,
  person: { personId: PersonId; name: string; email: string; emailVerified: boolean },
) =>
  (
    await sql`
      insert into accounts.people (id, name, email, email_verified, created_at, updated_at)
      values (${person.personId}, ${person.name}, ${person.email}, ${person.emailVerified}, ${now}, ${now})
      on conflict (email) do nothing returning id`
  ).length > 0

export const insertPassword = (
  sql: Sql,
  now: Date,
  credential: { credentialId: Id<'credential'>; personId: PersonId; hash: string },
) => sql`
  insert into accounts.credentials
    (id, person_id, provider, provider_account, password, created_at, updated_at)
  values (${credential.credentialId}, ${credential.personId}, 'credential', ${credential.personId}::text,
    ${credential.hash}, ${now}, ${now})`

/** Marks what a guest became. @returns false when it became something before, or is no guest */
export const guestBecame = async (sql: Sql, now: Date, guestId: PersonId, personId: PersonId) =>
  (
    await sql`
      update accounts.people set became = ${personId}, updated_at = ${now}
      where id = ${guestId} and guest and became is null and id <> ${personId} returning id`
  ).length > 0

export const endSessions = (sql: Sql, personId: PersonId) =>
  sql`delete from accounts.sessions where person_id = ${personId}`

export const forgetExpired = (sql: Sql, now: Date) => sql`
  with sessions as (delete from accounts.sessions where expires_at < ${now})
  delete from accounts.codes where expires_at < ${now}`
