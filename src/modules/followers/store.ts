import type { BrandId, PersonId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'

export const addFollow = (sql: Sql, brandId: BrandId, personId: PersonId, at: Date) => sql`
  insert into followers.follows (brand_id, person_id, at) values (${brandId}, ${personId}, ${at})
  on conflict do nothing`

export const removeFollow = (sql: Sql, brandId: BrandId, personId: PersonId) => sql`
  delete from followers.follows where brand_id = ${brandId} and person_id = ${personId}`

export const followsAmong = (sql: Sql, brandId: BrandId, personIds: readonly string[]) => sql<{ personId: PersonId }>`
  select person_id from followers.follows where brand_id = ${brandId} and person_id = any(${personIds}::uuid[])`

export const followedBy = (sql: Sql, personId: PersonId) => sql<{ brandId: BrandId }>`
  select brand_id from followers.follows where person_id = ${personId} order by at`

export const countFollows = async (sql: Sql, brandId: BrandId) =>
  (
    await sql<{ followers: number }>`
      select count(*)::int as followers from followers.follows where brand_id = ${brandId}`
  )[0]!.followers

export const moveFollows = async (sql: Sql, from: PersonId, to: PersonId) => {
  await sql`
    insert into followers.follows (brand_id, person_id, at)
    select brand_id, ${to}, at from followers.follows where person_id = ${from} on conflict do nothing`
  await sql`delete from followers.follows where person_id = ${from}`
}
