import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { bringAxe, violationsOn } from '../axe.ts'
import { beaSignsIn } from '../bea.ts'
import { type Device, laptop, openBrowser, openDevice, phone } from '../browser.ts'
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

/** The studio of a show that is live already. */
const joinsStudio = (device: Device, showId: string, person: 'bea' | 'alma' = 'bea') =>
  beaSignsIn(device, live.url, showId, /^You are live/, person)

/** Live with a picture, by the server's own count. */
const sentNow = async (showId: string) => {
  const host = await live.world.as('bea')
  return (await host('shows.stream', { showId: showId as never })).state
}

test('in a show that is on air from another source she uses her camera, and then from another laptop', async () => {
  const { friday } = live.world.shows
  await putOnAir(live, friday)
  await using phoneOfDana = await openDevice(browser, phone)
  const dana = await danaOpens(phoneOfDana, live.url, friday)
  await dana.sees()
  const { media } = live.house.estrade
  const sources: string[] = []
  const deaf = media?.on((event) => void sources.push(event.type))

  await using laptopOfBea = await openDevice(browser, laptop)
  await bringAxe(laptopOfBea.context)
  const bea = await joinsStudio(laptopOfBea, friday)
  const { page } = bea
  await page.getByRole('button', { name: 'Use my camera' }).waitFor()
  assert.deepEqual(await violationsOn(page), [])
  await bea.takesOver()
  await dana.sees(60)
  assert.ok(sources.includes('live.interrupted') && sources.includes('live.resumed'), sources.join(' '))

  await using laptopOfEli = await openDevice(browser, laptop)
  await (await joinsStudio(laptopOfEli, friday)).takesOver()
  await page.getByText('a newer key was made elsewhere').waitFor()
  await page.getByText('Viewers see a still picture').waitFor({ state: 'hidden' })
  // Whoever comes now.
  await dana.page.reload()
  await dana.sees()
  assert.equal(await sentNow(friday), 'coming')
  deaf?.()
  assert.deepEqual([...laptopOfBea.errors, ...laptopOfEli.errors, ...phoneOfDana.errors], [])
})

test('Béa hands the show to Alma: viewers stay, and see Alma; Béa is told, and let go', async () => {
  const { clay } = live.world.shows
  await putOnAir(live, clay)
  await using laptopOfBea = await openDevice(browser, laptop)
  await using laptopOfAlma = await openDevice(browser, laptop)
  await using phoneOfDana = await openDevice(browser, phone)
  await bringAxe(laptopOfAlma.context)
  const { page } = await joinsStudio(laptopOfBea, clay)
  await page.getByRole('button', { name: 'Use my camera' }).click()
  await page.getByRole('button', { name: 'Send from this device' }).click()
  await page.getByText(/pictures\/s/).waitFor()
  const dana = await danaOpens(phoneOfDana, live.url, clay)
  await dana.sees()
  const { page: alma } = await joinsStudio(laptopOfAlma, clay, 'alma')

  await page.getByRole('button', { name: 'Pause, cut, end by the clock' }).click()
  await page.getByRole('menuitem', { name: 'Hand the show over' }).click()
  const choice = page.getByRole('dialog', { name: 'Who goes on with the show?' })
  await choice.getByRole('radio', { name: 'Alma Laurent' }).check()
  await choice.getByRole('button', { name: 'Ask' }).click()
  await page.getByText('Waiting for Alma Laurent to go on with the show').waitFor()
  await alma.getByText('Béa asks you to go on with the show').waitFor()
  assert.deepEqual(await violationsOn(alma), [])
  await alma.getByRole('button', { name: 'Use my camera' }).click()
  await alma.getByRole('button', { name: 'Go on air' }).click()
  await alma.getByText(/pictures\/s/).waitFor()

  await page.getByText(/^Alma Laurent is on air since/).waitFor()
  await page.getByText('You are not seen any more').waitFor()
  await dana.page.getByText('Alma Laurent', { exact: true }).first().waitFor()
  await dana.sees(60)
  assert.equal(await sentNow(clay), 'coming')
  assert.deepEqual([...laptopOfBea.errors, ...laptopOfAlma.errors, ...phoneOfDana.errors], [])
})
