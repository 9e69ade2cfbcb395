import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { freePorts } from '../../../test/e2e/live-house.ts'
import { type House, openHouse } from '../../../test/house.ts'
import { encode } from '../../../test/media/encoder.ts'
import { openEngine, type RunningEngine } from '../../../test/media/running-engine.ts'
import { refusedAs } from '../../../test/on-air.ts'
import { buildWorld, type World } from '../../../test/world.ts'
import { sealWith } from '../../lib/seal.ts'
import { pushesOf } from './simulcast.ts'

/*
 * A show that is sent on: to a second server of ours that takes it, to one that refuses the key, and to a closed port.
 */
let house: House
let world: World
let there: RunningEngine
const scope = new AsyncDisposableStack()
before(async () => {
  there = scope.use(await openEngine())
  house = scope.use(await openHouse({ roles: 'web,rooms,jobs,media', env: await freePorts() }))
  world = await buildWorld(house.estrade)
})
after(() => scope.disposeAsync())

async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look()
    if (found) return found
    await setTimeout(100)
  }
}

const secretKey = 'key-abroad'
const dead = { name: 'Dead', url: 'rtmp://127.0.0.1:9/live', everyShow: true, key: 'any' }
const small = { picture: ['-vf', 'scale=160:90', '-preset', 'ultrafast'] }

test('a target is kept by its brand, with a key that nobody is told again', async () => {
  const { brandId } = world
  const showId = world.shows.morning
  const [alma, bea, eli, carl] = [
    await world.as('alma'),
    await world.as('bea'),
    await world.as('eli'),
    await world.as('carl'),
  ]
  const wish = { brandId, name: 'YouTube', url: 'rtmps://a.example/live2', everyShow: false, key: 'live_secret_1' }
  await assert.rejects(
    alma('simulcast.addTarget', { ...wish, url: 'https://a.example/live2' }),
    refusedAs('simulcast.badUrl'),
  )
  for (const other of [eli, carl])
    await assert.rejects(other('simulcast.addTarget', wish), refusedAs('edge.notAllowed'))
  const { targetId } = await alma('simulcast.addTarget', wish)
  await alma('simulcast.changeTarget', { ...wish, targetId, name: 'YouTube main', key: undefined })
  const { items } = await bea('simulcast.targets', { brandId })
  assert.deepEqual(items, [{ targetId, name: 'YouTube main', url: wish.url, everyShow: false }])

  const stateOf = async () => (await eli('simulcast.ofShow', { showId })).items[0]!
  assert.deepEqual([(await stateOf()).state, (await stateOf()).isOn], ['off', false])
  await bea('simulcast.turn', { showId, targetId, isOn: true })
  assert.equal((await stateOf()).state, 'ready')
  await assert.rejects(eli('simulcast.turn', { showId, targetId, isOn: false }), refusedAs('edge.notAllowed'))
  const nowhere = { showId, targetId: showId, isOn: true }
  await assert.rejects(bea('simulcast.turn', nowhere), refusedAs('simulcast.unknownTarget'))

  const [kept] = await house.estrade.database.sql<{ text: string; sealedKey: Uint8Array }>`
    select sealed_key, targets::text as text from simulcast.targets`
  assert.ok(!Buffer.from(kept!.sealedKey).includes('live_secret'), 'the key is sealed')
  const asHex = Buffer.from('live_secret').toString('hex')
  const answers = await house.estrade.database.sql<{ text: string }>`select answers::text as text from house.answers`
  for (const { text } of [kept!, ...answers]) assert.ok(!text.includes('live_secret') && !text.includes(asHex))
  await alma('simulcast.removeTarget', { brandId, targetId })
  assert.deepEqual((await alma('simulcast.targets', { brandId })).items, [])
  await assert.rejects(alma('simulcast.removeTarget', { brandId, targetId }), refusedAs('simulcast.unknownTarget'))
})

test('a show on air is sent on while one target is dead and one refuses; not after a cut, nor after its end', {
  timeout: 180_000,
}, async () => {
  const { brandId } = world
  const showId = world.shows.friday
  const [alma, bea, eli] = [await world.as('alma'), await world.as('bea'), await world.as('eli')]
  const url = `rtmp://127.0.0.1:${there.engine.rtmpPort()}/live`
  const good = await alma('simulcast.addTarget', { brandId, name: 'Good', url, everyShow: true, key: secretKey })
  const wrong = await alma('simulcast.addTarget', { brandId, name: 'Wrong', url, everyShow: true, key: 'wrong' })
  const { targetId: deadId } = await alma('simulcast.addTarget', { brandId, ...dead })
  const { key } = await bea('shows.issueKey', { showId, use: 'encoder' })
  await using encoder = encode(house.estrade.media!.rtmpPort(), key, small)
  const stateOf = async (targetId: string) =>
    (await eli('simulcast.ofShow', { showId })).items.find((one) => one.targetId === targetId)!
  const reaches = (targetId: string, ...states: string[]) =>
    until(async () => states.includes((await stateOf(targetId)).state) && (await stateOf(targetId)))
  await until(async () => (await bea('shows.stream', { showId })).state === 'coming')
  assert.equal((await stateOf(good.targetId)).state, 'ready')
  assert.ok(!there.events.some((event) => event.type === 'live.started'), 'nothing leaves before the show is on air')

  await bea('shows.start', { showId })
  assert.ok((await reaches(good.targetId, 'live')).since)
  await there.event((event) => event.type === 'live.started' && event.streamId === 'abroad')
  const refused = await until(async () => {
    const now = await stateOf(wrong.targetId)
    return now.state === 'retrying' && now
  })
  assert.deepEqual([refused.reason, refused.code], ['badKey', 'NetStream.Publish.BadName'])
  assert.ok(refused.retryInSeconds! >= 0 && refused.retryInSeconds! <= 30)
  const deaf = await until(async () => (await stateOf(deadId)).reason === 'unreachable' && (await stateOf(deadId)))
  assert.equal(deaf.code, 'ECONNREFUSED')

  await eli('shows.pause', { showId })
  assert.equal((await stateOf(good.targetId)).state, 'live', 'a pause is sent as the slate')
  await bea('shows.resume', { showId })

  await bea('simulcast.turn', { showId, targetId: good.targetId, isOn: false })
  await there.event((event) => event.type === 'live.interrupted' && event.streamId === 'abroad')
  assert.equal((await stateOf(good.targetId)).state, 'off')
  const came = there.events.length
  await bea('simulcast.turn', { showId, targetId: good.targetId, isOn: true })
  await there.event((event) => event.type === 'live.resumed', came)
  assert.equal((await bea('shows.stream', { showId })).state, 'coming', 'the show went on')
  assert.equal(encoder.process.exitCode, null, 'and whoever sends it noticed nothing')

  const beforeCut = there.events.length
  await eli('shows.cut', { showId })
  await there.event((event) => event.type === 'live.interrupted', beforeCut)
  assert.equal((await stateOf(good.targetId)).state, 'stopped')
  const again = await bea('shows.issueKey', { showId, use: 'encoder' })
  await using second = encode(house.estrade.media!.rtmpPort(), again.key, small)
  assert.equal((await stateOf(good.targetId)).state, 'stopped', 'nothing leaves before the show goes on')
  const beforeResume = there.events.length
  await bea('shows.resume', { showId })
  await there.event((event) => event.type === 'live.resumed', beforeResume)

  const inCtx = house.inCtx
  assert.deepEqual(await inCtx((ctx) => pushesOf(ctx, sealWith('another install'), showId)), [])
  assert.deepEqual(
    [(await stateOf(good.targetId)).state, (await stateOf(good.targetId)).reason],
    ['locked', 'locked'],
    'a key that cannot be read is said, and sent nowhere',
  )

  const beforeEnd = there.events.length
  await bea('shows.end', { showId })
  await there.event((event) => event.type === 'live.interrupted', beforeEnd)
  assert.equal(await inCtx((ctx) => pushesOf(ctx, sealWith(''), showId)), undefined)
  const over = { showId, targetId: good.targetId, isOn: true }
  await assert.rejects(bea('simulcast.turn', over), refusedAs('simulcast.showOver'))
  await second.ended
})
