import type { Handlers } from '../../lib/contract.ts'
import type { invoicesContract } from './contract.ts'
import * as invoices from './invoices.ts'

export const invoicesRoutes: Handlers<typeof invoicesContract> = {
  'invoices.settings': invoices.readSettings,
  'invoices.changeSettings': invoices.changeSettings,
  'invoices.ofOrder': invoices.readInvoicesOf,
  'invoices.linked': invoices.readLinked,
  'invoices.list': invoices.readList,
  'invoices.issue': invoices.issueNow,
}
