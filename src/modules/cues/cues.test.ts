import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type OnAir, openOnAir, refusedAs } from '../../../test/on-air.ts'
import type { PublicRoom } from '../../room.ts'
import { looking } from './cues.ts'
import { thresholds } from './decide.ts'

let on: OnAir & AsyncDisposable
before(async () => {
  on = await openOnAir()
})
after(() => on[Symbol.asyncDispose]())

test('what many want is suggested, followed in one tap, and told in the report; what is dismissed stays quiet', async () => {
  const { house, world, showId } = on
  const [bea, eli] = [await world.as('bea'), await world.as('eli')]
  const { lamp, vase, tray } = world.products
  await bea('shows.setRunOfShow', {
    showId,
    items: [lamp, vase, tray].map(({ productId }) => ({ productId, talkingPoints: '', minutes: 5 })),
  })
  await bea('shows.pinProduct', { showId, productId: lamp.productId })
  let wanted = new Map([[vase.productId as string, thresholds.baggers]])
  const beat = looking(async () => wanted)
  const look = (afterMs = 0) => house.inCtx((ctx) => beat.run({ ...ctx, now: new Date(Date.now() + afterMs) }))
  const open = async () => (await bea('cues.open', { showId })).items

  await look()
  await look()
  const [cue, ...others] = await open()
  assert.deepEqual(
    [cue?.kind, cue?.productId, cue?.figure, others.length],
    ['wanted', vase.productId, thresholds.baggers, 0],
  )
  await eli('cues.follow', { showId, cueId: cue!.cueId })
  const { state } = await house.anyone.call('shows.room', { showId })
  assert.deepEqual((state as unknown as PublicRoom).show.pinned, [vase.productId, lamp.productId])
  await assert.rejects(bea('cues.dismiss', { showId, cueId: cue!.cueId }), refusedAs('cues.answeredAlready'))
  const nothing = '01900000-0000-7000-8000-000000000000'
  await assert.rejects(bea('cues.follow', { showId, cueId: nothing }), refusedAs('cues.unknownCue'))

  wanted = new Map([[tray.productId as string, 9]])
  await look()
  await bea('cues.dismiss', { showId, cueId: (await open())[0]!.cueId })
  await look()
  assert.deepEqual(await open(), [])
  await look(thresholds.quietMs + 1000)
  assert.ok((await open()).some(({ productId }) => productId === tray.productId))
  wanted = new Map()
  await look()
  assert.ok(
    !(await open()).some(({ productId, kind }) => productId === tray.productId && kind === 'wanted'),
    'it lapsed',
  )

  await bea('shows.end', { showId })
  const { plan, cues } = await bea('reports.report', { showId })
  assert.deepEqual(
    plan.map(({ productId, plannedMs }) => [productId, plannedMs]),
    [lamp, vase, tray].map(({ productId }) => [productId, 300_000]),
  )
  assert.deepEqual(
    cues.slice(0, 2).map(({ productId, answer }) => [productId, answer]),
    [
      [vase.productId, 'followed'],
      [tray.productId, 'dismissed'],
    ],
  )
  assert.ok(
    cues.every(({ answer }) => answer !== null),
    'nothing of a show that is over is open',
  )
})
