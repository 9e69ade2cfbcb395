import type { KeptMethod } from '../../doors/doors.ts'
import { type Id, newId, type PersonId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'

export type Kept = {
  keptId: Id<'kept'>
  personId: PersonId
  provider: string
  providerRef: string
  /** The id of a method of the registry. */
  method: string
  label: string
  expires: string | null
}

export async function customerOf(sql: Sql, personId: PersonId, provider: string): Promise<string | undefined> {
  const rows = await sql<{ customerRef: string }>`
    select customer_ref from payments.customers where person_id = ${personId} and provider = ${provider}`
  return rows[0]?.customerRef
}

export async function addCustomer(
  sql: Sql,
  { personId, provider, customerRef }: { personId: PersonId; provider: string; customerRef: string },
): Promise<void> {
  await sql`
    insert into payments.customers (person_id, provider, customer_ref)
    values (${personId}, ${provider}, ${customerRef}) on conflict do nothing`
}

/** What is kept for a person, the latest first. */
export async function keptOf(sql: Sql, personId: PersonId): Promise<Kept[]> {
  return sql`
    select kept_id, person_id, provider, provider_ref, method, label, expires from payments.kept_methods
    where person_id = ${personId} order by kept_at desc, kept_id desc`
}

/** Those of these that are kept, whoever's they are. */
export const keptAmong = (sql: Sql, keptIds: readonly Id<'kept'>[]) => sql<Kept>`
    select kept_id, person_id, provider, provider_ref, method, label, expires from payments.kept_methods
    where kept_id = any(${keptIds}::uuid[])`

/** From now on the provider keeps these for the person, and no other. */
export async function setKept(
  sql: Sql,
  now: Date,
  { personId, provider }: { personId: PersonId; provider: string },
  methods: readonly (KeptMethod & { id: string })[],
): Promise<void> {
  const refs = methods.map(({ ref }) => ref)
  await sql`
    delete from payments.kept_methods
    where person_id = ${personId} and provider = ${provider} and provider_ref <> all(${refs}::text[])`
  await sql`
    insert into payments.kept_methods (kept_id, person_id, provider, provider_ref, method, label, expires, kept_at)
    select kept_id, ${personId}::uuid, ${provider}::text, ref, method, label, expires, ${now}::timestamptz
    from unnest(${methods.map(() => newId<'kept'>(now))}::uuid[], ${refs}::text[],
      ${methods.map(({ id }) => id)}::text[], ${methods.map(({ label }) => label)}::text[],
      ${methods.map(({ expires }) => expires ?? null)}::text[]) as one (kept_id, ref, method, label, expires)
    on conflict (provider, provider_ref) do update set label = excluded.label, expires = excluded.expires`
}

/** @returns what was forgotten; undefined when there is no such way of this person */
export async function removeKept(sql: Sql, personId: PersonId, keptId: Id<'kept'>): Promise<Kept | undefined> {
  const rows = await sql<Kept>`
    delete from payments.kept_methods where kept_id = ${keptId} and person_id = ${personId}
    returning kept_id, person_id, provider, provider_ref, method, label, expires`
  return rows[0]
}
