import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PersonId } from '../../lib/ids.ts'
import { decideGrabs, decideWatched, planOf, saidAs } from './decide.ts'
import type { PacketEvents } from './events.ts'
import { packetProblems as problem } from './problems.ts'
import { evolvePackets, noPackets, packetPhase } from './state.ts'

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 20, 19, 0, seconds))
const packet = { opensAt: at(10), expiresAt: at(60), ended: false, pieces: 2, taken: 0 }
const nobody = { places: new Map<string, number>(), devices: new Set<string>() }
const wish = (personId: string, device?: string) => ({ personId: personId as PersonId, name: personId, device })
const grabs = (of: Partial<typeof packet>, before: Partial<Parameters<typeof decideGrabs>[1]>, ...wishes: string[]) =>
  decideGrabs(
    { ...packet, ...of },
    { ...nobody, ...before },
    wishes.map((one) => wish(one)),
    at(20),
  )

test('places are given in the order of arrival, and no more than there are', () => {
  assert.deepEqual(grabs({}, {}, 'a', 'b', 'c'), [{ place: 1 }, { place: 2 }, { refused: problem.empty }])
})

test('a person opens a packet once, and asking again is answered with the same place', () => {
  assert.deepEqual(grabs({}, {}, 'a', 'a', 'b'), [{ place: 1 }, { again: 1 }, { place: 2 }])
  const later = grabs({ ended: true, taken: 2 }, { places: new Map([['a', 2]]) }, 'a', 'b')
  assert.deepEqual(later, [{ again: 2 }, { refused: problem.empty }])
})

test('a packet never opens early, and not after its time', () => {
  assert.deepEqual(decideGrabs(packet, nobody, [wish('a')], at(9)), [{ refused: problem.notOpenYet }])
  assert.deepEqual(decideGrabs(packet, nobody, [wish('a')], at(10)), [{ place: 1 }])
  assert.deepEqual(decideGrabs(packet, nobody, [wish('a')], at(60)), [{ refused: problem.over }])
  assert.deepEqual(grabs({ ended: true, taken: 1 }, {}, 'a'), [{ refused: problem.over }])
})

test('whom it is not for is told what for', () => {
  const eligible = { who: new Set(['a']), otherwise: problem.commentFirst }
  assert.deepEqual(grabs({}, { eligible }, 'b', 'a'), [{ refused: problem.commentFirst }, { place: 1 }])
})

test('accounts of one device open a packet once', () => {
  const wishes = [wish('a', 'one'), wish('b', 'one'), wish('c'), wish('d')]
  assert.deepEqual(decideGrabs(packet, nobody, wishes, at(20)), [
    { place: 1 },
    { refused: problem.deviceHad },
    { place: 2 },
    { refused: problem.empty },
  ])
})

test('amounts make a packet when each share is at least one minor unit', () => {
  const of = (kind: 'equal' | 'random' | 'list', minor: bigint, pieces: number, list: string[] = []) =>
    planOf({ kind, minor, pieces, list })
  assert.deepEqual(of('equal', 200n, 3), { kind: 'equal', totalMinor: 600n, pieces: 3, list: [] })
  assert.deepEqual(of('random', 3n, 3), { kind: 'random', totalMinor: 3n, pieces: 3, list: [] })
  assert.equal(of('random', 2n, 3), undefined)
  assert.equal(of('equal', 0n, 3), undefined)
  assert.deepEqual(of('list', 0n, 9, ['200', '100'])?.totalMinor, 300n)
  assert.equal(of('list', 0n, 2, ['200', '0']), undefined)
  assert.equal(of('list', 0n, 0, []), undefined)
})

test('a password is the same in capitals, in full width and with blanks around it', () => {
  assert.equal(saidAs('  Bonne  SOIRÉE '), saidAs('bonne soirée'))
  assert.equal(saidAs('ＡＬＭＡ'), 'alma')
})

test('the room knows how much is left, who was luckiest, and when a packet opens and ends', () => {
  const launched: PacketEvents['packet.launched'] = {
    ...{ packetId: 'p', kind: 'random', total: { minor: '300', currency: 'EUR' }, pieces: 2, list: [], greeting: '' },
    ...{ hasPassword: false, eligibility: 'anyone', opensAt: at(10).toISOString(), expiresAt: at(60).toISOString() },
    seedHash: 'h',
  }
  let state = evolvePackets(noPackets, { type: 'packet.launched', body: launched })
  const phase = (seconds: number) => packetPhase(state.packets[0]!, at(seconds).getTime())
  assert.deepEqual([phase(9), phase(10), phase(60)], ['falling', 'open', 'over'])
  const taker = { place: 1, name: 'Dana', minor: '180' }
  const news = { packetId: 'p', taken: 1, spent: '180', chain: 'c1' }
  state = evolvePackets(state, { type: 'packet.grabbed', body: { ...news, latest: [taker], best: taker } })
  assert.deepEqual(state.packets[0]!.best, taker)
  state = evolvePackets(state, { type: 'packet.ended', body: { ...news, why: 'time', seed: 's' } })
  assert.equal(phase(20), 'over')
  assert.deepEqual(state.packets[0]!.ended, { why: 'time', seed: 's' })
})

test('for those who have watched so many minutes: the others are told how many seconds are missing', () => {
  const wishes = [
    { personId: 'a' as PersonId, viewer: 'window of a' },
    { personId: 'b' as PersonId, viewer: 'window of b' },
    { personId: 'c' as PersonId },
  ]
  const watched = new Map([
    ['window of a', 180_000],
    ['window of b', 119_001],
  ])
  const eligible = decideWatched(3, watched, wishes)
  assert.deepEqual(grabs({}, { eligible }, 'a', 'b', 'c'), [
    { place: 1 },
    { refused: problem.watchLonger, details: { seconds: 61 } },
    { refused: problem.watchLonger, details: { seconds: 180 } },
  ])
})
