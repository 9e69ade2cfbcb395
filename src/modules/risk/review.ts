import { type Ctx, callerId } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { newId, type OrderId, type PersonId, type TopUpId } from '../../lib/ids.ts'
import { wire } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import { pageFrom } from '../../lib/shapes.ts'
import type { Sql } from '../../lib/sql.ts'
import { personsByIds } from '../accounts/accounts.ts'
import { declineTopUp, releaseTopUp, topUpsByIds } from '../coins/coins.ts'
import { heldEarnings, releaseEarning, takeBackHeld } from '../hosts/hosts.ts'
import { ordersAtWork, setInReview, stopOrder } from '../orders/orders.ts'
import type { riskContract } from './contract.ts'
import { riskProblems as problem } from './problems.ts'
import * as store from './store.ts'
import { titleOf, whyOf } from './words.ts'

type Api = typeof riskContract
type View = Output<Api['risk.decide']>

export async function readDecisions(
  ctx: Ctx,
  { brandId, state, after, most }: Input<Api['risk.decisions']>,
): Promise<Output<Api['risk.decisions']>> {
  const wish = { state: state ?? null, after: after ?? null, most: most + 1 }
  const page = pageFrom(await store.decisionsOf(ctx.sql, brandId, wish), most, (row) => row.decisionId)
  return { ...page, items: await viewsOf(ctx.sql, page.items), waiting: await store.countWaiting(ctx.sql, brandId) }
}

/**
 * What waits goes on, or goes back; what another decision holds as well waits for that one. Written down with who.
 * @throws Refusal risk.unknownDecision | decidedAlready | notDecidable
 */
export async function decide(
  ctx: Ctx,
  { brandId, decisionId, outcome, note }: Input<Api['risk.decide']>,
): Promise<View> {
  const decision = await store.decisionLocked(ctx.sql, brandId, decisionId)
  if (!decision) throw refuse(problem.unknownDecision)
  if (decision.state === 'noted') throw refuse(problem.notDecidable)
  if (decision.state !== 'waiting') throw refuse(problem.decidedAlready)
  const by = callerId(ctx)
  for (const held of await store.heldBy(ctx.sql, [decisionId])) {
    const elsewhere = await store.isHeldElsewhere(ctx.sql, decisionId, held.kind, held.subjectId)
    if (outcome === 'declined') await goesBack(ctx, held)
    else if (!elsewhere) await goesOn(ctx, held)
  }
  const { rule } = decision
  await store.setDecided(ctx.sql, decisionId, { state: outcome, by, at: ctx.now, note })
  const done = { trailId: newId(ctx.now), at: ctx.now, personId: by, what: outcome, decisionId, rule, detail: note }
  await store.addTrail(ctx.sql, brandId, done)
  return (await viewsOf(ctx.sql, [(await store.decisionLocked(ctx.sql, brandId, decisionId))!]))[0]!
}

type Held = { kind: store.HeldKind; subjectId: string }

function goesOn(ctx: Ctx, { kind, subjectId }: Held): Promise<void> {
  if (kind === 'order') return setInReview(ctx, { orderId: subjectId as OrderId, inReview: false })
  if (kind === 'topUp') return releaseTopUp(ctx, subjectId as TopUpId)
  return releaseEarning(ctx, subjectId as never)
}

function goesBack(ctx: Ctx, { kind, subjectId }: Held): Promise<void> {
  if (kind === 'order') return stopOrder(ctx, subjectId as OrderId)
  if (kind === 'topUp') return declineTopUp(ctx, subjectId as TopUpId)
  return takeBackHeld(ctx, subjectId as never)
}

async function viewsOf(sql: Sql, rows: readonly store.DecisionRow[]): Promise<View[]> {
  const ids = rows.flatMap(({ personId, others, decidedBy }): PersonId[] => [
    personId,
    ...others,
    ...[decidedBy ?? []].flat(),
  ])
  const people = await personsByIds(sql, [...new Set(ids)])
  const person = (personId: PersonId) => {
    const one = people.get(personId)
    return { personId, name: one?.name ?? '', email: one?.email ?? null }
  }
  const heldOf = await heldViews(
    sql,
    rows.map(({ decisionId }) => decisionId),
  )
  return rows.map((row) => ({
    ...{ decisionId: row.decisionId, rule: row.rule, title: titleOf(row.rule), why: whyOf(row.rule, row.seen) },
    ...{ action: row.action, state: row.state, subject: row.subject as View['subject'], seen: row.seen },
    ...{ person: person(row.personId), others: row.others.map(person), times: row.times, note: row.note },
    ...{ madeAt: row.madeAt.toISOString(), decidedAt: row.decidedAt?.toISOString() ?? null },
    decidedBy: row.decidedBy && person(row.decidedBy).name,
    held: heldOf(row.decisionId),
  }))
}

/** What waits, as one calls it: asked of each module once for the whole page. */
async function heldViews(sql: Sql, decisionIds: readonly string[]) {
  const held = await store.heldBy(sql, decisionIds)
  const idsOf = (kind: store.HeldKind) => held.flatMap((one) => (one.kind === kind ? [one.subjectId] : []))
  const [orders, topUps, earnings] = await Promise.all([
    ordersAtWork(sql, idsOf('order') as OrderId[]),
    topUpsByIds(sql, idsOf('topUp') as TopUpId[]),
    heldEarnings(sql, idsOf('gift')),
  ])
  const names = new Map<string, { name: string; amount: View['held'][number]['amount'] }>([
    ...orders.map(({ order }) => [order.orderId, { name: order.number, amount: wire(order.totals.total) }] as const),
    ...topUps.map(({ topUpId, coins }) => [topUpId, { name: `${coins}`, amount: null }] as const),
    ...earnings.map(({ holdId, ...amount }) => [holdId, { name: '', amount: wire(amount) }] as const),
  ])
  return (decisionId: string): View['held'] =>
    held
      .filter((one) => one.decisionId === decisionId)
      .map(({ kind, subjectId }) => ({ kind, subjectId, ...(names.get(subjectId) ?? { name: '', amount: null }) }))
}
