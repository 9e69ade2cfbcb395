import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { bidderAddress } from '../../../test/bidders.ts'
import type { Person } from '../../../test/house.ts'
import { type OnAir, openOnAir, refusedAs } from '../../../test/on-air.ts'
import type { PublicRoom } from '../../room.ts'
import { sha256 } from '../chance/chance.ts'
import { audit } from '../ledger/ledger.ts'

let air: OnAir & AsyncDisposable
let bea: Awaited<ReturnType<OnAir['world']['as']>>
let people: Person[]
before(async () => {
  air = await openOnAir()
  bea = await air.world.as('bea')
  await bea('packets.setBudget', { showId: air.showId, amount: { minor: '10000', currency: 'EUR' } })
  people = []
  for (const name of ['Ana', 'Bo', 'Cy', 'Di'])
    people.push(await air.house.signUp(name, `${name}@viewer.example`, 'long-enough-password'))
})
after(() => air?.[Symbol.asyncDispose]())

const start = async (wish: {
  title: string
  credit?: string
  winners?: number
  keyword?: string
  bought?: boolean
  repeatDays?: number
  followed?: boolean
  watchMinutes?: number
}) => (await bea('draws.start', { showId: air.showId, repeatDays: 0, ...wish })).drawId
const enter = (person: Person, drawId: string) =>
  person.call('draws.enter', { showId: air.showId, drawId: drawId as never })
const inRoom = async (drawId: string) => {
  const { state } = await air.house.anyone.call('shows.room', { showId: air.showId })
  return (state as unknown as PublicRoom).draws.draws.find((one) => one.drawId === drawId)!
}
async function drawn(drawId: string) {
  const { sql } = air.house.estrade.database
  await sql`update draws.draws set opened_at = opened_at - interval '1 hour', closes_at = now() - interval '1 second' where draw_id = ${drawId}`
  await air.house.beat('draws.watch')
  await air.house.idle()
  return inRoom(drawId)
}
const left = async () => Number((await bea('packets.budget', { showId: air.showId })).left.minor)

test('one tap is one entry, the room hears how many, and as many win as there are prizes', async () => {
  const drawId = await start({ title: 'The ivory lamp', winners: 2 })
  await assert.rejects(start({ title: 'Another' }), refusedAs('draws.tooManyOpen'))
  const first = await enter(people[0]!, drawId)
  assert.deepEqual(await enter(people[0]!, drawId), first)
  await enter(people[1]!, drawId)
  await enter(people[2]!, drawId)
  await air.house.beat('draws.watch')
  assert.equal((await inRoom(drawId)).entries, 3)
  const own = { showId: air.showId, drawId: drawId as never }
  await assert.rejects(bea('draws.enter', own), refusedAs('draws.ownTeam'))
  const { drawn: result, seedHash, entries } = await drawn(drawId)
  assert.deepEqual([entries, result!.winners.length, sha256(result!.seed)], [3, 2, seedHash])
  await assert.rejects(enter(people[3]!, drawId), refusedAs('draws.closed'))
})

test('a winner says where the prize goes, nobody else does, and the brand reads it', async () => {
  const drawId = (await start({ title: 'A vase' })) as never
  const { entryId } = await enter(people[0]!, drawId)
  await drawn(drawId)
  const wish = { showId: air.showId, drawId, address: bidderAddress }
  await assert.rejects(people[1]!.call('draws.claim', wish), refusedAs('draws.notWinner'))
  await people[0]!.call('draws.claim', wish)
  const { items } = await bea('draws.list', { showId: air.showId })
  const found = items.find((one) => one.drawId === drawId)!
  assert.deepEqual([found.winners[0]!.entryId, found.winners[0]!.address?.city], [entryId, 'Paris'])
  const mine = await people[0]!.call('draws.mine', { showId: air.showId })
  assert.ok(mine.items.some((one) => one.drawId === drawId && one.rank === 1 && one.hasAddress))
})

test('a word in the chat enters, also without a tap; who has not said it cannot', async () => {
  const drawId = await start({ title: 'A candle', keyword: 'Fig Tree' })
  await assert.rejects(enter(people[0]!, drawId), refusedAs('draws.sayFirst'))
  await people[0]!.call('chat.post', { showId: air.showId, text: 'I love the FIG TREE!' })
  await people[1]!.call('chat.post', { showId: air.showId, text: 'fig tree' })
  await enter(people[0]!, drawId)
  await air.house.estrade.database.sql`update draws.draws set closes_at = now() where draw_id = ${drawId}`
  // The database's clock may be a moment ahead of the house's.
  while (!(await inRoom(drawId)).drawn) {
    await air.house.beat('draws.watch')
    await air.house.idle()
  }
  assert.equal((await inRoom(drawId)).entries, 2)
})

test('it can be for those who follow the brand, and who have watched for a while: what is missing is said', async () => {
  const { brandId } = air.world
  const followers = await start({ title: 'A bowl', followed: true })
  await assert.rejects(enter(people[0]!, followers), refusedAs('draws.followFirst'))
  await people[0]!.call('followers.follow', { brandId })
  await enter(people[0]!, followers)
  await people[0]!.call('followers.unfollow', { brandId })
  await drawn(followers)

  const watchers = await start({ title: 'A jug', watchMinutes: 2 })
  const viewer = 'the-window-of-bo'
  const wish = { showId: air.showId, drawId: watchers as never, viewer }
  const missing = (error: unknown) => (error as { details?: { seconds: number } }).details?.seconds === 120
  await assert.rejects(people[1]!.call('draws.enter', wish), missing)
  const { sql } = air.house.estrade.database
  await sql`update shows.shows set started_at = now() - interval '10 minutes' where show_id = ${air.showId}`
  await sql`
    insert into attendance.visits (visit_id, show_id, viewer, process_id, joined_at)
    values (gen_random_uuid(), ${air.showId}, ${viewer}, gen_random_uuid(), now() - interval '3 minutes')`
  await people[1]!.call('draws.enter', wish)
  assert.equal((await drawn(watchers)).drawn!.winners[0]!.name, 'Bo')
})

test('a packet can be for followers, or for those who have watched for a while', async () => {
  const { brandId } = air.world
  const { showId } = air
  const falls = async (wish: { eligibility: 'followed' | 'watched'; watchMinutes?: number }) => {
    const { packetId } = await bea('packets.prepare', { showId, kind: 'equal', minor: '10', pieces: 3, ...wish })
    await bea('packets.launch', { packetId, opensInSeconds: 0 })
    return { showId, packetId }
  }
  await assert.rejects(falls({ eligibility: 'watched' }), refusedAs('packets.badTerms'))
  const followers = await falls({ eligibility: 'followed' })
  await assert.rejects(people[3]!.call('packets.grab', followers), refusedAs('packets.followFirst'))
  await people[3]!.call('followers.follow', { brandId })
  assert.equal((await people[3]!.call('packets.grab', followers)).place, 1)
  const watchers = await falls({ eligibility: 'watched', watchMinutes: 2 })
  await assert.rejects(people[3]!.call('packets.grab', watchers), refusedAs('packets.watchLonger'))
  assert.equal((await people[1]!.call('packets.grab', { ...watchers, viewer: 'the-window-of-bo' })).place, 1)
})

test('shop credit is funded whole, given to the winners, and what nobody wins goes back', async () => {
  const before = await left()
  await assert.rejects(start({ title: 'Too much', credit: '99999', winners: 3 }), refusedAs('draws.budgetTooSmall'))
  const drawId = await start({ title: 'Fifteen euros', credit: '1500', winners: 3 })
  assert.equal(await left(), before - 4500)
  await enter(people[2]!, drawId)
  await drawn(drawId)
  assert.equal(await left(), before - 1500)
  const { free } = await people[2]!.call('credit.mine', { brandId: air.world.brandId })
  assert.equal(free.minor, '1500')
  assert.deepEqual((await audit(air.house.estrade.database.sql, air.world.brandId)).faults, [])
})

test('whoever has won lately does not take part', async () => {
  const drawId = await start({ title: 'A throw', repeatDays: 30 })
  await assert.rejects(enter(people[2]!, drawId), refusedAs('draws.wonLately'))
  await enter(people[3]!, drawId)
  assert.equal((await drawn(drawId)).drawn!.winners[0]!.name, 'Di')
})

test('with the show its draw is drawn', async () => {
  const drawId = await start({ title: 'The last lamp' })
  await enter(people[1]!, drawId)
  await bea('shows.end', { showId: air.showId })
  await air.house.idle()
  assert.equal((await inRoom(drawId)).drawn!.winners[0]!.name, 'Bo')
  assert.equal(await left(), 0)
})
