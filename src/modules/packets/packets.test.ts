import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { bidderAddress } from '../../../test/bidders.ts'
import { type House, openHouse, type Person } from '../../../test/house.ts'
import { type OnAir, openOnAir, refusedAs } from '../../../test/on-air.ts'
import type { PacketId, PersonId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'
import type { PublicRoom } from '../../room.ts'
import { sha256, sharesWith } from '../chance/chance.ts'
import { grabLink, packetHead } from '../chance/state.ts'
import { audit } from '../ledger/ledger.ts'

let air: OnAir & AsyncDisposable
let there: House
let bea: Awaited<ReturnType<OnAir['world']['as']>>
let dana: Person
before(async () => {
  air = await openOnAir()
  there = await openHouse({ databaseUrl: air.house.estrade.database.url })
  bea = await air.world.as('bea')
  await bea('packets.setBudget', { showId: air.showId, amount: euros(1_000_000) })
  dana = await air.house.signUp('Dana R.', 'dana-r@viewer.example', 'long-enough-password')
})
after(async () => {
  await there?.[Symbol.asyncDispose]()
  await air?.[Symbol.asyncDispose]()
})

const euros = (minor: number) => ({ minor: `${minor}`, currency: 'EUR' as const })
const sql: Sql = ((...args: Parameters<Sql>) => air.house.estrade.database.sql(...args)) as Sql

type Prepared = Parameters<typeof bea<'packets.prepare'>>[1]
async function falls(wish: Omit<Prepared, 'showId'>, opensInSeconds = 0): Promise<PacketId> {
  const { packetId } = await bea('packets.prepare', { showId: air.showId, ...wish })
  await bea('packets.launch', { packetId, opensInSeconds })
  return packetId
}
const grab = (person: Person, packetId: PacketId, more: { password?: string; device?: string } = {}) =>
  person.call('packets.grab', { showId: air.showId, packetId, ...more })
const inRoom = async (packetId: PacketId) => {
  const { state } = await air.house.anyone.call('shows.room', { showId: air.showId })
  return (state as unknown as PublicRoom).packets.packets.find((one) => one.packetId === packetId)!
}
const left = async () => Number((await bea('packets.budget', { showId: air.showId })).left.minor)
const account = (name: string) => air.house.signUp(name, `${name}@viewer.example`, 'long-enough-password')
const record = (packetId: PacketId) => air.house.anyone.call('packets.record', { showId: air.showId, packetId })
const ends = async (packetId: PacketId) => {
  await sql`update packets.packets set opens_at = now() - interval '1 hour', expires_at = now() - interval '1 second' where packet_id = ${packetId}`
  await air.house.beat('packets.endDue')
  await air.house.idle()
}
const isWhole = async () =>
  assert.deepEqual((await audit(air.house.estrade.database.sql, air.world.brandId)).faults, [])

test('a packet is funded whole before it falls, and refused when the budget is not enough', async () => {
  const before = await left()
  const { packetId } = await bea('packets.prepare', { showId: air.showId, kind: 'random', minor: '2000000', pieces: 3 })
  await assert.rejects(bea('packets.launch', { packetId }), refusedAs('packets.budgetTooSmall'))
  assert.equal(await left(), before)
  await bea('packets.discard', { packetId })
  const falling = await falls({ kind: 'equal', minor: '100', pieces: 2 })
  assert.equal(await left(), before - 200)
  await assert.rejects(bea('packets.launch', { packetId: falling }), refusedAs('packets.launchedAlready'))
  await assert.rejects(bea('packets.discard', { packetId: falling }), refusedAs('packets.launchedAlready'))
  const small = { showId: air.showId, amount: euros(100) }
  await assert.rejects(bea('packets.setBudget', small), refusedAs('packets.budgetInUse'))
  await ends(falling)
  assert.equal(await left(), before)
})

test('a list gives the first the first amount and the next the second, as credit that can be spent', async () => {
  const carl = await account('carl-r')
  const packetId = await falls({ kind: 'list', list: ['200', '100'], greeting: 'Merci' })
  const first = await grab(dana, packetId)
  assert.deepEqual([first.place, first.amount], [1, euros(200)])
  assert.deepEqual(await grab(dana, packetId), first, 'asked again, the same')
  assert.deepEqual((await grab(carl, packetId)).amount, euros(100))
  await assert.rejects(grab(await account('late'), packetId), refusedAs('packets.empty'))
  assert.deepEqual(await grab(dana, packetId), first, 'also when it is empty')
  const wallet = await dana.call('credit.mine', { brandId: air.world.brandId })
  assert.deepEqual(
    [wallet.free, wallet.items[0]!.kind, wallet.items[0]!.amount],
    [euros(200), 'giveaway.given', euros(200)],
  )
  assert.deepEqual((await dana.call('packets.mine', { showId: air.showId })).items, [first])
  const { best, taken, ended } = await inRoom(packetId)
  assert.deepEqual([best, taken, ended?.why], [{ place: 1, name: 'Dana R.', minor: '200' }, 2, 'empty'])
  await isWhole()
})

test('a packet never opens early, asks for its password, and is not for guests or for the team', async () => {
  const packetId = await falls({ kind: 'equal', minor: '10', pieces: 5, password: 'Bonne soirée' }, 3600)
  await assert.rejects(grab(dana, packetId, { password: 'bonne soirée' }), refusedAs('packets.notOpenYet'))
  await sql`update packets.packets set opens_at = now() - interval '1 second' where packet_id = ${packetId}`
  // Another process does not remember when it was to open.
  const here = await there.signIn('dana-r@viewer.example', 'long-enough-password')
  await assert.rejects(grab(here, packetId), refusedAs('packets.wrongPassword'))
  await assert.rejects(grab(await there.guest(), packetId, { password: 'x' }), refusedAs('edge.accountNeeded'))
  const host = await there.signIn('bea@maison-alma.example', 'lumiere-du-soir')
  await assert.rejects(grab(host, packetId, { password: 'bonne soirée' }), refusedAs('packets.ownTeam'))
  assert.equal((await grab(here, packetId, { password: ' BONNE SOIRÉE' })).place, 1)
  assert.doesNotMatch(JSON.stringify(await inRoom(packetId)), /soir/i)
  await ends(packetId)
})

/** In this show, and paid for. */
async function buys(person: Person): Promise<void> {
  const { brandId, products } = air.world
  await person.call('orders.addToBag', { brandId, variantId: products.tray.variantIds[0]!, showId: air.showId })
  const choice = { brandId, country: 'FR', deliveryMethodId: 'standard' }
  const { total } = await person.call('orders.quote', choice)
  const contact = { address: bidderAddress, email: 'talker@viewer.example', expectedTotal: total, returnTo: '/' }
  const { orderId, intentId } = await person.call('orders.checkout', {
    brandId,
    deliveryMethodId: 'standard',
    ...contact,
  })
  await sql`
    update orders.orders set state = 'paid', paid_at = now(), paid_intent_id = ${intentId} where order_id = ${orderId}`
}

test('it can be for those who have written, or for buyers, whose names are told to nobody', async () => {
  const talker = await account('talker')
  const written = await falls({ kind: 'equal', minor: '10', pieces: 5, eligibility: 'commented' })
  await assert.rejects(grab(talker, written), refusedAs('packets.commentFirst'))
  await talker.call('chat.post', { showId: air.showId, text: 'Good evening' })
  assert.equal((await grab(talker, written)).place, 1)
  await ends(written)

  const bought = await falls({ kind: 'equal', minor: '10', pieces: 5, eligibility: 'bought' })
  await assert.rejects(grab(talker, bought), refusedAs('packets.buyFirst'))
  await buys(talker)
  const { place } = await grab(talker, bought)
  assert.equal(place, 1)
  assert.equal((await inRoom(bought)).best!.name, null)
  assert.doesNotMatch(JSON.stringify(await record(bought)), /talker/)
  await ends(bought)
})

test('accounts of one device have one share', async () => {
  const packetId = await falls({ kind: 'equal', minor: '10', pieces: 5 })
  const device = 'a-telephone-of-them'
  await grab(dana, packetId, { device })
  await assert.rejects(grab(await account('second'), packetId, { device }), refusedAs('packets.deviceHad'))
  await ends(packetId)
})

test('what nobody took goes back once when its time is over, and the seed is told then, not before', async () => {
  const before = await left()
  const packetId = await falls({ kind: 'random', minor: '500', pieces: 5 })
  const { amount } = await grab(dana, packetId)
  assert.equal((await record(packetId)).seed, null)
  assert.equal((await inRoom(packetId)).ended, null)
  const { seedHash } = await inRoom(packetId)
  await Promise.all([ends(packetId), ends(packetId)])
  await ends(packetId)
  assert.equal(await left(), before - Number(amount.minor))
  await assert.rejects(grab(await account('after'), packetId), refusedAs('packets.over'))
  const { seed } = (await inRoom(packetId)).ended!
  assert.equal(sha256(seed!), seedHash)
  await isWhole()
})

/** Accounts straight at the handler: no sign-in stands between them and the row that all of them want. */
function crowd(count: number) {
  const people = Array.from({ length: count }, () => crypto.randomUUID() as PersonId)
  return async (packetId: PacketId) => {
    const ctxs = await Promise.all([air.house, there].map((house) => house.inCtx(async (ctx) => ctx)))
    // The context of a transaction that is over is of no use but for its clock; a batch opens its own.
    return Promise.allSettled(
      people.map((personId, i) => {
        const house = i % 2 ? there : air.house
        const who = { kind: 'person', personId, guest: false, name: `No. ${i}`, roles: {} } as const
        const ctx = { ...ctxs[i % 2]!, sql: house.estrade.database.sql, now: new Date(), who }
        return house.estrade.app.handlers['packets.grab'](ctx, { showId: air.showId, packetId }, 'key')
      }),
    )
  }
}

test('a thousand at once over two processes take exactly what there is, each once, in the order of the list', async () => {
  const list = Array.from({ length: 200 }, (_, i) => `${i + 1}`)
  const packetId = await falls({ kind: 'list', list })
  const all = crowd(1000)
  const answers = [...(await all(packetId)), ...(await all(packetId))]
  const won = answers.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const places = new Map(won.map(({ place, amount }) => [place, Number(amount.minor)]))
  assert.deepEqual([won.length, places.size], [400, 200], 'two hundred, each told twice the same')
  assert.ok([...places].every(([place, minor]) => minor === place))
  const codes = new Set(answers.flatMap((one) => (one.status === 'rejected' ? [one.reason.problem?.code] : [])))
  assert.deepEqual([...codes], ['packets.empty'])
  const { taken, spent, ended } = await inRoom(packetId)
  assert.deepEqual([taken, spent, ended?.why], [200, '20100', 'empty'])
  await isWhole()
})

test('anybody can reckon a random packet again from its record, and changing one entry breaks it', async () => {
  const packetId = await falls({ kind: 'random', minor: '5000', pieces: 40 })
  await crowd(60)(packetId)
  const told = await record(packetId)
  const room = await inRoom(packetId)
  assert.equal(
    told.grabs.reduce((sum, { minor }) => sum + Number(minor), 0),
    5000,
  )
  const shares = sharesWith(told, told.seed)
  const linked = (grabs: typeof told.grabs) =>
    grabs.reduce((link, one) => sha256(grabLink(link, one)), sha256(packetHead(told)))
  assert.deepEqual(
    told.grabs.map(({ minor }) => BigInt(minor)),
    shares,
  )
  assert.equal(linked(told.grabs), room.chain)
  const changed = told.grabs.map((one, i) => (i === 7 ? { ...one, grabId: told.grabs[8]!.grabId } : one))
  assert.notEqual(linked(changed), room.chain)
})

test('with the show end its packets, and what is left of the budget goes back to the brand', async () => {
  const packetId = await falls({ kind: 'equal', minor: '100', pieces: 5 })
  await grab(dana, packetId)
  await bea('shows.end', { showId: air.showId })
  await air.house.idle()
  assert.equal((await inRoom(packetId)).ended?.why, 'show')
  assert.equal(await left(), 0)
  const more = { showId: air.showId, amount: euros(1) }
  await assert.rejects(bea('packets.setBudget', more), refusedAs('packets.showOver'))
  const [cost] = await sql<{ minor: bigint; given: bigint }>`
    select (select -posted from ledger.accounts where purpose = 'giveaways') as minor,
      (select sum(posted) from ledger.accounts where purpose = 'shopCredit')::bigint as given`
  assert.equal(cost!.minor, cost!.given, 'what it cost is what people have')
  await isWhole()
})
