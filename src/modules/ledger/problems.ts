import { problems } from '../../lib/problems.ts'

export const ledgerProblems = problems('ledger', {
  notEnough: [409, 'There is not enough on the account'],
  keyReused: [409, 'A transfer with this key says something else'],
  notReserved: [409, 'Nothing is reserved under this key, or it has ended'],
  unknownAccount: [404, 'There is no such account'],
  unknownTransfer: [404, 'There is no such transfer'],
})
