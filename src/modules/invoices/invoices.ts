/** Invoices and credit notes: numbered without a gap, frozen when they are issued, in the buyer's language. */
import type { Ctx } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { type IntentId, isId, type OrderId } from '../../lib/ids.ts'
import type { Money } from '../../lib/money.ts'
import { ok, pageFrom } from '../../lib/shapes.ts'
import type { Sql } from '../../lib/sql.ts'
import { openLink, orderOwner, ordersAtWork, paidOrderIds } from '../orders/orders.ts'
import type { invoicesContract } from './contract.ts'
import { issueInvoice } from './issue.ts'
import { sendCredit, sendInvoice } from './jobs.ts'
import * as store from './store.ts'

export { taxesOf } from './decide.ts'
export { invoiceLines } from './document.ts'
export { creditedLines } from './issue.ts'

type Api = typeof invoicesContract
type InvoiceView = Output<Api['invoices.issue']>

const viewOf = ({ invoiceId, orderId, kind, number, document, issuedAt }: store.Invoice): InvoiceView => ({
  ...{ invoiceId, orderId, orderNumber: document.orderNumber, kind, number, total: document.total },
  issuedAt: issuedAt.toISOString(),
  url: `/api/invoices/${invoiceId}/pdf`,
})

/** The order is paid: its invoice is issued after this transaction, so that nobody who pays waits for a number. */
export async function hearOrderPaid(ctx: Ctx, { orderId }: { orderId: OrderId }): Promise<void> {
  await ctx.later(sendInvoice, { orderId }, { key: `invoices.${orderId}` })
}

/** Money went back: of what the order was paid with, that is a credit note; a second payment was never billed. */
export async function hearPaymentRefunded(
  ctx: Ctx,
  { orderId, intentId, refundId, amount }: { orderId: OrderId; intentId: IntentId; refundId: string; amount: Money },
): Promise<void> {
  const [work] = await ordersAtWork(ctx.sql, [orderId])
  if (work?.order.paidIntentId !== intentId) return
  const minor = amount.minor.toString()
  await ctx.later(sendCredit, { orderId, refundId, minor }, { key: `invoices.${refundId}` })
}

export const readSettings = async ({ sql }: Ctx, { brandId }: Input<Api['invoices.settings']>) => ({
  settings: (await store.settingsOf(sql, brandId)) ?? null,
})

const backlogMost = 1000

/** With the first legal data, the orders of before get their invoices, in the order in which they were placed. */
export async function changeSettings(ctx: Ctx, { brandId, ...settings }: Input<Api['invoices.changeSettings']>) {
  const isFirst = !(await store.settingsOf(ctx.sql, brandId))
  await store.saveSettings(ctx.sql, brandId, settings)
  if (isFirst) {
    for (const orderId of await paidOrderIds(ctx.sql, brandId, backlogMost)) await hearOrderPaid(ctx, { orderId })
  }
  return ok
}

export const readInvoicesOf = async ({ sql }: Ctx, { orderId }: Input<Api['invoices.ofOrder']>) => ({
  items: (await store.invoicesOfOrder(sql, orderId)).map(viewOf),
})

/** @throws Refusal `edge.notFound` */
export async function readLinked(ctx: Ctx, { link }: Input<Api['invoices.linked']>) {
  const { orderId } = (await openLink(ctx, link)).order
  const { items } = await readInvoicesOf(ctx, { orderId })
  return { items: items.map((one) => ({ ...one, url: `/api/order-links/${link}/invoices/${one.invoiceId}/pdf` })) }
}

export async function readList({ sql }: Ctx, { brandId, after, most }: Input<Api['invoices.list']>) {
  const invoices = await store.invoicesOfBrand(sql, brandId, { after: after ?? null, most: most + 1 })
  return pageFrom(invoices.map(viewOf), most, ({ invoiceId }) => invoiceId)
}

/** @throws Refusal `invoices.noLegalData`, `invoices.notPaid` */
export async function issueNow(ctx: Ctx, { orderId }: Input<Api['invoices.issue']>): Promise<InvoiceView> {
  await issueInvoice(ctx, orderId)
  const invoice = (await store.invoicesOfOrder(ctx.sql, orderId)).find(({ kind }) => kind === 'invoice')
  return viewOf(invoice!)
}

/** Whose business an invoice is: that of its order. */
export async function invoiceOwner(sql: Sql, invoiceId: string) {
  const invoice = isId(invoiceId) ? await store.invoiceById(sql, invoiceId) : undefined
  return invoice && orderOwner(sql, invoice.orderId)
}
