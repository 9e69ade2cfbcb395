import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type PlacedOrder, salesOfDay } from './today.ts'

const order = (placedAt: string, state: PlacedOrder['state'], minor: string, quantity = 1): PlacedOrder => ({
  state,
  placedAt,
  lines: [{ quantity }],
  totals: { total: { minor, currency: 'EUR' } },
})
const now = new Date('2026-11-21T10:00:00Z')

test('only what was paid today counts', () => {
  const orders = [
    order('2026-11-21T09:00:00Z', 'paid', '1000', 2),
    order('2026-11-21T08:00:00Z', 'sent', '500'),
    order('2026-11-21T08:00:00Z', 'unpaid', '9999'),
    order('2026-11-21T08:00:00Z', 'refunded', '9999'),
    order('2026-11-20T08:00:00Z', 'paid', '9999'),
  ]
  assert.deepEqual(salesOfDay(orders, now, 'UTC'), {
    orders: 2,
    units: 3,
    revenue: [{ minor: 1500n, currency: 'EUR' }],
  })
})

test('today is the day of whoever looks', () => {
  const lateYesterday = [order('2026-11-20T23:30:00Z', 'paid', '700')]
  assert.equal(salesOfDay(lateYesterday, now, 'UTC').orders, 0)
  assert.equal(salesOfDay(lateYesterday, now, 'Europe/Paris').orders, 1)
})
