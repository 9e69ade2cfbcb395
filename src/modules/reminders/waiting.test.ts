import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type House, openHouse, type Person } from '../../../test/house.ts'
import { askPush, messages, stageOf } from '../../../test/reminded.ts'
import { openPushService, type PushService } from '../../../test/stand-ins/push-service.ts'
import { buildWorld, type World } from '../../../test/world.ts'
import { isNecessary, waitsOf } from './decide.ts'

const scope = new AsyncDisposableStack()
let service: PushService
let house: House
let world: World

before(async () => {
  service = scope.use(await openPushService())
  house = scope.use(await openHouse({ env: { ESTRADE_PUSH_HOSTS: service.host, ESTRADE_FAKE_DOORS: '1' } }))
  world = await buildWorld(house.estrade)
})
after(() => scope.disposeAsync())

const stage = () => stageOf(house, world)
const hourMs = 3_600_000
const clock = (ms: number) => new Date(Date.now() + ms).toISOString().slice(11, 16)
/** Leaves them alone from an hour ago, for an hour from now. */
const beLeftAlone = (person: Person) =>
  person.call('messaging.setQuiet', { timeZone: 'UTC', quiet: { from: clock(-hourMs), until: clock(hourMs) } })
/** The night is over: what waited is due. */
async function morning(showId: string) {
  const { sql } = house.estrade.database
  await sql`update reminders.sendings set due_at = now() where state = 'waiting'
    and notice_id in (select notice_id from reminders.notices where show_id = ${showId})`
  await sql`update graphile_worker._private_jobs set run_at = now() where locked_at is null`
  await house.idle()
}
const reasonsOf = async (showId: string) =>
  (await stage().ofShow(showId as never)).notices.map(({ kind, waiting, sent, reasons }) => [
    ...[kind, waiting, sent],
    ...reasons.map(({ reason }) => reason),
  ])

test('a start is never told late, a change waits until the show, and no limit holds a change back', () => {
  const startsAt = new Date('2026-06-10T20:00:00Z')
  assert.equal(waitsOf('started', startsAt), 'never')
  assert.deepEqual(waitsOf('soon', startsAt), { before: startsAt })
  assert.deepEqual(waitsOf('cancelled', null), 'ever')
  assert.deepEqual((['soon', 'started', 'moved', 'cancelled'] as const).map(isNecessary), [false, false, true, true])
})

test('a reminder waits for the end of the night; where the show began meanwhile, it stands in the inbox only', async () => {
  const showId = await stage().show()
  const [guest, awake] = [await house.guest(), await house.guest()]
  const [phone, other] = [service.browser(), service.browser()]
  await askPush(guest, showId, phone)
  await askPush(awake, showId, other)
  await beLeftAlone(guest)
  await stage().at(8.1)
  await house.idle()
  assert.deepEqual([phone.heard.length, other.heard.length], [0, 1])
  assert.deepEqual(await reasonsOf(showId), [['soon', 1, 1]])
  await stage().start(showId)
  await house.idle()
  await morning(showId)
  assert.deepEqual([phone.heard.length, other.heard.length], [0, 2])
  assert.deepEqual((await reasonsOf(showId)).sort(), [
    ['soon', 0, 1, 'tooLate'],
    ['started', 0, 1, 'quietHours'],
  ])
  const { items } = await guest.call('messaging.inbox', {})
  assert.deepEqual(
    items.map(({ title, path }) => [title.en, path]),
    [
      ['Maison Alma is live', `/maison-alma/shows/${showId}`],
      ['The morning ritual begins soon', `/maison-alma/shows/${showId}`],
    ],
  )
})

test('what waited is sent in the morning, but not to those who have said no meanwhile', async () => {
  const showId = await stage().show()
  const people = [await house.guest(), await house.guest()]
  const browsers = [service.browser(), service.browser()]
  for (const [i, person] of people.entries()) {
    await askPush(person, showId, browsers[i]!)
    await beLeftAlone(person)
  }
  await stage().at(8.1)
  await house.idle()
  const { brandId } = world
  await people[1]!.call('messaging.choose', { brandId, kind: 'asked', channel: 'push', wanted: false })
  await morning(showId)
  assert.match(messages(browsers[0]!)[0]!.title!, /aujourd’hui/)
  assert.equal(browsers[1]!.heard.length, 0)
  assert.deepEqual(await reasonsOf(showId), [['soon', 0, 1, 'unwanted']])
})

test('whoever wants no reminders of a brand gets none, and the brand sees why', async () => {
  const showId = await stage().show()
  const guest = await house.guest()
  const phone = service.browser()
  await askPush(guest, showId, phone)
  await guest.call('messaging.choose', { brandId: world.brandId, kind: 'asked', channel: 'push', wanted: false })
  await stage().start(showId)
  await house.idle()
  assert.equal(phone.heard.length, 0)
  assert.deepEqual(await reasonsOf(showId), [['started', 0, 0, 'unwanted']])
})
