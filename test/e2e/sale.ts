import type { Database } from '../../src/lib/sql.ts'
import { first } from '../../src/lib/sql.ts'

export type Sale = {
  number: string
  state: string
  totalMinor: string
  /** What became of what was set aside. */
  holds: string[]
  /** What the room was told, of the show it was bought in. */
  told: { productId: string; quantity: number }[]
  /** Units sold out of the drop, by the stock's own count. */
  soldFromPool: number
}

/** The one sale to this address, as order, stock and room log have it, each by its own tables. */
export async function saleTo(email: string, { sql }: Database): Promise<Sale> {
  const order = first(
    await sql<{ orderId: string; number: string; state: string; totalMinor: bigint }>`
      select order_id, number, state, total_minor from orders.orders where email = ${email}`,
  )
  if (!order) throw new Error(`nothing was ordered for ${email}`)
  const lines = await sql<{ holdId: string; showId: string; dropId: string }>`
    select hold_id, show_id, drop_id from orders.lines where order_id = ${order.orderId}`
  const { holdId, showId, dropId } = lines[0]!
  const holds = await sql<{ state: string }>`select state from stock.holds where hold_id = ${holdId}`
  const told = await sql<{ body: Sale['told'][number] }>`
    select body from log.events where log_id = ${showId} and type = 'product.sold' and body ->> 'dropId' = ${dropId}`
  const pool = first(await sql<{ sold: number }>`select sold from stock.pools where pool_id = ${dropId}`)
  return {
    number: order.number,
    state: order.state,
    totalMinor: String(order.totalMinor),
    holds: holds.map(({ state }) => state),
    told: told.map(({ body: { productId, quantity } }) => ({ productId, quantity })),
    soldFromPool: pool?.sold ?? 0,
  }
}
