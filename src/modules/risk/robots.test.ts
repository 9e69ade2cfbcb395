import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type OnAir, openOnAir } from '../../../test/on-air.ts'
import type { Ctx } from '../../ctx.ts'
import { type DropId, newId } from '../../lib/ids.ts'
import { robots } from './robots.ts'
import type { RuleName } from './rules.ts'

let on: OnAir & AsyncDisposable

before(async () => {
  on = await openOnAir()
})
after(() => on[Symbol.asyncDispose]())

async function openDrop(): Promise<DropId> {
  const bea = await on.world.as('bea')
  const variantId = on.world.products.lamp.variantIds[0]!
  const price = { minor: '9900', currency: 'EUR' } as const
  const { dropId } = await bea('drops.create', { showId: on.showId, variantId, quantity: 5, price, opensInSeconds: 0 })
  return dropId
}
const decisionsBy = async (rule: RuleName) => {
  const alma = await on.world.as('alma')
  return (await alma('risk.decisions', { brandId: on.world.brandId, most: 50 })).items.filter(
    (one) => one.rule === rule,
  )
}

/** A claim that won, and what watches it. */
function watched(dropId: DropId) {
  const { database, doors } = on.house.estrade
  const clock = { now: () => new Date() }
  const log = { error: (details: object) => assert.fail(JSON.stringify(details)) }
  const { watchedClaim, settled } = robots({ database, clock, doors, log })
  const claim = watchedClaim(async () => 'won')
  const claims = (people: { personId: string; device: string; address: string }[]) =>
    Promise.all(
      people.map(({ personId, device, address }) => {
        const who = { kind: 'person', personId, guest: true, name: '', email: '', roles: {}, device, address }
        return claim({ who, now: clock.now() } as Ctx, { dropId }, newId(clock.now()))
      }),
    )
  return { claims, settled }
}
const somebody = (device: string, address: string) => ({ personId: newId(new Date()) as string, device, address })

test('claims from one network are noted once it is too many, and once for all of an instant', async () => {
  const alma = await on.world.as('alma')
  const setting = { threshold: 5, windowMinutes: 10, action: 'note' } as const
  await alma('risk.changeRule', { brandId: on.world.brandId, rule: 'claimsPerNetwork', ...setting })
  const { claims, settled } = watched(await openDrop())
  const four = Array.from({ length: 4 }, (_, i) => somebody(`device ${i}`, '203.0.113.4'))
  await claims([...four, ...four])
  await settled()
  assert.deepEqual(await decisionsBy('claimsPerNetwork'), [])
  await claims(Array.from({ length: 20 }, (_, i) => somebody(`another ${i}`, '203.0.113.4')))
  await settled()
  const noted = await decisionsBy('claimsPerNetwork')
  assert.deepEqual(
    noted.map(({ state, times }) => [state, times]),
    [['noted', 1]],
  )
})

test('three accounts of one device that each won wait; a claim elsewhere does not', async () => {
  const { claims, settled } = watched(await openDrop())
  const crowd = [1, 2, 3].map((i) => somebody('one device', `203.0.113.${i}`))
  await claims([...crowd, somebody('another', '203.0.113.8')])
  await settled()
  const held = await decisionsBy('claimsPerDevice')
  assert.deepEqual(held.map(({ person }) => person.personId).sort(), crowd.map(({ personId }) => personId).sort())
  assert.deepEqual([...new Set(held.map(({ state }) => state))], ['waiting'])
})

test('what is claimed over HTTP is watched', async () => {
  const dropId = await openDrop()
  const before = (await decisionsBy('claimsPerDevice')).length
  for (const guest of await Promise.all([1, 2, 3].map(() => on.house.guest()))) {
    const headers = {
      cookie: `${guest.cookie}; estrade.device=${'0123456789abcdef'.repeat(2)}`,
      ...{ 'content-type': 'application/json', 'idempotency-key': newId(new Date()), origin: on.house.url },
    }
    const answer = await on.house.anyone.fetch(`/api/drops/${dropId}/claims`, { method: 'POST', headers, body: '{}' })
    assert.equal(answer.status, 200, await answer.text())
  }
  while ((await decisionsBy('claimsPerDevice')).length === before) await sleep(10)
})
