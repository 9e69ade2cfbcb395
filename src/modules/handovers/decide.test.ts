import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Role } from '../accounts/roles.ts'
import { onAirMs, whyNotAccept, whyNotAsk } from './decide.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 19, minute))
const who = (personId: string, ...roles: Role[]) => ({ personId, roles })
const asking = { status: 'live', onAir: 'bea', asker: who('bea', 'host'), asked: who('carl', 'host') } as const

test('whoever is on air asks another host of the brand, and only while the show is live', () => {
  assert.equal(whyNotAsk(asking), undefined)
  for (const status of ['draft', 'scheduled', 'ended', 'replay', 'cancelled'] as const) {
    assert.equal(whyNotAsk({ ...asking, status })?.code, 'handovers.notLive')
  }
  assert.equal(whyNotAsk({ ...asking, asked: who('carl', 'moderator', 'support') })?.code, 'handovers.notAHost')
  assert.equal(whyNotAsk({ ...asking, asked: who('stranger') })?.code, 'handovers.notAHost')
})

test('nobody gives away a show that another one hosts, but for those who lead', () => {
  assert.equal(whyNotAsk({ ...asking, asker: who('eve', 'host') })?.code, 'handovers.notYours')
  for (const role of ['owner', 'producer'] as const) {
    assert.equal(whyNotAsk({ ...asking, asker: who('alma', role) }), undefined)
    assert.equal(
      whyNotAsk({ ...asking, asker: who('alma', role), asked: who('bea', 'host') })?.code,
      'handovers.onAirAlready',
    )
  }
})

test('only who was asked goes on, as long as they are a host, and within a quarter of an hour', () => {
  const wish = { toId: 'carl', askedAt: at(0) }
  const accept = (caller = who('carl', 'host'), now = at(14), asked: typeof wish | undefined = wish) =>
    whyNotAccept('live', asked, caller, now)?.code
  assert.equal(accept(), undefined)
  assert.equal(accept(who('eve', 'host')), 'handovers.notAsked')
  assert.equal(whyNotAccept('live', undefined, who('carl', 'host'), at(1))?.code, 'handovers.notAsked')
  assert.equal(accept(who('carl', 'host'), at(15)), 'handovers.notAsked')
  assert.equal(accept(who('carl', 'support')), 'handovers.notAHost')
  assert.equal(whyNotAccept('ended', wish, who('carl', 'host'), at(1))?.code, 'handovers.notLive')
})

test('minutes on air are summed by host, the turn that goes on until now', () => {
  const turns = [
    { personId: 'bea', fromAt: at(0), untilAt: at(10) },
    { personId: 'carl', fromAt: at(10), untilAt: at(40) },
    { personId: 'bea', fromAt: at(40), untilAt: null },
  ]
  assert.deepEqual(onAirMs(turns, at(45)), [
    { personId: 'carl', ms: 30 * 60_000 },
    { personId: 'bea', ms: 15 * 60_000 },
  ])
})
