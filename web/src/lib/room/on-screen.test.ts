import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyRoom, evolveRoom, type LoggedRoomEvent, type PublicRoom } from '../../../../src/room.ts'
import { type Moment, OnScreen } from './on-screen.ts'

const eight = Date.UTC(2026, 10, 20, 20)
const after = (ms: number) => new Date(eight + ms).toISOString()
const card = (productId: string) => ({ productId, number: 1, title: {}, pictureUrl: null, variants: [] })

type Happened = Pick<LoggedRoomEvent, 'type' | 'body'>
const pinned = (productId: string) => ({ type: 'product.pinned', body: { productId } }) as Happened
const unlisted = (productId: string) => ({ type: 'product.unlisted', body: { productId } }) as Happened
const bare = (type: 'show.paused' | 'show.resumed' | 'picture.lost') => ({ type, body: {} }) as Happened
const price = { minor: '100', currency: 'EUR' } as never
const announced = (opensAfterMs: number) =>
  ({
    type: 'drop.announced',
    body: {
      ...{ dropId: 'drop', productId: 'lamp', variantId: 'lamp', quantity: 2, perBuyer: 1, holdSeconds: 60 },
      ...{ price, compareAt: price, opensAt: after(opensAfterMs) },
    },
  }) as Happened
const stock = (free: number) =>
  ({ type: 'drop.stockChanged', body: { dropId: 'drop', free, held: 2 - free, sold: 0 } }) as Happened
const soldOut = { type: 'drop.soldOut', body: { dropId: 'drop', afterMs: 400 } } as Happened
const closed = { type: 'drop.closed', body: { dropId: 'drop' } } as Happened

const opening: PublicRoom = {
  ...emptyRoom,
  show: { ...emptyRoom.show, status: 'live', picture: 'coming', shelf: [card('lamp'), card('vase')] },
}

/** A viewer who was there at eight; things happen at so many ms after it. */
function watch() {
  let newest = opening
  let seq = 0
  const screen = new OnScreen(opening, eight)
  return {
    screen,
    happens(ms: number, ...events: Happened[]) {
      const logged = events.map((event) => ({ ...event, seq: ++seq, at: after(ms) }) as LoggedRoomEvent)
      newest = logged.reduce(evolveRoom, newest)
      screen.hear(logged)
      return logged
    },
    /** What stands beside the picture of `ms`, at `nowMs`; without a picture when there is none. */
    seen(ms: number | undefined, { nowMs = ms ?? 0, back = false } = {}) {
      const moment: Moment | undefined = ms === undefined ? undefined : { wallMs: eight + ms, back }
      screen.move(moment, eight + nowMs)
      const { show, drops } = screen.over(newest, moment, eight + nowMs)
      return { pinned: show.pinned, paused: show.paused, drops: drops.drops, shelf: show.shelf }
    },
  }
}

test('a pin is seen when the picture gets there, and no frame before', () => {
  const viewer = watch()
  viewer.happens(2000, pinned('lamp'))
  assert.deepEqual(viewer.seen(1999, { nowMs: 3400 }).pinned, [])
  assert.ok(viewer.screen.waits)
  assert.deepEqual(viewer.seen(2000, { nowMs: 3401 }).pinned, ['lamp'])
  assert.ok(!viewer.screen.waits)
})

test('without a picture nothing waits', () => {
  const viewer = watch()
  viewer.happens(2000, pinned('lamp'), bare('show.paused'))
  const { pinned: pins, paused } = viewer.seen(undefined, { nowMs: 2001 })
  assert.deepEqual([pins, paused], [['lamp'], true])
})

test('a picture that never gets there is not waited for; who went back on purpose is left in peace', () => {
  const viewer = watch()
  viewer.happens(2000, pinned('lamp'))
  assert.deepEqual(viewer.seen(1000, { nowMs: 13_900 }).pinned, [])
  assert.deepEqual(viewer.seen(1000, { nowMs: 60_000, back: true }).pinned, [])
  assert.deepEqual(viewer.seen(1000, { nowMs: 14_001 }).pinned, ['lamp'])
})

test('stock and the shelf wait for nobody: what is gone is gone', () => {
  const viewer = watch()
  viewer.happens(1000, pinned('lamp'), announced(1500))
  viewer.seen(1500)
  viewer.happens(2000, stock(0), soldOut, unlisted('lamp'))
  const before = viewer.seen(1600, { nowMs: 2100 })
  assert.deepEqual([before.drops[0]!.free, before.drops[0]!.soldOutAfterMs, before.pinned], [0, null, []])
  assert.deepEqual(before.shelf, [card('vase')])
  assert.equal(viewer.seen(2000, { nowMs: 3400 }).drops[0]!.soldOutAfterMs, 400)
})

test('stock that changed while its drop waited is not lost', () => {
  const viewer = watch()
  viewer.happens(1000, announced(5000))
  viewer.happens(1100, stock(1))
  assert.deepEqual(viewer.seen(900, { nowMs: 1200 }).drops, [])
  assert.equal(viewer.seen(1000, { nowMs: 2400 }).drops[0]!.free, 1)
})

test('a drop is open to everybody at the same instant: who watches live sees it then at the latest', () => {
  const viewer = watch()
  viewer.happens(1000, announced(1000))
  assert.equal(viewer.seen(500, { nowMs: 1000 }).drops.length, 1)
  assert.equal(viewer.seen(500, { nowMs: 1000, back: true }).drops.length, 0)
})

test('a drop leaves with its picture', () => {
  const viewer = watch()
  viewer.happens(1000, announced(1000))
  viewer.happens(3000, closed)
  assert.equal(viewer.seen(2000, { nowMs: 3400 }).drops[0]!.closed, false)
  assert.equal(viewer.seen(3000, { nowMs: 4400 }).drops[0]!.closed, true)
})

test('the slate comes and goes with the picture; over a lost picture it lies at once', () => {
  const viewer = watch()
  viewer.happens(1000, bare('show.paused'))
  viewer.happens(1500, bare('show.resumed'))
  assert.deepEqual(
    [999, 1000, 1499, 1500].map((ms) => viewer.seen(ms, { nowMs: 2400 }).paused),
    [false, true, true, false],
  )
  viewer.happens(3000, bare('show.paused'), bare('picture.lost'))
  assert.equal(viewer.seen(2000, { nowMs: 3100 }).paused, true)
})

test('who goes back sees the cards of that moment, and those of now on returning', () => {
  const viewer = watch()
  viewer.happens(1000, pinned('lamp'))
  viewer.happens(20_000, pinned('vase'))
  assert.deepEqual(viewer.seen(21_000).pinned, ['vase', 'lamp'])
  assert.deepEqual(viewer.seen(5000, { nowMs: 22_000, back: true }).pinned, ['lamp'])
  assert.deepEqual(viewer.seen(22_000).pinned, ['vase', 'lamp'])
})

test('further back than the page was open, what happened before is asked for, and folded in order', () => {
  const viewer = watch()
  const moment = { wallMs: eight - 5000, back: true }
  assert.ok(viewer.screen.reachesBefore(moment))
  const [late] = viewer.happens(1000, pinned('vase'))
  const earlier = { ...pinned('lamp'), seq: 0, at: after(-6000) } as LoggedRoomEvent
  viewer.screen.remember([earlier, late!], opening)
  assert.ok(!viewer.screen.reachesBefore(moment))
  assert.deepEqual(viewer.seen(-5000, { nowMs: 2000, back: true }).pinned, ['lamp'])
  assert.deepEqual(viewer.seen(2000).pinned, ['vase', 'lamp'])
})
