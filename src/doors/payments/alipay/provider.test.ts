import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openAlipay } from '../../../../test/stand-ins/alipay.ts'
import { refunded } from '../../../../test/stand-ins/bank.ts'
import { knownOf, plain, read, refusedAs, said, trouble, wishOf } from '../../../../test/stand-ins/wish.ts'
import { testClock } from '../../../lib/clock.ts'
import { newId } from '../../../lib/ids.ts'
import type { IntentWish } from '../../doors.ts'
import { ProviderTrouble } from '../provider-trouble.ts'

const clock = testClock()
const post = async () => ({ status: 200, body: 'success' })
const baseUrl = () => 'https://shop.example.org'
let desk: Awaited<ReturnType<typeof openAlipay>>
before(async () => {
  desk = await openAlipay({ clock, baseUrl, post })
})
after(() => desk[Symbol.asyncDispose]())

/** A payment whose buyer has come to the cashier, unless they stay away. */
async function asked(change: Partial<IntentWish> = {}, buyer: 'comes' | 'stays away' = 'comes') {
  const wish = wishOf(clock.now(), change)
  const { providerRef, step } = await desk.provider.createIntent(wish)
  if (buyer === 'comes') await desk.pageOf(step)
  return { wish, providerRef, step, known: knownOf(wish, providerRef), payment: desk.payment(providerRef)! }
}

test('a computer and a phone bring a signed form to the gateway, and a code can be scanned', async () => {
  const cases = [
    [{ device: 'desk' }, 'alipay.trade.page.pay', 'FAST_INSTANT_TRADE_PAY'],
    [{ device: 'phone' }, 'alipay.trade.wap.pay', 'QUICK_WAP_WAY'],
    [{ device: 'alipay' }, 'alipay.trade.wap.pay', 'QUICK_WAP_WAY'],
  ] as const
  for (const [change, method, product] of cases) {
    const { step, payment } = await asked(change)
    assert.ok(step.kind === 'form')
    assert.equal(step.fields.method, method)
    assert.equal(JSON.parse(step.fields.biz_content!).product_code, product)
    assert.equal(
      payment.returnUrl,
      'https://shop.example.org/api/payments/return?to=%2Forders%2F1%3Fpaid%3D1%26x%3D%2520',
    )
    // The stand-in let it in: the official library accepted the signature.
    assert.equal(await desk.pageOf(step), `${desk.url}/pay/${payment.id}`)
  }
})

test('a merchant with a contract for codes shows one at a computer, and the phone goes to the page', async () => {
  await using other = await openAlipay({ clock, baseUrl, post, desk: 'qr' })
  const wish = wishOf(clock.now())
  const { step, providerRef } = await other.provider.createIntent(wish)
  assert.equal(step.kind, 'qr')
  assert.equal(await other.pageOf(step), `${other.url}/pay/${other.payment(providerRef)!.id}`)
  assert.equal((await other.provider.createIntent(wishOf(clock.now(), { device: 'phone' }))).step.kind, 'form')
})

test('an amount, a name and a form that were altered on the way are not let in', async () => {
  const { step } = await asked({ description: '直播 a/b=c&d 100% + "x"' })
  assert.ok(step.kind === 'form')
  const { biz_content } = step.fields
  const altered = { ...step, fields: { ...step.fields, biz_content: biz_content!.replace('88.88', '0.01') } }
  await assert.rejects(desk.pageOf(altered), /isv.invalid-signature/)
  await assert.rejects(async () => desk.provider.createIntent(wishOf(clock.now(), {}, 'EUR')), trouble('wrongCurrency'))
})

test('a payment is told by a notice and when asked, as one and the same news', async () => {
  const { wish, providerRef, known, payment } = await asked()
  assert.deepEqual(await desk.provider.findIntent(known), [])
  await desk.choose(providerRef, 'pay')
  const told = await read(desk.provider, desk.notice(payment), clock.now())
  assert.deepEqual(plain(told), [{ ...said(wish, providerRef), kind: 'captured' }])
  assert.deepEqual(await desk.provider.findIntent(known), told)
  assert.equal(desk.provider.acknowledgement?.body, 'success')
})

test('a trade that was closed, or to which nobody came in time, will not be paid', async () => {
  const left = await asked()
  const absent = await asked({}, 'stays away')
  const closed = await asked()
  await desk.provider.withdraw(closed.known)
  await desk.provider.withdraw(absent.known)
  assert.deepEqual(await desk.provider.findIntent(absent.known), [], 'they may still come')
  clock.advance(31 * 60_000)
  for (const one of [left, absent, closed]) {
    const news = plain(await desk.provider.findIntent(one.known))
    assert.deepEqual(news, [{ ...said(one.wish, one.providerRef), kind: 'declined', reason: 'expired' }])
  }
})

test('closing a trade that was paid is no error and changes nothing', async () => {
  const { known, providerRef } = await asked()
  await desk.choose(providerRef, 'pay')
  await desk.provider.withdraw(known)
  assert.equal((await desk.provider.findIntent(known))[0]!.kind, 'captured')
})

test('a refund is told at once, by a notice and when asked, once, with its own amount', async () => {
  const { wish, known, providerRef, payment } = await asked()
  await desk.choose(providerRef, 'pay')
  const refund = (refundId: string, minor: string) =>
    desk.provider.refund({ refundId, amount: { minor, currency: 'CNY' }, reason: '少了一件', intent: known })
  const [first, second] = [newId(clock.now()), newId(clock.now())]
  const { intentId } = wish
  const news = (refundId: string, minor: string) =>
    ({ intentId, providerRef, refundId, amount: { minor, currency: 'CNY' as const }, kind: 'refunded' }) as const
  assert.deepEqual(plain(await refund(first, '4000')), [news(first, '4000')])
  assert.deepEqual(plain(await refund(first, '4000')), [news(first, '4000')], 'asked again')
  assert.equal(refunded(payment), 4000n)
  assert.deepEqual(plain(await refund(second, '4888')), [news(second, '4888')])
  const told = await read(desk.provider, desk.notice(payment, { refund: payment.refunds[1]! }), clock.now())
  assert.deepEqual(plain(told), [{ ...said(wish, providerRef), kind: 'captured' }, news(second, '4888')])
  const found = await desk.provider.findIntent({ ...known, refunds: [news(first, '4000'), news(second, '4888')] })
  assert.deepEqual(
    found.map(({ kind }) => kind),
    ['captured', 'refunded', 'refunded'],
  )
  assert.deepEqual(found[2], told[1])
  const [tooMuch] = await refund(newId(clock.now()), '1')
  assert.deepEqual([tooMuch!.kind, tooMuch!.reason], ['refundFailed', 'refund_refused'])
})

test('a refund that is under way is not told before its money moved', async () => {
  const { known, providerRef, payment } = await asked()
  await desk.choose(providerRef, 'pay')
  desk.slowRefunds = true
  const refundId = newId(clock.now())
  const wish = { refundId, amount: known.amount, reason: '', intent: known }
  assert.deepEqual(await desk.provider.refund(wish), [])
  desk.slowRefunds = false
  desk.endRefund(providerRef, payment.refunds[0]!.number, 'done')
  const found = await desk.provider.findIntent({ ...known, refunds: [{ refundId, amount: known.amount }] })
  assert.deepEqual(
    found.map(({ kind }) => kind),
    ['captured', 'refunded'],
  )
})

test('a notice that is forged, altered or old is refused; of another app it is no news', async () => {
  const { providerRef, payment } = await asked()
  await desk.choose(providerRef, 'pay')
  const tell = (change: Parameters<typeof desk.notice>[1]) =>
    read(desk.provider, desk.notice(payment, change), clock.now())
  await assert.rejects(tell({ stranger: true }), refusedAs('payments.forgedNotice'))
  await assert.rejects(tell({ tamper: true }), refusedAs('payments.forgedNotice'))
  await assert.rejects(
    tell({ at: new Date(clock.now().getTime() - 27 * 3_600_000) }),
    refusedAs('payments.staleNotice'),
  )
  await assert.rejects(tell({ at: new Date(clock.now().getTime() + 16 * 60_000) }), refusedAs('payments.staleNotice'))
  assert.equal((await tell({ at: new Date(clock.now().getTime() - 24.5 * 3_600_000) })).length, 1, 'the last repeat')
  assert.deepEqual(await tell({ foreign: true }), [])
  assert.deepEqual(await tell({ fields: { seller_id: '2088000000000009' } }), [], 'of another seller')
  assert.deepEqual(await tell({ fields: { notify_type: 'servicemarket_order_notify' } }), [], 'about no trade')
  await assert.rejects(tell({ fields: { notify_time: 'yesterday' } }), refusedAs('payments.brokenNotice'))
  await assert.rejects(tell({ fields: { trade_status: 'SOLD' } }), refusedAs('payments.brokenNotice'))
  assert.equal((await tell({ minor: 1n }))[0]!.amount.minor, '1', 'the amount is as the provider says it')
})

test('the gateway cut off or busy is asked again; an answer with a wrong signature is not believed', async () => {
  const { known, providerRef } = await asked()
  await desk.choose(providerRef, 'pay')
  desk.trouble.push('cut', 'busy')
  assert.equal((await desk.provider.findIntent(known)).length, 1)
  desk.trouble.push('forged')
  await assert.rejects(desk.provider.findIntent(known), trouble('unsigned'))
})

test('two keys are known while the one replaces the other', async () => {
  await using changing = await openAlipay({ clock, baseUrl, post })
  const wish = wishOf(clock.now())
  const { providerRef, step } = await changing.provider.createIntent(wish)
  await changing.pageOf(step)
  await changing.choose(providerRef, 'pay')
  changing.changeKeys()
  assert.equal((await changing.provider.findIntent(knownOf(wish, providerRef))).length, 1)
  const notice = changing.notice(changing.payment(providerRef)!)
  assert.equal((await read(changing.provider, notice, clock.now()))[0]!.kind, 'captured')
})

test('when our clock is wrong by more than a day, the operator must act', async () => {
  const ourClock = { now: () => new Date(clock.now().getTime() + 25 * 3_600_000) }
  await using other = await openAlipay({ clock, baseUrl, post, ourClock })
  const wish = wishOf(clock.now())
  await assert.rejects(other.provider.findIntent(knownOf(wish, 'whatever')), ProviderTrouble)
})

test('a day’s bill is read line by line, with what was kept of each', async () => {
  const { wish, known, providerRef, payment } = await asked()
  await desk.choose(providerRef, 'pay')
  const refundId = newId(clock.now())
  const amount = { minor: '4000', currency: 'CNY' as const }
  await desk.provider.refund({ refundId, amount, reason: '', intent: known })
  const day = 86_400_000
  const rows = await desk.provider.settled!(
    new Date(clock.now().getTime() - day),
    new Date(clock.now().getTime() + day),
  )
  const about = { intentId: wish.intentId, providerRef, at: new Date(Math.floor(clock.now().getTime() / 1000) * 1000) }
  const [capture, refund] = rows.filter((row) => row.intentId === wish.intentId)
  const kept = (minor: string) => ({ minor, currency: 'CNY' })
  assert.deepEqual(capture, { ...about, rowId: payment.id, kind: 'capture', amount: wish.amount, fee: kept('53') })
  const rowId = `${payment.id}.${payment.refunds[0]!.number}`
  assert.deepEqual(refund, { ...about, rowId, kind: 'refund', refundId, amount, fee: kept('-24') })
})

test('a refund whose answer got lost is asked for again, and the money goes back once', async () => {
  const { known, payment } = await asked()
  await desk.choose(known.providerRef, 'pay')
  desk.trouble.push('cut')
  const refundId = newId(clock.now())
  await desk.provider.refund({ refundId, amount: known.amount, reason: '', intent: known })
  assert.deepEqual(desk.trouble, [])
  assert.equal(refunded(payment), 8888n)
  const found = await desk.provider.findIntent({ ...known, refunds: [{ refundId, amount: known.amount }] })
  assert.deepEqual(
    found.map(({ kind }) => kind),
    ['captured', 'refunded'],
  )
})
