import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import type { PaymentProvider } from '../../src/doors/doors.ts'
import { ProviderTrouble } from '../../src/doors/payments/provider-trouble.ts'
import { first } from '../../src/lib/sql.ts'
import { openBrowser } from './browser.ts'
import { freePorts, type LiveHouse, openShopHouse } from './live-house.ts'
import {
  buyerAt,
  buyerOf,
  countTaps,
  installProviders,
  openWallets,
  openYuanHouse,
  type Stall,
  signIn,
} from './shop-on-phones.ts'

/* Every wallet on its stand-in, on a phone and at a desk: paid, refused, left, come back to. One app, one browser. */

const scope = new AsyncDisposableStack()
let live: LiveHouse
let browser: Browser
let wallets: Awaited<ReturnType<typeof openWallets>>
let cups: Stall
/** The fake provider, which an install has of itself. */
let own: readonly PaymentProvider[]
before(async () => {
  const ports = await freePorts()
  wallets = scope.use(await openWallets(() => `http://localhost:${ports.PORT}`))
  live = scope.use(await openShopHouse(ports))
  browser = scope.use(await openBrowser())
  own = [...live.house.estrade.doors.payments]
  installProviders(live, providers())
  cups = await openYuanHouse(live)
})
after(() => scope.disposeAsync())

const providers = () => [wallets.wechat, wallets.alipay, wallets.unionpay, wallets.paypal].map((one) => one.provider)
const buys = (kind: Parameters<typeof buyerOf>[1], stall: Pick<Stall, 'slug' | 'productId'> = cups) =>
  buyerOf(browser, kind, live.url, stall)
const lampPage = () => `${live.url}/maison-alma/products/${live.world.products.lamp.productId}`
const lamp = () => ({ slug: 'maison-alma', productId: live.world.products.lamp.productId })

/** On a wallet's page. */
const payNow = /^Pay (CN)?[€¥]/

/** The order for this address, as it is kept. */
const orderOf = async (email: string) =>
  first(
    await live.house.estrade.database.sql<{ orderId: string; state: string; ref: string }>`
      select o.order_id, o.state, i.provider_ref as ref from orders.orders o
      join payments.intents i on i.intent_id = o.intent_id where o.email = ${email}`,
  )!
const isPaid = async (email: string) => assert.equal((await orderOf(email)).state, 'paid')

test('in WeChat’s browser the buyer is named silently, pays in WeChat, and is back in the bag', async () => {
  await using dana = await buys('wechat')
  const paysInWeChat = async (_: unknown, params: Record<string, string>) => {
    const page = await wallets.wechat.pageOf({ kind: 'wechat', params })
    await fetch(page, { method: 'POST', body: new URLSearchParams({ choice: 'pay' }), redirect: 'manual' })
  }
  await dana.device.context.exposeBinding('paysInWeChat', paysInWeChat)
  // The bridge comes after the page, as in WeChat.
  await dana.device.context.addInitScript(`addEventListener('load', () => {
    window.WeixinJSBridge = { invoke: (name, params, heard) =>
      name === 'getBrandWCPayRequest' && paysInWeChat(params).then(() => heard({ err_msg: name + ':ok' })) }
    document.dispatchEvent(new Event('WeixinJSBridgeReady'))
  })`)
  await dana.page.reload()
  await dana.goesToCheckout('jsapi@wallet.example')
  await dana.page.getByText('Pay with WeChat Pay').waitFor()
  await dana.shows('wechat-checkout')
  await dana.pays()
  await dana.page.waitForURL(/\/pay\//)
  await dana.shows('wechat-opening')
  await dana.isThanked()
  await dana.shows('wechat-thanks')
  await isPaid('jsapi@wallet.example')
  assert.deepEqual(dana.device.errors, [])
})

test('who comes back from WeChat without paying can go on, and the next time pays', async () => {
  await using dana = await buys('phone')
  await dana.goesToCheckout('h5@wallet.example')
  await dana.pays('WeChat Pay')
  await dana.press('Leave without paying')
  await dana.reads('Waiting for the payment')
  await dana.shows('h5-waiting')
  await dana.press('Go to the payment page', 'link')
  await dana.press(payNow)
  await dana.isThanked()
  await isPaid('h5@wallet.example')
})

test('a bank that refuses on Alipay’s page: another wallet pays, and brings the buyer back by its form', async () => {
  await using dana = await buys('phone')
  await dana.goesToCheckout('refused@wallet.example')
  await dana.pays('Alipay')
  await dana.press('Let the bank refuse')
  await dana.reads('Waiting for the payment')
  await dana.press('Pay another way')
  await dana.page.getByRole('radio', { name: 'UnionPay' }).waitFor()
  await dana.shows('another-way')
  await dana.pays('UnionPay')
  await dana.press(payNow)
  await dana.isThanked()
  await isPaid('refused@wallet.example')
})

test('a code is paid with a phone, on the order’s own page', async () => {
  await using dana = await buys('desk')
  await dana.goesToCheckout('code@wallet.example')
  await dana.pays('WeChat Pay')
  await dana.page.getByRole('img', { name: 'Code to pay with' }).waitFor()
  await dana.shows('native-code')
  const { orderId, ref } = await orderOf('code@wallet.example')
  await dana.page.goto(`${live.url}/orders/${orderId}`)
  await dana.page.getByRole('img', { name: 'Code to pay with' }).waitFor()
  await dana.shows('order-code')
  await wallets.wechat.choose(ref, 'pay')
  await dana.page.getByRole('listitem').filter({ hasText: 'Payment received' }).waitFor()
  await dana.shows('order-paid')
})

test('a tab that was closed on Alipay’s page, and a notice that never came: the order’s page says that it is paid', async () => {
  await using dana = await buys('desk')
  await dana.goesToCheckout('lost@wallet.example')
  await dana.pays('Alipay')
  await dana.page.getByRole('radio', { name: 'never' }).check()
  await Promise.all([dana.page.waitForRequest((request) => request.method() === 'POST'), dana.press(payNow)])
  await dana.page.close()
  const { orderId } = await orderOf('lost@wallet.example')
  const again = buyerAt(await dana.device.open(`${live.url}/orders/${orderId}`), 'desk')
  await again.page.getByRole('listitem').filter({ hasText: 'Payment received' }).waitFor()
})

test('Alipay’s code, where a merchant has that contract', async () => {
  installProviders(live, [wallets.alipayByCode.provider])
  try {
    await using dana = await buys('desk')
    await dana.goesToCheckout('precreate@wallet.example')
    await dana.pays()
    await dana.page.getByRole('img', { name: 'Code to pay with' }).waitFor()
    await wallets.alipayByCode.choose((await orderOf('precreate@wallet.example')).ref, 'pay')
    await dana.isThanked()
  } finally {
    installProviders(live, providers())
  }
})

test('PayPal takes the money when we say so: a card that is refused then is said, and the next one pays', async () => {
  await using dana = await buys('phone', lamp())
  await dana.goesToCheckout('paypal@wallet.example')
  await dana.pays()
  await dana.press('Let the bank refuse')
  await dana.reads('The payment was declined')
  await dana.shows('paypal-declined')
  await dana.press('Try again')
  await dana.press(payNow)
  await dana.isThanked()
  await isPaid('paypal@wallet.example')
})

test('two taps buy what an account has let the provider keep, and the account forgets it', async () => {
  installProviders(live, own)
  try {
    await using dana = await buys('phone', lamp())
    await signIn(dana.page, 'dana')
    await dana.page.goto(lampPage())
    await dana.goesToCheckout('dana@viewer.example')
    await dana.pays()
    await dana.page.getByRole('checkbox', { name: 'Keep this card for my next purchases' }).check()
    await dana.shows('keep-card')
    await dana.press(payNow)
    await dana.isThanked()
    const page = await dana.device.open(lampPage())
    const again = buyerAt(page, 'phone')
    const taps = await countTaps(page)
    await again.press('Buy now')
    await page.getByText('Visa •••• 4242').waitFor()
    await again.shows('two-taps')
    await again.press('Pay €149.00')
    await again.isThanked()
    assert.equal(await taps(), 2)
    assert.match(page.url(), /\/maison-alma\/bag/, 'no page of a provider was seen')
    await page.goto(`${live.url}/account`)
    await page.getByText('Visa •••• 4242').waitFor()
    await again.shows('account')
    await again.press('Remove Visa •••• 4242')
    await page.getByText('No card saved yet').waitFor()
    assert.deepEqual(dana.device.errors, [])
  } finally {
    installProviders(live, providers())
  }
})

test('a wallet that is out of order is said at once, and another is offered on the order’s page', async () => {
  const broken = async () => Promise.reject(new ProviderTrouble('wechat-pay', 'credentials', 'SIGN_ERROR'))
  installProviders(live, [{ ...wallets.wechat.provider, createIntent: broken }, ...providers().slice(1)])
  await using dana = await buys('phone')
  await dana.goesToCheckout('broken@wallet.example')
  await dana.pays('WeChat Pay')
  await dana.reads('This way to pay is not available just now')
  await dana.shows('not-available')
  installProviders(live, providers())
  await dana.page.goto(`${live.url}/orders/${(await orderOf('broken@wallet.example')).orderId}`)
  await dana.reads('This way to pay is not available just now')
  await dana.page.getByRole('radio', { name: 'Alipay' }).waitFor()
  await dana.shows('order-declined')
  await dana.pays('Alipay')
  await dana.press(payNow)
  await dana.page.getByRole('listitem').filter({ hasText: 'Payment received' }).waitFor()
  assert.deepEqual(dana.device.errors, [])
})
