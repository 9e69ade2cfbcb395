import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { encode } from '../../media/encoder.ts'
import { openOutsideEngine } from '../../stand-ins/outside-engine.ts'
import { openBrowser, openDevice, phone } from '../browser.ts'
import { openLiveHouse } from '../live-house.ts'
import { moreFrames } from '../picture.ts'

const scope = new AsyncDisposableStack()
let browser: Browser
before(async () => {
  browser = scope.use(await openBrowser('--ignore-certificate-errors'))
})
after(() => scope.disposeAsync())

const small = { picture: ['-vf', 'scale=320:180', '-preset', 'ultrafast'] }

/** Two seconds, as an engine's recording. */
function someMp4(): Buffer {
  const made = spawnSync(
    'ffmpeg',
    ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=30', '-t', '2', '-pix_fmt', 'yuv420p'].concat([
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-movflags',
      'frag_keyframe+empty_moov',
      '-f',
      'mp4',
      '-',
    ]),
    { maxBuffer: 2 ** 26 },
  )
  return made.stdout
}

test('a show whose picture an outside engine makes: on air, watched with its pins, over, seen again', async () => {
  await using live = await openLiveHouse()
  await using outside = await openOutsideEngine()
  outside.recording = someMp4()
  const { world, house } = live
  const [alma, bea, showId] = [await world.as('alma'), await world.as('bea'), world.shows.friday]
  const brandId = world.brandId
  await alma('engines.changeSettings', {
    ...{ brandId, enabled: true, whipUrl: `${outside.origin}/{stream}/whip` },
    rtmpUrl: `rtmp://localhost:${outside.rtmpPort}/live/{stream}~{key}`,
    hlsUrl: `${outside.origin}/hls/{stream}/master.m3u8`,
    replayUrl: `${outside.origin}/get?path={stream}&start={start}&duration={seconds}&format=mp4`,
  })
  const { secret, mediamtxAuthUrl, mediamtxHookUrl } = await alma('engines.issueSecret', { brandId })
  outside.speakTo({ secret, authUrl: mediamtxAuthUrl, hookUrl: mediamtxHookUrl })

  const grant = await bea('shows.issueKey', { showId, use: 'encoder' })
  await using forged = encode(outside.rtmpPort, `${showId}~guess`, small)
  assert.match((await forged.ended).said, /stream key may not publish/)
  await using here = encode(house.estrade.media!.rtmpPort(), grant.key, small)
  assert.match((await here.ended).said, /stream key may not publish/, 'its picture is not taken here')
  await using encoder = encode(outside.rtmpPort, grant.outside!.rtmpUrl!.split('/live/')[1]!, small)
  while ((await bea('shows.stream', { showId })).state !== 'coming') await setTimeout(200)
  await bea('shows.start', { showId })

  await using device = await openDevice(browser, phone)
  const asked: string[] = []
  device.context.on('request', (request) => asked.push(request.url()))
  const page = await device.open(`${live.url}/maison-alma/shows/${showId}`)
  await moreFrames(page, 15)
  const media = asked.filter((url) => url.includes('/hls/'))
  assert.ok(
    media.length > 3 && media.every((url) => url.startsWith(`${outside.origin}/hls/${showId}/`)),
    media.join('\n'),
  )
  await bea('shows.pinProduct', { showId, productId: world.products.vase.productId })
  await page.locator('.pins', { hasText: 'Rivage vase' }).waitFor()

  encoder.process.kill('SIGKILL')
  await page.getByText('One moment, the picture is coming back').waitFor()
  await bea('shows.end', { showId })
  await page.getByRole('region', { name: 'The show', exact: true }).waitFor()
  const src = `video[src^="${outside.origin}/get?"]`
  await page.locator(src).waitFor({ state: 'attached' })
  // The page's own policy forbids the evaluation of text that "wait for function" is made of.
  const ready = () => page.locator(src).evaluate((video) => (video as unknown as { readyState: number }).readyState)
  while ((await ready()) < 2) await setTimeout(100)
  assert.deepEqual(device.errors, [])
})
