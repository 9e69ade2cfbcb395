import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import type { ShowId } from '../../../src/lib/ids.ts'
import { beaSignsIn } from '../bea.ts'
import { laptop, openBrowser, openDevice, phone } from '../browser.ts'
import { withClockCamera } from '../clock-camera.ts'
import { type LiveHouse, openLiveHouse, putOnAir } from '../live-house.ts'
import { watchesByOwnPath } from '../own-path.ts'
import { ageOf, clockWhen, framesOlder, latenciesOf, moreFrames } from '../picture.ts'
import { button, watch } from './watching.ts'

const scope = new AsyncDisposableStack()
let live: LiveHouse
let browser: Browser
let room: string

before(async () => {
  // One rendition: what a broadcaster draws late, comes late, whatever the player does.
  live = scope.use(await openLiveHouse({ ESTRADE_MEDIA_LADDER: 'off' }))
  browser = scope.use(await openBrowser())
  await putOnAir(live, live.world.shows.friday)
  room = `${live.url}/maison-alma/shows/${live.world.shows.friday}`
})
after(() => scope.disposeAsync())

/**
 * How far (ms) from the frame of its moment a pin is seen, by the clock in the pixels. On a machine that is too busy the
 * picture stands still, or jumps over the frame itself: tried again then.
 */
async function pinOffsets(page: Page, showId: ShowId): Promise<number[]> {
  const host = await live.world.as('bea')
  const { productId } = live.world.products.vase
  const offsets: number[] = []
  while (offsets.length < 8 && !offsets.some((ms) => Math.abs(ms) <= 250)) {
    await moreFrames(page, 10)
    const seen = clockWhen(page, '.pins', 'Rivage vase')
    await host('shows.pinProduct', { showId, productId })
    const clock = await seen
    const { events } = await live.house.anyone.call('shows.moments', { showId })
    if (clock !== null) offsets.push(clock - Date.parse(events.at(-1)!.at))
    await host('shows.unpinProduct', { showId, productId })
    await page.locator('.pins', { hasText: 'Rivage vase' }).waitFor({ state: 'hidden' })
  }
  return offsets
}

test('what the host pins is seen with the frame of that moment', async (t) => {
  await using device = await openDevice(browser, phone)
  const page = await watch(device, room)
  const offsets = await pinOffsets(page, live.world.shows.friday)
  t.diagnostic(`the pin is seen ${offsets.join(', ')} ms after its frame`)
  assert.ok(Math.abs(offsets.at(-1)!) <= 250, `${offsets}`)
})

test('one goes back while it is live, to what was shown then, and returns to now', async () => {
  const [host, card] = [await live.world.as('bea'), { showId: live.world.shows.friday, ...live.world.products.lamp }]
  const { showId, productId } = card
  await host('shows.pinProduct', { showId, productId })
  await using device = await openDevice(browser, phone)
  const page = await watch(device, room)
  const lamp = page.locator('.pins', { hasText: 'Alma lamp' })
  await lamp.waitFor()
  await host('shows.unpinProduct', { showId, productId })
  await lamp.waitFor({ state: 'hidden' })
  await button(page, 'Picture and sound').tap()
  const menu = page.getByRole('dialog', { name: 'Picture and sound' })
  assert.equal(await menu.getByRole('slider', { name: 'Go back' }).getAttribute('aria-valuetext'), 'Live')
  assert.equal(await menu.getByRole('group', { name: 'Quality' }).count(), 0)
  await menu.getByRole('button', { name: 'Back 10 s' }).tap()
  await framesOlder(page, (ageMs) => ageMs > 6000)
  await menu.getByRole('button', { name: 'Close' }).tap()
  const backToLive = page.getByRole('button', { name: /s behind\. Back to live$/ })
  // It stays where one went, and does not run after now.
  await moreFrames(page, 60)
  assert.ok((await ageOf(page)) > 6000)
  await lamp.waitFor()
  await backToLive.tap()
  await lamp.waitFor({ state: 'hidden' })
  await framesOlder(page, (ageMs) => ageMs < 4000)
  await backToLive.waitFor({ state: 'hidden' })
})

/** Waits until the picture comes by WebRTC, or until it does not, and moves. */
async function comesByWebRtc(page: Page, wanted: boolean): Promise<void> {
  const isSo = () => page.locator('video').evaluate((video) => (video as { srcObject?: unknown }).srcObject !== null)
  do await moreFrames(page, 1)
  while ((await isSo()) !== wanted)
  await moreFrames(page, 15)
}

/** Half of the frames were younger than this (ms) when they were seen. */
const usualAge = async (page: Page) => (await latenciesOf(page)).slice(-30).sort((a, b) => a - b)[15]

test('what the host pins is seen with its frame by WebRTC too, and when that is lost', async (t) => {
  const { friday } = live.world.shows
  await using laptopOfBea = await openDevice(browser, laptop)
  await withClockCamera(laptopOfBea.context)
  const bea = await beaSignsIn(laptopOfBea, live.url, friday, /^You are live/)
  await bea.takesOver()

  await using device = await openDevice(browser, phone)
  await using path = await watchesByOwnPath(device.context)
  const page = await watch(device, room)
  await button(page, 'Picture and sound').tap()
  const menu = page.getByRole('dialog', { name: 'Picture and sound' })
  await menu.getByRole('radio', { name: /^Fastest/ }).check()
  await menu.getByText('A fraction of a second behind').waitFor()
  await comesByWebRtc(page, true)
  t.diagnostic(`by WebRTC a frame is ${await usualAge(page)} ms old when it is seen`)
  const fast = await pinOffsets(page, friday)
  t.diagnostic(`the pin is seen ${fast.join(', ')} ms after its frame by WebRTC`)
  assert.ok(Math.abs(fast.at(-1)!) <= 250, `${fast}`)

  const cutAt = Date.now()
  await path.cut()
  await comesByWebRtc(page, false)
  t.diagnostic(`${Date.now() - cutAt} ms after the last packet 15 frames of LL-HLS were seen`)
  await page.getByText('One moment, the picture is coming back').waitFor({ state: 'hidden' })
  await menu.getByText('As soon as your connection allows').waitFor()
  const after = await pinOffsets(page, friday)
  t.diagnostic(`the pin is seen ${after.join(', ')} ms after its frame when WebRTC was lost`)
  assert.ok(Math.abs(after.at(-1)!) <= 250, `${after}`)

  // Who works in the show without a camera sees it as soon as can be.
  await using desk = await openDevice(browser, laptop)
  await comesByWebRtc((await beaSignsIn(desk, live.url, friday, /^You are live/)).page, true)
  assert.deepEqual([...device.errors, ...laptopOfBea.errors, ...desk.errors], [])
})
