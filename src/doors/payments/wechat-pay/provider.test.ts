import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { refunded } from '../../../../test/stand-ins/bank.ts'
import { openWeChatPay } from '../../../../test/stand-ins/wechat-pay.ts'
import { knownOf, plain, read, refusedAs, said, trouble, wishOf } from '../../../../test/stand-ins/wish.ts'
import { testClock } from '../../../lib/clock.ts'
import { newId } from '../../../lib/ids.ts'
import type { IntentWish } from '../../doors.ts'

const clock = testClock()
const post = async () => ({ status: 200, body: '' })
const baseUrl = () => 'https://shop.example.org'
let bank: Awaited<ReturnType<typeof openWeChatPay>>
before(async () => {
  bank = await openWeChatPay({ clock, baseUrl, post })
})
after(() => bank[Symbol.asyncDispose]())

async function asked(change: Partial<IntentWish> = {}) {
  const wish = wishOf(clock.now(), change)
  const { providerRef, step } = await bank.provider.createIntent(wish)
  return { wish, providerRef, step, known: knownOf(wish, providerRef), payment: bank.payment(providerRef)! }
}

test('a computer gets a code, a phone a page, WeChat’s own browser a request to pay', async () => {
  const desk = await asked()
  assert.equal(desk.step.kind, 'qr')
  const phone = await asked({ device: 'phone' })
  assert.ok(phone.step.kind === 'redirect')
  assert.equal(
    new URL(phone.step.url).searchParams.get('redirect_url'),
    'https://shop.example.org/orders/1?paid=1&x=%20',
  )
  const wechat = await asked({ device: 'wechat', payerId: 'oDana' })
  assert.ok(wechat.step.kind === 'wechat')
  // The stand-in checks our signature with an independent library.
  assert.equal(await bank.pageOf(wechat.step), `${bank.url}/pay/${wechat.payment.id}`)
  assert.equal((await asked({ device: 'wechat' })).step.kind, 'qr', 'without an OpenID there is only the code')
  assert.equal((await asked({ device: 'phone', buyerAddress: undefined })).step.kind, 'qr')
})

test('the same wish twice is one order, and another currency than yuan is not taken', async () => {
  const { wish, providerRef, step } = await asked()
  assert.deepEqual(await bank.provider.createIntent(wish), { providerRef, step })
  const euros = wishOf(clock.now(), {}, 'EUR')
  await assert.rejects(async () => bank.provider.createIntent(euros), trouble('wrongCurrency'))
})

test('a payment is told by a callback and when asked, as one and the same news', async () => {
  const { wish, providerRef, known, payment } = await asked()
  assert.deepEqual(await bank.provider.findIntent(known), [])
  await bank.choose(providerRef, 'pay')
  const told = await read(bank.provider, bank.notice(payment), clock.now())
  assert.deepEqual(plain(told), [{ ...said(wish, providerRef), kind: 'captured' }])
  assert.deepEqual(await bank.provider.findIntent(known), told)
})

test('an order that the bank refused, that was closed or whose time is over will not be paid', async () => {
  const declined = await asked()
  await bank.choose(declined.providerRef, 'decline')
  const expired = await asked()
  const closed = await asked()
  await bank.provider.withdraw(closed.known)
  await bank.provider.withdraw(closed.known)
  clock.advance(31 * 60_000)
  for (const [one, reason] of [
    [declined, 'payment_failed'],
    [expired, 'expired'],
    [closed, 'expired'],
  ] as const) {
    const news = plain(await bank.provider.findIntent(one.known))
    assert.deepEqual(news, [{ ...said(one.wish, one.providerRef), kind: 'declined', reason }])
  }
})

test('closing an order that was paid, or that nobody knows, is no error', async () => {
  const { known, providerRef } = await asked()
  await bank.choose(providerRef, 'pay')
  await bank.provider.withdraw(known)
  assert.equal((await bank.provider.findIntent(known))[0]!.kind, 'captured')
  await bank.provider.withdraw({ ...known, providerRef: 'nobodyknows' })
  assert.deepEqual(await bank.provider.findIntent({ ...known, providerRef: 'nobodyknows' }), [])
})

test('a refund is under way, ends by a callback or when asked, once, and never beyond what was paid', async () => {
  const { wish, known, providerRef, payment } = await asked()
  await bank.choose(providerRef, 'pay')
  const refund = (refundId: string, minor: string) =>
    bank.provider.refund({ refundId, amount: { minor, currency: 'CNY' }, reason: '少了一件', intent: known })
  const refundId = newId(clock.now())
  assert.deepEqual(await refund(refundId, '4000'), [])
  const again = await refund(refundId, '4000')
  const { intentId } = wish
  const news = { intentId, providerRef, refundId, amount: { minor: '4000', currency: 'CNY' }, kind: 'refunded' }
  assert.deepEqual(plain(again), [news])
  assert.equal(refunded(payment), 4000n)
  const told = await read(bank.provider, bank.notice(payment, { refund: payment.refunds[0]! }), clock.now())
  assert.deepEqual(told, again)
  const found = await bank.provider.findIntent({ ...known, refunds: [{ refundId, amount: news.amount as never }] })
  assert.deepEqual(
    found.map(({ kind }) => kind),
    ['captured', 'refunded'],
  )
  assert.deepEqual(found[1], again[0])
  assert.deepEqual(
    plain(await refund(refundId, '3000')),
    [news],
    'the same number for less is the refund that there is',
  )
  const tooMuch = plain(await refund(newId(clock.now()), '5000'))
  assert.deepEqual([tooMuch[0]!.kind, tooMuch[0]!.reason], ['refundFailed', 'refund_refused'])
})

test('money that bounced is a refund that failed', async () => {
  const { known, providerRef, payment } = await asked()
  await bank.choose(providerRef, 'pay')
  bank.slowRefunds = true
  const refundId = newId(clock.now())
  await bank.provider.refund({ refundId, amount: known.amount, reason: '', intent: known })
  bank.slowRefunds = false
  bank.endRefund(providerRef, payment.refunds[0]!.number, 'failed')
  const told = await read(bank.provider, bank.notice(payment, { refund: payment.refunds[0]! }), clock.now())
  assert.deepEqual([told[0]!.kind, told[0]!.refundId, told[0]!.reason], ['refundFailed', refundId, 'refund_bounced'])
})

test('a callback that is forged, altered or old is refused; of another merchant it is no news', async () => {
  const { providerRef, payment } = await asked()
  await bank.choose(providerRef, 'pay')
  const tell = (change: Parameters<typeof bank.notice>[1]) =>
    read(bank.provider, bank.notice(payment, change), clock.now())
  await assert.rejects(tell({ stranger: true }), refusedAs('payments.forgedNotice'))
  await assert.rejects(tell({ tamper: true }), refusedAs('payments.forgedNotice'))
  await assert.rejects(tell({ at: new Date(clock.now().getTime() - 360_000) }), refusedAs('payments.staleNotice'))
  assert.deepEqual(await tell({ foreign: true }), [])
  const other = await tell({ minor: 1n, currency: 'HKD' })
  assert.deepEqual(other[0]!.amount, { minor: '1', currency: 'HKD' }, 'the amount is as the provider says it')
})

test('a platform that is cut off or busy is asked again; an answer with a wrong signature is not believed', async () => {
  const { known, providerRef } = await asked()
  await bank.choose(providerRef, 'pay')
  bank.trouble.push('cut', 'busy')
  assert.equal((await bank.provider.findIntent(known)).length, 1)
  bank.trouble.push('cut', 'cut', 'busy')
  await assert.rejects(bank.provider.findIntent(known), trouble('busy'))
  bank.trouble.push('forged')
  await assert.rejects(bank.provider.findIntent(known), trouble('unsigned'))
})

test('when our clock is wrong, the operator must act', async () => {
  const ourClock = { now: () => new Date(clock.now().getTime() + 3_600_000) }
  await using other = await openWeChatPay({ clock, baseUrl, post, ourClock })
  await assert.rejects(async () => other.provider.createIntent(wishOf(clock.now())), trouble('credentials'))
})

for (const keysBy of ['publicKey', 'certificates'] as const) {
  test(`the platform changes its key (known by ${keysBy}): answers go on, and callbacks after the next answer`, async () => {
    await using changing = await openWeChatPay({ clock, baseUrl, post, keysBy })
    const wish = wishOf(clock.now())
    const { providerRef } = await changing.provider.createIntent(wish)
    await changing.choose(providerRef, 'pay')
    const payment = changing.payment(providerRef)!
    assert.equal((await read(changing.provider, changing.notice(payment), clock.now()))[0]!.kind, 'captured')
    changing.changeKeys()
    clock.advance(61_000)
    const tell = () => read(changing.provider, changing.notice(payment), clock.now())
    await assert.rejects(tell(), refusedAs('payments.forgedNotice'), 'the new key is not known yet')
    assert.equal((await changing.provider.findIntent(knownOf(wish, providerRef))).length, 1)
    assert.equal((await tell())[0]!.kind, 'captured')
  })
}

test('a day’s bill is read line by line, with what was kept of each', async () => {
  const { wish, known, providerRef } = await asked()
  await bank.choose(providerRef, 'pay')
  const refundId = newId(clock.now())
  const amount = { minor: '4000', currency: 'CNY' as const }
  await bank.provider.refund({ refundId, amount, reason: '', intent: known })
  const day = 86_400_000
  const rows = await bank.provider.settled!(
    new Date(clock.now().getTime() - day),
    new Date(clock.now().getTime() + day),
  )
  const ours = rows.filter((row) => row.intentId === wish.intentId)
  const about = { intentId: wish.intentId, providerRef, at: new Date(Math.floor(clock.now().getTime() / 1000) * 1000) }
  assert.deepEqual(ours, [
    {
      ...about,
      rowId: bank.payment(providerRef)!.id,
      kind: 'capture',
      amount: wish.amount,
      fee: { minor: '53', currency: 'CNY' },
    },
    {
      ...{ ...about, rowId: `5${bank.payment(providerRef)!.refunds[0]!.id}`, kind: 'refund', refundId, amount },
      fee: { minor: '-24', currency: 'CNY' },
    },
  ])
})

test('a refund whose answer got lost is asked for again, and the money goes back once', async () => {
  const { known, payment } = await asked()
  await bank.choose(known.providerRef, 'pay')
  bank.trouble.push('cut')
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

test('certificates that the platform did not sign are not believed', async () => {
  await using bootstrapping = await openWeChatPay({ clock, baseUrl, post, keysBy: 'certificates' })
  bootstrapping.trouble.push('forged')
  await assert.rejects(async () => bootstrapping.provider.createIntent(wishOf(clock.now())), trouble('unsigned'))
  await bootstrapping.provider.createIntent(wishOf(clock.now()))
})

test('a bill that was altered on its way is not believed', async () => {
  const { providerRef } = await asked()
  await bank.choose(providerRef, 'pay')
  bank.signer.altersBills = true
  const now = clock.now().getTime()
  await assert.rejects(bank.provider.settled!(new Date(now - 1000), new Date(now + 1000)), trouble('unsigned'))
  bank.signer.altersBills = false
})

test('a stranger who names a key that nobody has stops no payment of a merchant without certificates', async () => {
  await using other = await openWeChatPay({ clock, baseUrl, post, certificates: false })
  const wish = wishOf(clock.now())
  const { providerRef } = await other.provider.createIntent(wish)
  const notice = other.notice(other.payment(providerRef)!)
  const headers = { ...notice.headers, 'wechatpay-serial': '5157F09EFDC096DE15EBE81A47057A7232F1B8E1' }
  await assert.rejects(read(other.provider, { ...notice, headers }, clock.now()), refusedAs('payments.forgedNotice'))
  await other.choose(providerRef, 'pay')
  assert.equal((await other.provider.findIntent(knownOf(wish, providerRef))).length, 1)
})
