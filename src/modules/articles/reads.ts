import { batch } from '../../lib/batch.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Database } from '../../lib/sql.ts'
import * as store from './store.ts'

/** Writes down who read an article: as many as tell at the same instant in one statement. */
export function reads(database: Database, clock: Clock) {
  const write = batch<'all', store.Read, true>(async (_, all) => {
    await database.write((sql) => store.addReads(sql, clock.now(), all))
    return all.map(() => true as const)
  })
  return (read: store.Read) => write('all', read)
}
