import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type House, openHouse } from '../../../test/house.ts'
import { askPush, linkIn, messages, reader, refusedAs, stageOf } from '../../../test/reminded.ts'
import { openPushService, type PushService } from '../../../test/stand-ins/push-service.ts'
import { buildWorld, type World, worldPassword, worldPeople } from '../../../test/world.ts'
import { lostAfterMs } from '../messaging/outcome.ts'
import { deviceOf, hashOf } from './subscriptions.ts'

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
test('a guest is reminded with one tap, in their language, two hours before and at the start, each once', async () => {
  const showId = await stage().show()
  const [guest, other] = [await house.guest(), await house.guest()]
  const [phone, tablet] = [service.browser(), service.browser()]
  await askPush(guest, showId, phone)
  await askPush(guest, showId, phone)
  await askPush(other, showId, tablet, 'zh-Hans')
  assert.deepEqual((await guest.call('reminders.mine', { showId })).devices, [
    deviceOf(hashOf(phone.subscription.endpoint)),
  ])
  await stage().at(7.9)
  await house.idle()
  assert.equal(phone.heard.length, 0, 'not before')
  for (const hours of [8.1, 8.2, 9]) await stage().at(hours)
  await house.idle()
  await stage().start(showId)
  await house.idle()
  const titles = messages(phone).map(({ title }) => title)
  assert.equal(titles.length, 2, titles.join())
  assert.match(titles[0]!, /aujourd’hui à \d\d:\d\d$/)
  assert.equal(titles[1], 'Maison Alma est en direct')
  assert.equal(messages(tablet)[1]!.title, 'Maison Alma 正在直播')
  const [message] = messages(phone)
  assert.equal(message!.url, `${house.url}/maison-alma/shows/${showId}`)
  assert.equal(phone.heard[1]!.headers.topic, showId.replaceAll('-', ''))
  const { notices, channels } = await stage().ofShow(showId)
  assert.deepEqual(
    notices.map(({ kind, sent, waiting, refused }) => [kind, sent, waiting, refused]),
    [
      ['soon', 2, 0, 0],
      ['started', 2, 0, 0],
    ],
  )
  assert.deepEqual(channels[0], { channel: 'push', asked: 0, active: 2, ended: 0 })
})

test('an endpoint in a private network, and keys that no browser gives, are refused', async () => {
  const showId = await stage().show()
  const guest = await house.guest()
  const good = service.browser()
  for (const endpoint of ['https://169.254.169.254/latest', 'https://localhost/x', 'http://push.example/x']) {
    const inside = { ...good, subscription: { ...good.subscription, endpoint } }
    await assert.rejects(askPush(guest, showId, inside), refusedAs('reminders.badSubscription'), endpoint)
  }
  const keys = { p256dh: Buffer.alloc(65, 4).toString('base64url'), auth: good.subscription.keys.auth }
  const off = { ...good, subscription: { ...good.subscription, keys } }
  await assert.rejects(askPush(guest, showId, off), refusedAs('reminders.badSubscription'))
  await assert.rejects(askPush(house.anyone, showId, good), refusedAs('edge.signInFirst'))
  await askPush(guest, showId, good)
  const [kept] = await house.estrade.database.sql<{ sealed: Uint8Array; row: string }>`
    select sealed, subscriptions::text as row from reminders.subscriptions order by created_at desc limit 1`
  assert.ok(!Buffer.from(kept!.sealed).includes('127.0.0.1') && !kept!.row.includes('push'), 'the endpoint is sealed')
})

test('a browser that is gone is forgotten; one whose service is busy hears a little later', async () => {
  const showId = await stage().show()
  const [gone, busy, never] = [service.browser(410), service.browser(429), service.browser(403)]
  for (const browser of [gone, busy, never]) await askPush(await house.guest(), showId, browser)
  await stage().start(showId)
  await house.idle()
  assert.deepEqual(
    [gone, busy, never].map(({ heard }) => heard.length),
    [0, 1, 0],
  )
  const { notices, channels } = await stage().ofShow(showId)
  assert.deepEqual(notices[0]!.reasons.map(({ reason, count }) => [reason, count]).sort(), [
    ['gone', 1],
    ['status 403', 1],
  ])
  assert.equal(channels[0]!.ended, 1)
  const [left] = await house.estrade.database.sql<{ count: number }>`
    select count(*)::int as count from reminders.subscriptions
    where endpoint_hash = ${hashOf(gone.subscription.endpoint)}`
  assert.equal(left!.count, 0)
})

test('an address is reminded once its owner has said yes; the mail’s own button ends it', async () => {
  const showId = await stage().show()
  const guest = await house.guest()
  const email = 'noor@viewer.example'
  assert.deepEqual(await guest.call('reminders.askEmail', { showId, email, ...reader }), { state: 'asked' })
  await house.idle()
  await stage().at(8.5)
  await house.idle()
  const [question, ...more] = stage().mailsTo(email)
  assert.equal(more.length, 0, 'nothing but the question')
  assert.match(question!.subject, /^Vous rappeler/)
  const link = linkIn(question!)
  assert.equal((await house.anyone.call('reminders.linked', { link })).state, 'asked')
  assert.deepEqual((await guest.call('reminders.mine', { showId })).email, {
    masked: 'n•••@viewer.example',
    state: 'asked',
  })
  await assert.rejects(
    house.anyone.call('reminders.confirm', { link: `${link.slice(0, -1)}!` }),
    refusedAs('reminders.deadLink'),
  )
  await house.anyone.call('reminders.confirm', { link })
  await stage().move(showId, 30)
  await stage().at(0.1)
  await house.idle()
  const moved = stage().mailsTo(email).at(-1)!
  assert.match(moved.subject, /change d’horaire/)
  assert.match(moved.calendar!.text, /SEQUENCE:1\r\n/)
  assert.match(moved.text, /CET|CEST|UTC\+\d/)
  assert.equal(moved.unsubscribeUrl, `${house.url}/u/${link}`)
  const oneClick = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } }
  const answer = await fetch(moved.unsubscribeUrl!, { ...oneClick, body: 'List-Unsubscribe=One-Click' })
  assert.equal(answer.status, 200)
  assert.equal((await fetch(`${moved.unsubscribeUrl}x`, { ...oneClick, body: '' })).status, 404)
  const many = stage().mailsTo(email).length
  await stage().start(showId)
  await house.idle()
  assert.equal(stage().mailsTo(email).length, many, 'and nothing after that')
})

test('a proved address is reminded at once; another’s hears of it and those who ask learn nothing', async () => {
  const showId = await stage().show()
  const { email } = worldPeople.bea
  const bea = await house.signIn(email, worldPassword)
  assert.deepEqual(await bea.call('reminders.askEmail', { showId, ...reader }), { state: 'active' })
  const guest = await house.guest()
  await assert.rejects(guest.call('reminders.askEmail', { showId, ...reader }), refusedAs('reminders.emailMissing'))
  assert.deepEqual(await guest.call('reminders.askEmail', { showId, email, ...reader }), { state: 'asked' })
  await house.idle()
  assert.match(stage().mailsTo(email).at(-1)!.subject, /^Nous vous rappellerons/)
  assert.equal((await guest.call('reminders.mine', { showId })).email, null)
  await guest.call('reminders.withdraw', { showId, channel: 'email' })
  assert.equal((await bea.call('reminders.mine', { showId })).email?.state, 'active', 'nobody ends another’s')
  const before = stage().mailsTo(email).length
  await stage().start(showId)
  await house.idle()
  assert.deepEqual(
    stage()
      .mailsTo(email)
      .slice(before)
      .map(({ subject }) => subject.split(' :')[0]),
    ['Maison Alma est en direct'],
  )
})

test('a mailbox cannot be flooded with questions', async () => {
  const email = 'flood@viewer.example'
  for (let i = 0; i < 5; i++) {
    await (await house.guest()).call('reminders.askEmail', { showId: await stage().show(), email, ...reader })
  }
  const one = (await house.guest()).call('reminders.askEmail', { showId: await stage().show(), email, ...reader })
  await assert.rejects(one, refusedAs('reminders.tooManyMails'))
  await house.idle()
  assert.equal(stage().mailsTo(email).length, 5)
})

test('what bounced is refused with its reason, and what was withdrawn is not sent', async () => {
  const showId = await stage().show()
  const guest = await house.guest()
  const email = 'bounce@viewer.example'
  await guest.call('reminders.askEmail', { showId, email, ...reader })
  await house.idle()
  assert.equal((await guest.call('reminders.mine', { showId })).email, null, 'the question bounced')
  // It bounces only now.
  await house.estrade.database.sql`
    update reminders.reminders set state = 'active', active_at = now(), ended_for = null where email = ${email}`
  const phone = service.browser()
  await askPush(guest, showId, phone)
  await (await world.as('bea'))('shows.cancel', { showId })
  await guest.call('reminders.withdraw', { showId, channel: 'push' })
  await house.idle()
  assert.equal(phone.heard.length, 0)
  const [notice] = (await stage().ofShow(showId)).notices
  assert.deepEqual([notice!.kind, notice!.reasons], ['cancelled', [{ reason: 'bounced', count: 1 }]])
  await assert.rejects(askPush(guest, showId, phone), refusedAs('reminders.notComing'))
})

test('what was claimed by a process that died: pushed again under the same topic, not mailed again', async () => {
  const showId = await stage().show()
  const phone = service.browser()
  await askPush(await house.guest(), showId, phone)
  const { email } = worldPeople.bea
  const bea = await house.signIn(email, worldPassword)
  await bea.call('reminders.askEmail', { showId, ...reader })
  const before = stage().mailsTo(email).length
  await stage().start(showId)
  const { sql } = house.estrade.database
  await stage().prepared(showId)
  await sql`
    update reminders.sendings set state = 'sending', tries = 1,
      claimed_at = now() - ${lostAfterMs + 1000}::int * interval '1 millisecond'
    from reminders.reminders as reminder where reminder.reminder_id = sendings.reminder_id and show_id = ${showId}`
  await house.idle()
  assert.equal(phone.heard.length, 1)
  assert.equal(stage().mailsTo(email).length, before)
  assert.deepEqual((await stage().ofShow(showId)).notices[0]!.reasons, [{ reason: 'interrupted', count: 1 }])
})

test('a calendar follows the show: the same entry, a higher sequence, and its end', async () => {
  const showId = await stage().show()
  const guest = await house.guest()
  await guest.call('reminders.askCalendar', { showId, ...reader })
  const read = async () => {
    const answer = await fetch(`${house.url}/api/shows/${showId}/calendar.ics?locale=zh-Hans`)
    assert.match(answer.headers.get('content-type')!, /^text\/calendar/)
    return answer.text()
  }
  const one = await read()
  assert.match(one, /SEQUENCE:0\r\n/)
  await stage().move(showId, 20)
  const other = await read()
  assert.match(other, /SEQUENCE:1\r\n/)
  await (await world.as('bea'))('shows.cancel', { showId })
  const last = await read()
  assert.match(last, /SEQUENCE:2\r\n[\s\S]*STATUS:CANCELLED/)
  const uids = [one, other, last].map((text) => /UID:(.*)/.exec(text)![1])
  assert.equal(new Set(uids).size, 1)
  assert.equal((await stage().ofShow(showId)).channels[2]!.active, 1)
})

test('an endpoint that a browser was given anew takes the place of the one before', async () => {
  const showId = await stage().show()
  const [former, next] = [service.browser(), service.browser()]
  const guest = await house.guest()
  await askPush(guest, showId, former)
  const wish = { formerEndpoint: former.subscription.endpoint, subscription: next.subscription }
  await house.anyone.call('reminders.renewPush', wish)
  await house.signUp('Noor', 'noor@account.example', 'long-enough-password', guest)
  await stage().start(showId)
  await house.idle()
  assert.deepEqual([former.heard.length, next.heard.length], [0, 1])
})
