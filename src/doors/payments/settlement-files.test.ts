import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { readSettlementFile } from './settlement-files.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

test('Stripe’s balance transactions are read under both kinds of names', () => {
  const dashboard = [
    '\ufeffid,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Customer Facing Amount,Customer Facing Currency,intentId (metadata)',
    'txn_1,charge,ch_1,50.90,1.02,49.88,eur,2026-11-20 19:00:00,50.90,eur,i1',
    'txn_2,refund,re_1,-20.00,0.00,-20.00,eur,2026-11-21 08:30:00,-20.00,eur,i1',
    'txn_3,payout,po_1,-29.88,0.00,-29.88,eur,2026-11-21 09:00:00,,,',
  ].join('\n')
  const rows = readSettlementFile('stripe', bytes(dashboard))
  const euros = (minor: string) => ({ minor, currency: 'EUR' })
  assert.deepEqual(rows[0], {
    ...{
      rowId: 'txn_1',
      kind: 'capture',
      intentId: 'i1',
      providerRef: 'ch_1',
      amount: euros('5090'),
      fee: euros('102'),
    },
    at: new Date('2026-11-20T19:00:00Z'),
  })
  assert.deepEqual(
    rows.slice(1).map(({ kind, refundId, amount }) => [kind, refundId, amount.minor]),
    [
      ['refund', 're_1', '2000'],
      ['other', undefined, '2988'],
    ],
  )
  const report = [
    'balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,source_id',
    'txn_1,2026-11-20 19:00:00,jpy,1500,50,1450,charge,ch_1',
  ].join('\n')
  assert.deepEqual(readSettlementFile('stripe', bytes(report))[0]!.amount, { minor: '1500', currency: 'JPY' })
})

test('a file of another kind is no settlement file, and says which column it lacks', () => {
  assert.throws(() => readSettlementFile('stripe', bytes('a,b\n1,2')), /no column id, type/)
  assert.throws(() => readSettlementFile('wechat-pay', bytes('a,b\n1,2')), /no column/)
  assert.throws(() => readSettlementFile('wechat-pay', gzipSync(bytes('a,b\n1,2'))), /no column/)
  assert.throws(
    () => readSettlementFile('stripe', bytes('id,type,source,amount,currency,fee,created\nx,charge,c,1e3,eur,0,now')),
    /the line x/,
  )
})
