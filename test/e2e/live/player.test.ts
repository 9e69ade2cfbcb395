import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { showFor } from '../../recorded.ts'
import { type Device, openBrowser, openDevice, phone } from '../browser.ts'
import { type LiveHouse, openLiveHouse, putOnAir, putSoundOnAir } from '../live-house.ts'
import { framesOlder, moreFrames } from '../picture.ts'
import { untilWave, wavesSeen } from '../wave.ts'
import { button, watch } from './watching.ts'

const scope = new AsyncDisposableStack()
let live: LiveHouse
let browser: Browser
let room: string

before(async () => {
  live = scope.use(await openLiveHouse())
  browser = scope.use(await openBrowser())
  await putOnAir(live, live.world.shows.friday)
  room = `${live.url}/maison-alma/shows/${live.world.shows.friday}`
})
after(() => scope.disposeAsync())

const muted = (page: Page) => page.evaluate(`document.querySelector('video').muted`)

test('the room starts without sound, and one tap brings it', async () => {
  await using device = await openDevice(browser, phone)
  const page = await watch(device, room)
  assert.equal(await muted(page), true)
  await button(page, 'Tap for sound').tap()
  await button(page, 'Turn the sound off').waitFor()
  assert.equal(await muted(page), false)
  await moreFrames(page, 15)
})

test('a browser that wants a tap first is given a button', async () => {
  await using device = await openDevice(browser, phone)
  await device.context.addInitScript(`{
    const play = HTMLMediaElement.prototype.play
    let tapped = false
    addEventListener('click', () => (tapped = true), { capture: true })
    HTMLMediaElement.prototype.play = function () {
      const refused = new DOMException('a tap first', 'NotAllowedError')
      return tapped ? play.call(this) : Promise.reject(refused)
    }
  }`)
  const page = await device.open(room)
  await button(page, 'Tap to play').tap()
  await moreFrames(page, 15)
  assert.ok(await button(page, 'Tap to play').isHidden())
})

test('without a network it says so, and is live again when there is one', async (t) => {
  await using device = await openDevice(browser, phone)
  const page = await watch(device, room)
  await device.context.setOffline(true)
  await page.getByText('No connection').waitFor()
  const wentAt = Date.now()
  await device.context.setOffline(false)
  await moreFrames(page, 1)
  t.diagnostic(`the picture moved ${Date.now() - wentAt} ms after the network was back`)
  await page.getByText('No connection').waitFor({ state: 'hidden' })
  await framesOlder(page, (ageMs) => ageMs < 4000)
})

test('a tab that slept goes on live', async (t) => {
  await using device = await openDevice(browser, phone)
  const page = await watch(device, room)
  const cdp = await device.context.newCDPSession(page)
  await cdp.send('Page.setWebLifecycleState', { state: 'frozen' })
  await new Promise((resolve) => setTimeout(resolve, 8000))
  const wokeAt = Date.now()
  await cdp.send('Page.setWebLifecycleState', { state: 'active' })
  await moreFrames(page, 1)
  t.diagnostic(`the picture moved ${Date.now() - wokeAt} ms after the tab woke`)
  await framesOlder(page, (ageMs) => ageMs < 4000)
})

test('a picture that stands still is never without a word, and there is a way out', async () => {
  await using device = await openDevice(browser, phone)
  const page = await watch(device, room)
  await page.route('**/hls/**', () => {})
  await page.getByText('One moment, the picture is coming back').waitFor()
  await button(page, 'Try again').waitFor()
  await button(page, 'Reload the page').waitFor()
  // Before the network is back: the picture may come back by itself, and take the button away.
  await button(page, 'Try again').tap()
  await page.unroute('**/hls/**')
  await moreFrames(page, 15)
  await page.getByText('One moment, the picture is coming back').waitFor({ state: 'hidden' })
  assert.ok(await button(page, 'Try again').isHidden())
})

test('the picture goes on in a corner while one walks through the shop', async () => {
  await using device = await openDevice(browser, phone)
  const page = await watch(device, room)
  await page.locator('a.host').tap()
  const corner = page.getByRole('region', { name: 'You are watching' })
  await corner.waitFor()
  await moreFrames(page, 15)
  await page.goto(`${live.url}/maison-alma/products/${live.world.products.lamp.productId}`)
  await moreFrames(page, 15)
  await page.evaluate('globalThis.stayed = true')
  await page.getByRole('link', { name: 'Bag' }).tap()
  await page.waitForURL('**/bag')
  await moreFrames(page, 15)
  assert.equal(await page.evaluate('globalThis.stayed'), true)
  await corner.getByRole('link', { name: 'Back to the room' }).tap()
  await button(page, 'Tap for sound').waitFor()
  await page.getByRole('link', { name: 'Leave the room' }).tap()
  await page.getByRole('heading', { name: 'Maison Alma' }).waitFor()
  assert.equal(await corner.count(), 0)
})

/** A ladder of one stream: what differs is the address. */
const ladder = [
  '#EXTM3U',
  '#EXT-X-STREAM-INF:BANDWIDTH=2000000,CODECS="avc1.42c01f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=30.000',
  'live.m3u8',
  '#EXT-X-STREAM-INF:BANDWIDTH=600000,CODECS="avc1.42c01f,mp4a.40.2",RESOLUTION=426x240,FRAME-RATE=30.000',
  'live.m3u8?small',
  '#EXT-X-STREAM-INF:BANDWIDTH=64000,CODECS="mp4a.40.2"',
  'live.m3u8?sound',
  '',
].join('\n')

async function withLadder(device: Device): Promise<{ asked: (what: string) => Promise<void> }> {
  const addresses: string[] = []
  await device.context.route('**/master.m3u8', (route) =>
    route.fulfill({ body: ladder, contentType: 'application/vnd.apple.mpegurl' }),
  )
  device.context.on('request', (request) => addresses.push(request.url()))
  return {
    async asked(what) {
      while (!addresses.some((address) => address.includes(what)))
        await device.context.waitForEvent('request', (request) => request.url().includes(what))
    },
  }
}

test('the quality is chosen, and remembered', async () => {
  await using device = await openDevice(browser, phone)
  const { asked } = await withLadder(device)
  const page = await watch(device, room)
  await button(page, 'Picture and sound').tap()
  const quality = page.getByRole('group', { name: 'Quality' })
  assert.ok(await quality.getByRole('radio', { name: /^Automatic/ }).isChecked())
  await quality.getByRole('radio', { name: /^Little data/ }).check()
  await asked('?small')
  await moreFrames(page, 30)
  await quality.getByRole('radio', { name: /^Sound only/ }).check()
  await asked('?sound')
  await page.reload()
  await page.locator('.stage.audio').waitFor()
})

test('comments fly over the picture for whoever wants it, now and the next time', async () => {
  await using device = await openDevice(browser, phone)
  const page = await watch(device, room)
  const flying = (text: string) => page.locator('.danmaku').getByText(text)
  const bea = await live.world.as('bea')
  const say = (text: string) => bea('chat.post', { showId: live.world.shows.friday, text })
  await button(page, 'Picture and sound').tap()
  await page.getByRole('switch', { name: 'Comments over the picture' }).check()
  await page.locator('.danmaku').waitFor({ state: 'attached' })
  await say('Good evening from the studio')
  await flying('Good evening from the studio').waitFor({ state: 'attached' })
  // Whoever only reads hears it once, from the lane.
  assert.equal(await page.locator('.danmaku').getAttribute('aria-hidden'), 'true')
  await page.reload()
  await page.locator('.danmaku').waitFor({ state: 'attached' })
  await moreFrames(page, 15)
  assert.equal(await flying('Good evening from the studio').count(), 0, 'what was said before does not fly')
  await say('And here we go')
  await flying('And here we go').waitFor({ state: 'attached' })
})

test('whoever saves data begins with the smallest picture', async () => {
  await using device = await openDevice(browser, phone)
  await device.context.addInitScript(`navigator.connection.__proto__.__defineGetter__('saveData', () => true)`)
  const { asked } = await withLadder(device)
  await watch(device, room)
  await asked('?small')
})

test('a browser without Media Source plays the stream itself, under the same room', async () => {
  // By its name the server knows that it needs no script that plays.
  const userAgent =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 16_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.4 Mobile/15E148 Safari/604.1'
  await using device = await openDevice(browser, { ...phone, userAgent })
  await device.context.addInitScript('delete globalThis.MediaSource; delete globalThis.ManagedMediaSource')
  const scripts: string[] = []
  device.context.on('response', async (response) => {
    if (response.request().resourceType() === 'script') scripts.push(await response.text())
  })
  const page = await watch(device, room)
  assert.ok(scripts.every((script) => !script.includes('#EXTM3U')))
  await button(page, 'Tap for sound').tap()
  await button(page, 'Turn the sound off').waitFor()
  await button(page, 'Keep watching in a small window').waitFor()
})

test('a show that is only heard has its cover, its goods, and a wave that moves with the sound; its replay too', {
  timeout: 240_000,
}, async () => {
  const { morning } = live.world.shows
  const { serum } = live.world.products
  const bea = await live.world.as('bea')
  await putSoundOnAir(live, morning)
  await bea('shows.pinProduct', { showId: morning, productId: serum.productId })
  await using device = await openDevice(browser, phone)
  const page = await device.open(`${live.url}/maison-alma/shows/${morning}`)
  await button(page, 'Picture and sound').waitFor()
  assert.equal(await page.evaluate(`document.querySelector('video').videoWidth`), 0)
  assert.ok(Number(await page.evaluate(`document.querySelector('.cover img').naturalWidth`)) > 0)
  await page.locator('.pinned').getByText('Night serum').waitFor()
  assert.equal(await wavesSeen(page, 30), 1, 'without sound it rests')
  await button(page, 'Tap for sound').tap()
  await untilWave(page, (seen) => seen > 15)
  await button(page, 'Turn the sound off').tap()
  await untilWave(page, (seen) => seen === 1)
  assert.equal(await button(page, 'Keep watching in a small window').count(), 0, 'there is nothing to see in it')

  await showFor(live.house.estrade, morning, 3000)
  await bea('shows.end', { showId: morning })
  await button(page, 'Play').tap()
  await untilWave(page, (seen) => seen > 15)
  await button(page, 'Pause').tap()
  await untilWave(page, (seen) => seen === 1)
  assert.deepEqual(device.errors, [])
})

test('who asks for less motion sees the wave rest, whatever is heard', async () => {
  await using device = await openDevice(browser, { ...phone, reducedMotion: 'reduce' })
  await withLadder(device)
  await device.context.addInitScript(`localStorage.setItem('quality', 'sound')`)
  const page = await device.open(room)
  await button(page, 'Tap for sound').tap()
  await button(page, 'Turn the sound off').waitFor()
  assert.equal(await wavesSeen(page, 60), 1)
  await button(page, 'Picture and sound').waitFor()
})
