import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Follower, followLogs } from '../src/lib/follow.ts'
import { type Database, openDatabase } from '../src/lib/sql.ts'
import { closeCodes } from '../src/rooms/frames.ts'
import { testDatabase } from './postgres.ts'
import { join, openGround as openRoomGround, upTo } from './room-ground.ts'

/* More said than people read, and more there than sockets carry. */

const silent = { warn() {} }
let database: Database
let follower: Follower
let drop: () => Promise<void>

before(async () => {
  const made = await testDatabase()
  drop = made.drop
  database = openDatabase(made.url)
  follower = followLogs(database, silent)
})
after(async () => {
  await follower.close()
  await database.close()
  await drop()
})

const openGround = (more: Parameters<typeof openRoomGround>[1]) => openRoomGround({ database, follower }, more)

type Line = { by: string; to?: string }
const mustHear = ({ body }: { body: unknown }) => {
  const { by, to } = body as Line
  return by === 'host' ? 'everyone' : [by, ...(to ? [to] : [])]
}

test('in a flood everybody is shown the same few, and never misses the host, their own words or an answer', async () => {
  await using ground = await openGround({ mustHear, messagesASecond: 5 })
  const dana = await join(ground, { me: 'dana' })
  const carl = await join(ground)
  carl.socket.send('{"me":"carl"}')
  const eve = await join(ground)
  await ground.say(500, { by: 'crowd' })
  await ground.say(2, { by: 'dana' })
  await ground.say(1, { by: 'crowd', to: 'carl' })
  const host = await ground.say(1, { by: 'host' })
  const end = await ground.say(100, { by: 'crowd' })
  const toldTo = (one: typeof dana) => Math.max(0, ...one.frames.map(({ c, r }) => r?.[1] ?? c?.at(-1)?.seq ?? 0))
  for (const one of [dana, carl, eve]) await one.until(() => toldTo(one) === end)
  for (const one of [dana, carl, eve]) {
    const seqs = one.seqs('c')
    assert.deepEqual(
      seqs,
      [...new Set(seqs)].sort((a, b) => a - b),
      'in order and once',
    )
    assert.ok(seqs.includes(host))
    assert.ok(seqs.length < 200, `${seqs.length} of ${end} were shown`)
  }
  const more = (one: typeof dana) => one.seqs('c').filter((seq) => !eve.seqs('c').includes(seq))
  assert.deepEqual(
    [501, 502].filter((seq) => !dana.seqs('c').includes(seq)),
    [],
  )
  assert.ok(carl.seqs('c').includes(503))
  assert.ok(more(dana).every((seq) => seq === 501 || seq === 502) && more(carl).every((seq) => seq === 503))
  assert.equal(ground.rooms.limitsMet().leftOut, end - eve.seqs('c').length)

  // Whoever comes back to a flood is given what a screen shows, and what was theirs.
  const back = await join(ground, { me: 'dana' })
  await back.until(() => toldTo(back) === end)
  assert.deepEqual(back.frames.find(({ c }) => c)?.r, [0, end])
  assert.ok([501, 502, host].every((seq) => back.seqs('c').includes(seq)))
  assert.ok(back.seqs('c').length <= 100 + 3)
})

test('a flood of words holds up nothing that happens', async () => {
  await using ground = await openGround({ mustHear })
  const dana = await join(ground)
  const flood = (async () => {
    for (let i = 0; i < 30; i++) await ground.say(1000, { by: `p${i}` })
  })()
  const head = await ground.happen(200)
  await dana.reaches('e', head)
  await flood
  assert.deepEqual(dana.seqs('e'), upTo(0, head))
})

test('a room with no place left says so, and over HTTP gives the same and what is theirs', async () => {
  const left: string[] = []
  const presence = {
    joined: (_: string, viewer: string) => viewer,
    left: (visit: string) => void left.push(visit),
    viewers: () => undefined,
    hearts() {},
  }
  await using ground = await openGround({ mustHear, messagesASecond: 5, socketsARoomMost: 1, presence })
  const dana = await join(ground)
  const carl = await join(ground)
  assert.equal(await carl.closed, closeCodes.segments)
  assert.equal(ground.rooms.limitsMet().segments, 1)
  const next = ground.rooms.segment(ground.roomId, { e: 0, c: 0 })
  const flood = [await ground.happen(3), await ground.say(200, { by: 'crowd' }), await ground.say(1, { by: 'carl' })]
  const heard = { e: [] as number[], c: [] as number[] }
  for (let [e, c] = [0, 0], segment = await next; ; segment = await ground.rooms.segment(ground.roomId, { e, c })) {
    assert.ok(typeof segment === 'object' && segment.forever)
    const again = await ground.rooms.segment(ground.roomId, { e, c })
    assert.deepEqual(again, segment, 'what follows a moment never changes')
    const frame = JSON.parse(segment.body) as Partial<Record<'e' | 'c', { seq: number }[]>> & { u: [number, number] }
    for (const lane of ['e', 'c'] as const) heard[lane].push(...(frame[lane] ?? []).map(({ seq }) => seq))
    ;[e, c] = frame.u
    if (e === flood[0] && c === flood[2]) break
  }
  await dana.until(() => dana.frames.some(({ r, c }) => (r?.[1] ?? c?.at(-1)?.seq) === flood[2]))
  assert.deepEqual(heard.e, upTo(0, 3))
  assert.deepEqual(heard.c, dana.seqs('c').slice(-heard.c.length), 'the same lines were left out')
  const wish = { viewer: 'carl', me: 'carl', c: 0, h: 4 }
  const theirs = JSON.parse((await ground.rooms.here(ground.roomId, wish))!) as { c: { seq: number }[]; u: number }
  assert.equal(theirs.u, flood[2])
  assert.deepEqual(
    [...theirs.c.map(({ seq }) => seq), ...heard.c].filter((seq) => seq === 201),
    [201],
  )
  assert.equal(ground.rooms.viewers(ground.roomId), 2)
  await dana.hears(({ p }) => p?.h === 4)
  const held = ground.rooms.segment(ground.roomId, { e: flood[0]!, c: flood[2]! })
  await ground.rooms.close()
  assert.equal(await held, 'stopping')
  assert.ok(left.includes('carl'))
})
