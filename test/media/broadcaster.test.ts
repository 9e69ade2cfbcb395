import assert from 'node:assert/strict'
import { AsyncLocalStorage } from 'node:async_hooks'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { childrenOf, openEngine } from './running-engine.ts'
import { openStage } from './stage.ts'

const offer = readFileSync(new URL('../../src/media/whip/chromium-offer.sdp', import.meta.url), 'utf8')
const cover = fileURLToPath(new URL('../world/rendered/friday-at-alma-tall.webp', import.meta.url))
const patience = { timeout: 60_000 }

test('a tall still reaches a viewer with its clock, until the host takes over', { timeout: 120_000 }, async (t) => {
  await using stage = await openStage()
  stage.engine.broadcast('demo', { title: 'Friday at Alma', shape: 'tall', still: cover })
  const viewer = await stage.page()
  await viewer.evaluate("stage.play('demo')")
  await viewer.waitForFunction('stage.latencies.length > 60', undefined, patience)
  assert.deepEqual(await viewer.evaluate('stage.size()'), [720, 1280])
  const read = Number(await viewer.evaluate('stage.latencies.length / stage.frames'))
  t.diagnostic(`the clock was read in ${Math.round(read * 100)} of 100 frames`)
  assert.ok(read > 0.7, 'most frames tell their time')

  const since = stage.events.length
  const host = await stage.page()
  await host.evaluate("stage.publish('key-demo')")
  await stage.event((event) => event.type === 'live.resumed', since)
  await viewer.waitForFunction('stage.size()[0] > 720', undefined, patience)
})

test('a broadcast that gave way to a publisher does not come back', { timeout: 60_000 }, async () => {
  await using stage = await openEngine()
  const post = async (key: string) => {
    const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/sdp' }
    return (await fetch(`${stage.engine.origin()}/whip/live`, { method: 'POST', headers, body: offer })).status
  }
  stage.engine.broadcast('demo', { title: 'Alma', shape: 'tall', still: '/nowhere/there-is-no.webp' })
  await stage.event((event) => event.type === 'live.started')
  const master = await (await fetch(`${stage.engine.origin()}/hls/demo/master.m3u8`)).text()
  assert.match(master, /RESOLUTION=720x1280/, 'a still that cannot be read costs no broadcast')
  assert.equal(await post('key-other'), 201)
  assert.ok(!stage.events.some((event) => event.type === 'live.interrupted'), 'another stream is none of its business')

  assert.equal(await post('key-demo'), 201)
  await stage.event((event) => event.type === 'live.interrupted' && event.streamId === 'demo')
  process.kill(stage.engine.pid()!, 'SIGKILL')
  await stage.event((event) => event.type === 'engine.up')
  assert.equal(await post('wrong'), 403, 'answered after everything that a new process is told')
  assert.deepEqual(childrenOf(stage.engine.pid()!), [])
})

test('what is told of a stream is heard outside of whatever ended it: a transaction, for one', {
  timeout: 60_000,
}, async () => {
  await using stage = await openEngine()
  const transaction = new AsyncLocalStorage<string>()
  const heardIn: (string | undefined)[] = []
  stage.engine.on((event) => event.type === 'live.ended' && heardIn.push(transaction.getStore()))
  stage.engine.broadcast('demo', { title: 'Alma', shape: 'tall', still: cover })
  await stage.event((event) => event.type === 'live.started')
  transaction.run('open', () => stage.engine.close('demo'))
  await stage.event((event) => event.type === 'live.ended')
  assert.deepEqual(heardIn, [undefined])
})
