import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { freePorts } from '../../../test/e2e/live-house.ts'
import { type House, openHouse, type Person } from '../../../test/house.ts'
import { encode } from '../../../test/media/encoder.ts'
import { refusedAs } from '../../../test/on-air.ts'
import { buildWorld, type World, worldPassword, worldPeople } from '../../../test/world.ts'
import type { PublicRoom } from '../../room.ts'

/*
 * A private show on air with a real picture: what its guests get, and what a stranger does not.
 */
let house: House
let world: World
const scope = new AsyncDisposableStack()
before(async () => {
  house = scope.use(await openHouse({ roles: 'web,rooms,jobs,media', env: await freePorts() }))
  world = await buildWorld(house.estrade)
})
after(() => scope.disposeAsync())

async function until(look: () => Promise<boolean>): Promise<void> {
  while (!(await look())) await setTimeout(100)
}

/** How the upgrade of a room's address is answered. */
function knock(showId: string, cookie: string): Promise<'open' | 'refused'> {
  const socket = new WebSocket(`${house.url.replace('http', 'ws')}/rooms/${showId}?e=0&c=0`, {
    headers: { cookie },
  } as never)
  return new Promise((resolve) => {
    socket.onopen = () => {
      socket.close()
      resolve('open')
    }
    socket.onerror = () => resolve('refused')
  })
}

/** What is in nobody's bag yet, ordered and not paid. */
async function placeOrder({ call }: Person, variantId: string): Promise<void> {
  const { brandId } = world
  await call('orders.addToBag', { brandId, variantId, quantity: 1 })
  const { items } = await call('orders.delivery', { brandId, country: 'FR' })
  const deliveryMethodId = items[0]!.deliveryMethodId
  const { total } = await call('orders.quote', { brandId, country: 'FR', deliveryMethodId })
  const address = { name: 'Noé', line1: '1 rue de la Paix', postalCode: '75002', city: 'Paris', country: 'FR' }
  const wish = { brandId, email: 'noe@viewer.example', address, deliveryMethodId, expectedTotal: total }
  await call('orders.checkout', { ...wish, locale: 'en', returnTo: '/orders' })
}

const small = { picture: ['-vf', 'scale=160:90', '-preset', 'ultrafast'] }

test('a private show is for its list: a stranger gets its poster, and no picture, room or talk', {
  timeout: 150_000,
}, async () => {
  const showId = world.shows.friday
  const [alma, bea] = [await world.as('alma'), await world.as('bea')]
  const dana = await house.signIn(worldPeople.dana.email, worldPassword)
  const carl = await house.signIn(worldPeople.carl.email, worldPassword)
  await house.estrade.database
    .sql`update accounts.people set email_verified = true where email = ${worldPeople.dana.email}`
  const socketBefore = new WebSocket(`${house.url.replace('http', 'ws')}/rooms/${showId}?e=0&c=0`)
  const knockedAgain = new Promise<void>((resolve) => socketBefore.addEventListener('close', () => resolve()))
  await new Promise((resolve) => socketBefore.addEventListener('open', resolve))
  const guests = [worldPeople.dana.email.toUpperCase()]
  await alma('shows.setAdmission', { showId, visibility: 'private', guests })
  await knockedAgain
  assert.deepEqual((await bea('shows.admission', { showId })).guests, [worldPeople.dana.email])

  const { key } = await bea('shows.issueKey', { showId, use: 'encoder' })
  await using _ = encode(house.estrade.media!.rtmpPort(), key, small)
  await until(async () => (await bea('shows.stream', { showId })).state === 'coming')
  await bea('shows.start', { showId })
  await bea('shows.pinProduct', { showId, productId: world.products.lamp.productId })
  const bare = `/hls/${showId}/master.m3u8`
  await until(async () => (await house.anyone.fetch(bare)).status === 403)

  for (const [stranger, code] of [
    [house.anyone, 'signInToEnter'],
    [carl, 'notInvited'],
  ] as const) {
    const refused = refusedAs(`shows.${code}`)
    const room = await stranger.call('shows.room', { showId })
    const { show } = room.state as unknown as PublicRoom
    assert.deepEqual([room.closed, room.seq, room.hlsUrl], [`shows.${code}`, 0, null])
    assert.ok(show.title.en && show.coverUrl, 'there is a poster')
    assert.deepEqual([show.shelf, show.pinned, room.chat.messages], [[], [], []])
    await assert.rejects(stranger.call('shows.playback', { showId }), refused)
    await assert.rejects(stranger.call('shows.moments', { showId }), refused)
    if (stranger === carl) await assert.rejects(stranger.call('chat.post', { showId, text: 'Hello' }), refused)
    for (const path of [bare, bare.replace('master', 'live'), `${bare}?token=1.aaaaaaaaaaaaaaaaaaaaaa`])
      assert.equal((await stranger.fetch(path)).status, 403, path)
    assert.equal((await stranger.fetch(`/rooms/${showId}/segments/0-0`)).status, 403)
    const here = { method: 'POST', body: JSON.stringify({ v: crypto.randomUUID(), c: 0 }) }
    const asJson = { ...here, headers: { 'content-type': 'application/json' } }
    assert.equal((await stranger.fetch(`/rooms/${showId}/here`, asJson)).status, 403)
    assert.equal(await knock(showId, stranger.cookie), 'refused')
  }

  const room = await dana.call('shows.room', { showId })
  assert.equal(room.closed, null)
  assert.equal((room.state as unknown as PublicRoom).show.pinned.length, 1)
  const grant = await dana.call('shows.playback', { showId })
  assert.ok(grant.renewInSeconds > 0 && Date.now() + grant.renewInSeconds * 1000 < Date.parse(grant.expiresAt))
  await until(async () => (await dana.fetch(grant.hlsUrl)).status === 200)
  assert.equal((await dana.fetch(`/hls/${world.shows.morning}/master.m3u8?token=${grant.token}`)).status, 404)
  const segment = await dana.fetch(`/rooms/${showId}/segments/0-0`)
  assert.deepEqual([segment.status, segment.headers.get('cache-control')], [200, 'private, no-store'])
  assert.equal(await knock(showId, dana.cookie), 'open')

  const listed = async () => (await house.anyone.call('shows.public', { brandId: world.brandId })).items
  assert.ok(!(await listed()).some((show) => show.showId === showId), 'it stands in no list')
  const open = { showId, visibility: 'public' as const, guests: [] }
  await assert.rejects(alma('shows.setAdmission', open), refusedAs('shows.wrongState'))
  await alma('shows.setAdmission', { showId, visibility: 'private', guests: [] })
  await assert.rejects(dana.call('shows.playback', { showId }), refusedAs('shows.notInvited'))

  await bea('shows.end', { showId })
  await until(async () => (await alma('recordings.recording', { showId })).state === 'ready')
  await alma('shows.publishReplay', { showId }).catch(() => undefined)
  await alma('shows.setAdmission', { showId, visibility: 'private', guests })
  await assert.rejects(carl.call('recordings.replay', { showId }), refusedAs('shows.notInvited'))
  const hlsUrl = (await dana.call('recordings.replay', { showId })).hlsUrl!
  const statusFor = async (who: typeof dana, path: string) => (await who.fetch(path)).status
  for (const path of [hlsUrl, hlsUrl.replace('replay.m3u8', 'take-1.mp4'), hlsUrl.replace('replay.m3u8', 'show.mp4')]) {
    assert.deepEqual([await statusFor(carl, path), await statusFor(house.anyone, path)], [404, 404], path)
  }
  const replay = await dana.fetch(hlsUrl)
  assert.deepEqual([replay.status, replay.headers.get('cache-control')], [200, 'private, no-store'])
})

test('a ticketed show is open to whoever has paid for its ticket, a guest too', async () => {
  const showId = world.shows.morning
  const alma = await world.as('alma')
  const { productId, variantIds } = world.products.vase
  const missing = { showId, visibility: 'ticketed' as const, guests: [] }
  await assert.rejects(alma('shows.setAdmission', missing), refusedAs('shows.ticketMissing'))
  await alma('shows.setAdmission', { ...missing, ticketProductId: productId })
  const guest = await house.guest()
  const closed = async () => (await guest.call('shows.room', { showId })).closed
  assert.equal(await closed(), 'shows.ticketNeeded')
  const { sql } = house.estrade.database
  await placeOrder(guest, variantIds[0]!)
  assert.equal(await closed(), 'shows.ticketNeeded', 'an order that is not paid opens nothing')
  await sql`update orders.orders set state = 'paid', paid_at = now(), paid_intent_id = intent_id where person_id = ${guest.personId}`
  assert.equal(await closed(), null)
  await sql`update orders.orders set state = 'refunded' where person_id = ${guest.personId}`
  assert.equal(await closed(), 'shows.ticketNeeded', 'whoever got the money back has no ticket')
})
