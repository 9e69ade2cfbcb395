import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertProven } from './proof.ts'

/* The proofs at the size of CI; `npm run prove -- NAME` runs them as large as wanted. */

test('every route lets in whom its contract names, and nobody else', async () => {
  const { cells } = await assertProven('access')
  assert.ok(Number(cells) > 500)
})

test('sixty units are never oversold, whoever is killed meanwhile', async () => {
  const { runs, kills, sold, looks, waited, served, setsSold, partsSold } = await assertProven('oversell')
  assert.equal(runs, 3)
  assert.ok(Number(waited) > 10 && Number(served) > 0, 'some waited, and some of them were given one')
  assert.ok(Number(setsSold) > 5 && Number(partsSold) > 3 * Number(setsSold), 'sets and parts were sold')
  assert.ok(Number(kills) >= 3 && Number(sold) > 30 && Number(looks) > 30)
})

test('three nodes are replaced one after the other, and no purchase fails and no event is lost', async () => {
  const { restarts, bought, came, viewers } = await assertProven('restart')
  assert.equal(restarts, 3)
  assert.ok(Number(bought) >= 30 && Number(came) > Number(viewers), 'people bought, and viewers had to come back')
})

test('a coupon, a refund and the last millisecond of an order are had as often as they are there', async () => {
  const { winners, told, refunds, races } = await assertProven('claims')
  assert.ok(Number(winners) >= 2 && Number(told) > 900 && Number(refunds) > 2 && Number(races) >= 8)
})

test('whatever moves value, the ledger adds up after it and nothing is below its floor', async () => {
  const { operations, paid, givenBack } = await assertProven('ledger')
  assert.ok(Number(operations) > 20_000 && Number(paid) > 20 && Number(givenBack) > 10)
})

test('whoever had what in a packet is reckoned again from its public record, and every forgery is found', async () => {
  const { packets, shares, forged, found } = await assertProven('chance')
  assert.ok(Number(packets) >= 20 && Number(shares) > 200 && Number(forged) > 50)
  assert.equal(found, forged)
})

test('what was answered with a yes is there after the power failed', async () => {
  const { orders, paid, lostByControl } = await assertProven('durable')
  assert.ok(Number(orders) > 10 && Number(paid) > 10 && Number(lostByControl) > 0)
})

test('notices of payment doubled, shuffled, late, early and forged end in the same state', async () => {
  await assertProven('webhooks')
})

test('two campaigns are played, and the report shows their figures', async () => {
  const result = await assertProven('campaign')
  const { entries, peak, completion, comments } = result.Hibetterme as Record<string, number>
  assert.deepEqual([entries, peak, completion, comments], [250, 136, 0.28, 155])
})

test('nothing that knocks at the RTMP door hurts the show beside it', async () => {
  const { publishing, rejected } = await assertProven('fuzz')
  assert.ok(Number(publishing) > 20 && Number(rejected) > 5, 'some got as far as sending media')
})
