import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addClaim, openShop } from '../../../test/shop.ts'
import { refundOrder } from '../fulfilment/fulfilment.ts'
import { audit } from '../ledger/ledger.ts'
import { bookSettlement } from './books.ts'
import { sheetCsv } from './documents.ts'
import { readSheet, readSheetEntries } from './sheet.ts'

test('the closing sheet is what an independent sum over the entries says, and agrees with the provider’s file', async () => {
  await using shop = await openShop()
  const lamp = await shop.addVariant({ price: 12_000, free: 50 })
  const dana = await shop.person()
  const settle = async () => {
    for (let i = 0; i < 2; i++) {
      await shop.deliver()
      await shop.idle()
    }
    await shop.beat('ledger.postSubmitted')
  }
  const { showId, lineId } = await addClaim(shop, dana, lamp, { price: 3600, holdSeconds: 600, quantity: 2 })
  const placed = await shop.checkout(dana)
  await shop.pay(placed.intentId, '4242424242424242')
  await settle()
  const wish = { orderId: placed.orderId, delivery: false, restock: true, reason: 'a scratch' }
  await shop.write((ctx) => refundOrder(ctx, { ...wish, lines: [{ lineId, quantity: 1 }] }))
  await settle()
  const sheet = async () => shop.write((ctx) => readSheet(ctx, { showId }))
  const waiting = (await sheet()).settlements
  assert.deepEqual(
    waiting.map(({ provider, movements, missing, settled }) => [provider, movements, missing, settled.minor]),
    [['fake', 2, 2, '0']],
  )
  // What the provider settled, a cent too little of the refund.
  await shop.database.sql`update payments.intents set provider = 'stripe'`
  const total = BigInt((await shop.order(placed.orderId)).totals.total.minor)
  const { refundId } = (await shop.database.sql<{ refundId: string }>`select refund_id from payments.refunds`)[0]!
  const line = (id: string, type: string, minor: bigint, fee: string, refund: string) =>
    `${id},${type},ch_1,${Number(minor) / 100},eur,${fee},2026-11-20 19:00,${placed.intentId},${refund}`
  const table = [
    'id,type,source,amount,currency,fee,created (utc),intentid (metadata),refundid (metadata)',
    line('txn_1', 'charge', total, '1.55', ''),
    line('txn_2', 'refund', -3599n, '0', refundId),
  ].join('\n')
  const file = { brandId: shop.brandId, provider: 'stripe' as const, file: Buffer.from(table).toString('base64') }
  for (let i = 0; i < 2; i++) await shop.write((ctx) => bookSettlement(ctx, file))
  const { currencies, settlements } = await sheet()
  const [matched] = settlements
  assert.deepEqual(
    [matched!.booked.minor, matched!.settled.minor, matched!.fees.minor, matched!.missing],
    [`${total - 3600n}`, `${total - 3599n}`, '155', 0],
  )
  assert.deepEqual(
    matched!.differences.map(({ what, kind, settled }) => [what, kind, settled?.minor]),
    [['amount', 'refund', '3599']],
  )
  // By the entries of accounts alone, which the sheet does not read.
  const summed = await shop.database.sql<{ name: string; minor: bigint }>`
    select a.purpose || ' ' || a.owner as name, sum(e.minor)::bigint as minor
    from ledger.entries e join ledger.accounts a using (account_id)
      join ledger.transfers t on t.seq = e.seq and t.book_id = a.book_id
    where t.show_id = ${showId} group by 1 having sum(e.minor) <> 0 order by 1`
  const [euros] = currencies
  const told = euros!.lines.map(({ purpose, owner, amount }) => `${purpose} ${owner} ${amount.minor}`).sort()
  assert.deepEqual(told, summed.map(({ name, minor }) => `${name} ${minor}`).sort())
  assert.equal(euros!.control.minor, '0')
  assert.ok(told.includes('providerFees  -155') && told.includes('sales  6000') && told.includes('returns  -3000'))
  const entries = await shop.write((ctx) =>
    readSheetEntries(ctx, { showId, purpose: 'sales', owner: '', currency: 'EUR', most: 50 }),
  )
  assert.deepEqual(
    entries.items.map(({ kind, amount }) => [kind, amount.minor]),
    [['order.sold', '6000']],
  )
  const csv = sheetCsv(showId, await sheet())
  assert.equal(csv.split('\r\n')[0]!.slice(1), 'show_id,currency,section,figure,detail,amount,amount_minor,transfers')
  assert.ok(csv.includes(`${showId},EUR,revenue,sales,,60,6000,1`))
  assert.deepEqual((await audit(shop.database.sql, shop.brandId)).faults, [])
})
