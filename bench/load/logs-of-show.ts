import { headOf } from '../../src/lib/log.ts'
import type { Database } from '../../src/lib/sql.ts'
import { logOf, showFor } from '../../src/modules/shows/shows.ts'

/** The two logs of a show, and how far what is said in it has come. */
export async function logsOfShow({ sql }: Database, showId: string) {
  const { chatLogId } = await showFor(sql, showId as never)
  return { logId: logOf(showId as never), chatLogId, head: () => headOf(sql, chatLogId) }
}
