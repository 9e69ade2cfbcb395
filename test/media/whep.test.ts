import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { openEngine } from './running-engine.ts'
import { openStage, percentile } from './stage.ts'

const publishOffer = readFileSync(new URL('../../src/media/whip/chromium-offer.sdp', import.meta.url), 'utf8')
const offer = publishOffer.replaceAll('a=sendonly', 'a=recvonly')
const patience = { timeout: 60_000 }

test('WHEP says no by name', { timeout: 60_000 }, async () => {
  await using stage = await openEngine()
  const { engine } = stage
  const ask = async (path: string, body = offer, headers: Record<string, string> = {}) => {
    const all = { 'Content-Type': 'application/sdp', ...headers }
    const response = await fetch(`${engine.origin()}/whep/${path}`, { method: 'POST', headers: all, body })
    const problem = response.ok ? undefined : ((await response.json()) as { code: string })
    return { response, code: problem?.code }
  }
  const away = await ask('cam')
  assert.deepEqual([away.code, away.response.status], ['whep.publisher.away', 409])
  assert.ok(Number(away.response.headers.get('Retry-After')) > 0)
  assert.equal((await ask('cam', 'nonsense')).code, 'whep.offer.malformed')
  assert.equal((await ask('cam', publishOffer)).code, 'whep.offer.unfit')
  assert.equal((await ask('cam', offer.replaceAll('H264', 'VP8'))).code, 'whep.offer.unfit')
  assert.equal((await ask('cam', offer, { 'Content-Type': 'text/plain' })).code, 'whep.type.refused')
  assert.equal((await ask('cam', `v=0\r\n${'a=x\r\n'.repeat(20_000)}`)).code, 'whep.offer.large')

  engine.broadcast('synthetic', { title: 'Alma' })
  await stage.event((event) => event.type === 'live.started')
  assert.equal((await ask('synthetic')).code, 'whep.source.unfit')

  engine.guard('cam', true)
  const token = engine.playbackToken('cam', Date.now() + 60_000)
  assert.equal((await ask('cam')).code, 'whep.token.refused')
  assert.equal((await ask('cam', offer, { Authorization: 'Bearer 1.x' })).code, 'whep.token.refused')
  assert.equal((await ask(`cam?token=${token}`)).code, 'whep.publisher.away')
  assert.equal((await ask('cam', offer, { Authorization: `Bearer ${token}` })).code, 'whep.publisher.away')

  const at = (path: string, method: string) => fetch(`${engine.origin()}/whep/${path}`, { method })
  const head = await at('cam', 'HEAD')
  assert.deepEqual([head.status, head.headers.get('Content-Type')], [200, 'application/sdp'])
  assert.equal((await at('cam', 'OPTIONS')).headers.get('Accept-Post'), 'application/sdp')
  assert.equal((await at('cam', 'GET')).status, 405)
  assert.equal((await at('sessions/nobody', 'DELETE')).status, 404)
})

test('a guarded stream is played with its token only, also after a restart', { timeout: 60_000 }, async () => {
  await using stage = await openEngine()
  const { engine } = stage
  engine.guard('demo', true)
  engine.broadcast('demo', { title: 'Rehearsal' })
  await stage.event((event) => event.type === 'live.started')
  const at = (path: string) => fetch(`${engine.origin()}/hls/demo/${path}`)
  const query = `?token=${engine.playbackToken('demo', Date.now() + 60_000)}`
  const refused = await at('master.m3u8')
  assert.deepEqual([refused.status, refused.headers.get('Cache-Control')], [403, 'no-store'])
  assert.equal((await at('live.m3u8')).status, 403)
  assert.equal((await at(`live.m3u8?token=${engine.playbackToken('other', Date.now() + 60_000)}`)).status, 403)
  assert.match(await (await at(`master.m3u8${query}`)).text(), new RegExp(`^live\\.m3u8\\${query}$`, 'm'))
  const playlist = await (await at(`live.m3u8${query}`)).text()
  const [segment] = /^[\w-]+\/s\d+\.m4s$/m.exec(playlist)!
  assert.equal((await at(segment)).status, 200, 'media lie at addresses that nobody can guess')

  process.kill(engine.pid()!, 'SIGKILL')
  await stage.event((event) => event.type === 'live.resumed')
  assert.equal((await at('master.m3u8')).status, 403)
  assert.equal((await at(`master.m3u8${query}`)).status, 200)
  engine.guard('demo', false)
  let status = 403
  while (status === 403) status = (await at('master.m3u8')).status
  assert.equal(status, 200)
})

test('a browser watches another by WebRTC', { timeout: 120_000 }, async (t) => {
  await using stage = await openStage()
  const host = await stage.page()
  await host.evaluate("stage.publishClock('key-cam')")
  await stage.event((event) => event.type === 'live.started')
  const viewer = await stage.page()
  assert.equal(await viewer.evaluate("stage.playNow('cam')"), 201)
  await viewer.waitForFunction('stage.frames > 90 && stage.latencies.length > 30', undefined, patience)
  const latencies = (await viewer.evaluate('stage.latencies.slice(-60)')) as number[]
  t.diagnostic(`glass to glass p50 ${percentile(latencies, 0.5)} ms, p95 ${percentile(latencies, 0.95)} ms`)
  const sound = `stage.peer.getStats().then((all) => [...all.values()].find((one) => one.type === 'inbound-rtp' && one.kind === 'audio')?.packetsReceived ?? 0)`
  assert.ok(Number(await viewer.evaluate(sound)) > 20, 'sound comes as well')
  const session = await viewer.evaluate('stage.session')
  assert.equal((await fetch(`${stage.engine.origin()}${session}`, { method: 'DELETE' })).status, 200)
  await viewer.waitForFunction("stage.peer.connectionState !== 'connected'", undefined, patience)
})
