import type { PersonId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'
import { paidLine, personsWhoPaid, personsWhoPaidIn } from './buyers-store.ts'

/** Who among these has paid for something of a brand: a verified buyer. */
export const buyersAmong = async (sql: Sql, brandId: string, personIds: readonly string[]): Promise<Set<PersonId>> =>
  new Set((await personsWhoPaid(sql, brandId, personIds)).map((row) => row.personId))

/** Who among these has paid for something they bought in a show, and not given all of it back. */
export const buyersInShow = async (sql: Sql, showId: string, personIds: readonly string[]): Promise<Set<PersonId>> =>
  new Set((await personsWhoPaidIn(sql, showId, personIds)).map((row) => row.personId))

/** Whether a person has paid for a product, in an order that was neither called off nor given back. */
export const hasPaidFor = async (sql: Sql, personId: string, productId: string): Promise<boolean> =>
  (await paidLine(sql, personId, productId)).length > 0
