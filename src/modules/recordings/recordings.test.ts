import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { freePorts, putOnAir } from '../../../test/e2e/live-house.ts'
import { type House, openHouse, type Person } from '../../../test/house.ts'
import { refusedAs } from '../../../test/on-air.ts'
import { showFor } from '../../../test/recorded.ts'
import { buildWorld, type World } from '../../../test/world.ts'
import type { ShowId } from '../../lib/ids.ts'

/*
 * One show of the synthetic broadcaster from its first picture to the day its recording is deleted.
 */
let house: House
let world: World
let dataFolder: string
let showId: ShowId
let bea: Person['call']
let alma: Person['call']
const scope = new AsyncDisposableStack()
before(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'estrade-'))
  scope.defer(() => rm(dataFolder, { recursive: true, force: true }))
  house = scope.use(await openHouse({ roles: 'web,rooms,jobs,media', env: await freePorts(), dataFolder }))
  world = await buildWorld(house.estrade)
  bea = await world.as('bea')
  alma = await world.as('alma')
  showId = world.shows.clay
})
after(() => scope.disposeAsync())

async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look()
    if (found) return found
    await setTimeout(100)
  }
}

const recording = () => alma('recordings.recording', { showId })
const fetched = (name: string, init: RequestInit = {}) => house.anyone.fetch(`/recordings/${showId}/${name}`, init)
const written = () => readdir(join(dataFolder, 'recordings', showId)).catch((): string[] => [])

test('a show that ends becomes a replay by itself, with a chapter for each product', { timeout: 180_000 }, async () => {
  await assert.rejects(recording(), refusedAs('recordings.noRecording'))
  await putOnAir({ house, world, url: house.url } as never, showId)
  assert.equal((await recording()).state, 'recording')
  await assert.rejects(alma('recordings.delete', { showId }), refusedAs('recordings.wrongState'))
  const { vase, lamp } = world.products
  await bea('shows.pinProduct', { showId, productId: vase.productId })
  const carl = await world.as('carl')
  await carl('chat.post', { showId, text: 'Is it heavy?' })
  const wish = { showId, kind: 'inside', productId: vase.productId, text: 'Is it glazed within?' } as const
  const { questionId } = await carl('questions.ask', wish)
  await bea('questions.take', { showId, questionId: questionId as never })
  await showFor(house.estrade, showId, 4000)
  await bea('questions.answer', { showId, questionId: questionId as never, how: 'onAir' })
  await bea('shows.pinProduct', { showId, productId: lamp.productId })
  await showFor(house.estrade, showId, 3000)
  await assert.rejects(house.anyone.call('recordings.replay', { showId }), refusedAs('recordings.noReplay'))
  await bea('shows.end', { showId })
  await assert.rejects(house.anyone.call('recordings.replay', { showId }), refusedAs('recordings.replayPreparing'))
  const room = await until(async () => {
    const { state } = await house.anyone.call('shows.room', { showId })
    return (state as { show: { status: string } }).show.status === 'replay' && state
  })
  assert.ok(room)
  const { state, durationMs, clips, previews, coverUrls, failure } = await recording()
  assert.deepEqual([state, previews, failure], ['ready', true, null])
  assert.ok(coverUrls.length > 0)
  assert.ok(durationMs! > 6500, `${durationMs} ms`)
  assert.deepEqual(
    clips.map((clip) => clip.productId),
    [vase.productId, lamp.productId],
  )
})

test('a replay tells what happened when, by the wall clock that the video carries', async () => {
  const replay = await house.anyone.call('recordings.replay', { showId })
  assert.deepEqual(
    replay.events.map(({ type }) => type),
    ['product.pinned', 'product.pinned'],
  )
  const pinnedMs = Date.parse(replay.events[0]!.at)
  const last = replay.stretches.at(-1)!
  assert.ok(pinnedMs >= replay.stretches[0]!.wallMs && pinnedMs < last.wallMs + last.durationMs)
  const { messages, more } = await house.anyone.call('chat.said', { showId, from: new Date(pinnedMs).toISOString() })
  assert.deepEqual([messages.map(({ text }) => text), more], [['Is it heavy?'], false])
})

test('what a viewer wished to be shown hangs on the product, from replays that everybody may see', async () => {
  const { productId } = world.products.vase
  const { shown, chapters } = await house.anyone.call('recordings.replay', { showId })
  assert.deepEqual(
    shown.map(({ productId, kind, text }) => [productId, kind, text]),
    [[productId, 'inside', 'Is it glazed within?']],
  )
  assert.equal(chapters.length, 2, 'it is no chapter of the show')
  const { items } = await house.anyone.call('recordings.shown', { productId })
  assert.deepEqual(items, shown)
  const { status, headers } = await house.anyone.fetch(items[0]!.mp4Url)
  assert.deepEqual([status, headers.get('content-type')], [200, 'video/mp4'])
  assert.deepEqual(await house.anyone.call('recordings.shown', { productId: world.products.lamp.productId }), {
    items: [],
  })
  const { sql } = house.estrade.database
  await sql`update shows.shows set visibility = 'unlisted' where show_id = ${showId}`
  const { productId: again } = world.products.tray
  await sql`update recordings.recordings
    set made = replace(made::text, ${productId}, ${again})::jsonb where show_id = ${showId}`
  assert.deepEqual(
    await house.anyone.call('recordings.shown', { productId: again }),
    { items: [] },
    'not by its link alone',
  )
  await sql`update recordings.recordings
    set made = replace(made::text, ${again}, ${productId})::jsonb where show_id = ${showId}`
  await sql`update shows.shows set visibility = 'public' where show_id = ${showId}`
})

test('its files are anybody’s, with ranges, and kept by caches for an hour', async () => {
  const playlist = await fetched('replay.m3u8')
  assert.equal(playlist.headers.get('content-type'), 'application/vnd.apple.mpegurl')
  assert.equal(playlist.headers.get('cache-control'), 'public, max-age=3600')
  const text = await playlist.text()
  assert.match(text, /#EXT-X-PLAYLIST-TYPE:VOD[\s\S]*#EXT-X-PROGRAM-DATE-TIME:[\s\S]*#EXT-X-ENDLIST\n$/)
  const [, length, start, name] = /#EXT-X-BYTERANGE:(\d+)@(\d+)\n(.+)/.exec(text)!
  const [bytes, from] = [Number(length), Number(start)]
  const part = await fetched(name!, { headers: { range: `bytes=${from}-${from + bytes - 1}` } })
  assert.equal(part.status, 206)
  assert.match(part.headers.get('content-range')!, new RegExp(`^bytes ${from}-${from + bytes - 1}/\\d+$`))
  assert.equal((await part.arrayBuffer()).byteLength, bytes)
  const tail = await fetched('show.mp4', { headers: { range: 'bytes=-7' } })
  assert.equal((await tail.arrayBuffer()).byteLength, 7)
  assert.equal((await fetched('show.mp4', { headers: { range: 'bytes=999999999-' } })).status, 416)
  const head = await fetched('show.mp4', { method: 'HEAD' })
  assert.equal(Number(head.headers.get('content-length')), (await recording()).bytes)
  assert.match(await (await fetched('clip-2.m3u8')).text(), /#EXTINF/)
  assert.equal((await fetched('storyboard.jpg')).headers.get('content-type'), 'image/jpeg')
  for (const name of ['index.jsonl', '..%2findex.jsonl', '.key.mp4', 'take-99.mp4']) {
    assert.equal((await fetched(name)).status, 404, name)
  }
})

test('a hidden replay is its brand’s only, and can be shown again', async () => {
  await alma('shows.hideReplay', { showId })
  await assert.rejects(alma('shows.hideReplay', { showId }), refusedAs('shows.wrongState'))
  assert.equal((await fetched('show.mp4')).status, 404)
  await assert.rejects(house.anyone.call('recordings.replay', { showId }), refusedAs('recordings.noReplay'))
  const from = '2020-01-01T00:00:00Z'
  await assert.rejects(house.anyone.call('chat.said', { showId, from }), refusedAs('chat.notShown'))
  const owner = await house.signIn('alma@maison-alma.example', 'lumiere-du-soir')
  const seen = await owner.fetch(`/recordings/${showId}/show.mp4`, { method: 'HEAD' })
  assert.deepEqual([seen.status, seen.headers.get('cache-control')], [200, 'private, no-store'])
  const dana = await house.signIn('dana@viewer.example', 'lumiere-du-soir')
  assert.equal((await dana.fetch(`/recordings/${showId}/show.mp4`)).status, 404)
  await alma('shows.publishReplay', { showId })
  assert.equal((await fetched('show.mp4', { method: 'HEAD' })).status, 200)
})

test('a brand keeps recordings as long as it says, also those that are there', async () => {
  const { brandId } = world
  assert.deepEqual(await alma('recordings.settings', { brandId }), { keepDays: 90, publish: true })
  const kept = Date.parse((await recording()).deleteAt!)
  await alma('recordings.changeSettings', { brandId, keepDays: 30, publish: true })
  assert.equal(Date.parse((await recording()).deleteAt!), kept - 60 * 86_400_000)
  await alma('recordings.changeSettings', { brandId, keepDays: null, publish: true })
  assert.equal((await recording()).deleteAt, null)
})

test('deleting takes the files away, and says when they were gone', { timeout: 60_000 }, async () => {
  assert.ok((await written()).includes('show.mp4'))
  const { sql } = house.estrade.database
  await sql`update recordings.recordings set delete_at = now() - interval '1 day' where show_id = ${showId}`
  await house.beat('recordings.retire')
  assert.equal((await fetched('show.mp4')).status, 404, 'at once')
  const { state, removedAt } = await until(async () => {
    const now = await recording()
    return now.removedAt !== null && now
  })
  assert.ok(state === 'deleted' && removedAt)
  assert.deepEqual(await written(), [])
  await assert.rejects(house.anyone.call('recordings.replay', { showId }), refusedAs('recordings.replayDeleted'))
  await assert.rejects(alma('recordings.delete', { showId }), refusedAs('recordings.wrongState'))
  await assert.rejects(alma('recordings.prepareAgain', { showId }), refusedAs('recordings.wrongState'))
  await assert.rejects(alma('shows.hideReplay', { showId }), refusedAs('shows.wrongState'), 'and the replay with them')
})
