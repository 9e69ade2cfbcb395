import type { Ctx } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import type { OrderId } from '../../lib/ids.ts'
import type { ordersContract } from './contract.ts'
import { addEntry } from './timeline-store.ts'

/** What only the brand's people see. */
const internal = new Set([
  'note',
  'underReview',
  'refundFailed',
  'disputeAsked',
  'disputed',
  'disputeWon',
  'disputeLost',
  'exported',
  'linkRenewed',
  'reviewAsked',
  'reviewPassed',
])

/** What happened to an order, and who did it. `what` is a stable word, `detail` is for people. */
export async function noteOnOrder(
  ctx: Ctx,
  { orderId, what, detail = null }: { orderId: OrderId; what: string; detail?: string | null },
): Promise<void> {
  const who = ctx.who.kind === 'person' ? ctx.who : undefined
  await addEntry(ctx.sql, {
    ...{ orderId, at: ctx.now, what, detail, internal: internal.has(what) },
    ...{ personId: who?.personId ?? null, personName: who?.name ?? null },
  })
}

/** Keeps a note of the brand's people with an order. */
export const addNote = (ctx: Ctx, { orderId, text }: Input<(typeof ordersContract)['orders.addNote']>) =>
  noteOnOrder(ctx, { orderId, what: 'note', detail: text })
