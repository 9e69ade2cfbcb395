import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { address, openShop, type Placed, type Shop, type Stall } from '../../../test/shop.ts'
import { filesInMemory } from '../../doors/files-in-memory.ts'
import { refundOrder } from '../fulfilment/fulfilment.ts'
import * as orders from '../orders/orders.ts'
import type { InvoiceDocument } from './document.ts'
import { invoicesDocuments } from './documents.ts'
import * as invoices from './invoices.ts'
import { issueInvoice } from './issue.ts'

let shop: Shop
let lamp: Stall
let book: Stall
before(async () => {
  shop = await openShop()
  lamp = await shop.addVariant({ price: 4500, free: 500 })
  book = await shop.addVariant({ price: 1055, free: 500, taxRateBp: 550 })
})
after(() => shop[Symbol.asyncDispose]())

const legal = () => ({
  ...{ brandId: shop.brandId, legalName: 'Maison Alma SAS', address, taxNumber: 'FR40123456789' },
  ...{ registration: 'RCS Paris 123 456 789', footer: '', prefix: 'MA-' },
})

async function settle() {
  for (let i = 0; i < 2; i++) {
    await shop.deliver()
    await shop.idle()
  }
}

async function bought(): Promise<Placed> {
  shop.clock.advance(10)
  const buyer = await shop.person()
  for (const { variantId } of [lamp, book]) {
    const wish = { brandId: shop.brandId, variantId, quantity: 1 }
    await shop.write((ctx) => orders.addToBag(ctx, wish), buyer.who)
  }
  const placed = await shop.checkout(buyer)
  await shop.pay(placed.intentId, '4242424242424242')
  await settle()
  return placed
}

const of = async ({ orderId }: Placed) =>
  (await shop.write((ctx) => invoices.readInvoicesOf(ctx, { orderId }))).items.map(({ kind, number, total }) => [
    ...[kind, number, total.minor],
  ])

test('invoices wait for the legal data of their brand, then come in the order of the orders', async () => {
  const first = await bought()
  const second = await bought()
  assert.deepEqual(await of(first), [])
  await assert.rejects(
    shop.write((ctx) => issueInvoice(ctx, first.orderId)),
    /needs the legal data/,
  )
  await shop.write((ctx) => invoices.changeSettings(ctx, legal()))
  await settle()
  const year = shop.clock.now().getUTCFullYear()
  assert.deepEqual(await of(first), [['invoice', `MA-${year}-00001`, '6145']])
  assert.deepEqual(await of(second), [['invoice', `MA-${year}-00002`, '6145']])
  await shop.write((ctx) => issueInvoice(ctx, first.orderId))
  assert.equal((await of(first)).length, 1, 'a second time is no second invoice')
})

test('a refund is a credit note with its own number and the tax of what went back', async () => {
  const placed = await bought()
  const { lines } = await shop.order(placed.orderId)
  const { lineId } = lines.find(({ variantId }) => variantId === book.variantId)!
  const wish = { orderId: placed.orderId, delivery: false, restock: true, reason: 'a scratch' }
  await shop.write((ctx) => refundOrder(ctx, { ...wish, lines: [{ lineId, quantity: 1 }] }))
  await shop.write((ctx) => refundOrder(ctx, { ...wish, lines: [], amount: { minor: '100', currency: 'EUR' } }))
  await settle()
  const rows = (await of(placed)).map(([kind, , minor]) => `${kind} ${minor}`)
  assert.deepEqual(rows.sort(), ['credit 100', 'credit 1055', 'invoice 6145'])
  const [credit] = await shop.database.sql<{ document: { taxes: object[]; of: string; number: string } }>`
    select document from invoices.invoices where kind = 'credit' and total_minor = 1055`
  const euros = (minor: string) => ({ minor, currency: 'EUR' })
  assert.deepEqual(credit!.document.taxes, [
    { rateBp: 550, net: euros('1000'), tax: euros('55'), gross: euros('1055') },
  ])
  assert.match(credit!.document.number, /^MA-CN-\d{4}-0000[12]$/)
  assert.match(credit!.document.of, /^MA-\d{4}-00003$/)
})

test('the tax of an invoice is that of the order, rate by rate', async () => {
  const placed = await bought()
  const { totals } = await shop.order(placed.orderId)
  const [row] = await shop.database.sql<{ document: { taxes: { rateBp: number; tax: { minor: string } }[] } }>`
    select document from invoices.invoices where order_id = ${placed.orderId}`
  const { taxes } = row!.document
  assert.deepEqual(
    taxes.map(({ rateBp }) => rateBp),
    [2000, 550],
  )
  assert.equal(taxes.reduce((sum, { tax }) => sum + BigInt(tax.minor), 0n).toString(), totals.tax.minor)
})

test('many at once, some of which fail: numbers without a gap, and none twice', async () => {
  const { orderId } = await bought()
  const ids = Array.from({ length: 24 }, () => shop.id())
  await shop.database.sql`
    insert into orders.orders select (jsonb_populate_record(o, jsonb_build_object('order_id', id, 'number', id))).*
    from orders.orders o, unnest(${ids}::uuid[]) as id where o.order_id = ${orderId}`
  await Promise.allSettled(
    ids.map((id, i) =>
      shop.write(async (ctx) => {
        await issueInvoice(ctx, id as never)
        if (i % 4 === 0) throw new Error('the machine went away')
      }),
    ),
  )
  const [found] = await shop.database.sql<{ count: bigint; least: number; most: number }>`
    select count(*) as count, min(sequence) as least, max(sequence) as most from invoices.invoices where kind = 'invoice'`
  assert.equal(found!.least, 1)
  assert.equal(found!.most, Number(found!.count))
  assert.equal(Number(found!.count), 5 + 18)
})

test('an invoice is never changed, and its PDF stays the one that was first read', async () => {
  const { sql } = shop.database
  await assert.rejects(sql`update invoices.invoices set number = 'x'`, /never changed/)
  await assert.rejects(sql`delete from invoices.invoices`, /never changed/)
  const placed = await bought()
  const [{ invoiceId }] = (await shop.write((ctx) => invoices.readInvoicesOf(ctx, placed))).items as [never]
  const files = filesInMemory()
  const read = () =>
    shop.write((ctx) => invoicesDocuments[0]!.write({ ...ctx, doors: { ...ctx.doors, files } }, { invoiceId } as never))
  const first = Buffer.from((await read()).body as Uint8Array)
  await shop.write((ctx) => invoices.changeSettings(ctx, { ...legal(), legalName: 'Another SAS' }))
  assert.match(first.subarray(0, 5).toString(), /%PDF-/)
  assert.ok(first.equals(Buffer.from((await read()).body as Uint8Array)))
})

test('an order is taxed as its destination is, and its invoice says so', async () => {
  await shop.write((ctx) => invoices.changeSettings(ctx, legal()))
  const rates = [{ country: 'DE', homeRateBp: 550, rateBp: 700 }]
  const settings = { brandId: shop.brandId, oss: true, ukVat: false, exports: 'net' as const, rates }
  await shop.write((ctx) => orders.changeTaxSettings(ctx, settings))
  const documentTo = async (country: string) => {
    const { orderId, intentId } = await boughtTo(country)
    await shop.pay(intentId, '4242424242424242')
    await settle()
    const [row] = await shop.database.sql<{ document: InvoiceDocument }>`
      select document from invoices.invoices where order_id = ${orderId}`
    const { taxes, total, taxNote } = row!.document
    return [taxes.map((one) => [one.rateBp, one.tax.minor]), total.minor, taxNote !== undefined]
  }
  // 45.00 and the delivery of 5.90 at 19 %, 10.55 at 7 %: the price is that of home.
  const inGermany = [
    [1900, '812'],
    [700, '69'],
  ]
  assert.deepEqual(await documentTo('DE'), [inGermany, '6145', false])
  // 37.50, 10.00 and 4.92, without any.
  assert.deepEqual(await documentTo('US'), [[[0, '0']], '5242', true])
})

async function boughtTo(country: string): Promise<Placed> {
  shop.clock.advance(10)
  const buyer = await shop.person()
  for (const { variantId } of [lamp, book]) {
    const wish = { brandId: shop.brandId, variantId, quantity: 1 }
    await shop.write((ctx) => orders.addToBag(ctx, wish), buyer.who)
  }
  const choice = { brandId: shop.brandId, country, deliveryMethodId: 'standard' }
  const { total } = await shop.write((ctx) => orders.quote(ctx, choice), buyer.who)
  const contact = { email: 'dana@example.org', address: { ...address, country }, locale: 'fr' as const, returnTo: '/' }
  const wish = { ...contact, brandId: shop.brandId, deliveryMethodId: 'standard', expectedTotal: total }
  return shop.write((ctx) => orders.checkout(ctx, wish), buyer.who)
}
