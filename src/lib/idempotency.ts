import { createHash } from 'node:crypto'
import { edge, refuse } from './problems.ts'
import { first, type Sql } from './sql.ts'

/** One call that changes something: who asked, for what, under which key. */
export type KeyedCall = { key: string; caller: string; operation: string; input: unknown }

const visible = /^[\x21-\x7e]{8,100}$/

/** @throws Refusal edge.badKey */
export function validKey(key: unknown): string {
  if (typeof key !== 'string' || !visible.test(key)) throw refuse(edge.badKey)
  return key
}

const hashOf = (call: KeyedCall) =>
  createHash('sha256').update(call.operation).update('\n').update(JSON.stringify(call.input)).digest()

/**
 * Does `work` at most once per key: key, hash and answer are stored in the transaction of the effect. The same key
 * again gets the stored answer; the same key for something else is refused. A refusal is not stored: it may be tried
 * again. Keys are kept for 24 hours.
 */
export async function once<T>(sql: Sql, now: Date, call: KeyedCall, work: () => Promise<T>): Promise<T> {
  const hash = hashOf(call)
  // A second call with the same key waits here until the first has committed or rolled back.
  const claimed = await sql`
    insert into house.answers (caller, key, operation, input_hash, at)
    values (${call.caller}, ${call.key}, ${call.operation}, ${hash}, ${now})
    on conflict (caller, key) do nothing returning key`
  if (claimed.length > 0) {
    const answer = await work()
    await sql`update house.answers set answer = ${JSON.stringify(answer)}::jsonb
      where caller = ${call.caller} and key = ${call.key}`
    return answer
  }
  const stored = first(
    await sql<{ inputHash: Buffer; answer: T }>`
      select input_hash, answer from house.answers where caller = ${call.caller} and key = ${call.key}`,
  )
  if (!stored?.inputHash.equals(hash)) throw refuse(edge.keyReused)
  return stored.answer
}

/**
 * The same person's same tap is the same thing: an id that comes from the call's key (UUIDv8, RFC 9562 §5.8). For calls
 * that are batched, and so idempotent by themselves.
 */
export function idOfTap(personId: string, key: string): string {
  const hex = createHash('sha256').update(`${personId}\n${key}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Beat: forgets keys older than a day. */
export async function forgetAnswers(sql: Sql, now: Date): Promise<void> {
  await sql`delete from house.answers where at < ${new Date(now.getTime() - 86_400_000)}`
}
