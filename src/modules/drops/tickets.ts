import { type Ctx, callerId } from '../../ctx.ts'
import { type Batch, batch } from '../../lib/batch.ts'
import type { Clock } from '../../lib/clock.ts'
import { type DropId, newId, type PersonId } from '../../lib/ids.ts'
import { type Problem, refuse } from '../../lib/problems.ts'
import type { Database, Sql } from '../../lib/sql.ts'
import { heldBy, holdsById } from '../stock/stock.ts'
import { exceptionsOf, noteFindings, sharedDevice, unitsByMark } from './household.ts'
import { standingOf, type TicketStanding } from './line.ts'
import { dropProblems as problem } from './problems.ts'
import * as store from './store.ts'
import { decideTickets, type TicketWish } from './ticket-rules.ts'
import * as line from './ticket-store.ts'

/** What its holder sees of a ticket. */
export type TicketView = {
  ticketId: string
  number: number
  /** Its place in the order of service; null while a draw has not decided. */
  place: number | null
  /** How many are served before it; null while that is not known or over. */
  ahead: number | null
  state: TicketStanding
  why: string | null
  lineId: string | null
  expiresAt: string | null
}

type Wish = TicketWish & { personId: PersonId }
type Answer = { ticket: line.TicketRow } | { refused: Problem }

/** Tickets of drops, taken by thousands in the seconds around an opening: gathered like claims. */
export type Tickets = {
  /**
   * A place in the line of a drop, before it opens or after it sold out. One a person: taking it again answers the
   * same one, from any device of the account.
   * @throws Refusal drops.unknownDrop | closed | limitReached | limitShared | machine | hoarding
   */
  take(ctx: Ctx, wish: { dropId: DropId; quantity: number; device?: string | undefined }): Promise<TicketView>
}

export function tickets(database: Database, clock: Clock): Tickets {
  const batched: Batch<DropId, Wish, Answer> = batch((dropId, wishes) =>
    database.write((sql) => takeMany(sql, clock.now(), dropId, wishes)),
  )
  return {
    async take(ctx, { dropId, quantity, device }) {
      const answer = await batched(dropId, { personId: callerId(ctx), quantity, device })
      if ('refused' in answer) throw refuse(answer.refused)
      return viewOf(ctx.sql, ctx.now, answer.ticket)
    },
  }
}

/** One batch: under the lock of the drop's row numbers are given in the order of arrival. One transaction. */
async function takeMany(sql: Sql, now: Date, dropId: DropId, wishes: readonly Wish[]): Promise<Answer[]> {
  const personIds = wishes.map((wish) => wish.personId)
  const devices = wishes.flatMap((wish) => wish.device ?? [])
  const [locked, drop, latest, held, shared, waiting] = await Promise.all([
    store.lockedDrop(sql, dropId),
    store.dropToClaim(sql, dropId),
    line.latestTickets(sql, dropId, personIds),
    heldBy(sql, dropId, personIds),
    unitsByMark(sql, dropId, 'device', devices),
    devices.length > 0 ? line.waitingByDevice(sql, dropId, devices) : [],
  ])
  if (!locked || !drop) return wishes.map(() => ({ refused: problem.unknownDrop }))
  const { barred, excused } = await exceptionsOf(sql, drop, personIds)
  const heldByDevice = shared.total(excused)
  for (const { device, personId, quantity } of waiting) {
    if (!excused.has(personId)) heldByDevice.set(device, (heldByDevice.get(device) ?? 0) + quantity)
  }
  const mine = new Map(latest.filter(({ state }) => state === 'waiting').map((ticket) => [ticket.personId, ticket]))
  const excusedWishes = wishes.map((wish) => (excused.has(wish.personId) ? { ...wish, device: undefined } : wish))
  const verdicts = decideTickets(
    { closed: drop.closedAt !== null, perBuyer: drop.perBuyer },
    { held, heldByDevice, barred, waiting: new Set(mine.keys()) },
    excusedWishes,
  )
  let number = locked.tickets
  const fresh = wishes.flatMap((wish, i): line.NewTicket[] => {
    if (verdicts[i] !== 'fresh') return []
    const { personId, quantity, device = null } = wish
    return [{ ticketId: newId<'ticket'>(now), personId, number: ++number, quantity, device }]
  })
  if (fresh.length > 0) {
    await Promise.all([line.insertTickets(sql, now, dropId, fresh), line.setNumbersGiven(sql, dropId, number)])
    for (const ticket of fresh)
      mine.set(ticket.personId, { ...ticket, ...untouched, dropId, place: ticket.number, takenAt: now })
  }
  const refused = wishes.filter((_, i) => verdicts[i] === problem.limitShared)
  await noteFindings(sql, now, drop, sharedDevice(refused, drop))
  return wishes.map((wish, i): Answer => {
    const verdict = verdicts[i]!
    return typeof verdict === 'string' ? { ticket: mine.get(wish.personId)! } : { refused: verdict }
  })
}

const untouched = { state: 'waiting', why: null, holdId: null, lineId: null, expiresAt: null, seenAt: null } as const

async function viewOf(sql: Sql, now: Date, ticket: line.TicketRow): Promise<TicketView> {
  const { ticketId, dropId, number, why, lineId, holdId } = ticket
  const drop = await store.dropById(sql, dropId)
  const decided = drop !== undefined && (drop.fairSeconds === 0 || drop.drawnAt !== null)
  const hold = holdId ? (await holdsById(sql, [holdId])).get(holdId) : undefined
  const state = standingOf(ticket, hold, now)
  const place = decided ? ticket.place : null
  return {
    ...{ ticketId, number, place, state, why, lineId },
    ahead: state === 'waiting' && place !== null ? await line.aheadOf(sql, dropId, place) : null,
    expiresAt: state === 'won' ? (hold?.expiresAt.toISOString() ?? null) : null,
  }
}

/** The caller's latest ticket of a drop. @throws Refusal drops.noTicket */
export async function readTicket(ctx: Ctx, { dropId }: { dropId: DropId }): Promise<TicketView> {
  const [ticket] = await line.latestTickets(ctx.sql, dropId, [callerId(ctx)])
  if (!ticket) throw refuse(problem.noTicket)
  return viewOf(ctx.sql, ctx.now, ticket)
}

/** Gives one's place up. @throws Refusal drops.noTicket */
export async function leaveLine(ctx: Ctx, { dropId }: { dropId: DropId }): Promise<void> {
  if (!(await line.leaveLine(ctx.sql, ctx.now, dropId, callerId(ctx)))) throw refuse(problem.noTicket)
}

/** The browser has told its person that it is their turn: no mail is needed. */
export async function seeOffer(ctx: Ctx, { dropId }: { dropId: DropId }): Promise<void> {
  await line.noteSeen(ctx.sql, ctx.now, dropId, callerId(ctx))
}

/** A guest has become an account: their places come along, in each line the better one. */
export async function mergeTickets(ctx: Ctx, { guestId, personId }: { guestId: PersonId; personId: PersonId }) {
  await line.mergeTickets(ctx.sql, ctx.now, guestId, personId)
  await line.giveTickets(ctx.sql, guestId, personId)
}
