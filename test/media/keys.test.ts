import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { WebSocket } from 'ws'
import { freePorts } from '../e2e/live-house.ts'
import { openHouse } from '../house.ts'
import { buildWorld } from '../world.ts'
import { encode } from './encoder.ts'
import { openEngine } from './running-engine.ts'
import { publishByWebSocket } from './websocket-publisher.ts'

const patience = { timeout: 90_000 }
const offer = readFileSync(new URL('../../src/media/whip/chromium-offer.sdp', import.meta.url), 'utf8')

/** Publishes by WHIP; gives what asks whether the session is still there. */
async function publishByWhip(origin: string, key: string) {
  const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/sdp' }
  const answer = await fetch(`${origin}/whip/x`, { method: 'POST', headers, body: offer })
  const session = answer.headers.get('Location')
  return {
    status: answer.status,
    isThere: async () => (await fetch(origin + session, { method: 'GET' })).status === 405,
  }
}

test(
  'a key that is taken back throws out its sender by RTMP, WHIP and WebSocket, and nobody else',
  patience,
  async () => {
    await using running = await openEngine({
      authorize: async (key) => (key.startsWith('key-') ? { streamId: key.slice(4, 6), keyId: key } : undefined),
    })
    const { engine } = running
    const origin = engine.origin()
    await using rtmp = encode(engine.rtmpPort(), 'key-r1-old')
    await using other = encode(engine.rtmpPort(), 'key-r2-old')
    await running.event((event) => event.type === 'live.started' && event.streamId === 'r1')
    await running.event((event) => event.type === 'live.started' && event.streamId === 'r2')
    const whip = await publishByWhip(origin, 'key-w1-old')
    await using socket = publishByWebSocket(origin)
    assert.equal((await socket.hello({ key: 'key-s1-old', video: true }))?.type, 'publishing')

    for (const stream of ['r1', 'w1', 's1']) engine.keepKeys(stream, [`key-${stream}-old`, `key-${stream}-new`])
    assert.ok(await whip.isThere(), 'a key that is kept goes on')
    assert.equal(socket.socket.readyState, WebSocket.OPEN)
    assert.equal(rtmp.process.exitCode, null)

    const since = running.events.length
    for (const stream of ['r1', 'w1', 's1']) engine.keepKeys(stream, [`key-${stream}-new`])
    assert.notEqual((await rtmp.ended).code, 0)
    await running.event((event) => event.type === 'live.interrupted' && event.streamId === 'r1', since)
    assert.equal((await socket.ended).code, 1001)
    assert.ok(!(await whip.isThere()))
    assert.equal((await publishByWhip(origin, 'key-w1-new')).status, 201)

    await running.event((event) => event.type === 'stats' && event.streamId === 'r2' && event.videoFps > 20, since)
    assert.equal(other.process.exitCode, null)
    assert.ok(!running.events.some((event) => event.type === 'live.interrupted' && event.streamId === 'r2'))
  },
)

test('a new key in the studio ends what was sent with the one before, at once', patience, async () => {
  const house = await openHouse({ roles: 'web,rooms,jobs,media', env: await freePorts() })
  const world = await buildWorld(house.estrade)
  const showId = world.shows.friday
  const bea = await world.as('bea')
  const { key, whipUrl, rtmpPort } = await bea('shows.issueKey', { showId, use: 'encoder' })
  assert.equal(whipUrl, '/whip/show')
  await using first = encode(rtmpPort ?? undefined, key)
  const started = Promise.withResolvers<void>()
  house.estrade.media?.on((event) => event.type === 'live.started' && started.resolve())
  await Promise.race([started.promise, first.ended.then(({ said }) => assert.fail(said))])

  // Of another use: whoever holds it does not lose the stream before somebody sends with the new one.
  const browser = await bea('shows.issueKey', { showId })
  await bea('shows.issueKey', { showId, use: 'encoder' })
  assert.notEqual((await first.ended).code, 0)

  // By WebSocket, through the app as a browser would.
  await using second = publishByWebSocket(house.url)
  assert.equal((await second.hello({ key, video: true }))?.code, 'websocket.key.unknown')
  await using third = publishByWebSocket(house.url)
  assert.equal((await third.hello({ key: browser.key, video: true }))?.type, 'publishing')
  await bea('shows.issueKey', { showId })
  assert.equal((await third.ended).code, 1001)
  await using last = publishByWebSocket(house.url)
  await last.hello({ key: (await bea('shows.issueKey', { showId })).key, video: true })
  await house[Symbol.asyncDispose]() // A publisher does not keep the house open.
  assert.equal((await last.ended).code, 1006)
})
