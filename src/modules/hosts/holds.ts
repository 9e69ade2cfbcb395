import type { Ctx } from '../../ctx.ts'
import { type BrandId, type Id, newId, type PersonId, type ShowId } from '../../lib/ids.ts'
import type { Currency } from '../../lib/money.ts'
import type { Sql } from '../../lib/sql.ts'
import { earn } from './accrual.ts'
import * as store from './hold-store.ts'

export type HoldId = Id<'earningHold'>
export type Held = { brandId: BrandId; personId: PersonId; showId: ShowId; minor: bigint; currency: Currency }

/** What the gifts of a show have earned its host, by currency. */
export const giftsEarned = (sql: Sql, showId: ShowId): Promise<Held[]> => store.giftsEarned(sql, showId)

/** Everybody who has hosted a show of a brand. */
export const hostsOf = async (sql: Sql, brandId: BrandId): Promise<PersonId[]> =>
  (await store.hostsOf(sql, brandId)).map(({ personId }) => personId)

/** A part of an earning is not paid out until it is released. */
export async function holdEarning(ctx: Ctx, held: Held): Promise<HoldId> {
  const holdId = newId<'earningHold'>(ctx.now)
  await store.addHold(ctx.sql, holdId, held, ctx.now)
  return holdId
}

/** What these holds keep back. */
export const heldEarnings = (sql: Sql, holdIds: readonly string[]) => store.holdsByIds(sql, holdIds)

/** It can be paid out. Released twice is released once. */
export async function releaseEarning(ctx: Ctx, holdId: HoldId): Promise<void> {
  await store.releaseHold(ctx.sql, holdId, ctx.now)
}

/** It is taken back from the host: once, in the ledger too. It waits for no returns, and so counts at once. */
export async function takeBackHeld(ctx: Ctx, holdId: HoldId): Promise<void> {
  const [held] = await store.releaseHold(ctx.sql, holdId, ctx.now)
  if (!held) return
  const { minor, ...whose } = held
  const back = { key: `host.giftsBack/${holdId}`, kind: 'clawback' as const, orderId: null, since: new Date(0) }
  await earn(ctx, { ...whose, ...back, minor: -minor })
}
