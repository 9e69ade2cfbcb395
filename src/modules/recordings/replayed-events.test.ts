import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Sql } from '../../lib/sql.ts'
import { replayedEvents } from './replayed-events.ts'

const at = new Date('2026-05-01T18:00:00Z')

/** A log of pins, every tenth event one, that counts the rows it is asked for. */
function countingLog(length: number) {
  const log = { length, rows: 0 }
  const sql = (async (parts: TemplateStringsArray, ...values: unknown[]) => {
    if (parts.join('').includes('log.heads')) return [{ head: BigInt(log.length) }]
    const [after, most] = [Number(values[1]), Number(values[2])]
    const seqs = Array.from({ length: Math.min(most, log.length - after) }, (_, i) => after + 1 + i)
    log.rows += seqs.length
    return seqs.map((seq) => ({
      ...{ seq: BigInt(seq), at, body: {} },
      type: seq % 10 === 0 ? 'product.pinned' : 'stock.changed',
    }))
  }) as unknown as Sql
  return { log, sql }
}

test('the log of a replay is read once, and then only what is new in it', async () => {
  const { log, sql } = countingLog(2500)
  const eventsOf = replayedEvents()
  assert.equal((await eventsOf(sql, 'show')).length, 250)
  assert.equal(log.rows, 2500)
  await eventsOf(sql, 'show')
  assert.equal(log.rows, 2500, 'nothing is read twice')
  log.length = 2520
  const events = await eventsOf(sql, 'show')
  assert.deepEqual([events.length, log.rows, events.at(-1)?.seq], [252, 2520, 2520])
})

test('as many logs are kept as shows are looked at, and not more', async () => {
  const { log, sql } = countingLog(10)
  const eventsOf = replayedEvents()
  for (let show = 0; show < 101; show++) await eventsOf(sql, `show ${show}`)
  await eventsOf(sql, 'show 100')
  assert.equal(log.rows, 1010, 'the last one is kept')
  await eventsOf(sql, 'show 0')
  assert.equal(log.rows, 1020, 'the first one made room')
})
