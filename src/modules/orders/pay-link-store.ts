import type { BrandId, Id, OrderId, PersonId } from '../../lib/ids.ts'
import { type Currency, money } from '../../lib/money.ts'
import { first, json, type Sql } from '../../lib/sql.ts'
import type { CancelledBy, OrderState } from './decide.ts'
import type { FrozenLine } from './store.ts'

export type PayLinkId = Id<'payLink'>
export type PayLink = {
  payLinkId: PayLinkId
  brandId: BrandId
  madeBy: PersonId
  madeByName: string
  note: string
  lines: FrozenLine[]
  currency: Currency
  itemsMinor: bigint
  madeAt: Date
  expiresAt: Date
  cancelledAt: Date | null
  order: {
    orderId: OrderId
    personId: PersonId
    number: string
    state: OrderState
    cancelledBy: CancelledBy | null
  } | null
}

/** A line as it is kept: amounts as digits, all in the currency of the link. */
type KeptLine = Omit<FrozenLine, 'unitPrice' | 'compareAt' | 'off' | 'surcharge'> & {
  unit: string
  compare: string | null
  off: string
  more: string
}

const keep = ({ unitPrice, compareAt, off, surcharge, ...line }: FrozenLine): KeptLine => ({
  ...{ ...line, unit: unitPrice.minor.toString(), compare: compareAt?.minor.toString() ?? null, off: off.toString() },
  more: surcharge.toString(),
})

type Row = Omit<PayLink, 'lines' | 'order'> & {
  lines: KeptLine[]
  orderId: OrderId | null
  orderPerson: PersonId | null
  number: string | null
  state: OrderState | null
  cancelledBy: CancelledBy | null
}

function fromRow({ lines, orderId, orderPerson, number, state, cancelledBy, ...row }: Row): PayLink {
  const of = (minor: string) => money(BigInt(minor), row.currency)
  return {
    ...row,
    lines: lines.map(({ unit, compare, off, more, ...line }) => ({
      ...{
        ...line,
        unitPrice: of(unit),
        compareAt: compare === null ? null : of(compare),
        off: BigInt(off),
        surcharge: BigInt(more),
      },
    })),
    order: orderId && { orderId, personId: orderPerson!, number: number!, state: state!, cancelledBy },
  }
}

export async function addPayLink(sql: Sql, link: Omit<PayLink, 'order' | 'cancelledAt'>): Promise<void> {
  await sql`
    insert into orders.pay_links (pay_link_id, brand_id, made_by, made_by_name, note, lines, currency, items_minor,
      made_at, expires_at)
    values (${link.payLinkId}, ${link.brandId}, ${link.madeBy}, ${link.madeByName}, ${link.note},
      ${json(link.lines.map(keep))}::jsonb, ${link.currency}, ${link.itemsMinor}, ${link.madeAt}, ${link.expiresAt})`
}

/** Of two who fill it in, or one who does while it is called off, the second waits here. */
export const lockPayLink = (sql: Sql, payLinkId: string) =>
  sql`select 1 from orders.pay_links where pay_link_id = ${payLinkId} for update`

export async function payLinkById(sql: Sql, payLinkId: string): Promise<PayLink | undefined> {
  const rows = await sql<Row>`
    select l.*, o.person_id as order_person, o.number, o.state, o.cancelled_by
    from orders.pay_links l left join orders.orders o using (order_id) where pay_link_id = ${payLinkId}`
  return first(rows.map(fromRow))
}

export async function payLinksOf(
  sql: Sql,
  brandId: BrandId,
  { after, most }: { after: string | null; most: number },
): Promise<PayLink[]> {
  const rows = await sql<Row>`
    select l.*, o.person_id as order_person, o.number, o.state, o.cancelled_by
    from orders.pay_links l left join orders.orders o using (order_id)
    where l.brand_id = ${brandId} and (${after}::uuid is null or pay_link_id < ${after}::uuid)
    order by pay_link_id desc limit ${most}`
  return rows.map(fromRow)
}

export const setLinkOrdered = (sql: Sql, payLinkId: PayLinkId, orderId: OrderId) =>
  sql`update orders.pay_links set order_id = ${orderId} where pay_link_id = ${payLinkId}`

export const setLinkCancelled = (sql: Sql, now: Date, payLinkId: PayLinkId) =>
  sql`update orders.pay_links set cancelled_at = ${now} where pay_link_id = ${payLinkId}`
