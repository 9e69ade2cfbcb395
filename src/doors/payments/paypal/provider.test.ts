import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { refunded } from '../../../../test/stand-ins/bank.ts'
import { openPayPal } from '../../../../test/stand-ins/paypal.ts'
import { knownOf, plain, read, refusedAs, said, trouble, wishOf } from '../../../../test/stand-ins/wish.ts'
import { testClock } from '../../../lib/clock.ts'
import { newId } from '../../../lib/ids.ts'
import type { Currency } from '../../../lib/money.ts'

const clock = testClock()
const post = async () => ({ status: 200, body: '' })
const baseUrl = () => 'https://shop.example.org'
let bank: Awaited<ReturnType<typeof openPayPal>>
before(async () => {
  bank = await openPayPal({ clock, baseUrl, post })
})
after(() => bank[Symbol.asyncDispose]())

async function asked(currency: Currency = 'EUR') {
  const wish = wishOf(clock.now(), {}, currency)
  const { providerRef, step } = await bank.provider.createIntent(wish)
  return { wish, providerRef, step, known: knownOf(wish, providerRef), payment: bank.payment(providerRef)! }
}
/** A payment whose money we have. */
async function paid() {
  const one = await asked()
  await bank.choose(one.providerRef, 'pay')
  await bank.provider.findIntent(one.known)
  return one
}

test('the buyer goes to PayPal’s page and comes back to the order; the same wish twice is one order', async () => {
  const { wish, step, providerRef, payment } = await asked()
  assert.deepEqual(step, { kind: 'redirect', url: `${bank.url}/pay/${providerRef}` })
  assert.equal(payment.returnUrl, 'https://shop.example.org/orders/1?paid=1&x=%20')
  assert.deepEqual(await bank.provider.createIntent(wish), { providerRef, step })
  await assert.rejects(async () => bank.provider.createIntent(wishOf(clock.now(), {}, 'CNY')), trouble('wrongCurrency'))
})

test('amounts are written with the decimals of their currency', async () => {
  assert.equal((await asked('JPY')).payment.minor, 8888n)
  assert.equal((await asked('USD')).payment.minor, 8888n)
})

test('once the buyer has agreed the money is taken by whoever asks, once', async () => {
  const { wish, known, providerRef, payment } = await asked()
  assert.deepEqual(await bank.provider.findIntent(known), [])
  await bank.choose(providerRef, 'pay')
  const agreed = await read(bank.provider, bank.signer.approved(payment), clock.now())
  assert.deepEqual(plain(agreed), [{ ...said(wish, providerRef), kind: 'pending' }])
  assert.equal(payment.state, 'open')
  const all = await Promise.all([1, 2, 3].map(() => bank.provider.findIntent(known)))
  for (const news of all) assert.deepEqual(plain(news), [{ ...said(wish, providerRef), kind: 'captured' }])
  assert.equal(payment.state, 'paid')
  assert.deepEqual(await read(bank.provider, bank.notice(payment), clock.now()), all[0])
})

test('a card that PayPal’s bank refuses is a payment that will not come', async () => {
  const { wish, known, providerRef } = await asked()
  await bank.choose(providerRef, 'decline')
  const news = plain(await bank.provider.findIntent(known))
  assert.deepEqual(news, [{ ...said(wish, providerRef), kind: 'declined', reason: 'card_declined' }])
})

test('money is not taken any more for an order that was withdrawn, though the buyer agrees', async () => {
  const { known, providerRef, payment } = await asked()
  await bank.provider.withdraw(known)
  await bank.choose(providerRef, 'pay')
  const [news] = await bank.provider.findIntent(known)
  assert.deepEqual([news!.kind, news!.reason], ['declined', 'withdrawn'])
  assert.equal(payment.state, 'open')
  const done = await paid()
  await bank.provider.withdraw(done.known)
  assert.equal((await bank.provider.findIntent(done.known))[0]!.kind, 'captured')
})

test('a refund is told at once, by a webhook and when asked, once, and never beyond what was paid', async () => {
  const { wish, known, providerRef, payment } = await paid()
  const refund = (refundId: string, minor: string) =>
    bank.provider.refund({ refundId, amount: { minor, currency: 'EUR' }, reason: 'A part is missing', intent: known })
  const refundId = newId(clock.now())
  const first = await refund(refundId, '4000')
  const about = { intentId: wish.intentId, providerRef, refundId }
  assert.deepEqual(plain(first), [{ ...about, amount: { minor: '4000', currency: 'EUR' }, kind: 'refunded' }])
  assert.deepEqual(await refund(refundId, '4000'), first)
  assert.equal(refunded(payment), 4000n)
  assert.deepEqual(await read(bank.provider, bank.notice(payment, { refund: payment.refunds[0]! }), clock.now()), first)
  const found = await bank.provider.findIntent(known)
  assert.deepEqual([found.map(({ kind }) => kind), found[1]], [['captured', 'refunded'], first[0]])
  const [tooMuch] = await refund(newId(clock.now()), '5000')
  assert.deepEqual([tooMuch!.kind, tooMuch!.reason], ['refundFailed', 'refund_refused'])
})

test('a refund that takes days, and one that was made at PayPal’s desk, are heard of', async () => {
  const { wish, known, providerRef, payment } = await paid()
  bank.slowRefunds = true
  const refundId = newId(clock.now())
  const amount = { minor: '1000', currency: 'EUR' as const }
  assert.deepEqual(await bank.provider.refund({ refundId, amount, reason: '', intent: known }), [])
  bank.slowRefunds = false
  bank.endRefund(providerRef, refundId, 'failed')
  const [failed] = await read(bank.provider, bank.notice(payment, { refund: payment.refunds[0]! }), clock.now())
  assert.deepEqual([failed!.kind, failed!.refundId], ['refundFailed', refundId])
  const atDesk = { number: 'desk', id: '77', minor: 500n, state: 'done' as const, tag: '' }
  const told = plain(await read(bank.provider, bank.notice(payment, { refund: atDesk }), clock.now()))
  const about = { intentId: wish.intentId, providerRef, refundId: 'R-77' }
  assert.deepEqual(told, [{ ...about, amount: { minor: '500', currency: 'EUR' }, kind: 'refunded' }])
})

test('a dispute and its end are heard of, with when an answer is due', async () => {
  const { wish, providerRef, payment } = await paid()
  const dueAt = new Date(Date.parse(payment.more.paidAt!) + 10 * 86_400_000).toISOString()
  const tell = async (outcome?: string, status?: string) =>
    plain(await read(bank.provider, bank.signer.dispute(payment, outcome, status), clock.now()))
  const expected = (kind: string, stage: string) => [
    {
      ...{ ...said(wish, providerRef), kind, reason: 'merchandise_or_service_not_received' },
      dispute: { id: `PP-D-${payment.id}`, stage, dueAt },
    },
  ]
  assert.deepEqual(await tell(), expected('disputed', 'needsResponse'))
  assert.deepEqual(await tell(undefined, 'UNDER_REVIEW'), expected('disputed', 'underReview'))
  assert.deepEqual(await tell('RESOLVED_BUYER_FAVOUR'), expected('disputeClosed', 'lost'))
  assert.deepEqual(await tell('RESOLVED_SELLER_FAVOUR'), expected('disputeClosed', 'won'))
})

test('a webhook that is forged, altered or old is refused; of an unknown kind it is no news', async () => {
  const { payment } = await paid()
  const tell = (change: Parameters<typeof bank.notice>[1]) =>
    read(bank.provider, bank.notice(payment, change), clock.now())
  await assert.rejects(tell({ stranger: true }), refusedAs('payments.forgedNotice'))
  await assert.rejects(tell({ tamper: true }), refusedAs('payments.forgedNotice'))
  await assert.rejects(
    tell({ at: new Date(clock.now().getTime() - 5 * 86_400_000) }),
    refusedAs('payments.staleNotice'),
  )
  const notice = bank.notice(payment)
  const elsewhere = { ...notice.headers, 'paypal-cert-url': `${bank.url}/v1/notifications/certs/paypal` }
  await assert.rejects(
    read(bank.provider, { ...notice, headers: elsewhere }, clock.now()),
    refusedAs('payments.forgedNotice'),
  )
  assert.deepEqual(
    await read(bank.provider, bank.signer.event('CATALOG.PRODUCT.CREATED', {}, payment), clock.now()),
    [],
  )
  const broken = bank.signer.event('PAYMENT.CAPTURE.COMPLETED', { id: 7 }, payment)
  await assert.rejects(read(bank.provider, broken, clock.now()), refusedAs('payments.brokenNotice'))
  const other = await tell({ minor: 1n, currency: 'USD' })
  assert.deepEqual(other[0]!.amount, { minor: '1', currency: 'USD' }, 'the amount is as PayPal says it')
})

test('a webhook signed with PayPal’s next certificate is accepted', async () => {
  await using changing = await openPayPal({ clock, baseUrl, post })
  const wish = wishOf(clock.now(), {}, 'EUR')
  const { providerRef } = await changing.provider.createIntent(wish)
  const payment = changing.payment(providerRef)!
  for (const change of [() => {}, changing.changeKeys]) {
    change()
    assert.equal((await read(changing.provider, changing.signer.approved(payment), clock.now())).length, 1)
  }
})

test('one token serves all until its end; PayPal cut off or busy is asked again', async () => {
  await using fresh = await openPayPal({ clock, baseUrl, post })
  const wishes = [1, 2, 3].map(() => wishOf(clock.now(), {}, 'EUR'))
  const asks = await Promise.all(wishes.map((wish) => fresh.provider.createIntent(wish)))
  const before = fresh.tokens()
  const look = () => fresh.provider.findIntent(knownOf(wishes[0]!, asks[0]!.providerRef))
  await look()
  assert.equal(fresh.tokens(), before)
  clock.advance(33_000_000)
  fresh.trouble.push('busy', 'busy')
  await look()
  assert.equal(fresh.tokens(), before + 1)
  fresh.trouble.push('busy', 'cut', 'busy')
  await assert.rejects(look(), trouble('busy'))
})

test('a refund whose answer got lost is asked for again, and the money goes back once', async () => {
  const { known, payment } = await paid()
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

test('what PayPal booked is read page by page, with what was kept of each', async () => {
  await using fresh = await openPayPal({ clock, baseUrl, post })
  const wish = wishOf(clock.now(), {}, 'EUR')
  const { providerRef } = await fresh.provider.createIntent(wish)
  const known = knownOf(wish, providerRef)
  await fresh.choose(providerRef, 'pay')
  await fresh.provider.findIntent(known)
  const refundId = newId(clock.now())
  const amount = { minor: '4000', currency: 'EUR' as const }
  await fresh.provider.refund({ refundId, amount, reason: '', intent: known })
  const at = new Date(Math.floor(clock.now().getTime() / 1000) * 1000)
  const days = (count: number) => new Date(at.getTime() + count * 86_400_000)
  const { intentId } = wish
  const fee = (minor: string) => ({ minor, currency: 'EUR' })
  const refundRow = `R-${fresh.payment(providerRef)!.refunds[0]!.id}`
  assert.deepEqual(await fresh.provider.settled!(days(-40), days(1)), [
    { rowId: `C-${providerRef}`, kind: 'capture', intentId, amount: wish.amount, fee: fee('296'), at },
    { rowId: refundRow, kind: 'refund', intentId, providerRef, refundId, amount, fee: fee('-133'), at },
  ])
  assert.deepEqual(await fresh.provider.settled!(days(-40), days(-10)), [])
})
