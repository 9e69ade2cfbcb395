import type { AnyJob, Beat } from '../../lib/jobs.ts'
import { appendToShow } from '../shows/shows.ts'
import { poolState } from '../stock/stock.ts'
import { servedFrom } from './line.ts'
import { mailOffer } from './offers.ts'
import { serveLine } from './serve.ts'
import * as store from './store.ts'
import * as line from './ticket-store.ts'

const serve = { name: 'drops.serveLine', run: serveLine }

/** Each line is served by a job of its own, so that one that fails stops no other. The room hears how long it is. */
const callLines: Beat = {
  name: 'drops.callLines',
  everyMs: 250,
  async run(ctx) {
    const lines = await line.lines(ctx.sql)
    for (const { dropId, waiting } of lines) {
      const drop = waiting > 0 ? await store.dropById(ctx.sql, dropId) : undefined
      if (!drop || ctx.now < servedFrom(drop)) continue
      const mayGo = (drop.fairSeconds > 0 && !drop.drawnAt) || (await poolState(ctx.sql, dropId))!.free > 0
      if (mayGo) await ctx.later(serve, { dropId }, { key: `drops.serve.${dropId}` })
    }
    const news = lines.filter((one) => one.tickets !== one.toldTickets || one.waiting !== one.toldWaiting)
    // All rows before any log: whoever serves a line takes them in this order too.
    for (const one of news) await line.setTold(ctx.sql, one)
    for (const { dropId, showId, tickets, waiting } of news) {
      await appendToShow(ctx, showId, [{ type: 'drop.lineChanged', body: { dropId, tickets, waiting } }])
    }
  },
}

export const dropsJobs: readonly AnyJob[] = [serve, mailOffer]
export const dropsBeats: readonly Beat[] = [callLines]
