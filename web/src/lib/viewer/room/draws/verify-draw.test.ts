import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { type DrawRecord, verifyDraw } from './verify-draw.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const seedHash = sha256('seed')
const chain = sha256(`${sha256(`${sha256(`draw d 1 ${seedHash}`)} 1 a`)} 2 b`)
const [winner] = ['a', 'b'].sort((x, y) => (sha256(`seed ${chain} ${x}`) < sha256(`seed ${chain} ${y}`) ? -1 : 1))
const record = {
  drawId: 'd',
  winners: 1,
  seedHash,
  seed: 'seed',
  chain,
  entries: ['a', 'b'],
  won: [winner],
} as never as DrawRecord
const told = { seedHash, chain, winners: [winner!] }

test('a draw that fits what the room was told is right', async () => {
  assert.deepEqual(await verifyDraw(record, { ...told, mine: 'a' }), { entries: 2 })
})

test('another seed, entry, winner and an entry that is not there are found', async () => {
  assert.deepEqual(await verifyDraw({ ...record, seed: 'x' }, told), { fault: 'seed' })
  assert.deepEqual(await verifyDraw({ ...record, entries: ['a', 'c'] as never }, told), { fault: 'chain' })
  const other = winner === 'a' ? 'b' : 'a'
  assert.deepEqual(await verifyDraw(record, { ...told, winners: [other] }), { fault: 'winners' })
  assert.deepEqual(await verifyDraw(record, { ...told, mine: 'z' }), { fault: 'mine' })
})
