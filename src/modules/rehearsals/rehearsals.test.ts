import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { freePorts } from '../../../test/e2e/live-house.ts'
import { type House, openHouse } from '../../../test/house.ts'
import { encode } from '../../../test/media/encoder.ts'
import { pictureComes, refusedAs } from '../../../test/on-air.ts'
import { buildWorld, type World } from '../../../test/world.ts'
import { streamOf } from './rehearsals.ts'

/*
 * A rehearsal with a real encoder, from its first key to nothing.
 */
let house: House
let world: World
let dataFolder: string
const scope = new AsyncDisposableStack()
before(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'estrade-'))
  scope.defer(() => rm(dataFolder, { recursive: true, force: true }))
  house = scope.use(await openHouse({ roles: 'web,rooms,jobs,media', env: await freePorts(), dataFolder }))
  world = await buildWorld(house.estrade)
})
after(() => scope.disposeAsync())

async function until(look: () => Promise<boolean>): Promise<void> {
  while (!(await look())) await setTimeout(100)
}

const offer = readFileSync(new URL('../../media/whip/chromium-offer.sdp', import.meta.url), 'utf8')
const small = { picture: ['-vf', 'scale=160:90', '-preset', 'ultrafast'] }
const eventsOf = async (showId: string) =>
  (await house.estrade.database.sql`select seq from log.events where log_id = ${showId}`).length

test('a rehearsal is seen by the team alone, and nothing of it is left', { timeout: 120_000 }, async () => {
  const showId = world.shows.friday
  const [bea, eli] = [await world.as('bea'), await world.as('eli')]
  const [before, rtmpPort] = [await eventsOf(showId), house.estrade.media!.rtmpPort()]
  await assert.rejects(bea('rehearsals.issueKey', { showId }), refusedAs('rehearsals.notRunning'))
  await bea('rehearsals.start', { showId })
  await assert.rejects(bea('rehearsals.start', { showId }), refusedAs('rehearsals.running'))
  const replaced = await bea('rehearsals.issueKey', { showId, use: 'encoder' })
  await using first = encode(rtmpPort, replaced.key, small)
  const rehearsal = async () => (await eli('rehearsals.rehearsal', { showId })).rehearsal
  await until(async () => (await rehearsal())?.stream.state === 'coming' && (await rehearsal())!.stream.width > 0)

  const { key } = await bea('rehearsals.issueKey', { showId, use: 'encoder' })
  assert.notEqual((await first.ended).code, 0, 'whoever sends with a key that was replaced is thrown out')
  await using encoder = encode(rtmpPort, key, small)
  await until(async () => (await rehearsal())?.stream.state === 'coming')
  await bea('rehearsals.issueKey', { showId, use: 'browser' })

  for (const outsider of [await world.as('farid'), await world.as('carl')])
    await assert.rejects(outsider('rehearsals.playback', { showId }), refusedAs('edge.notAllowed'))
  const { hlsUrl, token, expiresAt, renewInSeconds } = await eli('rehearsals.playback', { showId })
  assert.ok(renewInSeconds > 0 && Date.now() + renewInSeconds * 1000 < Date.parse(expiresAt))
  const seen = async (path: string) => (await house.anyone.fetch(path)).status
  assert.equal(await seen(hlsUrl), 200)
  assert.equal(await seen(hlsUrl.replace('master', 'live')), 200)
  assert.equal(await seen(`/hls/${streamOf(showId)}/master.m3u8`), 403, 'no token')
  assert.equal(await seen(`/hls/${showId}/master.m3u8?token=${token}`), 404, 'the show itself sends nothing')
  assert.equal((await bea('shows.stream', { showId })).state, 'none', 'the show has no picture by it')

  await bea('rehearsals.end', { showId })
  await until(async () => (await seen(hlsUrl)) === 404)
  assert.notEqual((await encoder.ended).code, 0, 'whoever sends is thrown out')
  await using again = encode(rtmpPort, key, small)
  assert.match((await again.ended).said, /stream key may not publish/, 'its key is worth nothing')
  assert.equal((await rehearsal()) ?? null, null)
  assert.equal(await eventsOf(showId), before, 'no room heard of it')
  assert.equal(existsSync(join(dataFolder, 'recordings', streamOf(showId))), false)
  await assert.rejects(bea('recordings.recording', { showId }), refusedAs('recordings.noRecording'))
  assert.equal((await house.estrade.database.sql`select 1 from rehearsals.keys`).length, 0)
})

test('a show that starts ends its rehearsal; one that is called off ends it within a minute', async () => {
  const { morning, clay } = world.shows
  const [alma, bea] = [await world.as('alma'), await world.as('bea')]
  await bea('rehearsals.start', { showId: clay })
  const { key } = await bea('rehearsals.issueKey', { showId: clay })
  await pictureComes({ house, world, showId: clay })
  await bea('shows.start', { showId: clay })
  assert.equal((await bea('rehearsals.rehearsal', { showId: clay })).rehearsal, null)
  const whip = (bearer: string) =>
    house.anyone.fetch('/whip/show', {
      ...{ method: 'POST', body: offer },
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/sdp' },
    })
  assert.equal((await whip(key)).status, 403)
  await assert.rejects(bea('rehearsals.start', { showId: clay }), refusedAs('rehearsals.wrongState'))

  await bea('rehearsals.start', { showId: morning })
  await alma('shows.cancel', { showId: morning })
  await assert.rejects(bea('rehearsals.issueKey', { showId: morning }), refusedAs('rehearsals.notRunning'))
  await house.beat('rehearsals.endForgotten')
  assert.equal((await house.estrade.database.sql`select 1 from rehearsals.rehearsals`).length, 0)
})
