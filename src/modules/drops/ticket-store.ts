import type { DropId, HoldId, Id, PersonId, ShowId } from '../../lib/ids.ts'
import { first, type Sql } from '../../lib/sql.ts'
import type { TicketState } from './line.ts'

export type TicketId = Id<'ticket'>
export type TicketRow = {
  ticketId: TicketId
  dropId: DropId
  personId: PersonId
  number: number
  place: number
  quantity: number
  device: string | null
  takenAt: Date
  state: TicketState
  why: string | null
  holdId: HoldId | null
  lineId: Id<'line'> | null
  expiresAt: Date | null
  seenAt: Date | null
}

/** The latest ticket of each person. */
export const latestTickets = (sql: Sql, dropId: string, personIds: readonly string[]) => sql<TicketRow>`
  select distinct on (person_id) * from drops.tickets
  where drop_id = ${dropId} and person_id = any(${personIds}::uuid[]) order by person_id, number desc`

/** Units that tickets of these devices wait for, by device and person. */
export const waitingByDevice = (sql: Sql, dropId: string, devices: readonly string[]) =>
  sql<{ device: string; personId: PersonId; quantity: number }>`
    select device, person_id, quantity from drops.tickets
    where drop_id = ${dropId} and device = any(${devices}::text[]) and state = 'waiting'`

export type NewTicket = Pick<TicketRow, 'ticketId' | 'personId' | 'number' | 'quantity' | 'device'>

export const insertTickets = (sql: Sql, now: Date, dropId: string, tickets: readonly NewTicket[]) => sql`
  insert into drops.tickets (ticket_id, drop_id, person_id, number, place, quantity, device, taken_at)
  select t.ticket_id, ${dropId}::uuid, t.person_id, t.number, t.number, t.quantity, t.device, ${now}::timestamptz
  from unnest(${tickets.map((one) => one.ticketId)}::uuid[], ${tickets.map((one) => one.personId)}::uuid[],
    ${tickets.map((one) => one.number)}::int[], ${tickets.map((one) => one.quantity)}::int[],
    ${tickets.map((one) => one.device)}::text[]) as t (ticket_id, person_id, number, quantity, device)`

export const setNumbersGiven = (sql: Sql, dropId: string, tickets: number) =>
  sql`update drops.drops set tickets = ${tickets} where drop_id = ${dropId}`

/** Who takes part in the draw, in the order of arrival. */
export const waitingIds = async (sql: Sql, dropId: string) =>
  (
    await sql<{ ticketId: TicketId }>`
      select ticket_id from drops.tickets where drop_id = ${dropId} and state = 'waiting' order by number`
  ).map(({ ticketId }) => ticketId)

export const setPlaces = (sql: Sql, dropId: string, ticketIds: readonly string[], now: Date) => sql`
  with given as (
    update drops.tickets t set place = o.place from unnest(${ticketIds}::uuid[]) with ordinality as o (ticket_id, place)
    where t.ticket_id = o.ticket_id)
  update drops.drops set drawn_at = ${now} where drop_id = ${dropId}`

/** The first of the line whose wish fits into what is free, locked. */
export const nextInLine = (sql: Sql, dropId: string, free: number, most: number) => sql<TicketRow>`
  select * from drops.tickets where drop_id = ${dropId} and state = 'waiting' and quantity <= ${free}
  order by place limit ${most} for no key update`

export const setWon = (
  sql: Sql,
  now: Date,
  won: readonly { ticketId: string; holdId: string; lineId: string; expiresAt: Date }[],
) => sql`
  update drops.tickets t set state = 'won', served_at = ${now}, hold_id = w.hold_id,
    line_id = w.line_id, expires_at = w.expires_at
  from unnest(${won.map((one) => one.ticketId)}::uuid[], ${won.map((one) => one.holdId)}::uuid[],
    ${won.map((one) => one.lineId)}::uuid[], ${won.map((one) => one.expiresAt)}::timestamptz[]
  ) as w (ticket_id, hold_id, line_id, expires_at)
  where t.ticket_id = w.ticket_id`

export const setOut = (sql: Sql, now: Date, out: readonly { ticketId: string; why: string }[]) => sql`
  update drops.tickets t set state = 'out', why = o.why, served_at = ${now}
  from unnest(${out.map((one) => one.ticketId)}::uuid[], ${out.map((one) => one.why)}::text[]) as o (ticket_id, why)
  where t.ticket_id = o.ticket_id and t.state = 'waiting'`

export const leaveLine = async (sql: Sql, now: Date, dropId: string, personId: string) =>
  (
    await sql`update drops.tickets set state = 'out', why = 'left', served_at = ${now}
      where drop_id = ${dropId} and person_id = ${personId} and state = 'waiting' returning 1`
  ).length > 0

/** The drop is over: nobody waits any more. */
export const endLine = (sql: Sql, now: Date, dropId: string) => sql`
  update drops.tickets set state = 'out', why = 'drops.closed', served_at = ${now}
  where drop_id = ${dropId} and state = 'waiting'`

export const noteSeen = (sql: Sql, now: Date, dropId: string, personId: string) => sql`
  update drops.tickets set seen_at = coalesce(seen_at, ${now})
  where drop_id = ${dropId} and person_id = ${personId} and state = 'won'`

export const ticketById = async (sql: Sql, ticketId: string) =>
  first(await sql<TicketRow>`select * from drops.tickets where ticket_id = ${ticketId}`)

/** How many are served before this place. */
export const aheadOf = async (sql: Sql, dropId: string, place: number) =>
  first(
    await sql<{ ahead: number }>`
      select count(*)::int as ahead from drops.tickets
      where drop_id = ${dropId} and state = 'waiting' and place < ${place}`,
  )!.ahead

export type Line = {
  dropId: DropId
  showId: ShowId
  tickets: number
  waiting: number
  toldTickets: number
  toldWaiting: number
}

/** Lines of drops that are not over: those where somebody waits, or of which the room has not heard the latest. */
export const lines = (sql: Sql) => sql<Line>`
  select d.drop_id, d.show_id, d.tickets, coalesce(w.waiting, 0)::int as waiting, d.told_tickets, d.told_waiting
  from drops.drops d left join (
    select drop_id, count(*) as waiting from drops.tickets where state = 'waiting' group by drop_id
  ) w using (drop_id)
  where d.closed_at is null and (w.waiting > 0 or d.tickets <> d.told_tickets or d.told_waiting > 0)
  order by d.drop_id`

export const setTold = (sql: Sql, { dropId, tickets, waiting }: Line) => sql`
  update drops.drops set told_tickets = ${tickets}, told_waiting = ${waiting} where drop_id = ${dropId}`

/** The guest's place goes to the account; where both wait in one line, the better place stays. */
export const mergeTickets = (sql: Sql, now: Date, guestId: string, personId: string) => sql`
  with twice as (
    select g.ticket_id as guest_ticket, a.ticket_id as account_ticket, g.place < a.place as guest_first
    from drops.tickets g join drops.tickets a using (drop_id)
    where g.person_id = ${guestId} and a.person_id = ${personId} and g.state = 'waiting' and a.state = 'waiting'
  ) update drops.tickets t set state = 'out', why = 'merged', served_at = ${now} from twice
  where t.ticket_id = case when guest_first then account_ticket else guest_ticket end`

export const giveTickets = (sql: Sql, guestId: string, personId: string) =>
  sql`update drops.tickets set person_id = ${personId} where person_id = ${guestId}`
