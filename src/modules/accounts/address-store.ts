import type { Id, PersonId } from '../../lib/ids.ts'
import { first, type Sql } from '../../lib/sql.ts'
import type { Address } from './decide.ts'

export type AddressId = Id<'address'>
export type AddressRow = Address & { addressId: AddressId }

/** One person's addresses change one at a time, so that their number can be bounded. */
export const lockPerson = (sql: Sql, personId: PersonId) =>
  sql`select id from accounts.people where id = ${personId} for update`

export const addressesOf = (sql: Sql, personId: PersonId, recipient: boolean) => sql<AddressRow>`
  select address_id, name, line1, line2, postal_code, city, region, country, phone
  from accounts.addresses where person_id = ${personId} and recipient = ${recipient} order by used_at desc, address_id desc`

/** Marks an address the person has already as used now. */
export const useAddress = async (
  sql: Sql,
  now: Date,
  personId: PersonId,
  { recipient, fingerprint }: { recipient: boolean; fingerprint: Buffer },
) =>
  first(
    await sql<{ addressId: AddressId }>`
      update accounts.addresses set used_at = ${now}
      where person_id = ${personId} and recipient = ${recipient} and fingerprint = ${fingerprint}
      returning address_id`,
  )

export const countAddresses = async (sql: Sql, personId: PersonId, recipient: boolean) =>
  (
    await sql<{ count: number }>`
      select count(*)::int from accounts.addresses where person_id = ${personId} and recipient = ${recipient}`
  )[0]!.count

export const insertAddress = (
  sql: Sql,
  now: Date,
  personId: PersonId,
  address: AddressRow & { recipient: boolean; fingerprint: Buffer },
) => sql`
  insert into accounts.addresses
    (address_id, person_id, name, line1, line2, postal_code, city, region, country, phone, recipient, fingerprint,
      used_at)
  values (${address.addressId}, ${personId}, ${address.name}, ${address.line1}, ${address.line2},
    ${address.postalCode}, ${address.city}, ${address.region}, ${address.country}, ${address.phone},
    ${address.recipient}, ${address.fingerprint}, ${now})`

/** @returns false when the person has no such address */
export const deleteAddress = async (sql: Sql, personId: PersonId, addressId: AddressId) =>
  (
    await sql`
      delete from accounts.addresses where person_id = ${personId} and address_id = ${addressId}
      returning address_id`
  ).length > 0

/** Gives a guest's addresses to the account; those it has already are left behind. */
export const moveAddresses = (sql: Sql, guestId: PersonId, personId: PersonId) => sql`
  update accounts.addresses a set person_id = ${personId}
  where a.person_id = ${guestId} and not exists (
    select from accounts.addresses b where b.person_id = ${personId} and b.recipient = a.recipient
      and b.fingerprint = a.fingerprint)`
