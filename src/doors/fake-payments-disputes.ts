import type { Clock } from '../lib/clock.ts'
import type { Currency } from '../lib/money.ts'
import { first, type Sql } from '../lib/sql.ts'
import type { PaymentNotice } from './doors.ts'
import { addSendings, type FakePayment, paymentByRef } from './fake-payments-store.ts'
import type { DisputeDesk, DisputeStage } from './payments/dispute-desk.ts'
import { ProviderTrouble } from './payments/provider-trouble.ts'

/*
 * What the fake bank does when the holder of its card asks their money back. As at Stripe's test desk: an answer that
 * contains `winning_evidence` wins, one with `losing_evidence` loses, any other is looked at for ever.
 */

type Dispute = { disputeRef: string; ref: string; stage: DisputeStage; dueAt: Date }

const day = 86_400_000
/** The money goes back so long after it was paid. */
const afterMs = 3000
/** In minor units of the payment's currency. */
const fee = '1500'

const noticeOf = (payment: FakePayment, { disputeRef, stage, dueAt }: Dispute): PaymentNotice => ({
  eventId: `${disputeRef}.${stage}`,
  ...{ intentId: payment.intentId, providerRef: payment.ref },
  kind: stage === 'won' || stage === 'lost' ? 'disputeClosed' : 'disputed',
  amount: { minor: payment.amountMinor.toString(), currency: payment.currency },
  reason: 'fraudulent',
  dispute: {
    ...{ id: disputeRef, stage, dueAt: dueAt.toISOString() },
    fees: [{ rowId: `${disputeRef}.fee`, minor: fee, currency: payment.currency satisfies Currency }],
  },
})

/** The holder of the card has been to their bank. */
export async function openDispute(sql: Sql, now: Date, payment: FakePayment): Promise<void> {
  const due = new Date(now.getTime() + 10 * day)
  const dispute: Dispute = {
    disputeRef: `fd_${payment.ref.slice(3)}`,
    ref: payment.ref,
    stage: 'needsResponse',
    dueAt: due,
  }
  await sql`
    insert into fake_payments.disputes (dispute_ref, ref, stage, due_at)
    values (${dispute.disputeRef}, ${dispute.ref}, ${dispute.stage}, ${dispute.dueAt}) on conflict do nothing`
  await addSendings(sql, noticeOf(payment, dispute), [new Date(now.getTime() + afterMs)])
}

/** What the bank says of the disputes of a payment when it is asked. */
export async function disputeNewsOf(sql: Sql, now: Date, payment: FakePayment): Promise<PaymentNotice[]> {
  const rows = await sql<Dispute>`select * from fake_payments.disputes where ref = ${payment.ref}`
  return rows
    .filter(({ dueAt }) => dueAt.getTime() - 10 * day + afterMs <= now.getTime())
    .map((row) => noticeOf(payment, row))
}

const lockedDispute = async (sql: Sql, disputeRef: string) =>
  first(await sql<Dispute>`select * from fake_payments.disputes where dispute_ref = ${disputeRef} for update`)

export function createFakeDesk({
  write,
  clock,
  wake,
}: {
  write: <T>(work: (sql: Sql) => Promise<T>) => Promise<T>
  clock: Clock
  wake: () => void
}): DisputeDesk {
  async function move(disputeRef: string, stage: DisputeStage): Promise<void> {
    await write(async (sql) => {
      const found = await lockedDispute(sql, disputeRef)
      if (!found) throw new ProviderTrouble('fake', 'notFound', 'no_dispute')
      if (found.stage === 'won' || found.stage === 'lost') return
      await sql`update fake_payments.disputes set stage = ${stage} where dispute_ref = ${disputeRef}`
      const payment = (await paymentByRef(sql, found.ref))!
      await addSendings(sql, noticeOf(payment, { ...found, stage }), [clock.now()])
    })
    wake()
  }
  return {
    respond: ({ disputeRef, evidence: { note, papers } }) => {
      const said = [note, ...papers].join(' ')
      const stage = said.includes('winning_evidence')
        ? 'won'
        : said.includes('losing_evidence')
          ? 'lost'
          : 'underReview'
      return move(disputeRef, stage)
    },
    accept: ({ disputeRef }) => move(disputeRef, 'lost'),
  }
}
