import type { MoneyWire } from '../../src/lib/money.ts'

/** Inputs of the books, and of what gives value away in a show. */
export const moneySamples = (
  of: { brandId: string; showId: string; packetId: string; nothing: string },
  price: MoneyWire,
) => {
  const { brandId, showId, packetId, nothing } = of
  const address = { name: 'Dana', line1: '1 rue de la Paix', city: 'Paris', country: 'FR' }
  return {
    'books.closing': { showId },
    'books.sheet': { showId },
    'books.sheetEntries': { showId, purpose: 'sales', currency: 'EUR' },
    'books.bookSettlement': { brandId, provider: 'stripe', file: Buffer.from('x').toString('base64') },
    'books.bookPayout': { brandId, provider: 'stripe', amount: { minor: '100', currency: 'EUR' }, reference: 'PO-1' },
    'payments.disputes': { brandId },
    'payments.keepEvidence': { brandId, disputeId: nothing, note: 'x', papers: [nothing] as string[] },
    'payments.answerDispute': { brandId, disputeId: nothing, how: 'accept', note: '', papers: [nothing] as string[] },
    'payments.cares': { brandId },
    'payments.endCare': { brandId, careId: nothing, note: 'x' },
    'risk.rules': { brandId },
    'risk.changeRule': { brandId, rule: 'quickGrabs', threshold: 9, windowMinutes: 60, action: 'note' },
    'risk.decisions': { brandId },
    'risk.decide': { brandId, decisionId: nothing, outcome: 'approved' },
    'risk.trail': { brandId },
    'ledger.accounts': { brandId },
    'ledger.statement': { brandId, accountId: '1' },
    'ledger.transfer': { brandId, seq: '1' },
    'ledger.audit': { brandId },
    'credit.purses': {},
    'credit.mine': { brandId },
    'credit.use': { brandId },
    'draws.start': { showId, title: 'A lamp' },
    'draws.list': { showId },
    'draws.enter': { showId, drawId: nothing },
    'draws.mine': { showId },
    'draws.claim': { showId, drawId: nothing, address },
    'draws.record': { showId, drawId: nothing },
    'packets.budget': { showId },
    'packets.setBudget': { showId, amount: price },
    'packets.prepare': { showId, kind: 'equal', minor: '100', pieces: 2 },
    'packets.discard': { packetId },
    'packets.launch': { packetId },
    'packets.list': { showId },
    'packets.grab': { showId, packetId },
    'packets.mine': { showId },
    'packets.record': { showId, packetId },
  } as const
}
