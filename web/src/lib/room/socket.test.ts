import assert from 'node:assert/strict'
import { test } from 'node:test'
import { closeCodes, type RoomFrame } from '../../../../src/rooms/frames.ts'
import { comeBackWithinMs, RoomSocket } from './socket.ts'

/** A socket whose other end is the test. */
class FakeSocket {
  static all: FakeSocket[] = []
  readyState = 1
  said: string[] = []
  onopen = () => {}
  onmessage = (_: { data: string }) => {}
  onclose = (_: { code: number; reason: string }) => {}
  onerror = () => {}
  readonly url: string
  constructor(url: string) {
    this.url = url
    FakeSocket.all.push(this)
  }
  send(text: string) {
    this.said.push(text)
  }
  close() {}
  hears(frame: RoomFrame) {
    this.onmessage({ data: JSON.stringify(frame) })
  }
}

function follow(me?: string) {
  FakeSocket.all = []
  const heard: number[] = []
  let refreshed = 0
  const socket = new RoomSocket({
    ...{ url: 'ws://x/rooms/r', cursors: { e: 0, c: 0 }, viewer: 'v', me, random: () => 0 },
    open: (url) => new FakeSocket(url) as never,
    listener: {
      ...{ events() {}, pulse() {}, clock() {}, connection() {} },
      chat: (events) => heard.push(...events.map(({ seq }) => seq)),
      refresh: async () => ({ e: 0, c: 50 + refreshed++ }),
    },
  })
  return { socket, heard, refreshed: () => refreshed, wire: () => FakeSocket.all.at(-1)! }
}

const chat = (...seqs: number[]) => seqs.map((seq) => ({ seq, at: '', type: 'said', body: {} }))

test('a stretch of chat that a frame speaks for is no hole; one that nothing speaks for is', async () => {
  const { socket, heard, refreshed, wire } = follow()
  wire().hears({ c: chat(1, 2) })
  wire().hears({ c: chat(4, 9), r: [2, 10] })
  wire().hears({ r: [10, 20] })
  wire().hears({ c: chat(19, 20, 21) })
  assert.deepEqual(heard, [1, 2, 4, 9, 21])
  assert.equal(refreshed(), 0)
  wire().hears({ c: chat(30), r: [25, 31] })
  assert.equal(refreshed(), 1, 'from 21 to 25 nothing was heard of')
  await Promise.resolve()
  socket.stop()
  assert.match(wire().url, /c=50/, 'it comes back where the fresh snapshot ends')
})

test('whoever is known tells the room, at once and whenever they come back', () => {
  const { socket, wire } = follow()
  assert.doesNotMatch(wire().url, /me=/)
  socket.knows('dana')
  assert.deepEqual(wire().said, ['{"me":"dana"}'])
  wire().readyState = 3
  socket.wake()
  assert.match(wire().url, /&me=dana/)
  socket.stop()
})

test('told to, a viewer goes on over HTTP where the socket ended, and comes back to it never', async () => {
  const asked: string[] = []
  const seen = Promise.withResolvers<void>()
  const heard: number[] = []
  const segment = { c: chat(3, 4), u: [0, 4], n: 5000, p: { v: 9 } }
  FakeSocket.all = []
  const socket = new RoomSocket({
    ...{ url: 'wss://x/rooms/r', cursors: { e: 0, c: 0 }, viewer: 'v', random: () => 0, now: () => 1000 },
    open: (url) => new FakeSocket(url) as never,
    fetch: async (url, init) => {
      asked.push(`${init?.method ?? 'GET'} ${url}`)
      if (String(url).endsWith('/here')) return Response.json({ c: [], u: 0 })
      if (!String(url).endsWith('/0-2')) {
        seen.resolve()
        return new Promise<never>((_, reject) => init!.signal!.addEventListener('abort', reject))
      }
      return Response.json(segment)
    },
    listener: {
      ...{ events() {}, pulse() {}, connection() {}, refresh: () => assert.fail() },
      clock: (offsetMs) => assert.equal(offsetMs, 4000),
      chat: (events) => heard.push(...events.map(({ seq }) => seq)),
    },
  })
  const wire = FakeSocket.all[0]!
  wire.hears({ c: chat(1, 2) })
  wire.onclose({ code: closeCodes.segments, reason: '' })
  await seen.promise
  socket.stop()
  assert.deepEqual(heard, [1, 2, 3, 4])
  assert.deepEqual(asked, [
    'POST https://x/rooms/r/here',
    'GET https://x/rooms/r/segments/0-2',
    'GET https://x/rooms/r/segments/0-4',
  ])
  assert.equal(FakeSocket.all.length, 1)
})

test('the quickest answer tells the server’s clock, until one shows that a clock was set', () => {
  let nowMs = 1000
  const told: number[] = []
  FakeSocket.all = []
  const socket = new RoomSocket({
    ...{ url: 'wss://x/rooms/r', cursors: { e: 0, c: 0 }, viewer: 'v', random: () => 0, now: () => nowMs },
    open: (url) => new FakeSocket(url) as never,
    listener: {
      ...{ events() {}, chat() {}, pulse() {}, connection() {}, refresh: () => assert.fail() },
      clock: (offsetMs) => told.push(offsetMs),
    },
  })
  const [wire] = FakeSocket.all
  const answers = (tripMs: number, serverMs: number) => wire!.hears({ t: nowMs - tripMs, n: serverMs } as never)
  answers(40, 5980)
  answers(400, 5900)
  nowMs += 60_000 // This device is set a minute ahead.
  answers(-59_000, 6000)
  answers(60, 6970)
  socket.stop()
  assert.deepEqual(told, [5000, -54_000])
})

test('a large room comes back spread out, a small one at once, and a process that stops says how fast', () => {
  assert.equal(comeBackWithinMs(0, 5), 400)
  assert.equal(comeBackWithinMs(3, 5), 3200)
  assert.equal(comeBackWithinMs(0, 15_000), 2250)
  assert.equal(comeBackWithinMs(0, 1_000_000), 5000)
  assert.equal(comeBackWithinMs(0, 5, 3000), 3000)
  assert.equal(comeBackWithinMs(20, 5, 1e9), 8000)
  assert.ok(closeCodes.stopping)
})
