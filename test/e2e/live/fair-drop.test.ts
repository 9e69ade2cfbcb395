import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { bringAxe, violationsOn } from '../axe.ts'
import { laptop, openBrowser, openDevice, phone } from '../browser.ts'
import { danaOpens } from '../dana.ts'
import { type LiveHouse, openLiveHouse, putOnAir } from '../live-house.ts'

const scope = new AsyncDisposableStack()
let live: LiveHouse
let browser: Browser
before(async () => {
  live = scope.use(await openLiveHouse())
  browser = scope.use(await openBrowser())
})
after(() => scope.disposeAsync())

/** Where the pictures go of what two people saw, when somebody wants to look. */
const looks = process.env.LOOKS

test('two people want the only lamp: a draw decides, and the other gets it when the first lets it go', async () => {
  const { friday } = live.world.shows
  await putOnAir(live, friday)
  const host = await live.world.as('bea')
  await using deviceOfDana = await openDevice(browser, phone)
  await using deviceOfCarl = await openDevice(browser, laptop)
  await bringAxe(deviceOfDana.context)
  const people = [await danaOpens(deviceOfDana, live.url, friday), await danaOpens(deviceOfCarl, live.url, friday)]
  const look = async (name: string) => {
    if (looks)
      for (const [i, { page }] of people.entries()) await page.screenshot({ path: `${looks}/${name}-${i}.png` })
  }
  await host('drops.create', {
    ...{ showId: friday, variantId: live.world.products.lamp.variantIds[0]!, quantity: 1 },
    ...{ price: { minor: '11900', currency: 'EUR' }, opensInSeconds: 30, fairSeconds: 5, holdSeconds: 120 },
  })
  await people[0]!.page.getByText('A draw decides').waitFor()
  await look('announced')
  for (const { page } of people) {
    await page.getByRole('button', { name: 'I want one' }).click()
    await page.getByRole('status').getByText('You are in the draw').waitFor()
  }
  await people[0]!.page.getByRole('status').getByText('with 1 other').waitFor()
  await look('in-the-draw')
  assert.deepEqual(await violationsOn(people[0]!.page), [])
  // A reload is no advantage, and no loss.
  await people[1]!.page.reload()
  await people[1]!.page.getByRole('status').getByText('You are in the draw').waitFor()

  const won = people.map(({ page }, i) =>
    page
      .getByRole('button', { name: 'Yours, pay now' })
      .waitFor()
      .then(() => i),
  )
  for (const one of won) one.catch(() => {})
  const winner = await Promise.race(won)
  const [first, second] = [people[winner]!.page, people[1 - winner]!.page]
  await second.getByRole('status').getByText('Waitlist, place 1').waitFor()
  await look('drawn')
  // As if two minutes had passed without a payment.
  await live.house.estrade.database.sql`update orders.bag_lines set hold_expires_at = now() where hold_id is not null`
  await live.house.estrade.database.sql`update stock.holds set expires_at = now() where state = 'held'`
  await second.getByRole('button', { name: 'Yours, pay now' }).waitFor()
  await look('its-turn')
  await first.reload()
  await first.getByRole('status').getByText('Your time is over').waitFor()
  assert.deepEqual([...deviceOfDana.errors, ...deviceOfCarl.errors], [])
})
