import type { BrandId, Id, OrderId } from '../../lib/ids.ts'
import { first, json, type Sql } from '../../lib/sql.ts'
import type { InvoiceDocument, Legal } from './document.ts'

export type InvoiceId = Id<'invoice'>
export type Invoice = {
  invoiceId: InvoiceId
  brandId: BrandId
  orderId: OrderId
  kind: 'invoice' | 'credit'
  number: string
  document: InvoiceDocument
  issuedAt: Date
}

export type Settings = Legal & { prefix: string }

export async function settingsOf(sql: Sql, brandId: BrandId): Promise<Settings | undefined> {
  return first(
    await sql<Settings>`
      select legal_name, address, tax_number, registration, footer, prefix
      from invoices.settings where brand_id = ${brandId}`,
  )
}

export async function saveSettings(sql: Sql, brandId: BrandId, settings: Settings): Promise<void> {
  const { legalName, address, taxNumber, registration, footer, prefix } = settings
  await sql`
    insert into invoices.settings (brand_id, legal_name, address, tax_number, registration, footer, prefix)
    values (${brandId}, ${legalName}, ${json(address)}::jsonb, ${taxNumber}, ${registration}, ${footer}, ${prefix})
    on conflict (brand_id) do update set legal_name = excluded.legal_name, address = excluded.address,
      tax_number = excluded.tax_number, registration = excluded.registration, footer = excluded.footer,
      prefix = excluded.prefix`
}

/** The next number of this brand, kind and year; nobody else gets one until this transaction ends. */
export async function nextSequence(sql: Sql, brandId: BrandId, kind: string, year: number): Promise<number> {
  const rows = await sql<{ last: number }>`
    insert into invoices.counters as counter (brand_id, kind, year, last) values (${brandId}, ${kind}, ${year}, 1)
    on conflict (brand_id, kind, year) do update set last = counter.last + 1 returning last`
  return rows[0]!.last
}

export type NewInvoice = Omit<Invoice, 'issuedAt'> & {
  year: number
  sequence: number
  refundId: string | null
  totalMinor: bigint
  currency: string
}

export async function addInvoice(sql: Sql, now: Date, invoice: NewInvoice): Promise<void> {
  const { invoiceId, brandId, orderId, kind, year, sequence, number, refundId, totalMinor, currency, document } =
    invoice
  await sql`
    insert into invoices.invoices (invoice_id, brand_id, order_id, kind, year, sequence, number, refund_id, total_minor,
      currency, document, issued_at)
    values (${invoiceId}, ${brandId}, ${orderId}, ${kind}, ${year}, ${sequence}, ${number}, ${refundId}, ${totalMinor},
      ${currency}, ${json(document)}::jsonb, ${now})`
}

export const invoicesOfOrder = (sql: Sql, orderId: OrderId): Promise<Invoice[]> => sql<Invoice>`
  select invoice_id, brand_id, order_id, kind, number, document, issued_at from invoices.invoices
  where order_id = ${orderId} order by invoice_id`

export async function invoiceById(sql: Sql, invoiceId: string): Promise<Invoice | undefined> {
  return first(
    await sql<Invoice>`
      select invoice_id, brand_id, order_id, kind, number, document, issued_at from invoices.invoices
      where invoice_id = ${invoiceId}`,
  )
}

export async function creditOf(sql: Sql, refundId: string): Promise<boolean> {
  return (await sql`select 1 from invoices.invoices where refund_id = ${refundId}`).length > 0
}

export const invoicesOfBrand = (
  sql: Sql,
  brandId: BrandId,
  { after, most }: { after: string | null; most: number },
): Promise<Invoice[]> => sql<Invoice>`
  select invoice_id, brand_id, order_id, kind, number, document, issued_at from invoices.invoices
  where brand_id = ${brandId} and (${after}::uuid is null or invoice_id < ${after}::uuid)
  order by invoice_id desc limit ${most}`

/** Which of these orders have no invoice. */
export async function withoutInvoice(sql: Sql, orderIds: readonly OrderId[]): Promise<OrderId[]> {
  const rows = await sql<{ orderId: OrderId }>`
    select order_id from unnest(${orderIds}::uuid[]) with ordinality as o(order_id, at)
    where not exists (select from invoices.invoices i where i.order_id = o.order_id and kind = 'invoice') order by at`
  return rows.map(({ orderId }) => orderId)
}
