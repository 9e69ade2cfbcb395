import type { Ctx } from '../../ctx.ts'
import type { SettlementRow } from '../../doors/doors.ts'
import { ProviderTrouble } from '../../doors/payments/provider-trouble.ts'
import { readSettlementFile } from '../../doors/payments/settlement-files.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { isId } from '../../lib/ids.ts'
import { wire } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import type { paymentsContract } from './contract.ts'
import { paymentProblems as problem } from './problems.ts'
import { type Difference, reconcile } from './reconcile.ts'
import { type BookedOrder, bookedWith } from './settlement-store.ts'

type Api = typeof paymentsContract
type Report = Output<Api['payments.checkSettlement']>

/**
 * Compares a provider's settlement file with our books of the time it covers. Nothing is changed, and the file is not
 * kept. Fees are summed as they are.
 * @throws Refusal `payments.unreadableFile`
 */
export async function checkSettlement(ctx: Ctx, wish: Input<Api['payments.checkSettlement']>): Promise<Report> {
  const { brandId, provider } = wish
  const rows = readSettlement(wish)
  const times = rows.map(({ at }) => at.getTime())
  const span = { from: new Date(Math.min(...times)), to: new Date(Math.max(...times)) }
  const intentIds = rows.flatMap(({ intentId }) => (isId(intentId) ? [intentId] : []))
  const booked = rows.length > 0 ? await bookedWith(ctx.sql, brandId, provider, { ...span, intentIds }) : []
  return {
    ...{ rows: rows.length, booked: booked.length },
    from: rows.length > 0 ? span.from.toISOString() : null,
    to: rows.length > 0 ? span.to.toISOString() : null,
    others: rows.filter(({ kind }) => kind === 'dispute' || kind === 'other').length,
    differences: reconcile(booked, rows).map(viewOf),
  }
}

/** @throws Refusal `payments.unreadableFile` */
export function readSettlement({
  provider,
  file,
}: Pick<Input<Api['payments.checkSettlement']>, 'provider' | 'file'>): SettlementRow[] {
  try {
    return readSettlementFile(provider, Buffer.from(file, 'base64'))
  } catch (error) {
    // What somebody uploads may be anything: the readers and the libraries below them say so in their own ways.
    throw refuse(problem.unreadableFile, { reason: error instanceof ProviderTrouble ? error.message : 'unreadable' })
  }
}

function viewOf({ what, booked, settled }: Difference): Report['differences'][number] {
  return {
    ...{ what, kind: booked?.kind ?? (settled?.kind === 'refund' ? 'refund' : 'capture') },
    orderNumber: (booked as BookedOrder | undefined)?.orderNumber ?? null,
    reference: settled?.rowId ?? booked?.providerRef ?? '',
    booked: booked ? wire(booked.amount) : null,
    settled: settled?.amount ?? null,
    at: settled?.at.toISOString() ?? null,
  }
}
