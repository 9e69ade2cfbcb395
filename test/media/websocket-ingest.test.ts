import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { WebSocket } from 'ws'
import { openEngine } from './running-engine.ts'
import { pictures, sounds } from './samples.ts'
import { openStage, percentile, withoutUdp } from './stage.ts'
import { frame, publishByWebSocket } from './websocket-publisher.ts'

const patience = { timeout: 90_000 }
test('a WebSocket publisher is refused by name, and others are not disturbed', patience, async () => {
  await using running = await openEngine()
  await using show = publishByWebSocket(running.engine.origin())
  assert.equal((await show.hello({ key: 'key-show', video: true, audio: true }))?.type, 'publishing')

  for (const [first, code] of [
    [{ key: 'wrong' }, 'websocket.key.unknown'],
    [{ key: 'key-show', video: true }, 'websocket.stream.busy'],
    [{}, 'websocket.key.missing'],
    [{ key: ['key-show'] }, 'websocket.key.missing'],
    [{ key: 'a'.repeat(600) }, 'websocket.key.missing'],
    [{ key: 'key-a', more: 'a'.repeat(9000) }, 'websocket.key.missing'],
    ['no JSON', 'websocket.key.missing'],
    ['null', 'websocket.key.missing'],
  ] as const) {
    await using stranger = publishByWebSocket(running.engine.origin())
    assert.equal((await stranger.hello(first))?.code, code)
    const { code: closed, reason } = await stranger.ended
    assert.deepEqual([closed > 4000, reason], [true, code])
  }

  for (const [bytes, expected] of [
    [Buffer.alloc(3), 4400],
    [Buffer.from([9, 0, 0, 0, 0, 0, 0, 1, 2, 3]), 4400],
    [frame('picture', 0, Buffer.from('no start code')), 4422],
    [frame('aacConfig', 0, Buffer.from([0xff, 0xff])), 4422],
    [Buffer.alloc(2_000_000), 1009],
  ] as const) {
    await using sender = publishByWebSocket(running.engine.origin())
    assert.equal((await sender.hello({ key: `key-b${expected}`, video: true }))?.type, 'publishing')
    sender.socket.send(bytes)
    assert.equal((await sender.ended).code, expected)
  }
  assert.equal(show.socket.readyState, WebSocket.OPEN)
  assert.deepEqual(running.errors, [])
})

test('H.264 and AAC by WebSocket become a stream', patience, async () => {
  await using running = await openEngine()
  await using show = publishByWebSocket(running.engine.origin())
  await show.hello({ key: 'key-show', video: true, audio: true })
  show.socket.send(frame('aacConfig', 0, Buffer.from('1190', 'hex')))
  const sound = sounds(3)
  pictures(3).forEach((nals, i) => {
    const start = Buffer.from([0, 0, 0, 1])
    const unit = Buffer.concat(nals.flatMap((nal) => [start, nal]))
    show.socket.send(frame(i % 60 === 0 ? 'keyPicture' : 'picture', (i * 1e6) / 30, unit))
    for (const [j, piece] of sound.entries()) {
      const atUs = (j * 1024 * 1e6) / 48000
      if (Math.floor((atUs * 30) / 1e6) === i) show.socket.send(frame('aac', atUs, piece))
    }
  })
  await running.event((event) => event.type === 'live.started')
  const master = await (await fetch(`${running.engine.origin()}/hls/show/master.m3u8`)).text()
  assert.match(master, /CODECS="avc1\.42\w{4},mp4a\.40\.2",RESOLUTION=320x180/)
})

test('programme time begins with what was least delayed before the first part', patience, async () => {
  await using running = await openEngine()
  await using show = publishByWebSocket(running.engine.origin())
  await show.hello({ key: 'key-show', video: true, audio: true })
  const [start, all, beganAt] = [Buffer.from([0, 0, 0, 1]), pictures(6), Date.now()]
  const picture = (i: number, timeUs: number) => {
    const unit = Buffer.concat(all[i]!.flatMap((nal) => [start, nal]))
    show.socket.send(frame(i % 60 === 0 ? 'keyPicture' : 'picture', timeUs, unit))
  }
  // As if the first picture had come half a minute late.
  picture(0, 0)
  show.socket.send(frame('aacConfig', 30e6, Buffer.from('1190', 'hex')))
  for (let i = 60; i < all.length; i++) picture(i, 30e6 + ((i - 60) * 1e6) / 30)
  await running.event((event) => event.type === 'live.started')
  const playlist = await (await fetch(`${running.engine.origin()}/hls/show/live.m3u8`)).text()
  const at = Date.parse(/DATE-TIME:(\S+)/.exec(playlist)![1]!)
  assert.ok(at < beganAt + 10_000, `${at - beganAt} ms after it was sent`)
})

/** Waits until the page has decoded `count` more frames than now. */
async function moreFrames(page: Page, count: number): Promise<void> {
  const now = Number(await page.evaluate('stage.frames'))
  await page.waitForFunction(`stage.frames >= ${now + count}`, undefined, patience)
}

test('a browser without UDP sends by WebSocket, by itself', { timeout: 120_000 }, async (t) => {
  await using stage = await openStage({}, withoutUdp)
  const host = await stage.page()
  await host.evaluate("stage.publishClock('key-cam')")
  await host.waitForFunction("stage.publisherStates.includes('live')", undefined, patience)
  assert.equal(await host.evaluate('stage.publisher.way'), 'websocket')
  await stage.event((event) => event.type === 'live.started')
  const viewer = await stage.page()
  await viewer.evaluate("stage.play('cam')")
  await moreFrames(viewer, 60)
  await viewer.evaluate('stage.latencies.length = 0')
  await moreFrames(viewer, 150)
  const latencies = (await viewer.evaluate('stage.latencies')) as number[]
  t.diagnostic(`glass to glass p50 ${percentile(latencies, 0.5)} ms, p95 ${percentile(latencies, 0.95)} ms`)
  assert.ok(latencies.length > 100, `the clock is readable in most frames (${latencies.length} of 150)`)
  const master = await (await fetch(`${stage.url}hls/cam/master.m3u8`)).text()
  assert.match(master, /CODECS="avc1\.42\w{4},mp4a\.40\.2"/)

  // A connection that breaks comes back the same way.
  stage.engine.throwOut('cam')
  await stage.event((event) => event.type === 'live.resumed')
  await moreFrames(viewer, 30)
  assert.equal(await host.evaluate('stage.publisher.way'), 'websocket')
  await host.evaluate('stage.publisher.stats()')
  await moreFrames(viewer, 30)
  const stats = (await host.evaluate('stage.publisher.stats()')) as { fps: number; videoKbps: number }
  assert.ok(stats.fps > 5 && stats.videoKbps > 50, JSON.stringify(stats))
})
