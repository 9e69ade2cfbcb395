import { createHmac, randomBytes } from 'node:crypto'
import { newId, type PersonId } from '../../src/lib/ids.ts'
import type { Database } from '../../src/lib/sql.ts'
import { readSecret } from '../../src/modules/accounts/secret.ts'
import { sessionCookieName } from '../../src/modules/accounts/session-cookie.ts'

/** A guest with a session, as a browser would send it. */
export type Buyer = { personId: PersonId; cookie: string }

/**
 * Thousands of guests in two statements, with cookies signed as the sign-in library signs them: the server takes them
 * for what they are. Entering one by one over HTTP costs minutes and measures nothing.
 * @param folder the data folder of the servers, which holds the secret
 */
export async function insertBuyers(database: Database, folder: string, count: number): Promise<Buyer[]> {
  const secret = await readSecret(folder)
  const now = new Date()
  const people = Array.from({ length: count }, () => ({ personId: newId<'person'>(now), token: token() }))
  const ids = people.map((one) => one.personId)
  await database.sql`
    insert into accounts.people (id, name, email, guest, created_at, updated_at)
    select id, 'Guest', id || '@guest.invalid', true, ${now}, ${now} from unnest(${ids}::uuid[]) as guest (id)`
  await database.sql`
    insert into accounts.sessions (id, person_id, token, expires_at, created_at, updated_at)
    select gen_random_uuid(), s.*, ${new Date(now.getTime() + 86_400_000)}, ${now}, ${now}
    from unnest(${ids}::uuid[], ${people.map((one) => one.token)}::text[]) as s`
  const name = sessionCookieName('http://localhost')
  return people.map(({ personId, token }) => ({ personId, cookie: `${name}=${signed(token, secret)}` }))
}

const token = () => randomBytes(24).toString('base64url')

const signed = (token: string, secret: string) =>
  encodeURIComponent(`${token}.${createHmac('sha256', secret).update(token).digest('base64')}`)
