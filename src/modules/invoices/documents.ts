import * as z from 'zod'
import type { Ctx } from '../../ctx.ts'
import { document, type Paper } from '../../lib/documents.ts'
import { edge, refuse } from '../../lib/problems.ts'
import { id } from '../../lib/shapes.ts'
import { orderLink } from '../orders/contract.ts'
import { openLink } from '../orders/orders.ts'
import type { InvoiceDocument } from './document.ts'
import { type Invoice, invoiceById } from './store.ts'

/** PDF is loaded when somebody prints. */
const drawn = async (frozen: InvoiceDocument) => (await import('./invoice-pdf.ts')).invoicePdf(frozen)

/** Drawn when it is first asked for and kept from then on: a later layout changes no invoice. */
async function paperOf({ doors }: Ctx, { invoiceId, number, document: frozen }: Invoice): Promise<Paper> {
  const path = `invoices/${invoiceId}.pdf`
  const kept = await doors.files.get(path)
  const body = kept?.bytes ?? (await drawn(frozen))
  if (!kept) await doors.files.put(path, body, 'application/pdf')
  return { name: `${number}.pdf`, type: 'application/pdf', body, inline: true }
}

export const invoicesDocuments = [
  document({
    operation: 'invoices.print',
    url: '/invoices/:invoiceId/pdf',
    access: { own: 'invoiceId', or: ['owner', 'support', 'finance'] },
    input: z.object({ invoiceId: id<'invoice'>() }),
    async write(ctx, { invoiceId }) {
      const invoice = await invoiceById(ctx.sql, invoiceId)
      if (!invoice) throw refuse(edge.notFound, { invoiceId })
      return paperOf(ctx, invoice)
    },
  }),
  document({
    operation: 'invoices.printLinked',
    url: '/order-links/:link/invoices/:invoiceId/pdf',
    access: 'anyone',
    input: z.object({ link: orderLink, invoiceId: id<'invoice'>() }),
    async write(ctx, { link, invoiceId }) {
      const { orderId } = (await openLink(ctx, link)).order
      const invoice = await invoiceById(ctx.sql, invoiceId)
      if (invoice?.orderId !== orderId) throw refuse(edge.notFound, { invoiceId })
      return paperOf(ctx, invoice)
    },
  }),
]
