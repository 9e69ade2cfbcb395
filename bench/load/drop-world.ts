import { randomUUID } from 'node:crypto'
import { openDatabase } from '../../src/lib/sql.ts'
import { request } from './fire.ts'
import { openStall } from './stall.ts'

/*
 * A brand, a live show, a product and many guests. What is measured goes through HTTP; what only sets the stage is
 * written where it is kept.
 */

/** @returns how to open drops, and the requests of each connection */
export async function dropWorld(databaseUrl: string, port: number, buyers: number) {
  const database = openDatabase(databaseUrl, { connections: 2 })
  const stall = await openStall(database, () => port)
  const { ask } = stall
  const cookies: string[] = []
  for (let i = 0; i < buyers; i += 20) {
    const batch = Array.from({ length: Math.min(20, buyers - i) }, () =>
      ask('POST', '/api/auth/sign-in/anonymous', {}, ''),
    )
    cookies.push(...(await Promise.all(batch)).map((one) => one.cookie))
  }

  const openDrop = (quantity = 100_000) => stall.openDrop({ quantity, perBuyer: 99, holdSeconds: 3600 })
  return {
    openDrop,
    async soldOutDrop() {
      const dropId = await openDrop(1)
      await ask('POST', `/api/drops/${dropId}/claims`, {}, cookies[0]!)
      return dropId
    },
    /** Requests of each connection: every buyer in turn, each with a fresh key. */
    shots(path: string, connections: number): string[][] {
      const mine = Array.from({ length: connections }, (): string[] => [])
      for (let i = 0; i < 120_000; i++) {
        const headers = { cookie: cookies[i % buyers]!, 'idempotency-key': randomUUID() }
        mine[i % connections]!.push(request('POST', path, headers, { quantity: 1 }))
      }
      return mine
    },
    /** Every acknowledged claim is a hold and a line in a bag; nothing is oversold. A run that breaks this has no number. */
    async assertWhole(dropId: string, acknowledged: number) {
      const [row] = await database.sql<{ free: number; held: number; holds: bigint; lines: bigint }>`
        select p.free, p.held, (select coalesce(sum(quantity), 0) from stock.holds where pool_id = ${dropId}) as holds,
          (select count(*) from orders.bag_lines where drop_id = ${dropId}) as lines
        from stock.pools p where pool_id = ${dropId}`
      if (!row || row.free + row.held !== 100_000 || row.held !== Number(row.holds) || row.held !== Number(row.lines)) {
        throw new Error(
          `the drop does not add up: ${JSON.stringify(row, (_, v) => (typeof v === 'bigint' ? Number(v) : v))}`,
        )
      }
      if (row.held < acknowledged) throw new Error(`${acknowledged} were acknowledged and ${row.held} are held`)
    },
  }
}
