import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WebSocket } from 'ws'
import { RoomSocket } from '../web/src/lib/room/socket.ts'
import { openHouse } from './house.ts'
import { noEdge, openEdge } from './media/edge.ts'
import { buildWorld } from './world.ts'

type Heard = { e: number[]; c: string[]; hearts: number; viewers: number; stop(): void }

test('a room followed over HTTP through an edge: the same for everybody, once each, and the origin hears of one', {
  skip: noEdge,
}, async () => {
  await using house = await openHouse()
  const world = await buildWorld(house.estrade)
  const showId = world.shows.friday
  await house.estrade.database.sql`update shows.shows set picture = 'coming' where show_id = ${showId}`
  const bea = await world.as('bea')
  await bea('shows.start', { showId })
  await using edge = await openEdge(house.url)

  const got: { cache: string | null; control: string | null; empty: boolean }[] = []
  const counting: typeof fetch = async (url, init) => {
    const response = await fetch(url, init)
    if (String(url).includes('/segments/') && response.ok) {
      const { e, c } = (await response.clone().json()) as { e?: []; c?: [] }
      const { headers } = response
      got.push({ cache: headers.get('x-cache'), control: headers.get('cache-control'), empty: !e && !c })
    }
    return response
  }
  const waiting = new Set<() => void>()
  const until = (fits: () => boolean) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (!fits()) return
        waiting.delete(check)
        resolve()
      }
      waiting.add(check)
      check()
    })
  type Snapshot = { seq: number; chat: { seq: number } }
  const snapshot = (await (await fetch(`${edge.url}/api/shows/${showId}/room`)).json()) as Snapshot
  const follow = (viewer: string, segments: boolean): Heard => {
    const heard: Heard = { e: [], c: [], hearts: 0, viewers: 0, stop: () => socket.stop() }
    const tell = () => {
      for (const check of waiting) check()
    }
    const socket = new RoomSocket({
      ...{ url: `${edge.url.replace('http', 'ws')}/rooms/${showId}`, viewer, segments, fetch: counting },
      cursors: { e: snapshot.seq, c: snapshot.chat.seq },
      open: (url) => new WebSocket(url) as never,
      listener: {
        ...{ clock() {}, connection() {}, refresh: () => assert.fail('nothing was missed') },
        events(events) {
          heard.e.push(...events.map(({ seq }) => seq))
          tell()
        },
        chat(events) {
          heard.c.push(...events.map(({ body }) => (body as { text: string }).text))
          tell()
        },
        pulse(pulse) {
          heard.viewers = pulse.v
          heard.hearts += pulse.h ?? 0
          tell()
        },
      },
    })
    if (viewer === 'generous') socket.hearts(7)
    return heard
  }
  const eye = follow('eye', false)
  const others = Array.from({ length: 12 }, (_, i) => follow(i === 0 ? 'generous' : `v${i}`, true))
  const all = [eye, ...others]

  const { productId } = Object.values(world.products)[0]!
  const dana = await house.guest()
  for (let round = 1; round <= 4; round++) {
    await bea('shows.pinProduct', { showId, productId })
    await dana.call('chat.post', { showId, text: `line ${round}` })
    await bea('shows.unpinProduct', { showId, productId })
    await until(() => all.every(({ c }) => c.at(-1) === `line ${round}`))
  }
  const room = await house.anyone.call('shows.room', { showId })
  await until(() => all.every(({ e }) => e.at(-1) === room.seq))
  await until(() => eye.viewers === all.length)
  for (const one of all) {
    assert.deepEqual(
      one.e,
      Array.from({ length: room.seq - snapshot.seq }, (_, i) => snapshot.seq + 1 + i),
    )
    assert.deepEqual(one.c, ['line 1', 'line 2', 'line 3', 'line 4'])
  }
  const told = got.filter(({ empty }) => !empty)
  assert.ok(told.every(({ control }) => control === 'public, max-age=31536000, immutable'))
  const hits = told.filter(({ cache }) => cache === 'HIT').length
  assert.ok(hits >= told.length * 0.75, `${hits} of ${told.length} segments came from the edge`)
  for (const one of all) one.stop()
})

test('what is no segment is told by name, and never kept for long', async () => {
  await using house = await openHouse()
  const world = await buildWorld(house.estrade)
  const showId = world.shows.friday
  const paths = [`/rooms/${showId}/segments/x`, `/rooms/${showId}/segments/1-2-3`, '/rooms/nobody/segments/0-0']
  for (const path of paths) {
    const { status, headers } = await house.anyone.fetch(path)
    assert.deepEqual([status, headers.get('cache-control')], [404, 'public, max-age=1'], path)
  }
  const future = await house.anyone.fetch(`/rooms/${showId}/segments/0-900000`)
  assert.equal(future.status, 410)
  const rubbish = await fetch(`${house.url}/rooms/${showId}/here`, { method: 'POST' })
  assert.equal(rubbish.status, 422)
})
