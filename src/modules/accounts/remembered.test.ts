import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Who } from '../../ctx.ts'
import type { PersonId } from '../../lib/ids.ts'
import { type Remembered, remember, rememberMs } from './remembered.ts'

const person = (id: string): Who => ({
  kind: 'person',
  personId: id as PersonId,
  guest: false,
  name: id,
  roles: {},
})

const look = (memory: Remembered, cookie: string, now: number, load: () => Promise<Who>) =>
  memory.recall(cookie, now) ?? memory.learn(cookie, now, load)

/** Answers, and counts how often it was asked. */
function asked(who: Who) {
  const load = async () => {
    load.times++
    return who
  }
  load.times = 0
  return load
}

test('a cookie is looked up once for all who ask meanwhile and afterwards', async () => {
  const memory = remember()
  const load = asked(person('dana'))
  await Promise.all([look(memory, 'c', 0, load), look(memory, 'c', 0, load)])
  await look(memory, 'c', rememberMs - 1, load)
  assert.equal(load.times, 1)
})

test('an answer is not older than ten seconds', async () => {
  const memory = remember()
  const load = asked(person('dana'))
  await look(memory, 'c', 0, load)
  await look(memory, 'c', rememberMs, load)
  assert.equal(load.times, 2)
})

test('who changed is looked up anew, others are not', async () => {
  const memory = remember()
  const dana = asked(person('dana'))
  const carl = asked(person('carl'))
  await look(memory, 'd1', 0, dana)
  await look(memory, 'd2', 0, dana)
  await look(memory, 'c', 0, carl)
  memory.forget('dana')
  await look(memory, 'd1', 0, dana)
  await look(memory, 'd2', 0, dana)
  await look(memory, 'c', 0, carl)
  assert.deepEqual([dana.times, carl.times], [4, 1])
})

test('an answer that was read before a change and comes after it is not kept', async () => {
  const memory = remember()
  const slow = Promise.withResolvers<Who>()
  const answer = look(memory, 'c', 0, () => slow.promise)
  memory.forget('dana')
  slow.resolve(person('dana'))
  await answer
  const load = asked(person('dana'))
  await look(memory, 'c', 0, load)
  assert.equal(load.times, 1)
})

test('a change of one person costs others nothing, not even those just being looked up', async () => {
  const memory = remember()
  const slow = Promise.withResolvers<Who>()
  const answer = look(memory, 'c', 0, () => slow.promise)
  memory.forget('carl')
  slow.resolve(person('dana'))
  await answer
  const load = asked(person('dana'))
  await look(memory, 'c', 0, load)
  assert.equal(load.times, 0)
})

test('when anything may have changed, nothing under way is kept', async () => {
  const memory = remember()
  const slow = Promise.withResolvers<Who>()
  const answer = look(memory, 'c', 0, () => slow.promise)
  memory.forgetAll()
  slow.resolve(person('dana'))
  await answer
  const load = asked(person('dana'))
  await look(memory, 'c', 0, load)
  assert.equal(load.times, 1)
})

test('a failed look-up is not remembered', async () => {
  const memory = remember()
  await assert.rejects(look(memory, 'c', 0, () => Promise.reject(new Error('no database'))))
  const load = asked(person('dana'))
  await look(memory, 'c', 0, load)
  assert.equal(load.times, 1)
})

test('it is bounded: the least recently used is forgotten first', async () => {
  const memory = remember(2)
  const load = asked(person('dana'))
  await look(memory, 'a', 0, load)
  await look(memory, 'b', 0, load)
  await look(memory, 'a', 0, load)
  await look(memory, 'c', 0, load)
  assert.equal(load.times, 3)
  await look(memory, 'a', 0, load)
  assert.equal(load.times, 3)
  await look(memory, 'b', 0, load)
  assert.equal(load.times, 4)
})
