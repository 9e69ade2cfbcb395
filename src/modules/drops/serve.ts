import type { Ctx } from '../../ctx.ts'
import type { DropId } from '../../lib/ids.ts'
import { appendToShow } from '../shows/shows.ts'
import { heldBy, poolState } from '../stock/stock.ts'
import { decideClaims } from './decide.ts'
import type { DropEvent } from './events.ts'
import { exceptionsOf } from './household.ts'
import { drawOrder, servedFrom } from './line.ts'
import { mailOffer } from './offers.ts'
import * as store from './store.ts'
import { take, winning } from './take.ts'
import * as line from './ticket-store.ts'

const servedAtOnce = 1000
/** A browser says within seconds that its person was told; whoever has not been by then gets a mail. */
const mailAfterMs = 20_000

/**
 * Serves the line of a drop: decides the draw when its window is over, then gives what is free to whoever is next,
 * for the length of a hold. Does nothing before, and nothing twice: it works under the lock of the pool.
 */
export async function serveLine(ctx: Ctx, { dropId }: { dropId: DropId }): Promise<void> {
  const { sql, now } = ctx
  const pool = await poolState(sql, dropId, { lock: true })
  const drop = await store.lockedDrop(sql, dropId)
  if (!pool || !drop || drop.closedAt || now < servedFrom(drop)) return
  if (drop.fairSeconds > 0 && !drop.drawnAt) await draw(ctx, drop)
  if (pool.free === 0) return
  const next = await line.nextInLine(sql, dropId, pool.free, servedAtOnce)
  if (next.length === 0) return
  const personIds = next.map(({ personId }) => personId)
  const held = await heldBy(sql, dropId, personIds)
  const { barred } = await exceptionsOf(sql, { dropId, watched: true }, personIds)
  const wishes = next.map(({ ticketId, personId, quantity }) => ({ personId, key: ticketId, quantity }))
  const { verdicts } = decideClaims(
    { open: true, closed: false, perBuyer: drop.perBuyer },
    { free: pool.free, held, barred },
    wishes,
  )
  const won = next.flatMap((ticket, i) =>
    'won' in verdicts[i]! ? [{ ticket, claim: winning(drop, { ...ticket, key: ticket.ticketId }, now) }] : [],
  )
  // Sold out for now is no reason to leave the line.
  const out = next.flatMap(({ ticketId }, i) => {
    const verdict = verdicts[i]!
    return 'refused' in verdict && verdict.refused.code !== 'drops.soldOut'
      ? [{ ticketId, why: verdict.refused.code }]
      : []
  })
  if (out.length > 0) await line.setOut(sql, now, out)
  if (won.length > 0) await give(ctx, drop, pool, won)
}

type Won = { ticket: line.TicketRow; claim: store.ClaimRow }

async function give(ctx: Ctx, drop: store.DropRow, pool: Parameters<typeof take>[3], won: readonly Won[]) {
  const { sql, now } = ctx
  await line.setWon(
    sql,
    now,
    won.map(({ ticket, claim }) => ({ ...claim, ticketId: ticket.ticketId })),
  )
  const { writes } = take(
    sql,
    now,
    drop,
    pool,
    won.map(({ claim }) => claim),
  )
  await Promise.all(writes)
  const served: DropEvent = {
    type: 'drop.served',
    body: { dropId: drop.dropId, places: won.map(({ ticket }) => ticket.place) },
  }
  await appendToShow(ctx, drop.showId, [served])
  const at = new Date(now.getTime() + mailAfterMs)
  for (const { ticket } of won) await ctx.later(mailOffer, { ticketId: ticket.ticketId }, { at })
}

/** The order among those who came before or within the window. */
async function draw(ctx: Ctx, drop: store.DropRow): Promise<void> {
  const order = drawOrder(drop.seed!, await line.waitingIds(ctx.sql, drop.dropId))
  await line.setPlaces(ctx.sql, drop.dropId, order, ctx.now)
  const drawn: DropEvent = {
    type: 'drop.drawn',
    body: { dropId: drop.dropId, seed: drop.seed!, tickets: order.length },
  }
  await appendToShow(ctx, drop.showId, [drawn])
}
