import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import type { FilesDoor } from '../../src/doors/doors.ts'
import { filesInMemory } from '../../src/doors/files-in-memory.ts'
import { filesInS3 } from '../../src/doors/files-in-s3.ts'
import { reaches, StoredHls } from '../../src/media/hls/stored.ts'
import { openS3 } from '../stand-ins/s3.ts'
import { openEngine } from './running-engine.ts'

/** Another node, which has nothing but the file door. */
async function openNode(files: FilesDoor) {
  const stored = new StoredHls({ files, gate: () => undefined })
  const server = createServer((request, response) => void stored.serve(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    get: (path: string) => fetch(`${origin}${path}`),
    [Symbol.asyncDispose]: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** Everything a playlist names but what it only hints at. */
const announced = (text: string) =>
  [...text.matchAll(/^#EXT-X-(?:MAP|PART):.*URI="([^"]+)"|^([^#].+)$/gm)].map(([, quoted, plain]) => quoted ?? plain!)

test('a second node serves what was announced, though the first one’s media process is killed mid-show', async () => {
  await using s3 = await openS3()
  await using running = await openEngine({ files: { s3: s3.settings } })
  const { engine } = running
  await using node = await openNode(filesInS3(s3.settings, { fetch }))
  engine.broadcast('show', { title: 'A show' })
  await running.event(({ type }) => type === 'live.started')
  assert.equal((await node.get('/hls/show/master.m3u8')).status, 404, 'nobody said that everybody may see it')
  engine.guard('show', false)
  const playlist = async () => {
    for (;;) {
      const answer = await node.get('/hls/show/live.m3u8')
      if (answer.ok) return answer.text()
      await setTimeout(100)
    }
  }
  const first = await playlist()
  const sequence =
    Number(/MEDIA-SEQUENCE:(\d+)/.exec(first)![1]) + announced(first).filter((one) => /\/s\d/.test(one)).length
  const next = await (await node.get(`/hls/show/live.m3u8?_HLS_msn=${sequence + 1}`)).text()
  assert.ok(reaches(next, { sequence: sequence + 1, part: undefined }), 'it waits for what is asked for')

  process.kill(engine.pid()!, 'SIGKILL')
  await running.event(({ type }) => type === 'engine.down')
  const last = await playlist()
  assert.ok(announced(last).length > 5)
  for (const name of announced(last)) {
    const answer = await node.get(`/hls/show/${name}`)
    assert.ok(answer.ok && (await answer.arrayBuffer()).byteLength > 0, name)
  }
  assert.match(await (await node.get('/hls/show/master.m3u8')).text(), /^live\.m3u8$/m)
  assert.doesNotMatch(await (await node.get('/hls/show/master.m3u8')).text(), /whep/)

  // The process is back and goes on behind the same door.
  const newest = (text: string) =>
    Number(
      announced(text)
        .findLast((one) => /\/s\d/.test(one))!
        .match(/s(\d+)\.m4s/)![1],
    )
  while (newest(await playlist()) <= newest(last)) await setTimeout(200)
  engine.guard('show', true)
  while ((await node.get('/hls/show/live.m3u8')).ok) await setTimeout(200)
})

test('a door that takes nothing costs the show nothing, and what comes later is whole', async () => {
  await using s3 = await openS3()
  s3.fails = 'SlowDown'
  await using running = await openEngine({ files: { s3: s3.settings } })
  const { engine } = running
  engine.broadcast('show', { title: 'A show' })
  engine.guard('show', false)
  await running.event(({ type }) => type === 'live.started')
  const here = await (await fetch(`${engine.origin()}/hls/show/live.m3u8`)).text()
  assert.ok(announced(here).length > 2)
  assert.equal(s3.objects.size, 0)
  s3.fails = undefined
  while (!s3.objects.has('hls/show/live.m3u8')) await setTimeout(100)
  for (const name of announced(String(s3.objects.get('hls/show/live.m3u8'))))
    assert.ok(s3.objects.has(`hls/show/${name}`), name)
})

test('what is no part of a stream is not served, and paths lead nowhere else', async () => {
  const files = filesInMemory()
  await files.put('pictures/a.webp', new Uint8Array(1), 'image/webp')
  await files.put(
    'hls/show/live.m3u8',
    Buffer.from('#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:7\n#EXTINF:2,\nt/s7.m4s\n'),
    'application/vnd.apple.mpegurl',
  )
  await using node = await openNode(files)
  for (const path of [
    '/hls/show/../../pictures/a.webp',
    '/hls/show/%2e%2e/a.webp',
    '/hls/show/a.webp',
    '/hls/show',
    '/hls/show/t/s7.m4s',
  ])
    assert.equal((await node.get(path)).status, 404, path)
  const answer = await node.get('/hls/show/live.m3u8?_HLS_msn=7')
  assert.equal(answer.headers.get('cache-control'), 'public, max-age=18')
  assert.equal(answer.headers.get('access-control-allow-origin'), '*')
})
