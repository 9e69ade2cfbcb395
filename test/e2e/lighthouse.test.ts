import assert from 'node:assert/strict'
import { after, before, type TestContext, test } from 'node:test'
import type { Response as Answer, Browser } from 'playwright-core'
import { locales } from '../../web/src/lib/locale.ts'
import { openBrowser, openDevice, phone } from './browser.ts'
import { freePorts, type LiveHouse, openLiveHouse, putOnAir } from './live-house.ts'
import { scoresOf } from './scores.ts'

const scope = new AsyncDisposableStack()
const scoreLeast = 0.9
const scriptBytesMost = 60_000
let live: LiveHouse
let browser: Browser
let debugPort: number

before(async () => {
  live = scope.use(await openLiveHouse())
  debugPort = Number((await freePorts()).PORT)
  browser = scope.use(await openBrowser(`--remote-debugging-port=${debugPort}`))
})
after(() => scope.disposeAsync())

const pageOf = (show: keyof LiveHouse['world']['shows']) => `${live.url}/maison-alma/shows/${live.world.shows[show]}`

/**
 * How well made a page is does not depend on what else the machine does, and is asserted. How quick it is does: that
 * score is told here, and measured by `npm run bench -- page` on a machine that has nothing else to do.
 */
async function judge(t: TestContext, show: keyof LiveHouse['world']['shows']): Promise<void> {
  const { scores, costly } = await scoresOf(pageOf(show), debugPort)
  t.diagnostic(`${JSON.stringify(scores)}; points lost on: ${costly.join(', ') || 'nothing'}`)
  const { performance: _, ...wellMade } = scores
  assert.equal(Object.keys(wellMade).length, 3)
  for (const [name, score] of Object.entries(wellMade)) assert.ok(score >= scoreLeast, `${name} ${score}`)
}

test('the page of a coming show is open to all and well made', (t) => judge(t, 'morning'))

test('so is the room, live', async (t) => {
  await putOnAir(live, live.world.shows.friday)
  await judge(t, 'friday')
})

for (const locale of locales) {
  test(`the scripts of a live room weigh no more than 60 kB before the player, in ${locale}`, async (t) => {
    await using device = await openDevice(browser, { ...phone, locale })
    const page = await device.context.newPage()
    const asked: Answer[] = []
    const listen = (response: Answer) => response.request().resourceType() === 'script' && asked.push(response)
    page.on('response', listen)
    await page.goto(pageOf('friday'), { waitUntil: 'load' })
    page.off('response', listen)
    assert.equal(await page.locator('html').getAttribute('lang'), locale)
    const scripts = await Promise.all(asked.map(weigh))
    const counted = scripts.filter(({ player }) => !player)
    const bytes = counted.reduce((sum, script) => sum + script.bytes, 0)
    t.diagnostic(`${bytes} bytes of script in ${counted.length} files until load`)
    assert.ok(counted.length > 0)
    assert.ok(bytes <= scriptBytesMost, counted.map(({ url, bytes }) => `${bytes} ${url}`).join('\n'))
  })
}

test('pages travel compressed and guarded; what was built says what it is and no more', async () => {
  const ask = (path: string, accepted: string) =>
    fetch(new URL(path, live.url), { headers: { 'accept-encoding': accepted } })
  const said = ({ headers }: Response, ...names: string[]) => names.map((name) => headers.get(name))
  const guards = ['x-content-type-options', 'x-frame-options', 'referrer-policy']

  const page = await ask(pageOf('morning'), 'gzip, deflate, br')
  const html = await page.text()
  assert.deepEqual(said(page, 'content-encoding', 'vary'), ['br', 'accept-encoding'])
  assert.deepEqual(said(page, ...guards), ['nosniff', 'SAMEORIGIN', 'strict-origin-when-cross-origin'])
  assert.ok(html.trimEnd().endsWith('</html>'))
  const zipped = await ask(pageOf('morning'), 'gzip')
  assert.deepEqual(said(zipped, 'content-encoding'), ['gzip'])
  assert.ok((await zipped.text()).trimEnd().endsWith('</html>'))
  assert.deepEqual(said(await ask(pageOf('morning'), 'identity'), 'content-encoding'), [null])

  const script = await ask(/\/_app\/immutable\/[^"]+\.js/.exec(html)![0], 'br')
  assert.deepEqual(said(script, ...guards, 'content-encoding'), ['nosniff', null, null, 'br'])
  assert.match(script.headers.get('cache-control')!, /immutable/)
  const reference = await ask('/api', 'identity')
  assert.deepEqual(said(reference, ...guards), ['nosniff', 'SAMEORIGIN', 'strict-origin-when-cross-origin'])
  const health = await ask('/healthz', 'identity')
  assert.deepEqual(said(health, ...guards), ['nosniff', null, null])
})

/** As it travelled: the server sends what was compressed when it was built. */
async function weigh(response: Answer): Promise<{ url: string; bytes: number; player: boolean }> {
  const { responseBodySize } = await response.request().sizes()
  // The player is hls.js and what of ours drives it: they read playlists or count frames, and nothing else of the room does.
  const player = /#EXTM3U|EXT-X-|getVideoPlaybackQuality/.test((await response.body()).toString())
  return { url: new URL(response.url()).pathname, bytes: responseBodySize, player }
}
