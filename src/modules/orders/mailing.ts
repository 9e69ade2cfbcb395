import type { Ctx } from '../../ctx.ts'
import type { OrderId } from '../../lib/ids.ts'
import { errand } from '../../lib/jobs.ts'
import { brandById } from '../accounts/accounts.ts'
import { type MailKind, orderMail } from './mails.ts'
import * as store from './store.ts'

export type { MailKind }

/** Tells the buyer by mail; each kind once per order, and the timeline remembers it. */
export const sendOrderMail = errand({
  name: 'orders.sendMail',
  async read(ctx: Ctx, { orderId, kind }: { orderId: OrderId; kind: MailKind }) {
    const [order] = await store.ordersByIds(ctx.sql, [orderId])
    const timeline = await store.timelineOf(ctx.sql, [orderId])
    if (!order || timeline.some((entry) => entry.what === 'mailed' && entry.detail === kind)) return undefined
    const brand = await brandById(ctx.sql, order.brandId)
    const mail = orderMail(kind, order, await store.linesOf(ctx.sql, [orderId]), {
      brandName: brand?.name ?? '',
      url: ctx.doors.urlOf(`/orders/${orderId}`),
    })
    return { ...mail, key: `orders.${orderId}.${kind}`, to: order.email }
  },
  async go(doors, mail) {
    await doors.mail.send(mail)
  },
  async note(ctx, { orderId, kind }) {
    await store.addEntry(ctx.sql, { orderId, at: ctx.now, what: 'mailed', detail: kind })
  },
})
