import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { watchRoom } from '../../../test/house.ts'
import { type OnAir, openOnAir, refusedAs } from '../../../test/on-air.ts'
import type { PublicRoom } from '../../room.ts'
import { endDueShows, showByKey } from './shows.ts'

let on: OnAir & AsyncDisposable

before(async () => {
  on = await openOnAir()
})
after(() => on[Symbol.asyncDispose]())

const roomNow = async () =>
  (await on.house.anyone.call('shows.room', { showId: on.showId })).state as unknown as PublicRoom

test('a draft is nobody’s business, and another brand’s product is not in a run-of-show', async () => {
  const { house, world } = on
  const alma = await world.as('alma')
  const { showId } = await alma('shows.create', {
    ...{ brandId: world.brandId, title: { en: 'Later' }, description: { en: 'Later' }, hostName: 'Béa' },
  })
  await assert.rejects(house.anyone.call('shows.room', { showId }), refusedAs('shows.unknownShow'))
  await assert.rejects(house.anyone.call('shows.moments', { showId }), refusedAs('shows.unknownShow'))
  const nothing = '01900000-0000-7000-8000-000000000000'
  await assert.rejects(
    alma('shows.setRunOfShow', { showId, items: [{ productId: nothing }] }),
    refusedAs('shows.notInRunOfShow'),
  )
  await assert.rejects(alma('shows.schedule', { showId }), refusedAs('shows.coverMissing'))
  await assert.rejects(alma('shows.start', { showId }), refusedAs('shows.noPicture'))
})

test('what the host pins is in the room at once, and in its order', async () => {
  const { house, world, showId } = on
  const bea = await world.as('bea')
  const room = await watchRoom(house, showId)
  const { lamp, vase } = world.products
  await bea('shows.pinProduct', { showId, productId: lamp.productId })
  await bea('shows.pinProduct', { showId, productId: vase.productId })
  await room.until('product.pinned', (body: { productId: string }) => body.productId === vase.productId)
  assert.deepEqual((await roomNow()).show.pinned, [vase.productId, lamp.productId])
  await assert.rejects(bea('shows.pinProduct', { showId, productId: lamp.productId }), refusedAs('shows.pinnedAlready'))
  await bea('shows.unpinProduct', { showId, productId: vase.productId })
  await room.until('product.unpinned')
  const { events } = await house.anyone.call('shows.moments', { showId })
  assert.deepEqual(
    events.map(({ type }) => type),
    ['product.pinned', 'product.pinned', 'product.unpinned'],
    'for who goes back: what the host did, and not what was listed, sold or counted',
  )
  room.close()
})

test('a change of price and a change of stock reach the room of a live show', async () => {
  const { world, showId, house } = on
  const alma = await world.as('alma')
  const room = await watchRoom(house, showId)
  const { items } = await alma('catalog.products', { brandId: world.brandId, search: 'candle' })
  const { productId, title, description, variants, pictures } = items[0]!
  await alma('catalog.changeProduct', {
    ...{ productId, title, description, pictureIds: pictures.map((picture) => picture.pictureId) },
    variants: variants.map(({ variantId, sku, options }) => ({
      ...{ variantId, sku, options, prices: [{ minor: '3900', currency: 'EUR' as const }] },
    })),
  })
  await room.until('product.listed', (body: { productId: string }) => body.productId === productId)
  const variantId = variants[0]!.variantId
  await alma('stock.adjust', { variantId, by: -50, reason: 'Broken in transport' })
  await room.until('stock.changed', (body: { variantId: string; free: number }) => body.variantId === variantId)
  const card = (await roomNow()).show.shelf.find((one) => one.productId === productId)!
  assert.deepEqual([card.variants[0]!.price.minor, card.variants[0]!.free], ['3900', 100])
  room.close()
})

test('a publishing key opens its show only, is kept as a hash, and ends with the next one', async () => {
  const { world, showId, house } = on
  const bea = await world.as('bea')
  const { sql } = house.estrade.database
  const { key } = await bea('shows.issueKey', { showId })
  assert.equal(await showByKey(sql, key), showId)
  const kept = await sql<{ keyHash: Buffer }>`select key_hash from shows.keys where show_id = ${showId}`
  assert.ok(!kept[0]!.keyHash.toString('latin1').includes(key))
  const { key: second } = await bea('shows.issueKey', { showId })
  assert.equal(await showByKey(sql, key), undefined)
  assert.equal(await showByKey(sql, second), showId)
})

test('an encoder keeps its key while browsers take theirs anew', async () => {
  const { world, showId, house } = on
  const bea = await world.as('bea')
  const { sql } = house.estrade.database
  const encoder = await bea('shows.issueKey', { showId, use: 'encoder' })
  await bea('shows.issueKey', { showId })
  assert.equal(await showByKey(sql, encoder.key), showId)
  const next = await bea('shows.issueKey', { showId, use: 'encoder' })
  assert.equal(await showByKey(sql, encoder.key), undefined)
  assert.equal(await showByKey(sql, next.key), showId)
})

test('a picture that goes and comes back is told once each', async () => {
  const { house, showId } = on
  const { notePicture } = await import('./shows.ts')
  const before = (await roomNow()).show.picture
  for (const picture of ['lost', 'lost', 'coming', 'coming'] as const) {
    await house.inCtx((ctx) => notePicture(ctx, { showId, picture }))
  }
  const room = await watchRoom(house, showId)
  await room.until('picture.returned')
  assert.equal(before, 'coming')
  assert.equal(room.heard.e.filter((event) => event.type === 'picture.lost').length, 1)
  assert.equal(room.heard.e.filter((event) => event.type === 'picture.returned').length, 1)
  room.close()
})

test('a show that is cut shows the slate, and its keys open nothing any more', async () => {
  const { world, showId, house } = on
  const bea = await world.as('bea')
  const { key } = await bea('shows.issueKey', { showId })
  await bea('shows.cut', { showId })
  assert.equal((await roomNow()).show.paused, true)
  assert.equal(await showByKey(house.estrade.database.sql, key), undefined)
  await assert.rejects(bea('shows.pause', { showId }), refusedAs('shows.pausedAlready'))
  await bea('shows.resume', { showId })
  assert.equal((await roomNow()).show.paused, false)
})

test('a show whose planned end has come ends by itself, and no other', async () => {
  const { world, showId, house } = on
  const bea = await world.as('bea')
  const endsAt = new Date(Date.now() + 3_600_000).toISOString()
  await bea('shows.planEnd', { showId, endsAt })
  assert.equal((await roomNow()).show.endsAt, endsAt)
  await house.inCtx(endDueShows)
  assert.equal((await roomNow()).show.status, 'live')
  await house.inCtx((ctx) => endDueShows({ ...ctx, now: new Date(Date.parse(endsAt) - 1) }))
  assert.equal((await roomNow()).show.status, 'live')
  await bea('shows.planEnd', { showId, endsAt: null })
  await house.inCtx((ctx) => endDueShows({ ...ctx, now: new Date(endsAt) }))
  assert.equal((await roomNow()).show.status, 'live')
})

test('viewers are led on to a show that is theirs to see, and to it as it is when this one ends', async () => {
  const { world, showId } = on
  const [alma, bea] = [await world.as('alma'), await world.as('bea')]
  const [text, startsAt] = [{ en: 'Sunday at Alma' }, new Date(Date.now() + 86_400_000).toISOString()]
  const cover = (await alma('shows.show', { showId })).coverPictureId
  const plan = { brandId: world.brandId, title: text, description: text, hostName: 'Carl', coverPictureId: cover }
  const { showId: sunday } = await alma('shows.create', { ...plan, startsAt })
  const lead = (nextShowId: string | null) => bea('shows.leadTo', { showId, nextShowId: nextShowId as never })
  await assert.rejects(lead(sunday), refusedAs('shows.nextOver'))
  await alma('shows.schedule', { showId: sunday })
  await alma('shows.setAdmission', { showId: sunday, visibility: 'private', guests: ['dana@alma.example'] })
  await assert.rejects(lead(sunday), refusedAs('shows.nextClosed'))
  assert.ok(!(await bea('shows.nextShow', { showId })).items.some((one) => one.showId === sunday))
  await alma('shows.setAdmission', { showId: sunday, visibility: 'public', guests: [] })
  await assert.rejects(lead(showId), refusedAs('shows.nextElsewhere'))
  await assert.rejects(lead('01900000-0000-7000-8000-000000000000'), refusedAs('shows.nextElsewhere'))
  await lead(sunday)
  const { nextShowId, items } = await bea('shows.nextShow', { showId })
  assert.deepEqual([nextShowId, items.find((one) => one.showId === sunday)?.status], [sunday, 'scheduled'])
  await alma('shows.change', { ...plan, showId: sunday, startsAt, title: { en: 'Sunday, later' } })
  assert.deepEqual((await roomNow()).show.next?.title, text, 'what was said of it, until the end')
})

test('a list leads to a private show only if it takes everybody on it', async () => {
  const { world, showId } = on
  const alma = await world.as('alma')
  const { coverPictureId } = await alma('shows.show', { showId })
  const startsAt = new Date(Date.now() + 86_400_000).toISOString()
  const text = { en: 'Private evening' }
  const plan = { brandId: world.brandId, title: text, description: text, hostName: 'Béa', coverPictureId, startsAt }
  const admit = async (guests: string[]) => {
    const { showId } = await alma('shows.create', plan)
    await alma('shows.schedule', { showId })
    await alma('shows.setAdmission', { showId, visibility: 'private', guests })
    return showId
  }
  const [few, more] = [await admit(['a@alma.example']), await admit(['A@alma.example', 'b@alma.example'])]
  await alma('shows.leadTo', { showId: few, nextShowId: more })
  await assert.rejects(alma('shows.leadTo', { showId: more, nextShowId: few }), refusedAs('shows.nextClosed'))
})

test('a show that ends closes its drops, and starts no second time', async () => {
  const { world, showId, house } = on
  const bea = await world.as('bea')
  const variantId = world.products.vase.variantIds[0]!
  await bea('drops.create', { showId, variantId, quantity: 5, price: { minor: '7900', currency: 'EUR' } })
  const alma = await world.as('alma')
  const freeNow = async () =>
    (await alma('stock.levels', { brandId: world.brandId })).items.find((one) => one.variantId === variantId)!
  assert.deepEqual([(await freeNow()).free, (await freeNow()).inDrops], [75, 5])
  // By itself, at its planned end: as good as by hand.
  const endsAt = new Date(Date.now() + 60_000).toISOString()
  await bea('shows.planEnd', { showId, endsAt })
  await house.inCtx((ctx) => endDueShows({ ...ctx, now: new Date(endsAt) }))
  const room = await roomNow()
  assert.deepEqual([room.show.status, room.drops.drops.at(-1)!.closed], ['ended', true])
  assert.deepEqual(room.show.next?.title, { en: 'Sunday, later' }, 'viewers are led to it as it is now')
  assert.deepEqual([(await freeNow()).free, (await freeNow()).inDrops], [80, 0])
  await assert.rejects(bea('shows.start', { showId }), refusedAs('shows.wrongState'))
  await alma('shows.publishReplay', { showId })
  assert.equal((await roomNow()).show.status, 'replay')
})
