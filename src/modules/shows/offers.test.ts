import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openOnAir } from '../../../test/on-air.ts'
import type { PublicRoom } from '../../room.ts'

test('a room on air says what is taken off its prices by itself, as it is switched, and nothing once it is over', async () => {
  await using on = await openOnAir()
  const { brandId } = on.world
  const [alma, bea] = [await on.world.as('alma'), await on.world.as('bea')]
  const shown = async () => {
    const { state } = await on.house.anyone.call('shows.room', { showId: on.showId })
    return (state as unknown as PublicRoom).show.offers.map(({ title, effect }) => [title.en, effect])
  }
  const offer = (title: string, more: object = {}) => {
    const effect = { kind: 'percentage', rateBp: 1500 } as const
    return alma('promotions.create', { brandId, title: { en: title }, effect, ...more })
  }
  const share = { kind: 'percentage', rateBp: 1500 }
  assert.deepEqual(await shown(), [])
  await offer('With a code', { code: 'LIVE15' })
  await offer('Another show', { duringLive: true, showId: on.world.shows.morning })
  await offer('Long over', { endsAt: '2020-01-01T00:00:00.000Z' })
  await offer('Not yet on', { isOn: false })
  assert.deepEqual(await shown(), [])
  const { promotionId } = await offer('Everything', { duringLive: true, usesMost: 40, budget: null })
  assert.deepEqual(await shown(), [['Everything', share]])
  const { state } = await on.house.anyone.call('shows.room', { showId: on.showId })
  assert.doesNotMatch(JSON.stringify((state as unknown as PublicRoom).show.offers), /uses|budget|perBuyer|code/)
  await alma('promotions.turn', { brandId, promotionId, isOn: false })
  assert.deepEqual(await shown(), [])
  await alma('promotions.turn', { brandId, promotionId, isOn: true })
  assert.deepEqual(await shown(), [['Everything', share]])
  await bea('shows.end', { showId: on.showId })
  assert.deepEqual(await shown(), [])
})
