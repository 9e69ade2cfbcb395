import type { Ctx } from '../../ctx.ts'
import { fact } from '../../lib/facts.ts'
import type { ShowId } from '../../lib/ids.ts'
import type { AnyJob } from '../../lib/jobs.ts'
import { type Currency, money } from '../../lib/money.ts'
import { brandById } from '../accounts/accounts.ts'
import { settingsOf } from '../coins/coins.ts'
import { earnGifts, giftShareOf } from '../hosts/hosts.ts'
import { balancesLocked, post } from '../ledger/ledger.ts'
import { showFor } from '../shows/shows.ts'
import { usualRate, withHostShare } from './decide.ts'
import { endPledgesOf } from './pledges.ts'
import { shared } from './postings.ts'
import * as store from './store.ts'

/** The host's share of a show's gifts is their earning now. */
export const giftsShared = fact<{ showId: ShowId }>('gifts.shared')

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
    await endPledgesOf(ctx, brandId, showId)
    const [takings, rates, brand, { taxRateBp }, hostBp] = await Promise.all([
      store.takeTakings(ctx.sql, showId, ctx.now),
      store.ratesOf(ctx.sql, brandId),
      brandById(ctx.sql, brandId),
      settingsOf(ctx.sql, brandId),
      giftShareOf(ctx.sql, showId, ctx.now),
    ])
    const rateOf = (from: Date) => {
      const rate = rates.find((one) => one.from.getTime() === from.getTime()) ?? usualRate
      return hostBp === undefined ? rate : withHostShare(rate, hostBp)
    }
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
    for (const { key, postings } of transfers) {
      const ofHost = postings.find(({ account }) => account.purpose === 'hostShare')
      if (ofHost)
        await earnGifts(ctx, { showId, key, amount: money(ofHost.minor, ofHost.account.currency as Currency) })
    }
    await giftsShared.tell(ctx, { showId })
  },
}

export const giftsJobs: readonly AnyJob[] = [shareOut]
