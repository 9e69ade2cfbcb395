import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { beaSignsIn } from '../bea.ts'
import { openBrowser, openDevice, phone } from '../browser.ts'
import { danaOpens } from '../dana.ts'
import { type LiveHouse, openLiveHouse, putOnAir } from '../live-house.ts'
import { moreFrames } from '../picture.ts'

const scope = new AsyncDisposableStack()
let live: LiveHouse
let browser: Browser
before(async () => {
  live = scope.use(await openLiveHouse())
  browser = scope.use(await openBrowser())
})
after(() => scope.disposeAsync())

test('a host pauses behind a slate, resumes, and cuts the picture', async () => {
  const { friday } = live.world.shows
  await putOnAir(live, friday)
  await using phoneOfDana = await openDevice(browser, phone)
  const dana = await danaOpens(phoneOfDana, live.url, friday)
  await dana.sees()
  const slate = dana.page.getByText('We are right back')

  await using phoneOfBea = await openDevice(browser, phone)
  const { page } = await beaSignsIn(phoneOfBea, live.url, friday, /^You are live/)
  const choose = async (name: string) => {
    await page.getByRole('button', { name: 'Pause, cut, end by the clock' }).click()
    await page.getByRole('menuitem', { name }).click()
  }
  await choose('End by itself in 15 min')
  await page.getByText(/^Ends by itself at /).waitFor()
  await choose('Pause: right back')
  await slate.waitFor()
  await page.getByRole('button', { name: 'Resume' }).click()
  await slate.waitFor({ state: 'hidden' })
  await dana.sees(20)
  await choose('Cut the picture')
  await page.getByRole('dialog').getByRole('button', { name: 'Cut the picture' }).click()
  await slate.waitFor()
})

test('a host rehearses in private, from the first picture to the end', async () => {
  const { clay } = live.world.shows
  await using phoneOfBea = await openDevice(browser, phone)
  const { page } = await beaSignsIn(phoneOfBea, live.url, clay)
  await page.getByRole('button', { name: 'Rehearse', exact: true }).click()
  await page.getByText('Only your team can see this').waitFor()
  await page.getByRole('button', { name: 'Send the picture' }).click()
  // What she sees came back from the server, and only because she may.
  await page.getByText(/^Viewers would see you .* later$/).waitFor()
  await moreFrames(page, 30)
  assert.equal(await page.getByRole('button', { name: 'Go live' }).count(), 0)
  const { media } = live.house.estrade
  assert.equal((await fetch(`${media!.origin()}/hls/rehearsal-${clay}/master.m3u8`)).status, 403)
  await page.getByRole('button', { name: 'End the rehearsal' }).click()
  await page.getByRole('heading', { name: 'Before you go live' }).waitFor()
  await page.getByText('Nothing has arrived yet').waitFor()
  assert.deepEqual(phoneOfBea.errors, [])
})
