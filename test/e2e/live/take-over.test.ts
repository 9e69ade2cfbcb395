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
const joinsStudio = (device: Device, showId: string) => beaSignsIn(device, live.url, showId, /^You are live/)

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
