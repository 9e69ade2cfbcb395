import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import { WebSocket } from 'ws'
import { type Follower, followLogs } from '../src/lib/follow.ts'
import { newId } from '../src/lib/ids.ts'
import { type Database, openDatabase } from '../src/lib/sql.ts'
import { closeCodes } from '../src/rooms/frames.ts'
import { testDatabase } from './postgres.ts'
import { join, openGround as openRoomGround, upTo } from './room-ground.ts'

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

const openGround = (more?: Parameters<typeof openRoomGround>[1]) => openRoomGround({ database, follower }, more)

test('whoever enters gets exactly what is after their cursors, then everything that follows', async () => {
  await using ground = await openGround()
  await ground.happen(10)
  await ground.say(5)
  const dana = await join(ground, { e: 7, c: 5 })
  await dana.reaches('e', 10)
  await ground.happen(2)
  await ground.say(1)
  await Promise.all([dana.reaches('e', 12), dana.reaches('c', 6)])
  assert.deepEqual(dana.seqs('e'), upTo(7, 12))
  assert.deepEqual(dana.seqs('c'), [6])
})

test('those who enter while the room is busy miss nothing and hear nothing twice', async () => {
  await using ground = await openGround()
  await ground.happen(1)
  const first = await join(ground)
  const talking = (async () => {
    for (let i = 0; i < 120; i++) await ground.happen(1 + (i % 3))
    return ground.happen(1)
  })()
  const others = []
  for (let i = 0; i < 25; i++) others.push(await join(ground, { e: first.seqs('e').at(-1) ?? 0 }))
  const head = await talking
  for (const one of [first, ...others]) {
    await one.reaches('e', head)
    const seqs = one.seqs('e')
    assert.deepEqual(seqs, upTo(seqs[0]! - 1, head))
  }
})

test('a clock that is set back holds nothing up', async () => {
  let setByMs = 0
  await using ground = await openGround({ clock: { now: () => new Date(Date.now() + setByMs) } })
  const dana = await join(ground)
  await ground.happen(1)
  await dana.reaches('e', 1)
  setByMs = -3_600_000
  await ground.happen(1)
  await ground.say(1)
  await Promise.all([dana.reaches('e', 2), dana.reaches('c', 1)])
})

test('a cursor of the future is told to take a fresh snapshot', async () => {
  await using ground = await openGround()
  await ground.happen(3)
  const dana = await join(ground, { e: 900 })
  assert.equal(await dana.closed, closeCodes.gone)
  assert.deepEqual(dana.frames, [{ gone: true }])
})

test('whoever is far behind is told to take a fresh snapshot', async () => {
  await using ground = await openGround()
  await ground.happen(5002)
  const dana = await join(ground, { e: 0 })
  assert.equal(await dana.closed, closeCodes.gone)
  assert.ok(dana.frames.at(-1)?.gone)
  const carl = await join(ground, { e: 5000 })
  await carl.reaches('e', 5002)
})

test('a reader who does not read is let go, and comes back without a hole', async () => {
  await using ground = await openGround()
  const dana = await join(ground)
  await ground.happen(1)
  await dana.reaches('e', 1)
  dana.socket.pause()
  const long = 'x'.repeat(50_000)
  for (let i = 0; ground.rooms.sockets() > 0; i++) {
    assert.ok(i < 100, 'five megabytes a turn are buffered for somebody who does not read')
    await ground.happen(20, { long })
    // Whoever reads tells when the room has sent it.
    const eye = await join(ground, { e: 1 + 20 * i, staff: true })
    await eye.reaches('e', 1 + 20 * (i + 1))
    const left = eye.closed
    eye.socket.close()
    await left
  }
  dana.socket.resume()
  assert.equal(await dana.closed, closeCodes.slow)
  const seen = dana.seqs('e').at(-1)!
  const head = await ground.happen(1)
  const back = await join(ground, { e: seen })
  await back.reaches('e', head)
  assert.deepEqual([...dana.seqs('e'), ...back.seqs('e')], upTo(0, head))
})

test('whoever sends rubbish is shown out; the others stay', async () => {
  await using ground = await openGround()
  const [dana, ...others] = [await join(ground), await join(ground), await join(ground)]
  const rubbish = ['{', 'null', '[]', '{"h":-1}', Buffer.from([0, 1, 2])]
  for (const one of rubbish) others[0]!.socket.send(one)
  assert.equal(await others[0]!.closed, closeCodes.rubbish)
  for (let i = 0; i < 40; i++) others[1]!.socket.send('{"h":1}')
  assert.equal(await others[1]!.closed, closeCodes.tooMuch)
  const { rubbish: shownOut, tooMuch } = ground.rooms.limitsMet()
  assert.deepEqual([shownOut, tooMuch], [1, 1])
  await ground.happen(1)
  await dana.reaches('e', 1)
  assert.equal(ground.rooms.sockets(), 1)
})

test('people are counted, not their sockets, and staff at work is no audience', async () => {
  await using ground = await openGround()
  const dana = await join(ground, { v: 'dana' })
  await join(ground, { v: 'dana' })
  const carl = await join(ground, { v: 'carl' })
  await join(ground, { v: 'bea', staff: true })
  await dana.hears((frame) => frame.p?.v === 2)
  assert.equal(ground.rooms.viewers(ground.roomId), 2)
  assert.ok(dana.frames.every((frame) => (frame.p?.v ?? 0) <= 2))
  carl.socket.close()
  await carl.closed
  await dana.until(() => dana.frames.at(-1)?.p?.v === 1)
})

test('hearts of all are summed, one frame gives no more than twenty, and who asks hears the time', async () => {
  await using ground = await openGround()
  const [dana, carl] = [await join(ground), await join(ground)]
  dana.socket.send('{"h":3}')
  dana.socket.send('{"h":4}')
  carl.socket.send('{"h":1000000}')
  const hearts = () => carl.frames.reduce((sum, frame) => sum + (frame.p?.h ?? 0), 0)
  await carl.until(() => hearts() >= 27)
  dana.socket.send('{"t":12.5}')
  await dana.hears((frame) => frame.t === 12.5 && Math.abs(frame.n! - Date.now()) < 60_000)
  await ground.happen(1)
  await carl.reaches('e', 1)
  assert.equal(hearts(), 27)
})

test('a room that is not there, or a path that is none, is 404', async () => {
  await using ground = await openGround()
  const nothing = newId<'show'>(new Date())
  const paths = [`/rooms/${nothing}?e=0&c=0`, `/rooms/${ground.roomId}`, `/rooms/${ground.roomId}?e=-1&c=0`, '/rooms/x']
  for (const path of [...paths, '/', '/api/rooms', `/rooms/${ground.roomId}/../..?e=0&c=0`, '/%ff']) {
    const socket = new WebSocket(`${ground.url}${path}`)
    socket.on('error', () => {})
    const [, response] = await once(socket, 'unexpected-response')
    assert.equal(response.statusCode, 404, path)
    socket.terminate()
  }
  assert.equal(ground.rooms.sockets(), 0)
})

test('a process that stops says so, and takes nobody new', async () => {
  await using ground = await openGround()
  const dana = await join(ground)
  const said = once(dana.socket, 'close')
  await ground.rooms.close()
  assert.equal(await dana.closed, closeCodes.stopping)
  const [, reason] = await said
  assert.match(String(reason), /^\d+$/, 'it says within how many ms to come back')
  const late = new WebSocket(`${ground.url}/rooms/${ground.roomId}?e=0&c=0`)
  late.on('error', () => {})
  const [, response] = await once(late, 'unexpected-response')
  assert.equal(response.statusCode, 503)
  late.terminate()
})

test('a viewer whose name is no name is counted under one of ours, and spoils nothing', async () => {
  const joined: string[] = []
  const presence = {
    joined: (_: string, viewer: string) => String(joined.push(viewer)),
    left() {},
    viewers: () => undefined,
    hearts() {},
  }
  await using ground = await openGround({ presence })
  for (const v of ['dana', 'a%00b', '%F0%9F', 'x'.repeat(65), '']) await join(ground, { v })
  assert.equal(joined[0], 'dana')
  for (const name of joined.slice(1)) assert.match(name, /^[0-9a-f-]{36}$/)
})
