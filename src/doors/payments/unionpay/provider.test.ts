import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { refunded } from '../../../../test/stand-ins/bank.ts'
import { openUnionPay } from '../../../../test/stand-ins/unionpay.ts'
import { knownOf, plain, read, refusedAs, said, trouble, wishOf } from '../../../../test/stand-ins/wish.ts'
import { testClock } from '../../../lib/clock.ts'
import { newId } from '../../../lib/ids.ts'
import type { IntentWish } from '../../doors.ts'

const clock = testClock()
const post = async () => ({ status: 200, body: 'ok' })
const baseUrl = () => 'https://shop.example.org'
let bank: Awaited<ReturnType<typeof openUnionPay>>
before(async () => {
  bank = await openUnionPay({ clock, baseUrl, post })
})
after(() => bank[Symbol.asyncDispose]())

/** A payment whose buyer has come to the page, unless they stay away. */
async function asked(change: Partial<IntentWish> = {}, buyer: 'comes' | 'stays away' = 'comes') {
  const wish = wishOf(clock.now(), change)
  const { providerRef, step } = await bank.provider.createIntent(wish)
  if (buyer === 'comes') await bank.pageOf(step)
  return { wish, providerRef, step, known: knownOf(wish, providerRef), payment: bank.payment(providerRef)! }
}

test('the buyer’s browser brings a signed form, and is sent back by a form', async () => {
  for (const [device, channel] of [
    ['desk', '07'],
    ['phone', '08'],
  ] as const) {
    const { step, payment } = await asked({ device })
    assert.ok(step.kind === 'form')
    assert.equal(step.fields.channelType, channel)
    const page = await bank.pageOf(step)
    const body = new URLSearchParams({ choice: 'pay', manner: 'lost' })
    const answer = await (await fetch(page, { method: 'POST', body })).text()
    assert.match(
      answer,
      /<form method="post" action="https:\/\/shop\.example\.org\/api\/payments\/return\?to=%2Forders/,
    )
    assert.equal(payment.state, 'paid')
    const altered = { ...step, fields: { ...step.fields, txnAmt: '1' } }
    await assert.rejects(bank.pageOf(altered), /signature/)
  }
})

test('the same wish twice is one payment, and another currency than yuan is not taken', async () => {
  const { wish, providerRef, step } = await asked()
  assert.deepEqual(await bank.provider.createIntent(wish), { providerRef, step })
  await assert.rejects(async () => bank.provider.createIntent(wishOf(clock.now(), {}, 'EUR')), trouble('wrongCurrency'))
})

test('a payment is told by a notice and when asked, as one and the same news', async () => {
  const { wish, providerRef, known, payment } = await asked()
  assert.deepEqual(await bank.provider.findIntent(known), [])
  await bank.choose(providerRef, 'pay')
  const told = await read(bank.provider, bank.notice(payment), clock.now())
  assert.deepEqual(plain(told), [{ ...said(wish, providerRef), kind: 'captured' }])
  assert.deepEqual(await bank.provider.findIntent(known), told)
  assert.equal(bank.provider.acknowledgement?.body, 'ok')
})

test('a payment that the bank refused, or to which nobody came in time, will not be paid', async () => {
  const declined = await asked()
  await bank.choose(declined.providerRef, 'decline')
  const left = await asked()
  const absent = await asked({}, 'stays away')
  assert.deepEqual(await bank.provider.findIntent(absent.known), [], 'they may still come')
  clock.advance(31 * 60_000)
  for (const [one, reason] of [
    [declined, 'insufficient_funds'],
    [left, 'expired'],
    [absent, 'expired'],
  ] as const) {
    const news = plain(await bank.provider.findIntent(one.known))
    assert.deepEqual(news, [{ ...said(one.wish, one.providerRef), kind: 'declined', reason }])
  }
})

test('a refund is accepted, ends by a notice or when asked, once, and never beyond what was paid', async () => {
  const { wish, known, providerRef, payment } = await asked()
  await bank.choose(providerRef, 'pay')
  const refund = (refundId: string, minor: string) =>
    bank.provider.refund({ refundId, amount: { minor, currency: 'CNY' }, reason: '', intent: known })
  const refundId = newId(clock.now())
  const amount = { minor: '4000', currency: 'CNY' as const }
  assert.deepEqual(await refund(refundId, '4000'), [])
  const again = await refund(refundId, '4000')
  const news = { intentId: wish.intentId, providerRef, refundId, amount, kind: 'refunded' }
  assert.deepEqual(plain(again), [news])
  assert.equal(refunded(payment), 4000n)
  assert.deepEqual(await read(bank.provider, bank.notice(payment, { refund: payment.refunds[0]! }), clock.now()), again)
  const found = await bank.provider.findIntent({ ...known, refunds: [{ refundId, amount }] })
  assert.deepEqual([found.map(({ kind }) => kind), found[1]], [['captured', 'refunded'], again[0]])
  const [tooMuch] = await refund(newId(clock.now()), '5000')
  assert.deepEqual([tooMuch!.kind, tooMuch!.reason], ['refundFailed', 'refund_refused'])
  const unpaid = await asked()
  const early = { refundId: newId(clock.now()), amount, reason: '', intent: unpaid.known }
  await assert.rejects(bank.provider.refund(early), trouble('notFound'))
})

test('a refund that the bank refuses later is one that failed', async () => {
  const { known, providerRef, payment } = await asked()
  await bank.choose(providerRef, 'pay')
  bank.slowRefunds = true
  const refundId = newId(clock.now())
  await bank.provider.refund({ refundId, amount: known.amount, reason: '', intent: known })
  bank.slowRefunds = false
  assert.deepEqual(
    (await bank.provider.findIntent({ ...known, refunds: [{ refundId, amount: known.amount }] })).length,
    1,
  )
  bank.endRefund(providerRef, payment.refunds[0]!.number, 'failed')
  const [told] = await read(bank.provider, bank.notice(payment, { refund: payment.refunds[0]! }), clock.now())
  assert.deepEqual([told!.kind, told!.refundId], ['refundFailed', refundId])
})

test('a notice that is forged, altered or old is refused; of another merchant it is no news', async () => {
  const { providerRef, payment } = await asked()
  await bank.choose(providerRef, 'pay')
  const tell = (change: Parameters<typeof bank.notice>[1], days = 0) =>
    read(bank.provider, bank.notice(payment, change), new Date(clock.now().getTime() + days * 86_400_000))
  await assert.rejects(tell({ stranger: true }), refusedAs('payments.forgedNotice'))
  await assert.rejects(tell({ tamper: true }), refusedAs('payments.forgedNotice'))
  await assert.rejects(tell({}, 8), refusedAs('payments.staleNotice'))
  await assert.rejects(tell({}, -1), refusedAs('payments.staleNotice'))
  assert.deepEqual(await tell({ foreign: true }), [])
  assert.deepEqual((await tell({ minor: 1n }))[0]!.amount, { minor: '1', currency: 'CNY' })
  assert.deepEqual((await tell({ currency: 'USD' }))[0]!.amount, { minor: '8888', currency: '840' })
})

test('the gateway cut off or busy is asked again; an answer with a wrong signature is not believed', async () => {
  const { known, providerRef } = await asked()
  await bank.choose(providerRef, 'pay')
  bank.trouble.push('cut', 'busy')
  assert.equal((await bank.provider.findIntent(known)).length, 1)
  bank.trouble.push('forged')
  await assert.rejects(bank.provider.findIntent(known), trouble('unsigned'))
})

test('UnionPay’s next certificate is known by its root', async () => {
  await using changing = await openUnionPay({ clock, baseUrl, post })
  const wish = wishOf(clock.now())
  const { providerRef, step } = await changing.provider.createIntent(wish)
  await changing.pageOf(step)
  await changing.choose(providerRef, 'pay')
  changing.changeKeys()
  assert.equal((await changing.provider.findIntent(knownOf(wish, providerRef))).length, 1)
  const notice = changing.notice(changing.payment(providerRef)!)
  assert.equal((await read(changing.provider, notice, clock.now()))[0]!.kind, 'captured')
})

test('a refund whose answer got lost is asked for again, and the money goes back once', async () => {
  const { known, payment } = await asked()
  await bank.choose(known.providerRef, 'pay')
  bank.trouble.push('fine', 'cut')
  const refundId = newId(clock.now())
  await bank.provider.refund({ refundId, amount: known.amount, reason: '', intent: known })
  assert.deepEqual(bank.trouble, [])
  assert.equal(refunded(payment), 8888n)
  const found = await bank.provider.findIntent({ ...known, refunds: [{ refundId, amount: known.amount }] })
  assert.deepEqual(
    found.map(({ kind }) => kind),
    ['captured', 'refunded'],
  )
})
