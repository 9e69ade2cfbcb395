import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import type { ShowId } from '../../../src/lib/ids.ts'
import { bringAxe, violationsOn } from '../axe.ts'
import { openBrowser, openDevice, phone } from '../browser.ts'
import { askingCard, danaAt, danaOpens, declinedCard, goodCard } from '../dana.ts'
import { announceDrop, type LiveHouse, openLiveHouse, putOnAir } from '../live-house.ts'
import { saleTo } from '../sale.ts'

const scope = new AsyncDisposableStack()
let live: LiveHouse
let browser: Browser
let friday: ShowId
before(async () => {
  live = scope.use(await openLiveHouse())
  browser = scope.use(await openBrowser())
  friday = live.world.shows.friday
  await putOnAir(live, friday)
})
after(() => scope.disposeAsync())

test('a declined card is said kindly, and the next one pays', async () => {
  await using device = await openDevice(browser, phone)
  await bringAxe(device.context)
  const dana = await danaOpens(device, live.url, friday)
  await using _drop = await announceDrop(live, friday, 5)
  await dana.claims()
  await dana.fillsIn('twice@phone.example')
  await dana.goesToPay()
  await dana.page.getByRole('textbox', { name: 'Card number' }).waitFor()
  assert.deepEqual(await violationsOn(dana.page), [])
  await dana.paysWith(declinedCard)
  await dana.page.getByRole('heading', { name: 'The payment was declined' }).waitFor()
  await dana.page.getByText(/^Nothing was charged\. Your pieces are still held/).waitFor()
  assert.deepEqual(await violationsOn(dana.page), [])
  await dana.page.getByRole('button', { name: 'Try again' }).tap()
  await dana.paysWith(goodCard)
  await dana.isThanked()
  assert.equal((await saleTo('twice@phone.example', live.house.estrade.database)).state, 'paid')
})

test('a bank that asks is answered, and the room is where it was', async () => {
  await using device = await openDevice(browser, phone)
  await bringAxe(device.context)
  const dana = await danaOpens(device, live.url, friday)
  await using _drop = await announceDrop(live, friday, 5)
  await dana.claims()
  await dana.fillsIn('asked@phone.example')
  await dana.goesToPay()
  await dana.paysWith(askingCard)
  await dana.page.getByRole('button', { name: 'Yes, it is me' }).waitFor()
  assert.deepEqual(await violationsOn(dana.page), [])
  await dana.page.getByRole('button', { name: 'Yes, it is me' }).tap()
  await dana.isThanked()
  await dana.sees(10)
  assert.equal((await saleTo('asked@phone.example', live.house.estrade.database)).state, 'paid')
})

test('a tab that was closed in the middle is opened again: the piece is still hers', async () => {
  await using device = await openDevice(browser, phone)
  const before = await danaOpens(device, live.url, friday)
  await using _drop = await announceDrop(live, friday, 5)
  await before.claims()
  await before.page.close()

  const dana = danaAt(await device.open(`${live.url}/maison-alma/shows/${friday}`))
  await dana.page.getByRole('button', { name: 'Yours, pay now' }).tap()
  await dana.fillsIn('again@phone.example')
  await dana.goesToPay()
  await dana.paysWith(goodCard)
  await dana.isThanked()
  assert.deepEqual((await saleTo('again@phone.example', live.house.estrade.database)).holds, ['sold'])
})

test('who comes too late reads in how many seconds it was sold out', async () => {
  await using phoneOfDana = await openDevice(browser, phone)
  await using phoneOfCarl = await openDevice(browser, phone)
  const dana = await danaOpens(phoneOfDana, live.url, friday)
  const carl = await danaOpens(phoneOfCarl, live.url, friday)
  await using _drop = await announceDrop(live, friday, 1)
  await carl.page.getByRole('timer', { name: 'Opens in' }).waitFor()
  await dana.claims()
  await carl.page.getByText(/^Sold out in [\d.]+ s/).waitFor()
})
