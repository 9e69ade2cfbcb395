import type { Ctx } from '../../ctx.ts'
import type { OrderId } from '../../lib/ids.ts'
import type { AnyJob, Beat } from '../../lib/jobs.ts'
import { forgetExpired } from './bag-store.ts'
import { sendOrderMail } from './mailing.ts'
import { expireOrder } from './paying.ts'
import { overdueOrders } from './paying-store.ts'
import { endDelivery } from './riding.ts'

const endOrder = {
  name: 'orders.endOrder',
  run: (ctx: Ctx, payload: { orderId: OrderId }) => expireOrder(ctx, payload),
}

const endedAtOnce = 200

/** Each unpaid order whose time is over is ended by a job of its own, so that one that fails stops no other. */
const endOverdue: Beat = {
  name: 'orders.endOverdue',
  everyMs: 2000,
  async run(ctx) {
    for (const orderId of await overdueOrders(ctx.sql, ctx.now, endedAtOnce)) {
      await ctx.later(endOrder, { orderId }, { key: `orders.end.${orderId}` })
    }
  },
}

const dayMs = 86_400_000

const forgetLines: Beat = {
  name: 'orders.forgetLines',
  everyMs: 600_000,
  run: (ctx) => forgetExpired(ctx.sql, new Date(ctx.now.getTime() - dayMs)),
}

export const ordersJobs: readonly AnyJob[] = [endOrder, sendOrderMail, endDelivery]
export const ordersBeats: readonly Beat[] = [endOverdue, forgetLines]
