import { problems } from '../../lib/problems.ts'

export const invoiceProblems = problems('invoices', {
  noLegalData: [409, 'An invoice needs the legal data of the brand'],
  notPaid: [409, 'Only a paid order has an invoice'],
})
