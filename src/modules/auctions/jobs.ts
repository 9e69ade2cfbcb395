import type { AnyJob, Beat } from '../../lib/jobs.ts'
import { keepTime } from './hammer.ts'
import { mailBidder } from './mailing.ts'
import { dueAuctions } from './store.ts'

const time = { name: 'auctions.keepTime', run: keepTime }

/** Each auction is opened and ended by a job of its own, so that one that fails stops no other. */
const callTime: Beat = {
  name: 'auctions.callTime',
  everyMs: 250,
  async run(ctx) {
    for (const { auctionId } of await dueAuctions(ctx.sql, ctx.now)) {
      await ctx.later(time, { auctionId }, { key: `auctions.time.${auctionId}` })
    }
  },
}

export const auctionsJobs: readonly AnyJob[] = [time, mailBidder]
export const auctionsBeats: readonly Beat[] = [callTime]
