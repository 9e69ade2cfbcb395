import type { PersonId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'

/** Who a person is to a provider's wallet; undefined while nobody has told. */
export async function payerOf(sql: Sql, personId: PersonId, provider: string): Promise<string | undefined> {
  const rows = await sql<{ payerId: string }>`
    select payer_id from payments.payers where person_id = ${personId} and provider = ${provider}`
  return rows[0]?.payerId
}

export async function keepPayer(
  sql: Sql,
  now: Date,
  payer: { personId: PersonId; provider: string; payerId: string },
): Promise<void> {
  await sql`
    insert into payments.payers (person_id, provider, payer_id, known_at)
    values (${payer.personId}, ${payer.provider}, ${payer.payerId}, ${now})
    on conflict (person_id, provider) do update set payer_id = excluded.payer_id, known_at = excluded.known_at`
}

/** What a guest was to a wallet, the account is, unless it is known already. */
export async function movePayers(sql: Sql, from: PersonId, to: PersonId): Promise<void> {
  await sql`
    update payments.payers as mine set person_id = ${to} where person_id = ${from} and not exists
      (select from payments.payers where person_id = ${to} and provider = mine.provider)`
  await sql`delete from payments.payers where person_id = ${from}`
}
