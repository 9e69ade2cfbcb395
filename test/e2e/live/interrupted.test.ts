import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { openAppWithWorld } from '../app-process.ts'
import { beaSignsIn } from '../bea.ts'
import { laptop, openBrowser, openDevice, phone } from '../browser.ts'
import { danaEmail, danaOpens, goodCard } from '../dana.ts'
import { openLiveHouse } from '../live-house.ts'
import { saleTo } from '../sale.ts'

const scope = new AsyncDisposableStack()
let browser: Browser
before(async () => {
  browser = scope.use(await openBrowser())
})
after(() => scope.disposeAsync())

test('a claim outlives the death of the app: she pays, and the picture comes back', async () => {
  await using app = await openAppWithWorld()
  const { friday } = app.world.shows
  await using laptopOfBea = await openDevice(browser, laptop)
  await using phoneOfDana = await openDevice(browser, phone)
  const bea = await beaSignsIn(laptopOfBea, app.url, friday)
  const dana = await danaOpens(phoneOfDana, app.url, friday)
  await bea.goesLive()
  await dana.sees()
  await bea.drops('Ivory')
  await dana.claims()

  await app.killHard()
  await dana.page.getByText('One moment, the picture is coming back').waitFor()
  await app.startAgain()

  await dana.sees()
  const checkout = dana.page.getByRole('dialog', { name: 'Checkout' })
  await checkout.getByText(/^Held for you for 0[34]:\d\d$/).waitFor()
  await dana.fillsIn()
  await dana.goesToPay()
  await dana.paysWith(goodCard)
  const number = await dana.isThanked()
  await dana.sees(10)
  await bea.orderArrives(number)
  assert.deepEqual(await saleTo(danaEmail, app.database), {
    number,
    ...{ state: 'paid', totalMinor: '11900', holds: ['sold'], soldFromPool: 1 },
    told: [{ productId: app.world.products.lamp.productId, quantity: 1 }],
  })
})

test('when the media process dies the room says so, goes on, and the picture returns', async () => {
  await using live = await openLiveHouse()
  const { friday } = live.world.shows
  await using laptopOfBea = await openDevice(browser, laptop)
  await using phoneOfDana = await openDevice(browser, phone)
  const bea = await beaSignsIn(laptopOfBea, live.url, friday)
  await bea.goesLive()
  await bea.pins()
  const dana = await danaOpens(phoneOfDana, live.url, friday)
  await dana.sees()

  process.kill(live.house.estrade.media!.pid()!, 'SIGKILL')
  await dana.page.getByText('One moment, the picture is coming back').waitFor()
  await dana.says('Still here?')
  await bea.reads('Still here?')
  await dana.page.getByRole('button', { name: 'Bag', exact: true }).tap()
  await dana.page.getByRole('dialog', { name: 'Bag' }).getByRole('button', { name: 'Close' }).tap()

  await dana.sees(60)
  assert.ok(await dana.page.getByText('One moment, the picture is coming back').isHidden())
  assert.deepEqual([...laptopOfBea.errors, ...phoneOfDana.errors], [])
})
