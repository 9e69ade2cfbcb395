import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { systemClock } from '../../../src/lib/clock.ts'
import type { ShowId } from '../../../src/lib/ids.ts'
import { openStripe, secretKey, webhookSecret } from '../../stand-ins/stripe.ts'
import { bringAxe, violationsOn } from '../axe.ts'
import { openBrowser, openDevice, phone } from '../browser.ts'
import { type Dana, danaAt, danaOpens } from '../dana.ts'
import { announceDrop, freePorts, type LiveHouse, openLiveHouse, putOnAir } from '../live-house.ts'
import { saleTo } from '../sale.ts'

/* A phone, and Stripe's stand-in: its own page, its own origin, its notices over real HTTP. */

const scope = new AsyncDisposableStack()
let live: LiveHouse
let browser: Browser
let friday: ShowId
before(async () => {
  const ports = await freePorts()
  const baseUrl = () => `http://localhost:${ports.PORT}`
  const stripe = scope.use(await openStripe({ clock: systemClock, baseUrl }))
  const settings = { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret, STRIPE_API_HOST: stripe.url }
  live = scope.use(await openLiveHouse({ ...ports, ...settings, STRIPE_METHODS: 'card,alipay,ideal' }))
  const sending = setInterval(() => void stripe.sending.deliverDue(), 100)
  scope.defer(() => clearInterval(sending))
  browser = scope.use(await openBrowser())
  friday = live.world.shows.friday
  await putOnAir(live, friday)
})
after(() => scope.disposeAsync())

/** From the room to Stripe's page. */
async function goesToStripe(dana: Dana, email: string, method?: string): Promise<void> {
  await dana.claims()
  await dana.fillsIn(email)
  if (method) await dana.page.getByRole('radio', { name: method }).check()
  await dana.page.getByRole('button', { name: /^Pay €/ }).tap()
  await dana.page.waitForURL(/\/c\/pay\/cs_test_/)
}
const tap = (dana: Dana, name: string | RegExp) => dana.page.getByRole('button', { name }).tap()
const stateOf = async (email: string) => (await saleTo(email, live.house.estrade.database)).state

test('the sheet offers what fits a buyer in France, and a card pays on Stripe’s page', async () => {
  await using device = await openDevice(browser, phone)
  await bringAxe(device.context)
  const dana = await danaOpens(device, live.url, friday)
  await using _drop = await announceDrop(live, friday, 5)
  await dana.claims()
  const ways = dana.page.getByRole('group', { name: 'Pay with' }).getByRole('radio')
  await ways.first().waitFor()
  assert.equal(await ways.count(), 2, 'a card and Alipay, and nothing of the Netherlands')
  assert.ok(await ways.first().isChecked())
  assert.deepEqual(await violationsOn(dana.page), [])
  if (process.env.SHOTS) await dana.page.screenshot({ path: `${process.env.SHOTS}/pay-ways.png` })
  await dana.fillsIn('card@phone.example')
  await tap(dana, /^Pay €/)
  await dana.page.waitForURL(/\/c\/pay\/cs_test_/)
  await tap(dana, /^Pay €/)
  await dana.isThanked()
  assert.equal(await stateOf('card@phone.example'), 'paid')
})

test('a card that is declined is said on Stripe’s page, and a bank that asks is answered there', async () => {
  await using device = await openDevice(browser, phone)
  const dana = await danaOpens(device, live.url, friday)
  await using _drop = await announceDrop(live, friday, 5)
  await goesToStripe(dana, 'asked@phone.example')
  await tap(dana, 'Pay with a card that is declined')
  await dana.page.getByText('Your card was declined.').waitFor()
  await tap(dana, 'Pay with a card whose bank asks')
  await tap(dana, 'Approve')
  await dana.isThanked()
  assert.equal(await stateOf('asked@phone.example'), 'paid')
})

test('Alipay is one tap away, and who leaves its page can go back to it', async () => {
  await using device = await openDevice(browser, phone)
  const dana = await danaOpens(device, live.url, friday)
  await using _drop = await announceDrop(live, friday, 5)
  await goesToStripe(dana, 'alipay@phone.example', 'Alipay')
  await dana.page.getByText('with alipay').waitFor()
  await dana.page.getByRole('link', { name: 'Back to the shop' }).tap()
  await dana.page.getByRole('link', { name: 'Go to the payment page' }).tap()
  await tap(dana, /^Pay €/)
  await dana.isThanked()
  assert.equal(await stateOf('alipay@phone.example'), 'paid')
})

test('a tab that was closed on Stripe’s page, and a notice that never came: the order is paid all the same', async () => {
  await using device = await openDevice(browser, phone)
  const before = await danaOpens(device, live.url, friday)
  await using _drop = await announceDrop(live, friday, 5)
  await goesToStripe(before, 'lost@phone.example')
  await before.page.getByRole('radio', { name: 'never' }).check()
  await Promise.all([before.page.waitForRequest((request) => request.method() === 'POST'), tap(before, /^Pay €/)])
  await before.page.close()
  const dana = danaAt(await device.open(`${live.url}/maison-alma/shows/${friday}?order=latest`))
  await dana.isThanked()
  assert.equal(await stateOf('lost@phone.example'), 'paid')
})
