import { systemClock } from '../src/lib/clock.ts'
import { ctxOver } from '../src/lib/http.ts'
import { type HoldId, newId, type PersonId, type VariantId } from '../src/lib/ids.ts'
import { Refusal } from '../src/lib/problems.ts'
import { openDatabase } from '../src/lib/sql.ts'
import { holdVariants } from '../src/modules/stock/stock.ts'

export type Buying = { url: string; variantIds: VariantId[]; buyers: number; connections: number }
export type Bought = { won: number; refused: number; failed: string[] }

/** So many people want one unit of each variant, all at once; each wins all or nothing. */
export async function buy({ url, variantIds, buyers, connections }: Buying): Promise<Bought> {
  const database = openDatabase(url, { connections, name: 'buyers' })
  const bought: Bought = { won: 0, refused: 0, failed: [] }
  const one = (i: number) =>
    database.write((sql) => {
      const ctx = ctxOver(sql, { kind: 'house' }, { doors: {} as never, log: {} as never, clock: systemClock })
      const { now } = ctx
      const expiresAt = new Date(now.getTime() + 60_000)
      // Every other buyer asks in the opposite order: only the order of the locks keeps them from deadlock.
      const wanted = i % 2 ? variantIds : variantIds.toReversed()
      const wishes = wanted.map((variantId) => ({
        ...{ holdId: newId(now) as HoldId, personId: newId(now) as PersonId, variantId, quantity: 1, expiresAt },
      }))
      return holdVariants(ctx, wishes)
    })
  const outcomes = await Promise.allSettled(Array.from({ length: buyers }, (_, i) => one(i)))
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') bought.won++
    else if (outcome.reason instanceof Refusal && outcome.reason.problem.code === 'stock.notEnough') bought.refused++
    else bought.failed.push(String(outcome.reason))
  }
  await database.close()
  return bought
}

// In a process of its own: the wish comes in as a message, the answer goes out as one.
const answer = process.send?.bind(process)
if (answer) {
  process.once('message', async (buying: Buying) => {
    answer(await buy(buying))
    process.disconnect?.()
  })
}
