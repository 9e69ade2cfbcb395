import type { PaymentNotice } from '../src/doors/doors.ts'
import type { DisputeStage } from '../src/doors/payments/dispute-desk.ts'
import type { Shop } from '../test/shop.ts'

/** How a dispute goes on, and what of its money must have moved in the end. */
const courses: { stages: DisputeStage[]; moves: string[] }[] = [
  { stages: ['inquiry', 'dropped'], moves: [] },
  { stages: ['inquiry', 'needsResponse', 'underReview'], moves: ['opened'] },
  { stages: ['needsResponse', 'underReview', 'won'], moves: ['opened', 'won'] },
  { stages: ['inquiry', 'needsResponse', 'lost'], moves: ['opened', 'lost'] },
  { stages: ['lost'], moves: ['opened', 'lost'] },
]
export type Course = (typeof courses)[number]

/** What a bank tells of one dispute of a payment: told in any order, any number of times, it must come to the same. */
export function disputeOf(random: () => number, about: Pick<PaymentNotice, 'intentId' | 'providerRef' | 'amount'>) {
  const course = courses[Math.floor(random() * courses.length)]!
  const id = `fd_${about.providerRef}`
  const fees = [{ rowId: `${id}.fee`, minor: '1500', currency: about.amount.currency }]
  const notices = course.stages.map((stage): PaymentNotice => {
    const kind = stage === 'won' || stage === 'lost' ? 'disputeClosed' : 'disputed'
    return { ...about, eventId: `${id}.${stage}`, kind, reason: 'fraudulent', dispute: { id, stage, fees } }
  })
  return { course, notices }
}

/** How the dispute of a payment stands, when that is not how its course ends. */
export async function differs(shop: Shop, intentId: string, { stages }: Course): Promise<string[]> {
  const rows = await shop.database.sql<{ stage: string }>`
    select stage from payments.disputes where intent_id = ${intentId}`
  const found = rows.map(({ stage }) => stage).join()
  return found === stages.at(-1) ? [] : [`the dispute of ${intentId} is ${found} and must be ${stages.at(-1)}`]
}

/** What the books were told of disputes: each move and each fee once. */
export async function toldOnce({ database: { sql } }: Shop, all: readonly Course[]): Promise<string[]> {
  const rows = await sql<{ kind: string; count: number; keys: number }>`
    select wish->>'kind' as kind, count(*)::int as count, count(distinct wish->>'key')::int as keys
    from ledger.submitted where wish->>'kind' like 'dispute.%' or wish->>'kind' = 'provider.fee' group by 1`
  const violations = rows.flatMap(({ kind, count, keys }) =>
    count === keys ? [] : [`${kind} was told ${count} times for ${keys} transfers`],
  )
  for (const move of ['opened', 'won', 'lost']) {
    const wanted = all.filter(({ moves }) => moves.includes(move)).length
    const told = rows.find(({ kind }) => kind === `dispute.${move}`)?.count ?? 0
    if (told !== wanted) violations.push(`dispute.${move} was told ${told} times and must be ${wanted}`)
  }
  return violations
}
