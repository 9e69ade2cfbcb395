import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dice } from '../../../prove/random.ts'
import { openStage } from '../../../test/stage.ts'
import type { ShowId } from '../../lib/ids.ts'
import { endLostVisits } from './attendance.ts'
import { figures, type Visit } from './figures.ts'
import { type Keeper, keeper } from './keeper.ts'
import { visitsOf, watchedOf } from './store.ts'

const stage = await openStage()
const { clock, database } = stage
const log = { warn: (details: object) => assert.fail(JSON.stringify(details)) }
test.after(() => stage[Symbol.asyncDispose]())

const open = () => keeper(database, clock, log)
const written = async (showId: ShowId): Promise<Visit[]> =>
  (await visitsOf(database.sql, showId)).map(({ viewer, joinedAt, leftAt }) => ({
    ...{ viewer, joinedAt: joinedAt.getTime(), leftAt: leftAt.getTime() },
  }))

test('a viewer at two processes is one viewer in all', async () => {
  const showId = stage.id<'show'>()
  const [here, there] = [open(), open()]
  here.joined(showId, 'a')
  there.joined(showId, 'a')
  there.joined(showId, 'b')
  await here.write()
  await there.write()
  await here.write()
  assert.deepEqual([here.viewers(showId), there.viewers(showId)], [2, 2])
  await Promise.all([here.close(), there.close()])
})

test('who watches in two windows at once has watched once, and only since the show went live', async () => {
  const showId = stage.id<'show'>()
  const here = open()
  const early = here.joined(showId, 'a')
  clock.advance(60_000)
  const wentLiveAt = clock.now()
  clock.advance(60_000)
  const second = here.joined(showId, 'a')
  clock.advance(30_000)
  here.left(early, clock.now().getTime())
  clock.advance(30_000)
  here.left(second, clock.now().getTime())
  here.joined(showId, 'b')
  await here.write()
  clock.advance(5000)
  const rows = await watchedOf(database.sql, showId, ['a', 'b', 'nobody'], wentLiveAt, clock.now())
  assert.deepEqual(
    new Map(rows.map(({ viewer, ms }) => [viewer, ms])),
    new Map([
      ['a', 120_000],
      ['b', 5000],
    ]),
  )
  await here.close()
})

test('those who watched at a process that was killed left when it was heard of last', async () => {
  const showId = stage.id<'show'>()
  const killed = open()
  const joinedAt = clock.now().getTime()
  killed.joined(showId, 'a')
  await killed.write()
  clock.advance(20_000)
  await stage.write(endLostVisits)
  assert.deepEqual(await written(showId), [{ viewer: 'a', joinedAt, leftAt: joinedAt }])
  // Nothing dies in a test: it is still writing, and must stop before the database goes.
  await killed.close()
})

test('a process that was given up too early announces everybody again', async () => {
  const showId = stage.id<'show'>()
  const stalled = open()
  const joinedAt = clock.now().getTime()
  const visit = stalled.joined(showId, 'a')
  await stalled.write()
  clock.advance(20_000)
  await stage.write(endLostVisits)
  await stalled.write()
  clock.advance(5000)
  stalled.left(visit, clock.now().getTime())
  await stalled.close()
  assert.deepEqual(await written(showId), [{ viewer: 'a', joinedAt, leftAt: joinedAt + 25_000 }])
})

/** An hour on three processes: people come, go, come back, open a second tab; what happened is kept beside. */
async function hourOf(people: number, showId: ShowId, seed: number): Promise<Visit[]> {
  const die = dice(seed)
  const truth: Visit[] = []
  const keepers = [open(), open(), open()]
  const doings: { at: number; act: (at: number) => void }[] = []
  const startAt = clock.now().getTime()
  const stays = (viewer: string, from: number, until: number, where: Keeper) => {
    let visitId = ''
    const join = () => {
      visitId = where.joined(showId, viewer)
    }
    doings.push({ at: from, act: join }, { at: until, act: (at) => where.left(visitId, at) })
    truth.push({ viewer, joinedAt: startAt + from, leftAt: startAt + until })
  }
  for (let i = 0; i < people; i++) {
    for (let visit = 0; visit <= die.roll(3); visit++) {
      const from = die.roll(3_600_000)
      stays(`viewer ${i}`, from, from + 1 + die.roll(3_600_000 - from), keepers[die.roll(3)]!)
    }
  }
  let writeAt = 0
  for (const { at, act } of doings.sort((a, b) => a.at - b.at)) {
    for (; writeAt < at; writeAt += 7000) {
      clock.advance(startAt + writeAt - clock.now().getTime())
      await Promise.all(keepers.map((one) => one.write()))
    }
    clock.advance(startAt + at - clock.now().getTime())
    act(clock.now().getTime())
  }
  await Promise.all(keepers.map((one) => one.close()))
  return truth
}

test('1,363 viewers who come and go at three processes are counted exactly', async () => {
  const showId = stage.id<'show'>()
  const startAt = clock.now().getTime()
  const truth = await hourOf(1363, showId, 1363)
  const counted = figures(await written(showId), startAt, startAt + 3_600_000)
  assert.deepEqual(counted, figures(truth, startAt, startAt + 3_600_000))
  assert.equal(counted.unique, 1363)
  // Counted once more, in another way: at the end of every visit's first instant.
  const presentAt = (at: number) =>
    new Set(truth.filter((one) => one.joinedAt <= at && at < one.leftAt).map((one) => one.viewer)).size
  assert.equal(counted.peak, Math.max(...truth.map((one) => presentAt(one.joinedAt))))
})
