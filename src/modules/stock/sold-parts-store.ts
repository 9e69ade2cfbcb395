import type { HoldId, VariantId } from '../../lib/ids.ts'
import { first, type Sql } from '../../lib/sql.ts'
import type { Hold } from './decide.ts'

/** Makes a sold hold smaller, or returned when nothing of it is left; undefined when it has not that many units. */
export async function takeFromHold(
  sql: Sql,
  holdId: HoldId,
  quantity: number,
): Promise<(Hold & { variantId: VariantId }) | undefined> {
  return first(
    await sql<Hold & { variantId: VariantId }>`
      update stock.holds as hold set
        state = case when quantity = ${quantity}::int then 'returned' else state end,
        quantity = case when quantity = ${quantity}::int then quantity else quantity - ${quantity}::int end
      from stock.pools as pool
      where hold.hold_id = ${holdId} and hold.state = 'sold' and hold.quantity >= ${quantity}::int
        and pool.pool_id = hold.pool_id
      returning hold.hold_id, hold.pool_id, hold.person_id, hold.quantity, hold.state, hold.expires_at,
        pool.variant_id`,
  )
}
