import type * as z from 'zod'
import type {
  BrandId,
  DropId,
  HoldId,
  Id,
  IntentId,
  OrderId,
  PersonId,
  ProductId,
  ShowId,
  VariantId,
} from '../../lib/ids.ts'
import type { Locale, LocalText } from '../../lib/local-text.ts'
import { type Currency, money } from '../../lib/money.ts'
import { json, type Sql } from '../../lib/sql.ts'
import type { addressShape } from '../accounts/contract.ts'
import type { Personal } from '../catalog/state.ts'
import type { LineId } from './bag-store.ts'
import type { CancelledBy, LineUnits, OrderState, Standing } from './decide.ts'
import type { billingShape, bundleView, giftShape } from './order-shapes.ts'
import type { Priced, Totals } from './price.ts'
import type { StoreId } from './stores-store.ts'
import type { TaxRegime } from './tax.ts'

export type Address = z.output<typeof addressShape>
export type Billing = z.output<typeof billingShape>
export type Gift = z.output<typeof giftShape>

/** Who bought: whom it goes to, unless another was named. */
export const buyerName = ({ address, billing }: Pick<Order, 'address' | 'billing'>) => billing?.name ?? address.name

export type NewOrder = {
  orderId: OrderId
  brandId: BrandId
  personId: PersonId
  number: string
  email: string
  locale: Locale
  address: Address
  /** A path on this install. */
  returnTo: string
  deliveryMethodId: string
  totals: Totals
  payBefore: Date
  /** The order in whose parcel it goes. */
  shipsWith: OrderId | null
  /** Null: from before tax was by destination. */
  taxRegime: TaxRegime | null
  deliveryRateBp: number | null
  /** Where it is collected. */
  storeId: StoreId | null
  /** Whom the invoice is for; null: whom the address names. */
  billing: Billing | null
  gift: Gift | null
}

export type Order = NewOrder &
  Standing & {
    /** Links of other versions open nothing. */
    linkVersion: number
    /** It was called off; what it paid for the delivery carries others. */
    deliveryKept: boolean
    placedAt: Date
    paidAt: Date | null
    /** Never, when the money came too late and went back. */
    soldAt: Date | null
    intentId: IntentId | null
    /** Nothing of it is packed until somebody has looked at it. */
    inReview: boolean
    carrier: string | null
    tracking: string | null
    sentAt: Date | null
  }

export type OrderLine = Priced & {
  lineId: LineId
  orderId: OrderId
  productId: ProductId
  variantId: VariantId
  sku: string
  title: LocalText
  options: Record<string, string>
  pictureUrl: string | null
  showId: ShowId | null
  dropId: DropId | null
  holdId: HoldId
  /** The bundle it was bought in. */
  bundle: Bundle | null
  popUpId: Id<'popUp'> | null
  personal: Personal[]
  surcharge: bigint
  final: boolean
  /** One unit, packed; null: nobody knew. */
  weightGrams: number | null
} & LineUnits

export type Bundle = z.output<typeof bundleView>

type Row = Omit<Order, 'totals'> & {
  currency: Currency
  itemsMinor: bigint
  discountMinor: bigint
  deliveryMinor: bigint
  taxMinor: bigint
  totalMinor: bigint
  taxIncluded: boolean
}

function fromRow({ currency, itemsMinor, discountMinor, deliveryMinor, taxMinor, totalMinor, ...rest }: Row): Order {
  const { taxIncluded, ...row } = rest
  const of = (minor: bigint) => money(minor, currency)
  const totals = { items: of(itemsMinor), discount: of(discountMinor), delivery: of(deliveryMinor) }
  return { ...row, totals: { ...totals, tax: of(taxMinor), total: of(totalMinor), taxIncluded } }
}

/** The next number of this install; numbers may be missing. */
export const nextNumber = async (sql: Sql): Promise<bigint> =>
  (await sql<{ number: bigint }>`select nextval('orders.numbers') as number`)[0]!.number

export async function addOrder(sql: Sql, now: Date, order: NewOrder): Promise<void> {
  const { totals } = order
  await sql`
    insert into orders.orders (order_id, brand_id, person_id, number, state, email, locale, address, return_to,
      delivery_method_id, currency, items_minor, discount_minor, delivery_minor, tax_minor, total_minor, placed_at,
      pay_before, tax_included, ships_with, tax_regime, delivery_rate_bp, store_id,
      billing, gift)
    values (${order.orderId}, ${order.brandId}, ${order.personId}, ${order.number}, 'unpaid', ${order.email},
      ${order.locale}, ${json(order.address)}::jsonb, ${order.returnTo}, ${order.deliveryMethodId},
      ${totals.total.currency}, ${totals.items.minor}, ${totals.discount.minor}, ${totals.delivery.minor},
      ${totals.tax.minor}, ${totals.total.minor}, ${now}, ${order.payBefore},
      ${totals.taxIncluded}, ${order.shipsWith}, ${order.taxRegime}, ${order.deliveryRateBp},
      ${order.storeId}, ${order.billing && json(order.billing)}::jsonb, ${order.gift && json(order.gift)}::jsonb)`
}

/** A line as checkout freezes it: nothing of it is packed. */
export type FrozenLine = Omit<OrderLine, 'orderId' | keyof LineUnits>

export async function addLines(sql: Sql, orderId: OrderId, lines: readonly FrozenLine[]): Promise<void> {
  await sql`
    insert into orders.lines (order_id, line_id, product_id, variant_id, sku, title, options, picture_url, quantity,
      unit_minor, compare_minor, off_minor, origin, tax_rate_bp, show_id, drop_id, hold_id, bundle, personal,
      surcharge_minor, final, pop_up_id, weight_grams, position)
    select ${orderId}::uuid, l.* from unnest(
      ${lines.map((line) => line.lineId)}::uuid[], ${lines.map((line) => line.productId)}::uuid[],
      ${lines.map((line) => line.variantId)}::uuid[], ${lines.map((line) => line.sku)}::text[],
      ${lines.map((line) => json(line.title))}::jsonb[], ${lines.map((line) => json(line.options))}::jsonb[],
      ${lines.map((line) => line.pictureUrl)}::text[], ${lines.map((line) => line.quantity)}::int[],
      ${lines.map((line) => line.unitPrice.minor)}::bigint[],
      ${lines.map((line) => line.compareAt?.minor ?? null)}::bigint[],
      ${lines.map((line) => line.off)}::bigint[], ${lines.map((line) => line.origin)}::text[],
      ${lines.map((line) => line.taxRateBp)}::int[], ${lines.map((line) => line.showId)}::uuid[],
      ${lines.map((line) => line.dropId)}::uuid[], ${lines.map((line) => line.holdId)}::uuid[],
      ${lines.map((line) => line.bundle && json(line.bundle))}::jsonb[],
      ${lines.map((line) => json(line.personal))}::jsonb[], ${lines.map((line) => line.surcharge)}::bigint[],
      ${lines.map((line) => line.final)}::boolean[], ${lines.map((line) => line.popUpId)}::uuid[],
      ${lines.map((line) => line.weightGrams)}::int[]
    ) with ordinality as l`
}

export async function lockedOrder(sql: Sql, orderId: OrderId): Promise<Order | undefined> {
  const rows = await sql<Row>`select * from orders.orders where order_id = ${orderId} for update`
  return rows.map(fromRow)[0]
}

export async function ordersByIds(sql: Sql, orderIds: readonly OrderId[]): Promise<Order[]> {
  const rows = await sql<Row>`
    select * from orders.orders where order_id = any(${orderIds}::uuid[]) order by order_id desc`
  return rows.map(fromRow)
}

export async function ordersOf(
  sql: Sql,
  personId: PersonId,
  { after, most }: { after: string | null; most: number },
): Promise<Order[]> {
  const rows = await sql<Row>`
    select * from orders.orders
    where person_id = ${personId} and (${after}::uuid is null or order_id < ${after}::uuid)
    order by order_id desc limit ${most}`
  return rows.map(fromRow)
}

export type Wanted = {
  state: OrderState | null
  showId: ShowId | null
  search: string | null
  from: Date | null
  to: Date | null
}

export async function ordersOfBrand(
  sql: Sql,
  brandId: BrandId,
  { state, showId, search, from, to }: Wanted,
  { after, most }: { after: string | null; most: number },
): Promise<Order[]> {
  const rows = await sql<Row>`
    select * from orders.orders as o
    where brand_id = ${brandId} and (${after}::uuid is null or order_id < ${after}::uuid)
      and (${state}::text is null or state = ${state})
      and (${showId}::uuid is null
        or exists (select from orders.lines where order_id = o.order_id and show_id = ${showId}::uuid))
      and (${search}::text is null
        or strpos(lower(concat_ws(' ', number, email, address ->> 'name')), lower(${search}::text)) > 0
        or exists (select from orders.lines where order_id = o.order_id and strpos(lower(concat_ws(' ', sku,
          title ->> 'en', title ->> 'fr', title ->> 'zh-Hans')), lower(${search}::text)) > 0))
      and (${from}::timestamptz is null or placed_at >= ${from}) and (${to}::timestamptz is null or placed_at < ${to})
    order by order_id desc limit ${most}`
  return rows.map(fromRow)
}

type Minors = { unitMinor: bigint; compareMinor: bigint | null; offMinor: bigint; surchargeMinor: bigint }
type LineRow = Omit<OrderLine, 'unitPrice' | 'compareAt' | 'off' | 'surcharge'> & Minors & { currency: Currency }

/** The lines of these orders, in their order. */
export async function linesOf(sql: Sql, orderIds: readonly OrderId[]): Promise<OrderLine[]> {
  const rows = await sql<LineRow>`
    select l.*, o.currency from orders.lines l join orders.orders o using (order_id)
    where order_id = any(${orderIds}::uuid[]) order by order_id, position`
  return rows.map(({ unitMinor, compareMinor, offMinor, surchargeMinor, currency, ...line }) => ({
    ...{ ...line, off: offMinor, surcharge: surchargeMinor },
    unitPrice: money(unitMinor, currency),
    compareAt: compareMinor === null ? null : money(compareMinor, currency),
  }))
}

export async function setPaid(sql: Sql, now: Date, orderId: OrderId, intentId: IntentId): Promise<void> {
  await sql`
    update orders.orders set state = 'paid', paid_at = ${now}, sold_at = ${now}, paid_intent_id = ${intentId}, cancelled_by = null
    where order_id = ${orderId}`
}

export async function setCancelled(
  sql: Sql,
  orderId: OrderId,
  { by, paidIntentId }: { by: CancelledBy; paidIntentId: IntentId | null },
): Promise<void> {
  await sql`
    update orders.orders set state = 'cancelled', cancelled_by = ${by},
      paid_intent_id = coalesce(paid_intent_id, ${paidIntentId}::uuid)
    where order_id = ${orderId}`
}

export const setRefunded = (sql: Sql, now: Date, orderId: OrderId) => sql`
  update orders.orders set state = 'refunded', paid_at = coalesce(paid_at, ${now}) where order_id = ${orderId}`

export const setPerson = (sql: Sql, from: PersonId, to: PersonId) =>
  sql`update orders.orders set person_id = ${to} where person_id = ${from}`
