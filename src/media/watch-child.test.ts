import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ChildWatch, codecLimits } from './watch-child.ts'

function watched() {
  const child = { pid: 7, killed: 0, bytes: 100, kill: () => Boolean(++child.killed) }
  const logged: string[] = []
  const log = { error: (_: object, message: string) => logged.push(message) } as {
    error: (fields: object, message: string) => void
  }
  const limits = { ...codecLimits, bytesMost: 1000, silentBeatsMost: 3 }
  return { child, logged, watch: new ChildWatch(child, limits, { log, bytesOf: () => child.bytes }) }
}

test('a child that outgrows its memory is killed by name; one within it is left alone', () => {
  const { child, logged, watch } = watched()
  child.bytes = 1000
  watch.look()
  assert.equal(child.killed, 0)
  child.bytes = 1001
  watch.look()
  assert.equal(child.killed, 1)
  assert.match(logged[0]!, /too much memory/)
})

test('a child that falls silent is killed; one that never spoke yet, or speaks now and then, is not', () => {
  const { child, logged, watch } = watched()
  for (let beat = 0; beat < 20; beat++) watch.look()
  assert.equal(child.killed, 0, 'it is still starting')
  for (let beat = 0; beat < 20; beat++) {
    if (beat % 3 === 0) watch.hear()
    watch.look()
  }
  assert.equal(child.killed, 0)
  watch.hear()
  for (let beat = 0; beat < 3; beat++) watch.look()
  assert.equal(child.killed, 0)
  watch.look()
  assert.equal(child.killed, 1)
  assert.match(logged[0]!, /hangs/)
})
