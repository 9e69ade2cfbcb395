import type { Handlers } from '../../lib/contract.ts'
import type { ledgerContract } from './contract.ts'
import { readAccounts, readAudit, readStatement, readTransfer } from './reading.ts'

export const ledgerRoutes: Handlers<typeof ledgerContract> = {
  'ledger.accounts': readAccounts,
  'ledger.statement': readStatement,
  'ledger.transfer': readTransfer,
  'ledger.audit': readAudit,
}
