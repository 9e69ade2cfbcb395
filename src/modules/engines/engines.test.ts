import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { type House, openHouse } from '../../../test/house.ts'
import { refusedAs } from '../../../test/on-air.ts'
import { buildWorld, type World } from '../../../test/world.ts'

/*
 * What an outside engine asks and tells, in the requests of MediaMTX (mediamtx-requests.json, laid out as its source
 * marshals them) and in our own plain shape.
 */
type Recorded = { why: string; body: Record<string, unknown>; status: number }
const requests: Recorded[] = JSON.parse(readFileSync(new URL('./mediamtx-requests.json', import.meta.url), 'utf8'))

let house: House
let world: World
let secret: string
const scope = new AsyncDisposableStack()
before(async () => {
  house = scope.use(await openHouse())
  world = await buildWorld(house.estrade)
  const alma = await world.as('alma')
  const { brandId } = world
  await alma('engines.changeSettings', {
    ...{ brandId, enabled: true },
    whipUrl: 'https://media.example/{stream}/whip',
    rtmpUrl: 'rtmp://media.example/{stream}?pass={key}',
    hlsUrl: 'https://media.example/{stream}/index.m3u8',
    replayUrl: 'https://media.example/get?path={stream}&start={start}&duration={seconds}&format=mp4',
  })
  const issued = await alma('engines.issueSecret', { brandId })
  secret = issued.secret
  assert.ok(issued.mediamtxAuthUrl.startsWith(`${house.url}/api/webhooks/engines/${brandId}/mediamtx/auth?secret=`))
})
after(() => scope.disposeAsync())

async function knock(at: string, body?: unknown, bearer: string | undefined = secret): Promise<number> {
  const { status } = await house.anyone.fetch(`/api/webhooks/engines/${world.brandId}${at}`, {
    method: 'POST',
    headers: {
      ...(bearer && { authorization: `Bearer ${bearer}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return status
}

const hook = (at: 'ready' | 'not-ready', stream: string, source: string, bearer?: string) =>
  knock(`/mediamtx/${at}?path=${stream}&source_type=rtmpConn&source_id=${source}`, undefined, bearer)

test('MediaMTX lets in whoever has the key of the show, and nobody else', async () => {
  const [bea, showId] = [await world.as('bea'), world.shows.friday]
  const { key, whipUrl, rtmpPort, srt, outside } = await bea('shows.issueKey', { showId, use: 'encoder' })
  assert.equal(whipUrl, `https://media.example/${showId}/whip`)
  assert.deepEqual(outside, { rtmpUrl: `rtmp://media.example/${showId}?pass=${key}`, srtUrl: null })
  assert.deepEqual([rtmpPort, srt], [null, null], 'nothing is taken here')
  const filled = (body: object) =>
    JSON.parse(
      JSON.stringify(body).replaceAll('STREAM', showId).replaceAll('OTHER', world.shows.clay).replaceAll('KEY', key),
    )
  for (const { why, body, status } of requests) {
    assert.equal(await knock('/mediamtx/auth', filled(body)), status, why)
    assert.equal(await knock('/mediamtx/auth', filled(body), 'forged'), 401, `forged: ${why}`)
  }
  assert.equal(await knock('/mediamtx/auth', { action: 7 }), 422)
  const asUrl = `?secret=${secret}`
  assert.equal(await knock(`/mediamtx/auth${asUrl}`, filled(requests[0]!.body), ''), 204, 'the secret in the address')
  assert.equal(await knock('/mediamtx/auth', filled(requests[0]!.body), ''), 401)
  assert.equal(await knock('', { type: 'publish', stream: showId, key }), 204)
  assert.equal(await knock('', { type: 'publish', stream: showId, key: 'guess' }), 403)
})

test('a show goes on air by its engine, is lost, returns, ends, and is seen again where the engine keeps it', async () => {
  const [alma, bea, showId] = [await world.as('alma'), await world.as('bea'), world.shows.friday]
  const state = async () => (await bea('shows.stream', { showId })).state
  assert.equal(await hook('ready', showId, 'a', 'forged'), 401)
  assert.equal(await state(), 'none')
  await assert.rejects(bea('shows.start', { showId }), refusedAs('shows.noPicture'))

  assert.equal(await hook('ready', showId, 'a'), 204)
  assert.equal(await state(), 'coming')
  await bea('shows.start', { showId })
  const hlsUrl = `https://media.example/${showId}/index.m3u8`
  assert.equal((await house.anyone.call('shows.room', { showId })).hlsUrl, hlsUrl)
  const read = { ip: '10.0.0.10', user: '', password: '', action: 'read', path: showId, protocol: 'hls', query: '' }
  assert.equal(await knock('/mediamtx/auth', read), 204, 'now everybody may watch')

  assert.equal(await hook('ready', showId, 'b'), 204, 'the encoder connected anew')
  assert.equal(await hook('not-ready', showId, 'a'), 204)
  assert.equal(await state(), 'coming', 'what its first connection says late is no news')
  assert.equal(await hook('not-ready', showId, 'b'), 204)
  assert.equal(await state(), 'lost')
  assert.equal(await knock('', { type: 'stream.started', stream: showId, source: 'c' }), 204)
  assert.equal(await state(), 'coming')

  const moved = { enabled: false, whipUrl: 'https://new.example/{stream}', hlsUrl: 'https://new.example/{stream}.m3u8' }
  await alma('engines.changeSettings', { brandId: world.brandId, ...moved })
  const { outside } = await bea('shows.issueKey', { showId, use: 'browser' })
  assert.ok(outside, 'a show on air stays where it is')
  assert.equal((await house.anyone.call('shows.room', { showId })).hlsUrl, hlsUrl)

  await bea('shows.end', { showId })
  await house.idle()
  const replay = await house.anyone.call('recordings.replay', { showId })
  assert.match(
    replay.fileUrl!,
    new RegExp(`^https://media.example/get\\?path=${showId}&start=2[^&]+Z&duration=\\d+&format=mp4$`),
  )
  assert.equal(replay.hlsUrl, null)
  assert.equal(replay.stretches.length, 1)
  assert.equal((await bea('recordings.recording', { showId })).elsewhere, true)
  assert.equal(await knock('/mediamtx/auth', { ...read, action: 'playback' }), 204)
  assert.equal(await knock('/mediamtx/auth', read), 403, 'the live picture is over')
  assert.equal(await hook('ready', showId, 'd'), 204)
  assert.equal(
    (await house.anyone.call('shows.room', { showId })).hlsUrl,
    null,
    'a show that is over does not come back',
  )
})

test('an engine that says later where its recording is, is heard; another brand’s engine is not', async () => {
  const [alma, bea, showId] = [await world.as('alma'), await world.as('bea'), world.shows.clay]
  const addresses = { whipUrl: 'https://e.example/{stream}', hlsUrl: 'https://e.example/{stream}.m3u8' }
  await alma('engines.changeSettings', { brandId: world.brandId, enabled: true, ...addresses })
  await knock('', { type: 'stream.started', stream: showId })
  await bea('shows.start', { showId })
  await bea('shows.end', { showId })
  await assert.rejects(house.anyone.call('recordings.replay', { showId }), refusedAs('recordings.replayPreparing'))
  assert.equal(await knock('', { type: 'recording.ready', stream: showId, url: 'http://e.example/r.m3u8' }), 422)
  assert.equal(await knock('', { type: 'recording.ready', stream: showId, url: 'https://e.example/r.m3u8?x=1' }), 204)
  assert.equal((await house.anyone.call('recordings.replay', { showId })).hlsUrl, 'https://e.example/r.m3u8?x=1')

  const stranger = '01900000-0000-7000-8000-000000000000'
  const at = (brandId: string) =>
    house.anyone.fetch(`/api/webhooks/engines/${brandId}/mediamtx/ready?path=${showId}&secret=${secret}`, {
      method: 'POST',
    })
  assert.equal((await at(stranger)).status, 401)
  assert.equal((await at('x')).status, 401)
  const again = await alma('engines.issueSecret', { brandId: world.brandId })
  assert.equal(await hook('ready', showId, 'a'), 401, 'the secret before stops working')
  assert.equal(await hook('ready', showId, 'a', again.secret), 204)
})

test('only an owner may say where the pictures go', async () => {
  const { brandId } = world
  for (const who of ['bea', 'eli', 'carl'] as const) {
    const as = await world.as(who)
    await assert.rejects(as('engines.issueSecret', { brandId }), refusedAs('edge.notAllowed'))
  }
})
