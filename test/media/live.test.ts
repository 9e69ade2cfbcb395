import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import type { MediaEvent } from '../../src/media/engine.ts'
import { openLossyPath } from './lossy-path.ts'
import { childrenOf, openEngine } from './running-engine.ts'
import { openStage, percentile } from './stage.ts'

const patience = { timeout: 60_000 }
const is = (type: MediaEvent['type']) => (event: MediaEvent) => event.type === type

/** Waits until the page has decoded `count` more frames than now. */
async function moreFrames(page: Page, count: number): Promise<void> {
  const now = Number(await page.evaluate('stage.frames'))
  await page.waitForFunction(`stage.frames >= ${now + count}`, undefined, patience)
}

test('the synthetic picture reaches a viewer, and tells how long it took', { timeout: 120_000 }, async (t) => {
  await using stage = await openStage()
  stage.engine.broadcast('demo', { title: 'Friday at Alma' })
  const page = await stage.page()
  await page.evaluate("stage.play('demo')")
  await moreFrames(page, 60)
  await page.evaluate('stage.latencies.length = 0')
  await moreFrames(page, 150)
  const latencies = (await page.evaluate('stage.latencies')) as number[]
  const byProgrammeTime = Number(await page.evaluate('stage.player.latencyMs()'))
  t.diagnostic(`glass to glass p50 ${percentile(latencies, 0.5)} ms, p95 ${percentile(latencies, 0.95)} ms`)
  assert.ok(latencies.length > 100, `the clock is readable in most frames (${latencies.length} of 150)`)
  assert.ok(percentile(latencies, 0.5) > 200 && percentile(latencies, 0.5) < 8000)
  assert.ok(Math.abs(byProgrammeTime - percentile(latencies, 0.5)) < 1000, 'programme time agrees with the pixels')

  stage.engine.close('demo')
  await stage.event(is('live.ended'))
  await page.waitForFunction("stage.states.at(-1) === 'ended'", undefined, patience)
})

test('a camera in a browser reaches a viewer', { timeout: 120_000 }, async () => {
  await using stage = await openStage()
  const host = await stage.page()
  const viewer = await stage.page()
  await host.evaluate("stage.publish('key-cam')")
  await viewer.evaluate("stage.play('cam')")
  await stage.event(is('live.started'))
  await moreFrames(viewer, 60)
  const stats = await stage.event((event) => event.type === 'stats' && event.videoFps > 0 && event.width > 0)
  assert.ok(stats.type === 'stats' && stats.width === 1280 && stats.codec.startsWith('avc1.') && stats.audioKbps > 0)

  const second = await stage.page()
  await second.evaluate("stage.publish('key-nobody'.replace('key', 'lock'))")
  await second.waitForFunction("stage.publisherStates.includes('refused whip.key.unknown')", undefined, patience)

  const before = stage.events.length
  await host.evaluate('stage.publisher.stop()')
  await stage.event(is('live.interrupted'), before)
  await host.evaluate("stage.publish('key-cam')")
  await stage.event(is('live.resumed'), before)
  await moreFrames(viewer, 60)
})

test('a killed media process comes back, and with it the picture', { timeout: 180_000 }, async () => {
  await using stage = await openStage()
  stage.engine.broadcast('demo', { title: 'Friday at Alma' })
  const host = await stage.page()
  const viewer = await stage.page()
  await host.evaluate("stage.publish('key-cam')")
  await viewer.evaluate("stage.play('demo')")
  await moreFrames(viewer, 60)
  await stage.event((event) => event.type === 'live.started' && event.streamId === 'cam')
  const origin = stage.engine.origin()

  process.kill(stage.engine.pid()!, 'SIGKILL')
  await stage.event(is('engine.down'))
  await stage.event((event) => event.type === 'live.interrupted' && event.streamId === 'demo')
  await stage.event(is('engine.up'))
  await stage.event((event) => event.type === 'live.resumed' && event.streamId === 'demo')
  assert.equal(stage.engine.origin(), origin)
  const clock = Number(await viewer.evaluate('stage.lastClock'))
  await viewer.waitForFunction(`stage.lastClock > ${clock + 3000}`, undefined, patience)
  await moreFrames(viewer, 60)
  await stage.event((event) => event.type === 'live.resumed' && event.streamId === 'cam')
})

test('a media process that hangs is killed, and another takes its place', { timeout: 120_000 }, async () => {
  await using running = await openEngine()
  const pid = running.engine.pid()!
  process.kill(pid, 'SIGSTOP')
  await running.event(({ type }) => type === 'engine.up')
  assert.notEqual(running.engine.pid(), pid)
  assert.match(running.errors[0]!, /hangs: killed/)
})

for (const [how, signal] of [
  ['crashes', 'SIGSEGV'],
  ['hangs', 'SIGSTOP'],
] as const) {
  test(`a codec child that ${how} costs no picture, and another follows`, { timeout: 120_000 }, async () => {
    await using stage = await openStage()
    const host = await stage.page()
    const viewer = await stage.page()
    await host.evaluate("stage.publish('key-cam')")
    await viewer.evaluate("stage.play('cam')")
    await moreFrames(viewer, 60)
    const [child] = childrenOf(stage.engine.pid()!)
    const since = stage.events.length

    process.kill(child!, signal)
    await viewer.evaluate('stage.states.length = 0')
    await moreFrames(viewer, 100)
    assert.deepEqual(await viewer.evaluate('stage.states'), [], 'the viewer never stalled')
    assert.ok(!stage.events.slice(since).some(is('live.interrupted')))
    while (childrenOf(stage.engine.pid()!).includes(child!)) await setTimeout(200)
    await moreFrames(viewer, 30)
  })
}

test('the synthetic broadcaster survives its own crash', { timeout: 120_000 }, async () => {
  await using stage = await openStage()
  stage.engine.broadcast('demo', { title: 'Friday at Alma' })
  const viewer = await stage.page()
  await viewer.evaluate("stage.play('demo')")
  await moreFrames(viewer, 60)
  const [child] = childrenOf(stage.engine.pid()!)
  process.kill(child!, 'SIGSEGV')
  const clock = Number(await viewer.evaluate('stage.lastClock'))
  await viewer.waitForFunction(`stage.lastClock > ${clock + 5000}`, undefined, patience)
  assert.ok(!stage.events.some(is('live.interrupted')))
  stage.engine.stopBroadcast('demo')
  await stage.event(is('live.interrupted'))
})

test('without node-av the sound stays Opus, and the picture goes on', { timeout: 120_000 }, async () => {
  const options = process.env.NODE_OPTIONS
  process.env.NODE_OPTIONS = `--import ${new URL('./without-node-av.ts', import.meta.url)}`
  try {
    await using stage = await openStage()
    const host = await stage.page()
    await host.evaluate("stage.publish('key-cam')")
    const viewer = await stage.page()
    await viewer.evaluate("stage.play('cam')")
    await moreFrames(viewer, 90)
    const master = await (await fetch(`${stage.url}hls/cam/master.m3u8`)).text()
    assert.match(master, /CODECS="avc1\.\w{6},opus"/)
  } finally {
    if (options === undefined) delete process.env.NODE_OPTIONS
    else process.env.NODE_OPTIONS = options
  }
})

test('lost packets are sent again: no picture breaks at five in a hundred', { timeout: 120_000 }, async (t) => {
  await using stage = await openStage()
  await using path = await openLossyPath(stage.udpPort)
  stage.publishThrough(path.port)
  const host = await stage.page()
  await host.evaluate("stage.publish('key-cam')")
  const viewer = await stage.page()
  await stage.event(is('live.started'))
  await viewer.evaluate("stage.play('cam')")
  await moreFrames(viewer, 30)
  path.setLoss(20)
  await moreFrames(viewer, 150)
  t.diagnostic(`${path.dropped()} packets dropped`)
  assert.ok(path.dropped() > 10)
  const playlist = await (await fetch(`${stage.url}hls/cam/live.m3u8`)).text()
  assert.doesNotMatch(playlist, /#EXT-X-DISCONTINUITY\n/)
})
