import type { Ctx } from '../../ctx.ts'
import type { Sql } from '../../lib/sql.ts'

const forMs = 30_000
const most = 2000

/** The same question within half a minute is answered from memory; those who ask at the same time share one reading. */
export function remembered<T>(read: (sql: Sql, key: string) => Promise<T>) {
  const kept = new Map<string, { untilMs: number; answer: Promise<T> }>()
  return ({ sql, now }: Pick<Ctx, 'sql' | 'now'>, key: string): Promise<T> => {
    const found = kept.get(key)
    if (found && now.getTime() < found.untilMs) return found.answer
    const answer = read(sql, key)
    kept.delete(key)
    kept.set(key, { untilMs: now.getTime() + forMs, answer })
    if (kept.size > most) kept.delete(kept.keys().next().value!)
    // What failed is asked again.
    answer.catch(() => kept.delete(key))
    return answer
  }
}
