import { newId, type PersonId } from '../src/lib/ids.ts'
import { money } from '../src/lib/money.ts'
import { toppedUp } from '../src/modules/coins/postings.ts'
import { post } from '../src/modules/ledger/ledger.ts'
import type { OnAir } from './on-air.ts'

export type Purse = { personId: PersonId; coins: number; minor: number }

/** Coins in purses, as paid top-ups bring them. */
export const fillPurses = ({ house, world }: OnAir, people: readonly Purse[]) =>
  house.inCtx(async (ctx) => {
    const tops = people.map(({ personId, coins, minor }) =>
      toppedUp({
        ...{ topUpId: newId(ctx.now), personId, provider: 'fake', coins: BigInt(coins) },
        amount: money(minor, 'EUR'),
      }),
    )
    await Promise.all((await post(ctx.sql, ctx.now, world.brandId, tops)).writes)
  })
