import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { Feed } from '../../src/media/feed.ts'
import { masterPlaylist } from '../../src/media/hls/master.ts'
import { Packager } from '../../src/media/hls/packager.ts'
import { HlsOrigin } from '../../src/media/hls/serve.ts'
import { LiveWindow } from '../../src/media/hls/window.ts'
import { readPlaylist } from './playlist-rules.ts'
import { pictures } from './samples.ts'

const partMs = 333
/** As little is listed as may be: 16 segments. */
const shortest = { listedMs: 0, listedBytes: 0 }

/** An origin with one stream that the test writes itself: `live`, and an `audio` rendition beside it. */
async function openOrigin() {
  const [window, audio] = [
    new LiveWindow({ sequence: 500, discontinuity: 7 }, shortest),
    new LiveWindow({ sequence: 500, discontinuity: 7 }, shortest),
  ]
  const renditions = () => [
    { name: 'live', window },
    { name: 'audio', window: audio },
  ]
  const master = async (query: string) => masterPlaylist([{ name: 'live', window, codecs: ['avc1.42c01f'] }], query)
  const origin = new HlsOrigin({ find: (id) => (id === 's' ? { renditions, master } : undefined), partMs })
  const server = createServer((request, response) => {
    const [path, query = ''] = request.url!.split('?') as [string, string?]
    void origin.serve(request, response, path, query)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hls/s/`
  return {
    ...{ window, audio, url },
    at: (path: string, init?: RequestInit) => fetch(url + path, init),
    [Symbol.dispose]: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

function fill(window: LiveWindow, segments: number): void {
  window.startTake({ id: 'take', init: Buffer.from('init') })
  for (let i = 0; i < segments * 6; i++) {
    window.addPart({ durationMs: partMs, independent: i % 6 === 0, bytes: Buffer.from(`part ${i} `) }, i * partMs)
    if (i % 6 === 5) window.closeSegment()
  }
}

const cacheOf = (response: Response) => response.headers.get('Cache-Control')

test('each kind of answer says how long it may be kept, by whom and for whom', async () => {
  using origin = await openOrigin()
  assert.equal(cacheOf(await origin.at('live.m3u8')), 'public, max-age=1', 'a list that is not there yet')
  fill(origin.window, 20)
  fill(origin.audio, 20)
  const cases: [string, number, string][] = [
    ['master.m3u8', 200, 'public, max-age=1'],
    ['live.m3u8', 200, 'public, max-age=1'],
    ['live.m3u8?_HLS_msn=519', 200, 'public, max-age=18'],
    ['live.m3u8?_HLS_msn=519&_HLS_part=3&_HLS_skip=YES', 200, 'public, max-age=18'],
    ['live.m3u8?_HLS_part=3', 400, 'no-store'],
    ['take/init.mp4', 200, 'public, max-age=31536000, immutable'],
    ['take/s519.m4s', 200, 'public, max-age=31536000, immutable'],
    ['take/p519.5.m4s', 200, 'public, max-age=31536000, immutable'],
    ['take/p519.6.m4s', 404, 'public, max-age=1'],
    ['take/s1.m4s', 404, 'public, max-age=1'],
    ['other.m3u8', 404, 'public, max-age=1'],
    ['audio.m3u8', 200, 'public, max-age=1'],
  ]
  for (const [path, status, cache] of cases) {
    for (const method of ['GET', 'HEAD']) {
      const response = await origin.at(path, { method, headers: { 'Accept-Encoding': 'identity' } })
      assert.deepEqual([response.status, cacheOf(response)], [status, cache], `${method} ${path}`)
      assert.equal(response.headers.get('Access-Control-Allow-Origin'), '*')
      const { byteLength } = await response.arrayBuffer()
      if (method === 'HEAD') assert.equal(byteLength, 0)
      else assert.equal(byteLength, Number(response.headers.get('Content-Length')))
      if (status === 200 && path.includes('.m3u8')) assert.equal(response.headers.get('Vary'), 'Accept-Encoding')
    }
  }
  assert.equal((await origin.at('live.m3u8', { method: 'POST' })).status, 405)
  const preflight = await origin.at('live.m3u8', { method: 'OPTIONS' })
  assert.deepEqual([preflight.status, preflight.headers.get('Access-Control-Allow-Methods')], [204, 'GET, HEAD'])
})

test('a playlist comes whole or as a delta, plain or gzipped, with the address of its siblings', async () => {
  using origin = await openOrigin()
  fill(origin.window, 20)
  fill(origin.audio, 19)
  const text = async (path: string) => (await origin.at(path)).text()
  const whole = readPlaylist(await text('live.m3u8?token=a.b'))
  assert.equal(whole.segments.length, 16)
  assert.deepEqual(whole.reports, [{ uri: 'audio.m3u8?token=a.b', msn: 518, part: 5 }])
  const delta = readPlaylist(await text('live.m3u8?token=a.b&_HLS_msn=519&_HLS_part=1&_HLS_skip=YES'))
  assert.equal(delta.skipped, 6)
  assert.deepEqual(delta.segments, whole.segments.slice(6))
  const zipped = await once(
    httpRequest(`${origin.url}live.m3u8`, { headers: { 'Accept-Encoding': 'gzip' } }).end(),
    'response',
  )
  assert.equal(gunzipSync(Buffer.concat(await zipped[0].toArray())).toString(), await text('live.m3u8'))
  assert.match(await text('master.m3u8?token=a.b&_HLS_x=1'), /^live\.m3u8\?token=a\.b$/m)
})

test('what is held is let go by its part, by the end, or with the client', async () => {
  using origin = await openOrigin()
  fill(origin.window, 3)
  const held = [origin.at('live.m3u8?_HLS_msn=503&_HLS_part=0'), origin.at('take/p503.0.m4s')]
  const away = new AbortController()
  const leaving = origin.at('take/p503.0.m4s', { signal: away.signal })
  // Answered after what was asked before it: they are held by now.
  await origin.at('live.m3u8')
  away.abort()
  await assert.rejects(leaving)
  origin.window.addPart({ durationMs: partMs, independent: true, bytes: Buffer.from('new') }, 0)
  const [list, part] = await Promise.all(held)
  assert.match(await list!.text(), /take\/p503\.0\.m4s/)
  assert.equal(await part!.text(), 'new')
  const forEnd = origin.at('live.m3u8?_HLS_msn=504')
  const hinted = origin.at('take/p503.1.m4s')
  await origin.at('live.m3u8')
  origin.window.end()
  assert.match(await (await forEnd).text(), /#EXT-X-ENDLIST/)
  assert.equal((await hinted).status, 404, 'a hint that was dropped')
})

test('ffmpeg reads it', async () => {
  using origin = await openOrigin()
  const packager = new Packager({ window: origin.window, partMs })
  const expects = { video: true, audio: false }
  const feed = new Feed({ packager, expects, newTakeId: () => 'take', requestKeyFrame: () => {} })
  pictures(8).forEach((nals, i) => {
    feed.picture(i * 3000, nals, i * 33)
  })
  packager.end()
  const probe = spawn('ffprobe', [
    '-v',
    'error',
    '-count_packets',
    '-show_entries',
    'stream=codec_name,nb_read_packets',
    '-of',
    'csv=p=0',
    `${origin.url}live.m3u8`,
  ])
  const out = (await Promise.all([probe.stdout.toArray(), probe.stderr.toArray()])).map((pieces) =>
    Buffer.concat(pieces).toString(),
  )
  assert.match(out[0]!, /^h264,240\n/)
  assert.equal(out[1], '')
})
