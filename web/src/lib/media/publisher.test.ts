import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CaptureClock } from './capture-clock.ts'
import { publish } from './publisher.ts'
import type { Connect, ConnectionOptions } from './publisher-connection.ts'
import { UplinkPace } from './uplink-pace.ts'

/** A way whose connections do what the test says. */
function openWay() {
  const connections: ConnectionOptions[] = []
  let opened: (() => void) | undefined
  const connect: Connect = (_, options) => {
    connections.push(options)
    opened?.()
    return { reading: async () => undefined, replaceTrack: async () => {}, close: async () => {} }
  }
  const next = async (count: number) => {
    while (connections.length < count)
      await new Promise<void>((resolve) => {
        opened = resolve
      })
    return connections[count - 1]!
  }
  return { connect, next, connections }
}

const stream = { getTracks: () => [] } as unknown as MediaStream

function publishBy(ways: Parameters<typeof publish>[2]) {
  const states: string[] = []
  const publisher = publish(stream, { url: '/whip/a', key: 'k', onState: (state) => states.push(state) }, ways)
  return { publisher, states }
}

test('what is blocked goes the other way, and comes back by it when it is lost', async () => {
  const [webrtc, websocket] = [openWay(), openWay()]
  const { publisher, states } = publishBy({ webrtc: webrtc.connect, websocket: websocket.connect })
  ;(await webrtc.next(1)).onLost('blocked')
  const first = await websocket.next(1)
  first.onUp()
  assert.deepEqual([publisher.way, states], ['websocket', ['reconnecting', 'live']])
  first.onLost('lost')
  ;(await websocket.next(2)).onLost('blocked')
  const again = await webrtc.next(2)
  again.onUp()
  assert.deepEqual([publisher.way, publisher.state], ['webrtc', 'live'])
  await publisher.stop()
  again.onLost('lost')
  assert.equal(publisher.state, 'stopped')
})

test('a lost connection and a server that is away change no way, and a browser with one way keeps it', async () => {
  const [webrtc, websocket] = [openWay(), openWay()]
  const { publisher } = publishBy({ webrtc: webrtc.connect, websocket: websocket.connect })
  ;(await webrtc.next(1)).onLost('lost')
  await webrtc.next(2)
  assert.equal(websocket.connections.length, 0)
  await publisher.stop()

  const only = openWay()
  const alone = publishBy({ webrtc: only.connect }).publisher
  ;(await only.next(1)).onLost('blocked')
  await only.next(2)
  assert.equal(alone.way, 'webrtc')
  await alone.stop()
})

test('a refusal ends it', async () => {
  const way = openWay()
  const { publisher, states } = publishBy({ webrtc: way.connect })
  ;(await way.next(1)).onRefused({ status: 403, code: 'whip.key.unknown', detail: '' })
  assert.deepEqual([publisher.state, states], ['refused', ['refused']])
})

test('a jammed line drops pictures up to a key picture, and gets fewer bits; a calm one gets more', () => {
  const pace = new UplinkPace(2_000_000)
  assert.equal(pace.next(0, 0), 'send')
  assert.equal(pace.next(140_000, 33), 'send', 'a large key picture is no jam')
  assert.equal(pace.next(200_000, 66), 'skip')
  assert.equal(pace.bitsPerSecond, 1_400_000)
  assert.equal(pace.next(100_000, 100), 'skip', 'not before it is nearly free')
  assert.equal(pace.next(1000, 133), 'send key')
  assert.equal(pace.next(1000, 166), 'send')
  assert.equal(pace.next(0, 5200), 'send')
  assert.equal(pace.bitsPerSecond, 1_540_000)
  for (let ms = 6000; ms < 90_000; ms += 1000) pace.next(0, ms)
  assert.equal(pace.bitsPerSecond, 2_000_000, 'never more than was asked for')
  for (let i = 0; i < 20; i++) {
    pace.next(900_000, 100_000 + i * 100)
    pace.next(0, 100_050 + i * 100)
  }
  assert.equal(pace.bitsPerSecond, 300_000)
})

test('capture times follow what came soonest, and never run backwards', () => {
  const clock = new CaptureClock()
  let last = Number.NEGATIVE_INFINITY
  let off = 0
  for (let i = 0; i < 600; i++) {
    const taken = i * 33_333
    const heldUp = i % 7 === 0 ? 60_000 : i % 3 === 0 ? 9000 : 2000
    const at = clock.place(taken + 5e9, taken + heldUp)
    assert.ok(at > last)
    last = at
    off = at - taken
  }
  assert.ok(off > 0 && off < 6000, `${off} us after it was taken`)
})

test('a track that lost time is where it is again within a second', () => {
  const clock = new CaptureClock()
  const lateness = Array.from({ length: 300 }, (_, i) => {
    const lostUs = i < 100 ? 0 : 300_000
    return i * 10_000 + lostUs - clock.place(i * 10_000, i * 10_000 + lostUs)
  })
  assert.ok(lateness.slice(200).every((us) => Math.abs(us) < 10_000))
})
