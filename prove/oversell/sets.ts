import { randomUUID } from 'node:crypto'
import type { Buyer } from '../../bench/load/buyers.ts'
import type { Stall } from '../../bench/load/stall.ts'
import type { Database } from '../../src/lib/sql.ts'
import { type Field, insist, payFor, place } from './buyer.ts'
import { endOrders, type Shelf, shelfLeft } from './set-books.ts'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
let shelves = 0

/** A fresh set with its parts, some of each, and a coupon, as the brand's own people would make them. */
export async function fillShelf({ call, brandId }: Stall, die: Field['die']): Promise<Shelf> {
  const number = ++shelves
  const priced = (sku: string, minor: string, parts?: object[]) =>
    call('POST', `/brands/${brandId}/products`, {
      ...{ title: { en: sku }, description: { en: sku } },
      variants: [{ sku: `${sku}-${number}`, prices: [{ minor, currency: 'EUR' }], ...(parts && { parts }) }],
    }).then((made) => made.variants[0]!.variantId)
  const [cup, plate] = [await priced('CUP', '1901'), await priced('PLATE', '2503')]
  const parts = [
    { variantId: cup, quantity: 1 },
    { variantId: plate, quantity: 2 },
  ]
  const set = await priced('SET', '5999', parts)
  const [cups, plates, uses] = [20 + die.roll(20), 25 + die.roll(30), 5 + die.roll(10)]
  await call('POST', `/variants/${cup}/stock/adjustments`, { by: cups, reason: 'proof' })
  await call('POST', `/variants/${plate}/stock/adjustments`, { by: plates, reason: 'proof' })
  const code = `SET-${number}`
  const effect = { kind: 'percentage', rateBp: 700 }
  await call('POST', `/brands/${brandId}/promotions`, { title: { en: code }, effect, code, usesMost: uses })
  return { cup, plate, set, code, cups, plates, uses }
}

const fair = new Set(['orders.soldOut', 'orders.priceChanged', 'promotions.usedUp', 'orders.bagEmpty'])

/** One buyer's visit: a set, a part of it, or both; then they pay, let it lapse, call it off, or pay as it lapses. */
export async function visit(field: Field, database: Database, shelf: Shelf, buyer: Buyer): Promise<void> {
  const { die } = field
  const wanted = die.pick([[shelf.set], [shelf.set], [shelf.cup], [shelf.plate], [shelf.set, shelf.plate]])
  for (const variantId of wanted) if (!(await putInBag(field, buyer, variantId, die.chance(0.2) ? 2 : 1))) return
  const code = die.chance(0.4) ? shelf.code : undefined
  let placed = await place(field, buyer, code)
  // The coupon was gone: the price without it is another price, to be seen first.
  if (typeof placed === 'string' && code && placed !== 'orders.soldOut') placed = await place(field, buyer)
  if (typeof placed === 'string') {
    if (!fair.has(placed)) field.faults.push(`a purchase was answered ${placed}`)
    return
  }
  const way = die.roll(100)
  const { orderId } = placed
  const path = `/api/orders/${orderId}/cancel`
  if (way < 50) await payFor(field, buyer, placed)
  else if (way < 70) await endOrders(database.sql, shelf, orderId)
  else if (way < 85) await insist(field, { method: 'POST', path, cookie: buyer.cookie, key: randomUUID(), body: {} })
  else await Promise.all([endOrders(database.sql, shelf, orderId), payFor(field, buyer, placed)])
}

async function putInBag(field: Field, { cookie }: Buyer, variantId: string, quantity: number): Promise<boolean> {
  const path = `/api/brands/${field.brandId}/bag/lines`
  const body = { variantId, quantity }
  const { status, body: answer } = await insist(field, { method: 'POST', path, cookie, key: randomUUID(), body })
  if (status !== 200 && answer.code !== 'orders.soldOut')
    field.faults.push(`a bag was answered ${answer.code ?? status}`)
  return status === 200
}

/** Nobody waits any more: what is not paid comes back. */
export async function settleShelf({ sql }: Database, shelf: Shelf, faults: string[]): Promise<void> {
  for (const endAt = Date.now() + 30_000; Date.now() < endAt; await pause(100)) {
    await endOrders(sql, shelf)
    if ((await shelfLeft(sql, shelf)).held === 0) return
  }
  faults.push('what nobody paid for did not come back')
}

/** Every set that is left can be had, then every cup and plate alone, and then nothing. */
export async function sellOut(field: Field, { sql }: Database, shelf: Shelf, fresh: readonly Buyer[]): Promise<void> {
  const { cups, plates } = await shelfLeft(sql, shelf)
  const sets = Math.min(cups, Math.floor(plates / 2))
  const wants = [
    ...[[shelf.set, sets] as const, [shelf.set, 1] as const],
    ...[[shelf.cup, cups - sets] as const, [shelf.plate, plates - 2 * sets] as const, [shelf.cup, 1] as const],
  ]
  for (const [i, [variantId, quantity]] of wants.entries()) {
    if (quantity === 0) continue
    const isMore = i === 1 || i === 4
    const buyer = fresh[i]!
    const placed = (await putInBag(field, buyer, variantId, quantity)) && (await place(field, buyer))
    const had = typeof placed === 'object'
    if (had === isMore)
      field.faults.push(`${quantity} of ${variantId} ${had ? 'were sold too many' : 'could not be had'}`)
  }
}
