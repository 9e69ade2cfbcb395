import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { logsOfShow } from '../bench/load/logs-of-show.ts'
import { startPeer } from '../bench/load/processes.ts'
import { openRedisBus } from '../src/lib/bus.ts'
import { headOf } from '../src/lib/log.ts'
import { openHouse, watchRoom } from './house.ts'
import { testDatabase } from './postgres.ts'
import { noRedis, openRedis, type Redis } from './redis.ts'
import { buildWorld } from './world.ts'

const silent = { warn() {} }

async function until(fits: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await fits())) await new Promise((resolve) => setTimeout(resolve, 20))
}

test('the bus carries from process to process, says when it does not, and comes back by itself', {
  skip: noRedis,
}, async () => {
  await using redis = await openRedis()
  const [here, there] = [openRedisBus(redis.url, silent), openRedisBus(redis.url, silent)]
  const heard = new Set<string>()
  const deaf = there.subscribe('topic', (message) => void heard.add(message))
  there.subscribe('another', () => assert.fail('nobody spoke of that'))
  let last = 0
  const carried = () =>
    until(() => {
      here.publish('topic', String(++last))
      return heard.has(String(last - 1))
    })
  await carried()
  assert.ok(here.carries())
  redis.freeze()
  await until(() => {
    here.publish('topic', 'into the void')
    return !here.carries()
  })
  redis.thaw()
  await carried()
  await redis.kill()
  await until(() => !here.carries())
  for (let i = 0; i < 5000; i++) here.publish('topic', 'x'.repeat(1000))
  await redis.start()
  await carried()
  deaf()
  for (const bus of [here, there]) bus.close()
})

/** What befalls Redis, one after the other. */
const blows: [name: string, strike: (redis: Redis) => unknown][] = [
  ['it is there', () => {}],
  ['it was killed', (redis) => redis.kill()],
  ['it is back, and empty', (redis) => redis.start()],
  ['it answers nobody', (redis) => redis.freeze()],
  ['it woke up', (redis) => redis.thaw()],
  ['it was emptied', (redis) => redis.flush()],
]

test('Redis killed, emptied or silent costs no event, no ban and no unit of stock', { skip: noRedis }, async () => {
  await using redis = await openRedis()
  const database = await testDatabase()
  const dataFolder = await mkdtemp(join(tmpdir(), 'estrade-scale-'))
  const env = { DATABASE_URL: database.url, ESTRADE_DATA: dataFolder, REDIS_URL: redis.url, LOG_LEVEL: 'fatal' }
  const server = new URL('../bench/load/server.ts', import.meta.url)
  {
    await using house = await openHouse({ databaseUrl: database.url, dataFolder, env: { REDIS_URL: redis.url } })
    const world = await buildWorld(house.estrade)
    await using one = await startPeer(server, env)
    await using two = await startPeer(server, env)
    const others = [one, two]
    const ports = await Promise.all(others.map((peer) => peer.ask<{ estrade: number }>('ports')))
    const urls = [house.url, ...ports.map(({ estrade }) => `http://127.0.0.1:${estrade}`)]
    const { sql } = house.estrade.database
    const showId = world.shows.friday
    await sql`update shows.shows set picture = 'coming' where show_id = ${showId}`
    const [bea, eli] = [await world.as('bea'), await world.as('eli')]
    await bea('shows.start', { showId })
    const { logId, chatLogId } = await logsOfShow(house.estrade.database, showId)
    const from = { e: await headOf(sql, logId), c: await headOf(sql, chatLogId) }
    const viewers = await Promise.all(urls.map((url) => watchRoom({ url }, showId, from)))
    using _leave = { [Symbol.dispose]: () => viewers.map((viewer) => viewer.close()) }
    /** Somebody's wish, at whichever process. */
    const ask = async (at: number, cookie: string, path: string, body: object) => {
      const headers = { cookie, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }
      const url = `${urls[at]}/api${path}`
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
      return response.ok ? 'done' : ((await response.json()) as { code: string }).code
    }

    for (const [name, strike] of blows) {
      const people = await Promise.all([house.guest(), house.guest(), house.guest()])
      const price = { minor: '9900', currency: 'EUR' } as const
      const variantId = world.products.lamp.variantIds[0]!
      const { dropId } = await bea('drops.create', { showId, variantId, quantity: 2, price, opensInSeconds: 0 })
      const struck = (async () => strike(redis))()
      const work = people.flatMap(({ cookie }, at) => [
        ask(at, cookie, `/drops/${dropId}/claims`, {}),
        ...[1, 2, 3].map((n) => ask((at + n) % 3, cookie, `/shows/${showId}/messages`, { text: `${name} ${n}` })),
      ])
      const answers = await Promise.all(work)
      await struck
      assert.equal(answers.filter((answer) => answer === 'drops.soldOut').length, 1, `${name}: two units, three buyers`)
      assert.equal(answers.filter((answer) => answer === 'done').length, 11, `${name}: ${answers}`)
      await eli('chat.ban', { showId, personId: people[0]!.personId })
      for (const at of [0, 1, 2])
        assert.equal(await ask(at, people[0]!.cookie, `/shows/${showId}/messages`, { text: 'me again' }), 'chat.banned')
      await bea('drops.close', { dropId })
      const heads = { e: await headOf(sql, logId), c: await headOf(sql, chatLogId) }
      for (const { heard } of viewers)
        await until(() => heard.e.at(-1)?.seq === heads.e && heard.c.at(-1)?.seq === heads.c)
    }

    const events = viewers[0]!.heard
    for (const lane of ['e', 'c'] as const) {
      const seqs = Array.from({ length: events[lane].length }, (_, i) => from[lane] + 1 + i)
      for (const { heard } of viewers)
        assert.deepEqual(
          heard[lane].map(({ seq }) => seq),
          seqs,
        )
      for (const { heard } of viewers) assert.deepEqual(heard[lane], events[lane])
    }
  }
  await database.drop()
  await rm(dataFolder, { recursive: true, force: true })
})

test('a process without media serves what another one put where files lie, to the pages that may', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'estrade-'))
  await mkdir(join(dataFolder, 'files', 'hls', 'show'), { recursive: true })
  await writeFile(join(dataFolder, 'files', 'hls', 'show', 'live.m3u8'), '#EXTM3U\n')
  const env = { ESTRADE_MEDIA_TO_FILES: 'on', ESTRADE_PLAYBACK_PAGES: 'https://shop.example' }
  {
    await using house = await openHouse({ env, dataFolder })
    const seen = await house.anyone.fetch('/hls/show/live.m3u8')
    assert.equal(await seen.text(), '#EXTM3U\n')
    const elsewhere = { headers: { origin: 'https://thief.example' } }
    assert.equal((await house.anyone.fetch('/hls/show/live.m3u8', elsewhere)).status, 403)
    assert.equal((await house.anyone.fetch('/hls/other/live.m3u8')).status, 404)
  }
  await rm(dataFolder, { recursive: true, force: true })
})
