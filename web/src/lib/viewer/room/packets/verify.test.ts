import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { type PacketRecord, verify } from './verify.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Made without the code under test: two shares of a list of two, and one share of a random packet of one. */
const list = {
  ...{ packetId: 'p', kind: 'list', totalMinor: '300', currency: 'EUR', pieces: 2, list: ['200', '100'] },
  ...{ seedHash: null, seed: null, ended: true },
  grabs: [
    { grabId: 'a', place: 1, name: 'Dana', minor: '200' },
    { grabId: 'b', place: 2, name: null, minor: '100' },
  ],
} as unknown as PacketRecord
const chain = sha256(`${sha256(`${sha256('packet p list 300 EUR 2 200,100 -')} 1 a 200`)} 2 b 100`)
const seedHash = sha256('seed')
const random = {
  ...{ packetId: 'r', kind: 'random', totalMinor: '50', currency: 'EUR', pieces: 1, list: [], seedHash },
  ...{ seed: 'seed', ended: true, grabs: [{ grabId: 'a', place: 1, name: 'Dana', minor: '50' }] },
} as unknown as PacketRecord
const chainOfRandom = sha256(`${sha256(`packet r random 50 EUR 1 - ${seedHash}`)} 1 a 50`)

test('a record that fits what the room was told is right', async () => {
  const mine = { grabId: 'b', minor: '100' }
  assert.deepEqual(await verify(list, { seedHash: null, chain, mine }), { shares: 2 })
  assert.deepEqual(await verify(random, { seedHash, chain: chainOfRandom }), { shares: 1 })
})

test('another seed, another amount, another entry and a share that is not there are found', async () => {
  const of = (told: Partial<Parameters<typeof verify>[1]>, record = list) =>
    verify(record, { seedHash: null, chain, ...told })
  assert.deepEqual(await of({ seedHash: sha256('other'), chain: chainOfRandom }, random), { fault: 'seed' })
  const dearer = { ...list, grabs: [{ ...list.grabs[0]!, minor: '201' }, list.grabs[1]!] }
  assert.deepEqual(await of({}, dearer), { fault: 'amounts' })
  const another = { ...list, grabs: [{ ...list.grabs[0]!, grabId: 'c' as never }, list.grabs[1]!] }
  assert.deepEqual(await of({}, another), { fault: 'chain' })
  assert.deepEqual(await of({ mine: { grabId: 'z', minor: '100' } }), { fault: 'mine' })
})
