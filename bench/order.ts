import { randomUUID } from 'node:crypto'
import { openDatabase } from '../src/lib/sql.ts'
import { ask } from './load/ask.ts'
import { type Buyer, insertBuyers } from './load/buyers.ts'
import { freshDatabase, startPeer } from './load/processes.ts'
import { openStall } from './load/stall.ts'
import { orderBag, payOrder, type Send } from './load/whole-order.ts'

/**
 * Whole orders: browse, hold a unit of a drop, order, pay at the fake provider, until the signed notice made it paid.
 *
 * `ours` is orders a second that their buyers saw paid, each of which the room was told of (`product.sold`), durable.
 * One process plays web, rooms, jobs and the provider with its pages and notices; buyers and database share the machine.
 */
export async function run({ smoke }: { smoke: boolean; seed: number }): Promise<Record<string, unknown>> {
  await using disk = await freshDatabase()
  const env = { DATABASE_URL: disk.url, ESTRADE_DATA: disk.folder, ESTRADE_ROLES: 'web,rooms,jobs', LOG_LEVEL: 'fatal' }
  const server = await startPeer(new URL('./load/server.ts', import.meta.url), env)
  const database = openDatabase(disk.url, { connections: 2, name: 'bench' })
  try {
    const { estrade: port } = await server.ask<{ estrade: number }>('ports')
    const stall = await openStall(database, () => port)
    const [rounds, seconds, crowd] = smoke ? [1, 5, 50] : [5, 12, 200]
    const figures: number[] = []
    let spent = 0
    let whole = 0
    for (let round = 1; round <= rounds; round++) {
      const dropId = await stall.openDrop({ quantity: 100_000, perBuyer: 99, holdSeconds: 3600 })
      const buyers = await insertBuyers(database, disk.folder, crowd)
      const before = await server.ask<number>('cpuSeconds')
      const startedAt = performance.now()
      const paid = await sell({ port, dropId, ...stall }, buyers, startedAt + seconds * 1000)
      const took = (performance.now() - startedAt) / 1000
      spent += (await server.ask<number>('cpuSeconds')) - before
      const [told] = await database.sql<{ sold: bigint }>`
        select count(*) as sold from log.events where type = 'product.sold' and body ->> 'dropId' = ${dropId}`
      if (Number(told!.sold) < paid) throw new Error(`${paid} were paid and the room heard of ${told!.sold}`)
      figures.push(paid / took)
      whole += paid
      console.log(`round ${round}: ${paid} whole orders in ${took.toFixed(1)} s, ${(paid / took).toFixed(1)}/s`)
    }
    figures.sort((a, b) => a - b)
    const ours = Math.round(figures[figures.length >> 1]! * 10) / 10
    return { unit: 'orders/s', ours, serverCpuMsAnOrder: Math.round((spent * 1000) / whole), rounds, buyers: crowd }
  } finally {
    await database.close()
    await server.kill()
  }
}

type Shop = { port: number; brandId: string; showId: string; dropId: string }

/** Everybody buys again and again until it is late. @returns how many orders were paid */
async function sell({ port, brandId, showId, dropId }: Shop, buyers: readonly Buyer[], until: number): Promise<number> {
  let paid = 0
  const buys = async ({ cookie, personId }: Buyer) => {
    const send: Send = (method, path, body) =>
      ask({ port, method, path, cookie, ...(method !== 'GET' && { key: randomUUID() }), ...(body && { body }) })
    while (performance.now() < until) {
      await send('GET', `/api/shows/${showId}/room`)
      const { status } = await send('POST', `/api/drops/${dropId}/claims`, { quantity: 1 })
      const placed = status === 200 && (await orderBag(send, { brandId, personId }))
      if (!placed) throw new Error(`a buyer was refused: ${status}`)
      await payOrder(send, placed)
      paid++
    }
  }
  await Promise.all(buyers.map(buys))
  return paid
}
