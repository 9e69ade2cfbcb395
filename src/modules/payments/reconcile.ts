import type { SettlementRow } from '../../doors/doors.ts'
import type { Money } from '../../lib/money.ts'

/** Money that moved by our books: a payment, or a part of one that went back. */
export type Booked = {
  kind: 'capture' | 'refund'
  intentId: string
  /** The provider's id of the payment. */
  providerRef: string
  /** Ours, or the provider's own for one made at its desk; undefined for a capture. */
  refundId?: string | undefined
  amount: Money
}

/** What a provider's contract lets it keep of a payment. */
export type FeeTerms = { basisPoints: bigint; fixedMinor: bigint }

/**
 * How the provider's file and our books differ: `missingThere` we have it and they do not, `missingHere` the other way
 * round, `twice` they settled it more than once, `currency` and `amount` both have it and not the same, `fee` they kept
 * more than agreed.
 */
export type Difference = {
  what: 'missingThere' | 'missingHere' | 'twice' | 'currency' | 'amount' | 'fee'
  booked?: Booked
  settled?: SettlementRow
}

/**
 * Compares our books of a span of time with what the provider settled in it. Lines of other kinds than payments and
 * refunds (payouts, disputes) are for people to read, and are left out.
 * @param terms without them, fees are taken as they are
 */
export function reconcile(
  booked: readonly Booked[],
  settled: readonly SettlementRow[],
  terms?: FeeTerms,
): Difference[] {
  const rows = settled.filter(({ kind }) => kind === 'capture' || kind === 'refund')
  const left = new Set(rows)
  const differences: Difference[] = []
  for (const ours of booked) {
    const theirs = rows.filter((row) => left.has(row) && isSame(ours, row))
    for (const row of theirs) left.delete(row)
    const [first, ...more] = theirs
    if (!first) differences.push({ what: 'missingThere', booked: ours })
    else differences.push(...differencesOf(ours, first, terms))
    differences.push(...more.map((row): Difference => ({ what: 'twice', booked: ours, settled: row })))
  }
  return [...differences, ...[...left].map((row): Difference => ({ what: 'missingHere', settled: row }))]
}

/** A provider names a payment by our id, by its own, or both; a refund by the one we know it under. */
function isSame(ours: Booked, row: SettlementRow): boolean {
  if (ours.kind !== row.kind) return false
  if (ours.kind === 'refund') return row.refundId !== undefined && row.refundId === ours.refundId
  return row.intentId === undefined ? row.providerRef === ours.providerRef : row.intentId === ours.intentId
}

function differencesOf(booked: Booked, settled: SettlementRow, terms: FeeTerms | undefined): Difference[] {
  const both = { booked, settled }
  // An amount in another currency says nothing about the amount.
  if (settled.amount.currency !== booked.amount.currency) return [{ what: 'currency', ...both }]
  const differences: Difference[] = []
  if (BigInt(settled.amount.minor) !== booked.amount.minor) differences.push({ what: 'amount', ...both })
  if (terms && booked.kind === 'capture' && BigInt(settled.fee.minor) > feeMost(booked.amount, terms)) {
    differences.push({ what: 'fee', ...both })
  }
  return differences
}

/** Rounded up, as providers do. */
const feeMost = ({ minor }: Money, { basisPoints, fixedMinor }: FeeTerms): bigint =>
  (minor * basisPoints + 9999n) / 10_000n + fixedMinor
