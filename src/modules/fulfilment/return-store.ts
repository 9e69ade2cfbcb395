import type { BrandId, Id, OrderId, PersonId } from '../../lib/ids.ts'
import { first, type Sql } from '../../lib/sql.ts'
import type { Part, ReturnState } from './decide.ts'
import type { returnReasons } from './returns-contract.ts'

export type ReturnId = Id<'return'>
export type Return = {
  returnId: ReturnId
  brandId: BrandId
  orderId: OrderId
  personId: PersonId
  state: ReturnState
  reason: (typeof returnReasons)[number]
  words: string
  answer: string
  askedAt: Date
  decidedAt: Date | null
  receivedAt: Date | null
  refundId: Id<'refund'> | null
}
export type ReturnLine = Part & { returnId: ReturnId; restocked: number; scrapped: number }

export type NewReturn = Pick<Return, 'returnId' | 'brandId' | 'orderId' | 'personId' | 'reason' | 'words'>

export async function addReturn(sql: Sql, now: Date, wish: NewReturn, parts: readonly Part[]): Promise<void> {
  const { returnId, brandId, orderId, personId, reason, words } = wish
  await sql`
    insert into fulfilment.returns (return_id, brand_id, order_id, person_id, state, reason, words, asked_at)
    values (${returnId}, ${brandId}, ${orderId}, ${personId}, 'asked', ${reason}, ${words}, ${now})`
  await sql`
    insert into fulfilment.return_lines (return_id, line_id, quantity)
    select ${returnId}::uuid, * from unnest(${parts.map(({ lineId }) => lineId)}::uuid[],
      ${parts.map(({ quantity }) => quantity)}::int[])`
}

export const returnsByIds = (sql: Sql, returnIds: readonly string[]): Promise<Return[]> => sql<Return>`
  select * from fulfilment.returns where return_id = any(${returnIds}::uuid[]) order by return_id`

export const returnsOfOrder = (sql: Sql, orderId: OrderId): Promise<Return[]> => sql<Return>`
  select * from fulfilment.returns where order_id = ${orderId} order by return_id`

export const returnsOfBrand = (
  sql: Sql,
  brandId: BrandId,
  { state, after, most }: { state: string | null; after: string | null; most: number },
): Promise<Return[]> => sql<Return>`
  select * from fulfilment.returns
  where brand_id = ${brandId} and (${state}::text is null or state = ${state})
    and (${after}::uuid is null or return_id < ${after}::uuid)
  order by return_id desc limit ${most}`

export const returnLinesOf = (sql: Sql, returnIds: readonly ReturnId[]): Promise<ReturnLine[]> => sql<ReturnLine>`
  select return_id, line_id, quantity, restocked, scrapped from fulfilment.return_lines
  where return_id = any(${returnIds}::uuid[])`

/** Units of an order that somebody has asked to send back, and that have not arrived. */
export const partsAsked = (sql: Sql, orderId: OrderId): Promise<Part[]> => sql<Part>`
  select line_id, sum(line.quantity)::int as quantity
  from fulfilment.return_lines line join fulfilment.returns using (return_id)
  where order_id = ${orderId} and state in ('asked', 'accepted') group by line_id`

export async function setAnswer(
  sql: Sql,
  now: Date,
  returnId: ReturnId,
  { state, answer }: { state: ReturnState; answer: string },
): Promise<void> {
  await sql`
    update fulfilment.returns set state = ${state}, answer = ${answer}, decided_at = ${now}
    where return_id = ${returnId}`
}

export async function setReceived(
  sql: Sql,
  now: Date,
  returnId: ReturnId,
  lines: readonly { lineId: string; restocked: number; scrapped: number }[],
): Promise<void> {
  await sql`update fulfilment.returns set state = 'received', received_at = ${now} where return_id = ${returnId}`
  await sql`
    update fulfilment.return_lines as line set restocked = l.restocked, scrapped = l.scrapped
    from unnest(${lines.map(({ lineId }) => lineId)}::uuid[], ${lines.map(({ restocked }) => restocked)}::int[],
      ${lines.map(({ scrapped }) => scrapped)}::int[]) as l(line_id, restocked, scrapped)
    where line.return_id = ${returnId} and line.line_id = l.line_id`
}

export async function setRefunded(sql: Sql, returnId: ReturnId, refundId: Id<'refund'>): Promise<void> {
  await sql`update fulfilment.returns set state = 'refunded', refund_id = ${refundId} where return_id = ${returnId}`
}

export const ownerOfReturn = async (sql: Sql, returnId: string) =>
  first(
    await sql<{ brandId: BrandId; personId: PersonId }>`
      select brand_id, person_id from fulfilment.returns where return_id = ${returnId}`,
  )

/** A guest has become an account. */
export async function setPerson(sql: Sql, from: PersonId, to: PersonId): Promise<void> {
  await sql`update fulfilment.returns set person_id = ${to} where person_id = ${from}`
}
