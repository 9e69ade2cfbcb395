import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { test } from 'node:test'
import { openEngine } from './running-engine.ts'

const offer = readFileSync(new URL('../../src/media/whip/chromium-offer.sdp', import.meta.url), 'utf8')

test('WHIP says no by name, and answers an offer', { timeout: 60_000 }, async () => {
  await using stage = await openEngine()
  const post = async (body: string, key?: string, type = 'application/sdp') => {
    const headers = { ...(key && { Authorization: `Bearer ${key}` }), 'Content-Type': type }
    const response = await fetch(`${stage.engine.origin()}/whip/live`, { method: 'POST', headers, body })
    const problem = response.ok ? undefined : ((await response.json()) as { code: string; status: number })
    assert.equal(problem?.status ?? 201, response.status)
    if (problem) assert.equal(response.headers.get('Content-Type'), 'application/problem+json')
    return { response, code: problem?.code }
  }
  assert.equal((await post(offer)).code, 'whip.key.missing')
  assert.equal((await post(offer, 'wrong')).code, 'whip.key.unknown')
  assert.equal((await post(offer, 'key-a', 'text/plain')).code, 'whip.type.refused')
  assert.equal((await post('v=0 nonsense', 'key-a')).code, 'whip.offer.malformed')
  assert.equal((await post(offer.replaceAll(/H264|VP8|VP9|AV1/g, 'H265'), 'key-a')).code, 'whip.offer.unfit')
  assert.equal((await post(`v=0\r\n${'a=x\r\n'.repeat(20_000)}`, 'key-a')).code, 'whip.offer.large')
  // Readable to us, not to the WebRTC library: still a refusal, and the process lives.
  const odd = offer.replaceAll(/sha-256 [\dA-F:]+/g, 'sha-256 00:00:00:00:00:00:00:00:00:00:00')
  assert.ok(['whip.offer.unfit', 'whip.offer.malformed'].includes((await post(odd, 'key-odd')).code ?? ''))

  const { response } = await post(offer, 'key-a')
  assert.equal(response.status, 201)
  const answer = await response.text()
  assert.match(answer, /a=recvonly/)
  assert.match(answer, /a=candidate:\S+ 1 UDP \d+ 127\.0\.0\.1 /)
  assert.match(response.headers.get('ETag') ?? '', /^"\S+"$/)
  assert.equal((await post(offer, 'key-a')).code, 'whip.stream.busy')

  const session = stage.engine.origin() + response.headers.get('Location')
  assert.equal((await fetch(session, { method: 'PATCH' })).status, 405)
  assert.equal((await fetch(session, { method: 'DELETE' })).status, 200)
  assert.equal((await fetch(session, { method: 'DELETE' })).status, 404)
  assert.equal((await post(offer, 'key-a')).response.status, 201, 'the stream is free again')

  const options = await fetch(`${stage.engine.origin()}/whip/live`, { method: 'OPTIONS' })
  assert.equal(options.headers.get('Accept-Post'), 'application/sdp')
  assert.match(options.headers.get('Access-Control-Allow-Headers') ?? '', /Authorization/)
  assert.equal((await fetch(`${stage.engine.origin()}/whip/live`)).status, 405)
})

test('a playlist request is held until what it asks for is there', { timeout: 60_000 }, async () => {
  await using stage = await openEngine()
  const at = (path: string) => fetch(`${stage.engine.origin()}/hls/demo/${path}`)
  assert.equal((await at('master.m3u8')).status, 404, 'nothing before the first segment')
  stage.engine.broadcast('demo', { title: 'Alma' })
  await stage.event((event) => event.type === 'live.started')
  assert.match(await (await at('master.m3u8')).text(), /CODECS="avc1\.\w{6},mp4a\.40\.2",RESOLUTION=1280x720/)

  const plain = await at('live.m3u8')
  assert.equal(plain.headers.get('Cache-Control'), 'public, max-age=1')
  assert.equal(plain.headers.get('Access-Control-Allow-Origin'), '*')
  assert.equal(plain.headers.get('Content-Encoding'), 'gzip')
  const hint = /PRELOAD-HINT:TYPE=PART,URI="(\w[\w-]*\/p(\d+)\.(\d+)\.m4s)"/.exec(await plain.text())
  assert.ok(hint)
  const [, uri, sequence, part] = hint
  const [held, hinted] = await Promise.all([at(`live.m3u8?_HLS_msn=${sequence}&_HLS_part=${part}`), at(uri!)])
  assert.match(await held.text(), new RegExp(`EXT-X-PART:DURATION=[\\d.]+,URI="${uri}"`))
  assert.equal(hinted.status, 200)
  assert.match(hinted.headers.get('Cache-Control') ?? '', /immutable/)
  assert.ok((await hinted.arrayBuffer()).byteLength > 1000)

  const past = Number(sequence) - 1
  assert.equal((await at(`live.m3u8?_HLS_msn=${past}&_HLS_part=0`)).status, 200)
  for (const query of [
    '_HLS_part=1',
    `_HLS_msn=${Number(sequence) + 9}`,
    '_HLS_msn=-1',
    '_HLS_msn=x',
    `_HLS_msn=${sequence}&_HLS_part=99`,
  ])
    assert.equal((await at(`live.m3u8?${query}`)).status, 400, query)
  for (const path of ['nothing.m3u8', 'a/init.mp4', 'a/s1.m4s', 'a/p1.m4s', '../../etc/passwd', '%00', 'a/b/c'])
    assert.equal((await at(path)).status, 404, path)

  stage.engine.close('demo')
  await stage.event((event) => event.type === 'live.ended')
  assert.match(await (await at(`live.m3u8?_HLS_msn=${Number(sequence) + 90}`)).text(), /#EXT-X-ENDLIST/)
})

test('requests that make no sense do not hurt', { timeout: 60_000 }, async () => {
  await using stage = await openEngine()
  for (const path of ['//', '/hls', '/hls/', '/whip/', '/%', 'http://[', '/hls/%zz/live.m3u8', '*']) {
    const request = httpRequest(stage.engine.origin(), { path, method: 'GET' }).end()
    const [response] = await once(request, 'response')
    assert.ok(response.statusCode >= 400 && response.statusCode < 500, `${path}: ${response.statusCode}`)
    response.resume()
  }
})

test('it all stops within two seconds, and dies with its parent', { timeout: 60_000 }, async () => {
  const stage = await openEngine()
  const headers = { Authorization: 'Bearer key-a', 'Content-Type': 'application/sdp' }
  assert.equal((await fetch(`${stage.engine.origin()}/whip/x`, { method: 'POST', headers, body: offer })).status, 201)
  const started = performance.now()
  await stage[Symbol.asyncDispose]()
  assert.ok(performance.now() - started < 2000)

  const parent = spawn(process.execPath, [new URL('./orphan.ts', import.meta.url).pathname], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(parent.stdout, 'data')
  const socket = connect(Number(new URL(String(line)).port), '127.0.0.1')
  await once(socket, 'connect')
  const gone = once(socket, 'close') // A process that ends lets go of its sockets.
  parent.kill('SIGKILL')
  await gone
})
