import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { watchRoom } from '../../../test/house.ts'
import { type OnAir, openOnAir, refusedAs } from '../../../test/on-air.ts'
import { keyIdOf } from '../../lib/publishing-key.ts'
import type { PublicRoom } from '../../room.ts'
import { keyIdsOf, showByKey } from '../shows/shows.ts'
import { hostedTimes } from './handovers.ts'

let on: OnAir & AsyncDisposable
before(async () => {
  on = await openOnAir()
})
after(() => on[Symbol.asyncDispose]())

const showNow = async () => {
  const { state } = await on.house.anyone.call('shows.room', { showId: on.showId })
  return (state as unknown as PublicRoom).show
}
const personOf = async (name: string) => {
  const { sql } = on.house.estrade.database
  return (await sql<{ id: string }>`select id from accounts.people where name = ${name}`)[0]!.id as never
}

test('whoever started is on air, and everybody else who may go there can be asked', async () => {
  const { world, showId } = on
  const bea = await world.as('bea')
  const { onAir, asked } = await bea('handovers.handover', { showId })
  assert.deepEqual([onAir?.name, asked], ['Béa', null])
  const { items } = await bea('handovers.candidates', { showId })
  assert.deepEqual(
    items.map(({ name }) => name),
    ['Alma Laurent'],
  )
})

test('nobody is asked who may not go on air, and who was not asked does not go on', async () => {
  const { world, showId } = on
  const [bea, alma] = [await world.as('bea'), await world.as('alma')]
  const ask = async (name: string) => bea('handovers.ask', { showId, personId: await personOf(name) })
  await assert.rejects(ask('Eli'), refusedAs('handovers.notAHost'))
  await assert.rejects(ask('Dana'), refusedAs('handovers.notAHost'))
  await assert.rejects(ask('Béa'), refusedAs('handovers.onAirAlready'))
  await assert.rejects(alma('handovers.accept', { showId }), refusedAs('handovers.notAsked'))
  await ask('Alma Laurent')
  await assert.rejects(bea('handovers.accept', { showId }), refusedAs('handovers.notAsked'))
  await alma('handovers.withdraw', { showId })
  await assert.rejects(alma('handovers.accept', { showId }), refusedAs('handovers.notAsked'))
  assert.equal((await showNow()).hostName, 'Béa')
})

test('the show goes on in the same room, with one key that opens it, and both names in log and report', async () => {
  const { world, showId, house } = on
  const [bea, alma] = [await world.as('bea'), await world.as('alma')]
  const { sql } = house.estrade.database
  const keys = [await bea('shows.issueKey', { showId }), await bea('shows.issueKey', { showId, use: 'encoder' })]
  await bea('shows.pinProduct', { showId, productId: world.products.lamp.productId })
  const room = await watchRoom(house, showId)
  await bea('handovers.ask', { showId, personId: await personOf('Alma Laurent') })
  assert.equal((await alma('handovers.handover', { showId })).asked?.by.name, 'Béa')
  const { key } = await alma('handovers.accept', { showId })
  await room.until('show.handedOver', (body: { to: string }) => body.to === 'Alma Laurent')
  room.close()

  for (const before of keys) assert.equal(await showByKey(sql, before.key), undefined)
  assert.equal(await showByKey(sql, key), showId)
  assert.deepEqual(await keyIdsOf(sql, showId), [keyIdOf(key)])
  const { onAir, asked } = await bea('handovers.handover', { showId })
  assert.deepEqual([onAir?.name, asked], ['Alma Laurent', null])
  const show = await showNow()
  assert.deepEqual([show.status, show.hostName, show.hosts], ['live', 'Alma Laurent', ['Béa', 'Alma Laurent']])
  assert.deepEqual(show.pinned, [world.products.lamp.productId], 'what was pinned stays')

  // A change of what was announced does not bring the first host back.
  const { title, description, kind, coverPictureId, portraitPictureId, startsAt } = await alma('shows.show', { showId })
  const plan = { title, description, kind, coverPictureId, portraitPictureId, startsAt, hostName: 'Béa' }
  await alma('shows.change', { showId, ...plan })
  assert.equal((await showNow()).hostName, 'Alma Laurent')
  await alma('shows.end', { showId })
  assert.equal((await showNow()).hostName, 'Béa, Alma Laurent')
  const later = new Date(Date.now() + 3_600_000)
  const times = await hostedTimes(sql, showId, later)
  assert.deepEqual(times.map(({ name }) => name).sort(), ['Alma Laurent', 'Béa'])
  assert.deepEqual(await hostedTimes(sql, showId, new Date()), times, 'nobody is on air any more')
  const { hosts } = await alma('reports.report', { showId })
  assert.deepEqual(hosts.map(({ name }) => name).sort(), ['Alma Laurent', 'Béa'])
  await assert.rejects(
    alma('handovers.ask', { showId, personId: await personOf('Béa') }),
    refusedAs('handovers.notLive'),
  )
})
