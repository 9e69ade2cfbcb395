import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { masterPlaylist } from '../../src/media/hls/master.ts'
import { HlsOrigin } from '../../src/media/hls/serve.ts'
import { LiveWindow } from '../../src/media/hls/window.ts'
import { noEdge, openEdge } from './edge.ts'

const partMs = 333
const viewers = 40

/** An origin that counts what it is asked, of a stream that the test cuts. */
async function openCounted() {
  const window = new LiveWindow({ sequence: 500, discontinuity: 7 })
  const asked = new Map<string, number>()
  const renditions = () => [{ name: 'live', window }]
  const master = async (query: string) => masterPlaylist([{ name: 'live', window, codecs: ['avc1.42c01f'] }], query)
  const origin = new HlsOrigin({ find: () => ({ renditions, master }), partMs })
  const server = createServer((request, response) => {
    asked.set(request.url!, (asked.get(request.url!) ?? 0) + 1)
    const [path, query = ''] = request.url!.split('?') as [string, string?]
    void origin.serve(request, response, path, query)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  let part = 0
  const cut = () => {
    if (!window.next) window.startTake({ id: 'take', init: Buffer.from('init') })
    window.addPart(
      { durationMs: partMs, independent: part % 6 === 0, bytes: Buffer.alloc(20_000, part) },
      part * partMs,
    )
    if (++part % 6 === 0) window.closeSegment()
  }
  return {
    ...{ window, asked, cut, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    [Symbol.dispose]: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

test('behind nginx, many viewers cost the origin about one', { timeout: 120_000, skip: noEdge }, async () => {
  using origin = await openCounted()
  for (let i = 0; i < 24; i++) origin.cut()
  await using edge = await openEdge(origin.url)
  const all = <T>(ask: (path: string) => Promise<T>, path: string) =>
    Promise.all(Array.from({ length: viewers }, () => ask(`${edge.url}/hls/s/${path}`)))
  const text = async (url: string) => (await fetch(url)).text()

  for (let round = 0; round < 12; round++) {
    const { sequence, part, takeId } = origin.window.next!
    const held = all(text, `live.m3u8?_HLS_msn=${sequence}&_HLS_part=${part}&token=shared`)
    while (![...origin.asked.keys()].some((url) => url.includes(`_HLS_msn=${sequence}&_HLS_part=${part}&`)))
      await new Promise((resolve) => setTimeout(resolve, 5))
    origin.cut()
    const name = `${takeId}/p${sequence}.${part}.m4s`
    for (const playlist of await held) assert.ok(playlist.includes(`URI="${name}"`), playlist)
    const parts = await all(async (url) => (await fetch(url)).arrayBuffer(), name)
    assert.ok(parts.every((bytes) => bytes.byteLength === 20_000))
  }
  await all(text, 'master.m3u8?token=shared')
  await all(text, 'take/s501.m4s')
  const counts = [...origin.asked.values()]
  const total = counts.reduce((sum, count) => sum + count, 0)
  const asked = 12 * 2 + 2
  assert.ok(total <= asked * 1.5, `${total} requests reached the origin for ${asked * viewers} at the edge`)

  const other = await fetch(`${edge.url}/hls/s/live.m3u8?token=another`)
  assert.equal(other.headers.get('X-Cache'), 'MISS', 'another token is another answer')
  const refused = await fetch(`${edge.url}/hls/s/live.m3u8?_HLS_part=1`)
  assert.deepEqual([refused.status, refused.headers.get('X-Cache')], [400, 'MISS'])
  const plain = await fetch(`${edge.url}/hls/s/take/s501.m4s`, { headers: { 'Accept-Encoding': 'br' } })
  assert.deepEqual(
    [plain.headers.get('Content-Encoding'), plain.headers.get('Cache-Control')],
    [null, 'public, max-age=31536000, immutable'],
  )
})
