import type { Ctx } from '../../ctx.ts'
import type { ShowId } from '../../lib/ids.ts'
import type { AnyJob } from '../../lib/jobs.ts'
import { money } from '../../lib/money.ts'
import { brandById } from '../accounts/accounts.ts'
import { settingsOf } from '../coins/coins.ts'
import { balancesLocked, post } from '../ledger/ledger.ts'
import { showFor } from '../shows/shows.ts'
import { usualRate } from './decide.ts'
import { shared } from './postings.ts'
import * as store from './store.ts'

export const hearShowEnded = (ctx: Ctx, { showId }: { showId: ShowId }) => ctx.later(shareOut, { showId })

/**
 * A show is over: what was spent in it goes to whom it belongs, once. It waits for the book, as whoever sends does: what
 * was sent before the end is there, and nothing comes after.
 */
const shareOut = {
  name: 'gifts.shareOut',
  async run(ctx: Ctx, { showId }: { showId: ShowId }): Promise<void> {
    const { brandId } = await showFor(ctx.sql, showId)
    await balancesLocked(ctx.sql, brandId, ['gifts'], [showId])
    const [takings, rates, brand, { taxRateBp }] = await Promise.all([
      store.takeTakings(ctx.sql, showId, ctx.now),
      store.ratesOf(ctx.sql, brandId),
      brandById(ctx.sql, brandId),
      settingsOf(ctx.sql, brandId),
    ])
    const rateOf = (from: Date) => rates.find((rate) => rate.from.getTime() === from.getTime()) ?? usualRate
    const transfers = takings
      .filter(({ minor }) => minor > 0n)
      .map(({ rateFrom, currency, minor }) =>
        shared(
          { showId, rate: rateOf(rateFrom), gross: money(minor, currency) },
          { country: brand!.country, taxRateBp },
        ),
      )
    const { answer, writes } = await post(ctx.sql, ctx.now, brandId, transfers)
    await Promise.all(writes)
    if (answer.some((one) => 'refused' in one)) throw new Error(`the gifts of ${showId} could not be shared out`)
  },
}

export const giftsJobs: readonly AnyJob[] = [shareOut]
