import { type Ctx, callerId } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { type BrandId, newId, type PersonId } from '../../lib/ids.ts'
import { type Currency, money, wire } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import { ok } from '../../lib/shapes.ts'
import type { Sql } from '../../lib/sql.ts'
import { personsByIds, rolesOf, teamOf } from '../accounts/accounts.ts'
import { balancesLocked, post, type Transfer } from '../ledger/ledger.ts'
import * as batches from './batch-store.ts'
import type { hostsContract } from './contract.ts'
import { payableOf } from './earnings.ts'
import * as store from './payout-store.ts'
import { hostProblems as problem } from './problems.ts'

type Api = typeof hostsContract
type Candidate = { standing: store.Standing; bank: store.Bank | undefined; amount: bigint; whyNot: WhyNot }
type WhyNot = Output<Api['hosts.payable']>['items'][number]['whyNot']
type Wish = { brandId: BrandId; holdDays?: number | undefined; minimum?: string | undefined }

/** Who could be paid now, and of the others why not. */
async function candidates({ sql, now }: Ctx, { brandId, holdDays, minimum }: Wish): Promise<Candidate[]> {
  const settings = await store.settingsOf(sql, brandId)
  const least = minimum === undefined ? settings.minimumMinor : BigInt(minimum)
  const rows = await store.standings(sql, now, { brandId, personId: null }, holdDays ?? settings.holdDays)
  const banks = await store.banksOf(sql, [...new Set(rows.map(({ personId }) => personId))])
  return rows.map((standing) => {
    const bank = banks.find(({ personId }) => personId === standing.personId)
    const amount = payableOf(standing)
    return { standing, bank, amount, whyNot: whyNotPay(amount, least, standing.currency, bank) }
  })
}

function whyNotPay(amount: bigint, least: bigint, currency: Currency, bank: store.Bank | undefined): WhyNot {
  if (amount <= 0n) return 'nothing'
  if (amount < least) return 'belowMinimum'
  if (!bank) return 'noAccount'
  return currency === 'EUR' && !bank.isIban ? 'noIban' : null
}

const namesOf = async (sql: Sql, personIds: readonly PersonId[]) => {
  const people = await personsByIds(sql, [...new Set(personIds)])
  return (personId: PersonId) => ({ personId, name: people.get(personId)?.name ?? '' })
}

export async function readPayable(ctx: Ctx, wish: Input<Api['hosts.payable']>): Promise<Output<Api['hosts.payable']>> {
  const all = await candidates(ctx, wish)
  const person = await namesOf(
    ctx.sql,
    all.map(({ standing }) => standing.personId),
  )
  return {
    items: all.map(({ standing, amount, bank, whyNot }) => ({
      ...{ host: person(standing.personId), amount: wire(money(amount, standing.currency)) },
      ...{ last4: bank?.last4 ?? null, whyNot },
    })),
  }
}

type Part = { payoutId: string; personId: PersonId; minor: bigint; currency: Currency }
const owed = ({ personId, currency }: Part) => ({ purpose: 'hostOwed', owner: personId, currency }) as const
const onWay = ({ payoutId, currency }: Part) => ({ purpose: 'hostPayout', owner: payoutId, currency }) as const
const bank = ({ currency }: Part) => ({ purpose: 'bank', currency }) as const

const moves = {
  made: { kind: 'host.payoutMade', from: owed, to: onWay },
  paid: { kind: 'host.paid', from: onWay, to: bank },
  failed: { kind: 'host.payoutFailed', from: onWay, to: owed },
  /** The bank has sent it back. */
  returned: { kind: 'host.payoutReturned', from: bank, to: owed },
} as const

async function move(ctx: Ctx, brandId: BrandId, what: keyof typeof moves, parts: readonly Part[]): Promise<void> {
  const { kind, from, to } = moves[what]
  const transfers = parts.map(
    (part): Transfer => ({
      ...{ key: `${kind}/${part.payoutId}`, kind, about: {} },
      postings: [
        { account: from(part), minor: -part.minor },
        { account: to(part), minor: part.minor },
      ],
    }),
  )
  const { answer, writes } = await post(ctx.sql, ctx.now, brandId, transfers)
  await Promise.all(writes)
  if (answer.some((one) => 'refused' in one)) throw new Error(`${kind} was refused by the book of ${brandId}`)
}

/**
 * Sets aside what the chosen hosts can be paid. It is reckoned under the lock of the brand's book: of two batches at
 * once the second finds what the first has left.
 * @throws Refusal hosts.nothingToPay
 */
export async function makePayout(ctx: Ctx, wish: Input<Api['hosts.makePayout']>): Promise<{ batchId: never }> {
  const { brandId, currency, personIds } = wish
  await balancesLocked(ctx.sql, brandId, ['hostOwed'], personIds)
  const chosen = (await candidates(ctx, wish)).filter(
    ({ standing, whyNot }) =>
      whyNot === null && standing.currency === currency && personIds.includes(standing.personId as never),
  )
  if (chosen.length === 0) throw refuse(problem.nothingToPay)
  const batchId = newId<'payoutBatch'>(ctx.now)
  const holdDays = wish.holdDays ?? (await store.settingsOf(ctx.sql, brandId)).holdDays
  await batches.addBatch(ctx.sql, { batchId, brandId, currency, holdDays, madeBy: callerId(ctx), madeAt: ctx.now })
  const parts = chosen.map(({ bank, amount, standing }) => ({
    ...{ ...bank!, payoutId: newId(ctx.now), batchId, brandId, personId: standing.personId, minor: amount, currency },
  }))
  for (const part of parts) await batches.addPayout(ctx.sql, part)
  await move(ctx, brandId, 'made', parts)
  return { batchId: batchId as never }
}

/** How many of a brand's people may approve payouts. */
async function approvers(sql: Sql, brandId: BrandId): Promise<number> {
  const roles = await Promise.all([...(await teamOf(sql, brandId))].map((one) => rolesOf(sql, brandId, one)))
  return roles.filter((held) => held.includes('owner') || held.includes('finance')).length
}

const batchesMost = 60

export async function readPayouts(
  ctx: Ctx,
  { brandId }: Input<Api['hosts.payouts']>,
): Promise<Output<Api['hosts.payouts']>> {
  const rows = await batches.batchesOf(ctx.sql, brandId, batchesMost)
  const payouts = await batches.payoutsOf(
    ctx.sql,
    rows.map(({ batchId }) => batchId),
  )
  const several = (await approvers(ctx.sql, brandId)) > 1
  const caller = ctx.who.kind === 'person' ? ctx.who.personId : undefined
  const involved = [
    ...rows.flatMap((one) => [one.madeBy, one.approvedBy ?? []].flat()),
    ...payouts.map((one) => one.personId),
  ]
  const person = await namesOf(ctx.sql, involved)
  return {
    items: rows.map((one) => {
      const own = payouts.filter(({ batchId }) => batchId === one.batchId)
      const amount = (minor: bigint) => wire(money(minor, one.currency))
      return {
        ...{ batchId: one.batchId as never, currency: one.currency, state: one.state, holdDays: one.holdDays },
        ...{ madeBy: person(one.madeBy), madeAt: one.madeAt.toISOString() },
        ...{ approvedBy: one.approvedBy && person(one.approvedBy), approvedAt: one.approvedAt?.toISOString() ?? null },
        total: amount(own.reduce((sum, { minor }) => sum + minor, 0n)),
        mayApprove: one.state === 'draft' && !(several && one.madeBy === caller),
        items: own.map(({ payoutId, personId, minor, holder, last4, state, reason, endedAt }) => ({
          ...{ payoutId: payoutId as never, host: person(personId), amount: amount(minor), holder, last4 },
          ...{ state, reason, endedAt: endedAt?.toISOString() ?? null },
        })),
      }
    }),
  }
}

async function lockedBatch(ctx: Ctx, { brandId, batchId }: { brandId: BrandId; batchId: string }) {
  const batch = await batches.batchLocked(ctx.sql, brandId, batchId)
  if (!batch) throw refuse(problem.unknownPayout)
  return batch
}

/** @throws Refusal hosts.unknownPayout | wrongState | secondPerson */
export async function approvePayout(ctx: Ctx, wish: Input<Api['hosts.approvePayout']>) {
  const batch = await lockedBatch(ctx, wish)
  const by = callerId(ctx)
  if (batch.madeBy === by && (await approvers(ctx.sql, wish.brandId)) > 1) throw refuse(problem.secondPerson)
  if ((await batches.setApproved(ctx.sql, wish.batchId, by, ctx.now)).length === 0) throw refuse(problem.wrongState)
  return ok
}

/** @throws Refusal hosts.unknownPayout | wrongState */
export async function cancelPayout(ctx: Ctx, { brandId, batchId }: Input<Api['hosts.cancelPayout']>) {
  await lockedBatch(ctx, { brandId, batchId })
  if ((await batches.setCancelled(ctx.sql, batchId)).length === 0) throw refuse(problem.wrongState)
  const ids = (await batches.payoutsOf(ctx.sql, [batchId])).map(({ payoutId }) => payoutId)
  const ended = { outcome: 'failed', from: 'waiting', reason: '', at: ctx.now } as const
  await move(ctx, brandId, 'failed', await batches.endPayouts(ctx.sql, ids, ended))
  return ok
}

/**
 * What the bank did. What was said before stays: the same again changes nothing; a payout that was paid may still come
 * back, one that has failed is over.
 * @throws Refusal hosts.unknownPayout | wrongState
 */
export async function settlePayout(ctx: Ctx, wish: Input<Api['hosts.settlePayout']>) {
  const { brandId, batchId, payoutIds, outcome, reason } = wish
  const batch = await lockedBatch(ctx, { brandId, batchId })
  if (batch.state !== 'approved') throw refuse(problem.wrongState)
  const own = await batches.payoutsOf(ctx.sql, [batchId])
  const chosen = own.filter(({ payoutId }) => payoutIds.includes(payoutId as never))
  if (chosen.length !== new Set(payoutIds).size) throw refuse(problem.unknownPayout)
  if (outcome === 'paid' && chosen.some(({ state }) => state === 'failed')) throw refuse(problem.wrongState)
  const end = (from: 'waiting' | 'paid') =>
    batches.endPayouts(ctx.sql, payoutIds, { outcome, from, reason, at: ctx.now })
  const returned = outcome === 'failed' ? await end('paid') : []
  const ended = await end('waiting')
  if (ended.length > 0) await move(ctx, brandId, outcome, ended)
  if (returned.length > 0) await move(ctx, brandId, 'returned', returned)
  return ok
}
