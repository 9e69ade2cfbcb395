import { randomUUID } from 'node:crypto'
import { ask } from '../../bench/load/ask.ts'
import type { Buyer } from '../../bench/load/buyers.ts'
import { orderBag, payOrder, type Send } from '../../bench/load/whole-order.ts'
import type { Dice } from '../random.ts'

/** What was answered with a yes, by the ids that were told with it. */
export type Answered = Record<'claims' | 'messages' | 'orders' | 'coupons' | 'paid' | 'refunds', Set<string>>

export const nothingYet = (): Answered => ({
  ...{ claims: new Set(), messages: new Set(), orders: new Set(), coupons: new Set() },
  ...{ paid: new Set(), refunds: new Set() },
})

export type Shop = { port(): number; die: Dice; brandId: string; showId: string; dropId: string; code: string }
/** Nobody answers any more. */
class Gone extends Error {}

/**
 * Says something, claims a unit, orders it with the coupon, pays, and sometimes calls it off: as far as it gets until
 * the power fails. Only what was answered 200 is written down, and only once it was.
 */
export async function shops(shop: Shop, buyer: Buyer, told: Answered): Promise<void> {
  try {
    for (let turn = 0; turn < 3; turn++) await once(shop, buyer, told)
  } catch (error) {
    if (!(error instanceof Gone)) throw error
  }
}

async function once({ port, die, brandId, showId, dropId, code }: Shop, { cookie, personId }: Buyer, told: Answered) {
  const send: Send = async (method, path, body) => {
    const key = method === 'GET' ? undefined : randomUUID()
    return ask({ port: port(), method, path, cookie, ...(key && { key }), ...(body && { body }) }).catch(() => {
      throw new Gone()
    })
  }
  const said = await send('POST', `/api/shows/${showId}/messages`, { text: `I want one, ${randomUUID()}` })
  if (said.status === 200) told.messages.add(String(said.body.messageId))
  const claim = await send('POST', `/api/drops/${dropId}/claims`, { quantity: 1 })
  if (claim.status !== 200) return
  told.claims.add(String(claim.body.holdId))
  const placed = await orderBag(send, { brandId, personId, code })
  if (!placed) return
  const { orderId } = placed
  told.orders.add(orderId)
  told.coupons.add(orderId)
  await payOrder(send, placed)
  told.paid.add(orderId)
  if (!die.chance(0.4)) return
  const off = await send('POST', `/api/orders/${orderId}/cancel`, {})
  if (off.status === 200) told.refunds.add(orderId)
}
