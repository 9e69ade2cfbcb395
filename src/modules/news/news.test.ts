import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type House, openHouse, type Person } from '../../../test/house.ts'
import { askPush, messages, reader, refusedAs, stageOf } from '../../../test/reminded.ts'
import { openPushService, type PushService } from '../../../test/stand-ins/push-service.ts'
import { buildWorld, type World } from '../../../test/world.ts'

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
const news = async (person: Person, channel: 'push' | 'email', wanted = true) =>
  person.call('messaging.choose', { brandId: world.brandId, kind: 'news', channel, wanted })
const awake = (person: Person) => person.call('messaging.setQuiet', { timeZone: 'Europe/Paris', quiet: null })
const follow = (person: Person) => person.call('followers.follow', { brandId: world.brandId, ...reader })
const lettersTo = (email: string) =>
  stage()
    .mailsTo(email)
    .filter(({ unsubscribeUrl }) => unsubscribeUrl)
const titles = async (person: Person) => (await person.call('messaging.inbox', {})).items.map(({ title }) => title.en)
async function account(name: string) {
  const email = `${name}@follower.example`
  const person = await house.signUp(name, email, 'a long password')
  await house.estrade.database.sql`update accounts.people set email_verified = true where email = ${email}`
  return { person, email }
}

test('followers hear of a new show once: by what they chose, and in their inbox; the brand sees why not', async () => {
  const showId = await stage().show()
  const alma = await world.as('alma')
  const [mail, quiet] = [await account('mara'), await account('nils')]
  const guest = await house.guest()
  const phone = service.browser()
  for (const person of [mail.person, quiet.person, guest]) {
    await follow(person)
    await awake(person)
  }
  await news(mail.person, 'email')
  await guest.call('reminders.keepBrowser', { subscription: phone.subscription })
  await news(guest, 'push')
  const before = await alma('news.ofShow', { showId })
  assert.deepEqual([before.next, before.whyNot, before.followers, before.inInbox], ['announced', null, 3, 3])
  assert.deepEqual(before.channels.map(({ channel, verdict, count }) => `${channel} ${verdict} ${count}`).sort(), [
    'email now 1',
    'email unreachable 1',
    'email unwanted 1',
    'push now 1',
    'push unreachable 2',
  ])
  await alma('news.tell', { showId, what: 'announced' })
  await assert.rejects(alma('news.tell', { showId, what: 'announced' }), refusedAs('news.told'))
  await house.idle()
  await house.idle()
  assert.equal(messages(phone)[0]!.title, 'Un nouveau direct : Le rituel du matin')
  assert.equal(phone.heard.length, 1)
  const [letter, ...more] = lettersTo(mail.email)
  assert.deepEqual([letter!.subject, more.length], ['Maison Alma annonce Le rituel du matin', 0])
  assert.equal(lettersTo(quiet.email).length, 0)
  for (const person of [mail.person, quiet.person, guest]) {
    assert.deepEqual(await titles(person), ['A new show: The morning ritual'])
  }
  const after = await alma('news.ofShow', { showId })
  assert.deepEqual([after.next, after.whyNot], [null, 'told'])
  assert.deepEqual(
    after.tellings.map(({ what, sent, refused, waiting }) => [what, sent, refused, waiting]),
    [['announced', 2, 0, 0]],
  )

  const button = new URL(letter!.unsubscribeUrl!)
  const post = await fetch(house.url + button.pathname, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  })
  assert.equal(post.status, 200)
  const { brands } = await mail.person.call('messaging.preferences', {})
  const wish = brands[0]!.wishes.find(({ kind, channel }) => kind === 'news' && channel === 'email')
  assert.equal(wish!.wanted, false)
})

test('those who follow the host hear of the start, too; whoever is reminded of it anyway is not told twice', async () => {
  const showId = await stage().show()
  const alma = await world.as('alma')
  const [fan, reminded] = [await house.guest(), await house.guest()]
  const [phone, other] = [service.browser(), service.browser()]
  assert.deepEqual(await fan.call('news.host', { showId }), { hostName: null, follows: false })
  await assert.rejects(fan.call('news.followHost', { showId }), refusedAs('news.noHost'))
  const { people } = await alma('hosts.contracts', { brandId: world.brandId })
  await alma('hosts.engage', { showId, personId: people[0]!.personId })
  assert.equal((await fan.call('news.followHost', { showId, ...reader })).follows, true)
  await fan.call('news.followHost', { showId, ...reader })
  await fan.call('reminders.keepBrowser', { subscription: phone.subscription })
  for (const person of [fan, reminded]) {
    await awake(person)
    await news(person, 'push')
  }
  await follow(reminded)
  await askPush(reminded, showId, other)
  await assert.rejects(alma('news.tell', { showId, what: 'started' }), refusedAs('news.notNow'))
  await stage().start(showId)
  await house.idle()
  await alma('news.tell', { showId, what: 'started' })
  await house.idle()
  assert.deepEqual([phone.heard.length, other.heard.length], [1, 1])
  assert.equal((await alma('news.ofShow', { showId })).reminded, 1)
  assert.equal((await fan.call('news.unfollowHost', { showId })).follows, false)
})
