import type { Ctx } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import { newId, type OrderId } from '../../lib/ids.ts'
import { errand } from '../../lib/jobs.ts'
import { refuse } from '../../lib/problems.ts'
import { brandById } from '../accounts/accounts.ts'
import { note as noteInInbox } from '../messaging/messaging.ts'
import type { ordersContract } from './contract.ts'
import { linkUrl } from './link.ts'
import { type MailKind, orderMail } from './mails.ts'
import { discountsOf } from './price-store.ts'
import { orderProblems as problem } from './problems.ts'
import * as store from './store.ts'
import { noteOnOrder } from './timeline.ts'
import { timelineOf } from './timeline-store.ts'

export type { MailKind }

const wasMailed = async ({ sql }: Ctx, orderId: OrderId, kind: MailKind) =>
  (await timelineOf(sql, [orderId])).some(({ what, detail }) => what === 'mailed' && detail === kind)

/** Tells the buyer by mail, once per kind of mail, and the timeline remembers it. `again` names a wish to send it anew. */
export const sendOrderMail = errand({
  name: 'orders.sendMail',
  async read(ctx: Ctx, { orderId, kind, again }: { orderId: OrderId; kind: MailKind; again?: string }) {
    const [order] = await store.ordersByIds(ctx.sql, [orderId])
    if (!order || (!again && (await wasMailed(ctx, orderId, kind)))) return undefined
    const brand = await brandById(ctx.sql, order.brandId)
    const [head] = order.shipsWith ? await store.ordersByIds(ctx.sql, [order.shipsWith]) : []
    const mail = orderMail(kind, order, await store.linesOf(ctx.sql, [orderId]), {
      brandName: brand?.name ?? '',
      url: linkUrl(ctx.doors, order),
      discounts: await discountsOf(ctx.sql, [orderId]),
      head: head?.number,
    })
    return { ...mail, key: ['orders', orderId, kind, again].filter(Boolean).join('.'), to: order.email }
  },
  async go(doors, mail) {
    await doors.mail.send(mail)
    return mail
  },
  async note(ctx, { orderId, kind, again }, mail) {
    await noteOnOrder(ctx, { orderId, what: 'mailed', detail: kind })
    if (!again) await noteForBuyer(ctx, orderId, mail)
  },
})

/** What a buyer was mailed stands in their inbox as well, in the same language: what follows the greeting. */
export async function noteForBuyer(ctx: Ctx, orderId: OrderId, mail: { subject: string; text: string }): Promise<void> {
  const [order] = await store.ordersByIds(ctx.sql, [orderId])
  if (!order) return
  const { brandId, personId, locale } = order
  const title = { [locale]: mail.subject }
  const body = { [locale]: mail.text.split('\n')[1]! }
  await noteInInbox(ctx, personId, { brandId, title, body, path: `/orders/${orderId}` })
}

/** Sends a mail that the buyer has had once more. @throws Refusal `orders.notMailed` */
export async function resendMail(ctx: Ctx, { orderId, kind }: Input<(typeof ordersContract)['orders.resendMail']>) {
  if (!(await wasMailed(ctx, orderId, kind))) throw refuse(problem.notMailed, { kind })
  await noteOnOrder(ctx, { orderId, what: 'mailAgain', detail: kind })
  await ctx.later(sendOrderMail, { orderId, kind, again: newId(ctx.now) })
}
