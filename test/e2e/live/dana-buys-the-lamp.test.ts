import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { percentile } from '../../media/stage.ts'
import { beaSignsIn } from '../bea.ts'
import { laptop, openBrowser, openDevice, phone } from '../browser.ts'
import { danaEmail, danaOpens, goodCard } from '../dana.ts'
import { type LiveHouse, openLiveHouse, putOnAir } from '../live-house.ts'
import { latenciesOf, moreFrames, timeOf } from '../picture.ts'
import { saleTo } from '../sale.ts'

const scope = new AsyncDisposableStack()
let live: LiveHouse
let browser: Browser
before(async () => {
  live = scope.use(await openLiveHouse())
  browser = scope.use(await openBrowser())
})
after(() => scope.disposeAsync())

test('Dana buys the lamp while Béa is live', async (t) => {
  const { house, world, url } = live
  await using laptopOfBea = await openDevice(browser, laptop)
  await using phoneOfDana = await openDevice(browser, phone)
  const bea = await beaSignsIn(laptopOfBea, url, world.shows.friday)
  const dana = await danaOpens(phoneOfDana, url, world.shows.friday)

  // She was early: the page turns live by itself.
  await dana.page.getByText('Starts in').first().waitFor()
  await bea.goesLive()
  await dana.sees()

  await bea.pins()
  await dana.page.getByRole('heading', { name: 'Alma lamp' }).waitFor()
  await dana.says('Is the ivory one warm?')
  await bea.reads('Is the ivory one warm?')

  await bea.drops('Ivory')
  await dana.page.getByRole('button', { name: 'I want one' }).waitFor()
  await dana.claims()
  const claimedAt = await timeOf(dana.page)
  await dana.fillsIn()
  await moreFrames(dana.page, 10)
  assert.ok((await timeOf(dana.page)) > claimedAt, 'the picture goes on behind the checkout')
  assert.equal(await dana.fullPrice(), '€119.00')

  await dana.goesToPay()
  await dana.paysWith(goodCard)
  const number = await dana.isThanked()
  await dana.sees(10)
  assert.match(await bea.orderArrives(number), /1 × Alma lamp.*€119\.00/s)
  const delay = await bea.viewerDelay()
  t.diagnostic(`the studio says: viewers see you ${delay} s later`)
  assert.ok(delay > 0.2 && delay < 8)

  const sale = await saleTo(danaEmail, house.estrade.database)
  assert.deepEqual(sale, {
    number,
    ...{ state: 'paid', totalMinor: '11900', holds: ['sold'], soldFromPool: 1 },
    told: [{ productId: world.products.lamp.productId, quantity: 1 }],
  })
  await house.idle()
  const mails = house.estrade.mails?.sent.filter((mail) => mail.to === danaEmail && mail.text.includes(number))
  assert.equal(mails?.length, 1)
  assert.deepEqual([...laptopOfBea.errors, ...phoneOfDana.errors], [])
})

test('the clock in the picture says how old it is when a viewer sees it', async (t) => {
  const { clay } = live.world.shows
  await putOnAir(live, clay)
  await using device = await openDevice(browser, phone)
  const dana = await danaOpens(device, live.url, clay)
  // Each frame is read pixel by pixel: on a machine that encodes two other shows beside it, a few a second.
  await moreFrames(dana.page, 200, 120_000)
  const latencies = (await latenciesOf(dana.page)).slice(50)
  const p50 = percentile(latencies, 0.5)
  t.diagnostic(`glass to glass: p50 ${p50} ms, p95 ${percentile(latencies, 0.95)} ms of ${latencies.length} frames`)
  assert.ok(latencies.length > 60, `the clock is readable in most frames (${latencies.length})`)
  assert.ok(p50 > 200 && p50 < 8000)
  live.house.estrade.media?.close(clay)
})
