import * as z from 'zod'
import { document } from '../../lib/documents.ts'
import { edge, refuse } from '../../lib/problems.ts'
import { id } from '../../lib/shapes.ts'
import type { InvoiceDocument } from './document.ts'
import { invoiceById } from './store.ts'

/** PDF is loaded when somebody prints. */
const drawn = async (frozen: InvoiceDocument) => (await import('./invoice-pdf.ts')).invoicePdf(frozen)

export const invoicesDocuments = [
  document({
    operation: 'invoices.print',
    url: '/invoices/:invoiceId/pdf',
    access: { own: 'invoiceId', or: ['owner', 'support', 'finance'] },
    input: z.object({ invoiceId: id<'invoice'>() }),
    /** Drawn when it is first asked for and kept from then on: a later layout changes no invoice. */
    async write({ sql, doors }, { invoiceId }) {
      const invoice = await invoiceById(sql, invoiceId)
      if (!invoice) throw refuse(edge.notFound, { invoiceId })
      const path = `invoices/${invoiceId}.pdf`
      const kept = await doors.files.get(path)
      const body = kept?.bytes ?? (await drawn(invoice.document))
      if (!kept) await doors.files.put(path, body, 'application/pdf')
      return { name: `${invoice.number}.pdf`, type: 'application/pdf', body, inline: true }
    },
  }),
]
