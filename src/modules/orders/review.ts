import type { Ctx } from '../../ctx.ts'
import type { OrderId } from '../../lib/ids.ts'
import { cancelAs } from './paying.ts'
import { setReview } from './paying-store.ts'
import { ordersByIds } from './store.ts'
import { noteOnOrder } from './timeline.ts'

/** Somebody has to look at this order before it is packed, or has done so. Its buyer hears nothing of it. */
export async function setInReview(
  ctx: Ctx,
  { orderId, inReview }: { orderId: OrderId; inReview: boolean },
): Promise<void> {
  if ((await setReview(ctx.sql, orderId, inReview)).length === 0) return
  await noteOnOrder(ctx, { orderId, what: inReview ? 'reviewAsked' : 'reviewPassed' })
}

/** Somebody looked, and it is not to be: it is called off, and what was paid goes back. One that is over stays so. */
export async function stopOrder(ctx: Ctx, orderId: OrderId): Promise<void> {
  await setReview(ctx.sql, orderId, false)
  const [order] = await ordersByIds(ctx.sql, [orderId])
  if (order?.state === 'unpaid' || order?.state === 'paid') await cancelAs(ctx, { orderId, reason: '', by: 'staff' })
}
