import type { Ctx } from '../../ctx.ts'
import { newId, type OrderId } from '../../lib/ids.ts'
import { type Money, money, unwire } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import { whatWasRefunded } from '../fulfilment/fulfilment.ts'
import { noteOnOrder, type OrderAtWork, ordersAtWork } from '../orders/orders.ts'
import { creditLines, type DocumentLine, numberOf } from './decide.ts'
import { deliveryLine, documentOf, invoiceLines, soldOf } from './document.ts'
import { invoiceWords } from './invoice-words.ts'
import { invoiceProblems as problem } from './problems.ts'
import * as store from './store.ts'

type Wish = { kind: 'invoice' | 'credit'; of: string | null; refundId: string | null }

/** Gives the next number and freezes the document, in the caller's transaction: both are there, or neither. */
async function issue(ctx: Ctx, work: OrderAtWork, lines: readonly DocumentLine[], { kind, of, refundId }: Wish) {
  const { orderId, brandId } = work.order
  const settings = await store.settingsOf(ctx.sql, brandId)
  if (!settings) throw refuse(problem.noLegalData, { brandId })
  const year = ctx.now.getUTCFullYear()
  const sequence = await store.nextSequence(ctx.sql, brandId, kind, year)
  const number = numberOf(settings.prefix, kind, year, sequence)
  const document = documentOf(work, lines, settings, { kind, number, of, at: ctx.now })
  const { minor: totalMinor, currency } = unwire(document.total)
  await store.addInvoice(ctx.sql, ctx.now, {
    ...{ invoiceId: newId<'invoice'>(ctx.now), brandId, orderId, kind, year, sequence, number, refundId },
    ...{ totalMinor, currency, document },
  })
  await noteOnOrder(ctx, { orderId, what: kind === 'credit' ? 'credited' : 'invoiced', detail: number })
}

/**
 * The invoice of a paid order; nothing happens when it has one.
 * @throws Refusal `invoices.noLegalData`, `invoices.notPaid`
 */
export async function issueInvoice(ctx: Ctx, orderId: OrderId): Promise<void> {
  const [work] = await ordersAtWork(ctx.sql, [orderId])
  if (!work?.order.soldAt) throw refuse(problem.notPaid, { orderId })
  if ((await store.withoutInvoice(ctx.sql, [orderId])).length === 0) return
  await issue(ctx, work, invoiceLines(work), { kind: 'invoice', of: null, refundId: null })
}

/** The credit note of money that went back; nothing happens when there is one, or no invoice to credit. */
export async function issueCredit(
  ctx: Ctx,
  wish: { orderId: OrderId; refundId: string; minor: string },
): Promise<void> {
  const { orderId, refundId, minor } = wish
  const [work] = await ordersAtWork(ctx.sql, [orderId])
  const invoice = (await store.invoicesOfOrder(ctx.sql, orderId)).find(({ kind }) => kind === 'invoice')
  if (!work || !invoice || (await store.creditOf(ctx.sql, refundId))) return
  const lines = await creditedLines(ctx, work, { refundId, amount: money(minor, work.order.totals.total.currency) })
  await issue(ctx, work, lines, { kind: 'credit', of: invoice.number, refundId })
}

/** What a refund gives back of an order's invoice, tax in it: the units and the delivery it is for, or a share of all. */
export async function creditedLines(
  ctx: Pick<Ctx, 'sql'>,
  work: OrderAtWork,
  { refundId, amount }: { refundId: string; amount: Money },
): Promise<DocumentLine[]> {
  const what = await whatWasRefunded(ctx, refundId, amount.currency)
  const units = soldOf(work).flatMap((sold) => {
    const part = what?.parts.find(({ lineId }) => lineId === sold.lineId)
    return part ? [{ ...sold, quantity: part.quantity }] : []
  })
  const all = invoiceLines(work)
  const delivery = what && what.delivery.minor > 0n ? deliveryLine(work, all.slice(0, work.lines.length)) : undefined
  const word = invoiceWords[work.order.locale].refund
  return creditLines(amount, units, delivery && { ...delivery, gross: what!.delivery }, all, word)
}
