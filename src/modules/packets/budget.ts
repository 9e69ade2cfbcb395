import type { Ctx } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import type { ShowId } from '../../lib/ids.ts'
import { money, unwire, wire } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import { brandById } from '../accounts/accounts.ts'
import { purseOf } from '../ledger/ledger.ts'
import { showFor } from '../shows/shows.ts'
import type { packetsContract } from './contract.ts'
import { budgetAccount, budgetChanged, posted } from './postings.ts'
import { packetProblems as problem } from './problems.ts'
import * as store from './store.ts'

type Api = typeof packetsContract

const over = new Set(['ended', 'replay', 'cancelled'])

/** A show and the currency of its brand. @throws Refusal shows.unknownShow | packets.showOver */
export async function showToGiveIn(ctx: Ctx, showId: ShowId, { lock = false } = {}) {
  const show = await showFor(ctx.sql, showId, { lock })
  if (over.has(show.status)) throw refuse(problem.showOver)
  const { currency } = (await brandById(ctx.sql, show.brandId))!
  return { showId, brandId: show.brandId, currency, status: show.status }
}

/** What was put up for a show, and what of it may still be given away. */
export async function readBudget(ctx: Ctx, { showId }: Input<Api['packets.budget']>) {
  const { brandId } = await showFor(ctx.sql, showId)
  const { currency } = (await brandById(ctx.sql, brandId))!
  const budget = await store.budgetOf(ctx.sql, showId)
  const { posted: left } = await purseOf(ctx.sql, brandId, budgetAccount({ brandId, showId, currency }), 0)
  return { put: wire(money(budget?.putMinor ?? 0n, currency)), left: wire(money(left, currency)) }
}

/** @throws Refusal packets.showOver | wrongCurrency | budgetInUse */
export async function setBudget(ctx: Ctx, { showId, amount }: Input<Api['packets.setBudget']>) {
  const of = await showToGiveIn(ctx, showId, { lock: true })
  const { minor, currency } = unwire(amount)
  if (currency !== of.currency) throw refuse(problem.wrongCurrency, { currency: of.currency })
  if (minor < 0n) throw refuse(problem.budgetInUse)
  const budget = await store.lockedBudget(ctx.sql, of)
  const [more, changes] = [minor - budget.putMinor, budget.changes + 1]
  if (more !== 0n) {
    await store.setBudget(ctx.sql, { showId, putMinor: minor, changes, closedAt: null })
    await Promise.all(await posted(ctx.sql, ctx.now, of, budgetChanged(of, changes, more), problem.budgetInUse))
  }
  return readBudget(ctx, { showId })
}

/** The show is over: what is left goes back to the brand. Doing it again gives back what has come since. */
export async function closeBudget(ctx: Ctx, showId: ShowId): Promise<void> {
  const there = await store.budgetOf(ctx.sql, showId)
  if (!there) return
  const budget = await store.lockedBudget(ctx.sql, there)
  const { posted: left } = await purseOf(ctx.sql, budget.brandId, budgetAccount(budget), 0)
  const changes = budget.changes + 1
  await store.setBudget(ctx.sql, { ...budget, changes, closedAt: ctx.now })
  if (left > 0n) await Promise.all(await posted(ctx.sql, ctx.now, budget, budgetChanged(budget, changes, -left)))
}
