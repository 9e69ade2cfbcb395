import type { Ctx } from '../../ctx.ts'
import type { OrderId } from '../../lib/ids.ts'
import type { AnyJob } from '../../lib/jobs.ts'
import { Refusal } from '../../lib/problems.ts'
import { issueCredit, issueInvoice } from './issue.ts'
import { invoiceProblems as problem } from './problems.ts'

/** A brand without legal data has no invoices yet: they are issued once it names them. */
async function unlessUnknown(work: Promise<void>): Promise<void> {
  await work.catch((error) => {
    if (!(error instanceof Refusal && error.problem.code === problem.noLegalData.code)) throw error
  })
}

export const sendInvoice = {
  name: 'invoices.issue',
  run: (ctx: Ctx, { orderId }: { orderId: OrderId }) => unlessUnknown(issueInvoice(ctx, orderId)),
}

export const sendCredit = {
  name: 'invoices.credit',
  run: (ctx: Ctx, wish: { orderId: OrderId; refundId: string; minor: string }) => issueCredit(ctx, wish),
}

export const invoicesJobs: readonly AnyJob[] = [sendInvoice, sendCredit]
