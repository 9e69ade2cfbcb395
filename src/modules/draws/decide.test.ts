import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sha256 } from '../chance/chance.ts'
import { drawFrom } from './decide.ts'

const draw = { drawId: 'd', winners: 2, seed: 'seed' }
const entry = (entryId: string, second = 0) => ({ entryId, at: new Date(Date.UTC(2026, 10, 20, 19, 0, second)) })

test('entries are listed in the order of entering, and as many win as there are prizes', () => {
  const { listed, won } = drawFrom(draw, [entry('c', 3), entry('a', 1), entry('b', 2)])
  assert.deepEqual(
    listed.map(({ entryId }) => entryId),
    ['a', 'b', 'c'],
  )
  assert.equal(new Set(won.map(({ entryId }) => entryId)).size, 2)
  assert.deepEqual(
    drawFrom(draw, [entry('a')]).won.map(({ entryId }) => entryId),
    ['a'],
  )
  assert.deepEqual(drawFrom(draw, []).won, [])
})

test('one entry changed changes the last link, on which every chance hangs', () => {
  const one = drawFrom(draw, [entry('a', 1), entry('b', 2)])
  const other = drawFrom(draw, [entry('a', 1), entry('x', 2)])
  assert.notEqual(one.chain, other.chain)
  assert.equal(one.chain, sha256(`${sha256(`${sha256(`draw d 2 ${sha256('seed')}`)} 1 a`)} 2 b`))
})

test('over many seeds every entry wins as often as every other', () => {
  const entries = Array.from({ length: 10 }, (_, i) => entry(`e${i}`, i))
  const wins = new Map<string, number>()
  for (let round = 0; round < 4000; round++) {
    const { won } = drawFrom({ drawId: 'd', winners: 1, seed: sha256(`${round}`) }, entries)
    wins.set(won[0]!.entryId, (wins.get(won[0]!.entryId) ?? 0) + 1)
  }
  // The seeds are fixed: these are figures, not a chance.
  for (const [entryId, count] of wins) assert.ok(Math.abs(count - 400) < 70, `${entryId} won ${count} of 4000`)
  assert.equal(wins.size, 10)
})
