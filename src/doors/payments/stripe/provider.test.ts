import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import Stripe from 'stripe'
import { openStripe, type StripeStandIn } from '../../../../test/stand-ins/stripe.ts'
import { knownOf, plain, read, refusedAs, trouble, wishOf } from '../../../../test/stand-ins/wish.ts'
import { testClock } from '../../../lib/clock.ts'
import { newId } from '../../../lib/ids.ts'
import { Refusal } from '../../../lib/problems.ts'
import type { IntentWish } from '../../doors.ts'
import { assertSigned } from '../timestamped-signature.ts'
import { fromStripe, toStripe } from './amounts.ts'
import { readStripeSettings } from './settings.ts'

const clock = testClock()
let stripe: StripeStandIn
before(async () => {
  const post = async () => ({ status: 200, body: '' })
  stripe = await openStripe({ clock, baseUrl: () => 'https://shop.example.org', post })
})
after(() => stripe[Symbol.asyncDispose]())

async function asked(change: Partial<IntentWish> = {}) {
  const wish = wishOf(clock.now(), { method: 'card', ...change }, 'EUR')
  const { providerRef, step } = await stripe.provider.createIntent(wish)
  const said = { intentId: wish.intentId, providerRef, amount: wish.amount }
  return { wish, providerRef, step, said, known: knownOf(wish, providerRef), payment: stripe.payment(providerRef)! }
}
const told = (notice: Parameters<typeof read>[1]) => read(stripe.provider, notice, clock.now())

test('a payment is a page of Stripe in the language of the buyer, who comes back to where they were', async () => {
  const { step, payment, wish } = await asked()
  assert.ok(step.kind === 'redirect' && step.url.startsWith(`${stripe.url}/c/pay/cs_test_`))
  assert.equal(payment.returnUrl, 'https://shop.example.org/orders/1?paid=1&x=%20')
  assert.deepEqual([payment.minor, payment.currency, payment.more.method], [8888n, 'eur', 'card'])
  assert.deepEqual(JSON.parse(payment.more.metadata!), { intentId: wish.intentId, orderNumber: 'MA-1042' })
})

test('the same wish twice is one session, and the same wish with another amount is refused by Stripe', async () => {
  const { wish, providerRef } = await asked()
  assert.equal((await stripe.provider.createIntent(wish)).providerRef, providerRef)
  const other = { ...wish, amount: { ...wish.amount, minor: '8889' } }
  await assert.rejects(async () => stripe.provider.createIntent(other), trouble('refused'))
})

test('a payment is told by a webhook and when asked as one and the same news', async () => {
  const { said, providerRef, known, payment } = await asked()
  assert.deepEqual(await stripe.provider.findIntent(known), [])
  await stripe.choose(providerRef, 'pay')
  const news = await told(stripe.notice(payment))
  assert.deepEqual(plain(news), [{ ...said, kind: 'captured' }])
  assert.deepEqual(await stripe.provider.findIntent(known), news)
})

test('a page whose time is over, or that was closed, says that nothing will come', async () => {
  const closed = await asked()
  await stripe.provider.withdraw(closed.known)
  await stripe.provider.withdraw(closed.known)
  const late = await asked()
  clock.advance(61 * 60_000)
  for (const { known, said, payment } of [closed, late]) {
    const expected = [{ ...said, kind: 'declined', reason: 'expired' }]
    assert.deepEqual(plain(await stripe.provider.findIntent(known)), expected)
    assert.deepEqual(plain(await told(stripe.notice(payment))), expected)
  }
})

test('a debit is on its way for days, and ends paid or not', async () => {
  for (const paid of [true, false]) {
    const { said, providerRef, known, payment } = await asked({ method: 'sepa_debit' })
    await stripe.choose(providerRef, 'pay', 'lost')
    const pending = [{ ...said, kind: 'pending' }]
    assert.deepEqual(plain(await told(stripe.notice(payment))), pending)
    assert.deepEqual(plain(await stripe.provider.findIntent(known)), pending)
    stripe.endDebit(providerRef, paid, 'lost')
    const end = paid ? { kind: 'captured' } : { kind: 'declined', reason: 'payment_failed' }
    assert.deepEqual(plain(await stripe.provider.findIntent(known)), [{ ...said, ...end }])
  }
})

async function paid() {
  const one = await asked()
  await stripe.choose(one.providerRef, 'pay', 'lost')
  return one
}

test('a refund is asked for once, also long after Stripe has forgotten the key', async () => {
  const { known, payment, said } = await paid()
  const wish = {
    refundId: newId(clock.now()),
    amount: { minor: '2000', currency: 'EUR' as const },
    reason: 'a scratch',
  }
  const first = await stripe.provider.refund({ ...wish, intent: known })
  assert.deepEqual(plain(first), [{ ...said, kind: 'refunded', refundId: wish.refundId, amount: wish.amount }])
  assert.deepEqual(await stripe.provider.refund({ ...wish, intent: known }), first)
  assert.equal(payment.refunds.length, 1)
  const tooMuch = { ...wish, refundId: newId(clock.now()), amount: { minor: '6889', currency: 'EUR' as const } }
  const [refused] = await stripe.provider.refund({ ...tooMuch, intent: known })
  assert.deepEqual([refused!.kind, refused!.reason], ['refundFailed', 'charge_already_refunded'])
})

test('money that went back at Stripe’s own desk is told with Stripe’s number', async () => {
  const { payment, said } = await paid()
  const refund = { number: 're_desk', id: '1', minor: 500n, state: 'done' as const, tag: '' }
  const amount = { minor: '500', currency: 'EUR' }
  assert.deepEqual(plain(await told(stripe.notice(payment, { refund }))), [
    { ...said, kind: 'refunded', refundId: 're_desk', amount },
  ])
})

test('an inquiry, a dispute and its end are told with when an answer is due and what Stripe keeps', async () => {
  const { providerRef, said, payment } = await paid()
  const id = `dp_${payment.more.payment!.slice(3)}`
  const dueAt = new Date((Math.floor(Date.parse(payment.more.paidAt!) / 1000) + 604_800) * 1000).toISOString()
  const fees = [{ rowId: `txn_${id}_out`, minor: '1500', currency: 'EUR' }]
  const dispute = async (status: Parameters<typeof stripe.disputeStands>[1]) =>
    plain(await told(stripe.disputeStands(providerRef, status)))
  const expected = (kind: string, stage: string, kept: unknown = fees) => [
    { ...said, kind, reason: 'fraudulent', dispute: { id, stage, fees: kept, dueAt } },
  ]
  assert.deepEqual(await dispute('warning_needs_response'), expected('disputed', 'inquiry', []))
  assert.deepEqual(await dispute('needs_response'), expected('disputed', 'needsResponse'))
  assert.deepEqual(await dispute('under_review'), expected('disputed', 'underReview'))
  assert.deepEqual(await dispute('lost'), expected('disputeClosed', 'lost'))
})

test('news of other shops on the same account, of other accounts and of other kinds is taken and forgotten', async () => {
  const { payment } = await paid()
  assert.deepEqual(await told(stripe.notice(payment, { foreign: true })), [])
  payment.more.metadata = '{}'
  assert.deepEqual(await told(stripe.notice(payment)), [])
  const sign = (body: string) => {
    const timestamp = Math.floor(clock.now().getTime() / 1000)
    const secret = 'whsec_the_first_secret_of_the_endpoint'
    const header = Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp })
    return { url: '', headers: { 'stripe-signature': header }, body }
  }
  const payout = { object: 'event', type: 'payout.paid', data: { object: { id: 'po_1' } } }
  assert.deepEqual(await told(sign(JSON.stringify(payout))), [])
  for (const broken of ['', '{', 'null', '[]', '{"object":"v2.core.event"}', '{"object":"event","type":"x"}']) {
    await assert.rejects(
      async () => told(sign(broken || ' ')),
      (error) => error instanceof Refusal,
    )
  }
})

test('what was settled names the payment, the refund and the fee', async () => {
  const from = clock.now()
  const { known, wish } = await paid()
  const refundId = newId(clock.now())
  await stripe.provider.refund({ refundId, amount: { minor: '888', currency: 'EUR' }, reason: '', intent: known })
  const rows = await stripe.provider.settled!(from, new Date(from.getTime() + 1000))
  const own = rows.filter(({ intentId }) => intentId === wish.intentId)
  assert.deepEqual(
    own.map(({ kind, refundId, amount, fee }) => [kind, refundId, amount.minor, fee.minor]),
    [
      ['capture', undefined, '8888', '158'],
      ['refund', refundId, '888', '0'],
    ],
  )
})

test('amounts follow Stripe’s exceptions', () => {
  assert.equal(toStripe('5090', 'EUR'), 5090)
  assert.equal(toStripe('500', 'JPY'), 500)
  assert.equal(toStripe('500', 'ISK'), 50_000)
  assert.equal(toStripe('5120', 'KWD'), 5120)
  assert.throws(() => toStripe('5123', 'KWD'), /rounds/)
  assert.throws(() => toStripe('100000000', 'EUR'), /takes no/)
  assert.throws(() => toStripe('-1', 'EUR'), /takes no/)
  assert.deepEqual(fromStripe(50_000, 'isk'), { minor: '500', currency: 'ISK' })
  assert.deepEqual(fromStripe(5090, 'eur'), { minor: '5090', currency: 'EUR' })
  for (const currency of ['EUR', 'JPY', 'ISK', 'UGX', 'KWD']) {
    assert.equal(fromStripe(toStripe('12340', currency), currency.toLowerCase()).minor, '12340')
  }
})

test('a signature is checked over raw bytes: any v1 and any secret that fits, five minutes to either side', () => {
  const raw = Buffer.from('{"id":"evt_1","text":"é"}')
  const now = new Date('2026-11-20T19:00:00Z')
  const timestamp = now.getTime() / 1000
  const header = Stripe.webhooks.generateTestHeaderString({ payload: raw.toString(), secret: 'whsec_a', timestamp })
  const check = (given: string, { secrets = ['whsec_a'], bytes = raw, ms = 0 } = {}) =>
    assertSigned(secrets, given, bytes, new Date(now.getTime() + ms))
  const forged = refusedAs('payments.forgedNotice')
  check(header)
  check(header.replace('v1=', `v1=${'0'.repeat(64)},v1=`))
  check(`${header},v0=00`)
  check(header, { secrets: ['whsec_b', 'whsec_a'] })
  check(header, { ms: 300_000 })
  assert.throws(() => check(header, { ms: 301_000 }), refusedAs('payments.staleNotice'))
  assert.throws(() => check(header, { ms: -301_000 }), refusedAs('payments.staleNotice'))
  assert.throws(() => check(header, { secrets: ['whsec_b'] }), forged)
  assert.throws(() => check(header.replace('v1=', 'v0=')), forged)
  assert.throws(() => check(''), forged)
  // Bytes that read as the same text are not the same bytes.
  assert.throws(() => check(header, { bytes: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), raw]) }), forged)
})

test('settings that make no sense are told in a sentence', () => {
  const good = {
    STRIPE_SECRET_KEY: 'sk_test_1',
    STRIPE_WEBHOOK_SECRET: 'whsec_1, whsec_2',
    STRIPE_METHODS: 'card,ideal',
  }
  assert.equal(readStripeSettings({}), undefined)
  const settings = readStripeSettings(good)!
  assert.deepEqual(
    [settings.webhookSecrets, settings.methods],
    [
      ['whsec_1', 'whsec_2'],
      ['card', 'ideal'],
    ],
  )
  assert.equal(settings.origin.href, 'https://api.stripe.com/')
  assert.throws(() => readStripeSettings({ ...good, STRIPE_WEBHOOK_SECRET: '' }), /STRIPE_WEBHOOK_SECRET/)
  assert.throws(() => readStripeSettings({ ...good, STRIPE_WEBHOOK_SECRET: 'abc' }), /whsec_/)
  assert.throws(() => readStripeSettings({ ...good, STRIPE_SECRET_KEY: 'pk_live_1' }), /sk_/)
  assert.throws(() => readStripeSettings({ ...good, STRIPE_METHODS: 'card,unionpay' }), /not unionpay/)
  assert.throws(() => readStripeSettings({ ...good, STRIPE_API_HOST: 'stripe' }), /STRIPE_API_HOST/)
})
