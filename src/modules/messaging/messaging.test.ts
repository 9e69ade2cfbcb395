import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Buyer, openShop, type Shop } from '../../../test/shop.ts'
import type { Refusal } from '../../lib/problems.ts'
import { unsubscribeUrl } from './link.ts'
import * as messaging from './messaging.ts'
import { readInbox, readLinked, readOfBrand, readPreferences, readRules, readUnread } from './reading.ts'
import { keptDays } from './state.ts'

let shop: Shop
before(async () => {
  shop = await openShop()
})
after(() => shop[Symbol.asyncDispose]())

const hourMs = 3_600_000
const refusedAs = (code: string) => (error: unknown) => (error as Refusal).problem.code === code
const sayingOf = (kind: 'asked' | 'news' = 'news'): messaging.Saying => ({
  ...{ noticeId: shop.id(), brandId: shop.brandId, kind, title: { fr: 'Vendredi' }, body: { fr: 'Venez.' } },
  ...{ path: '/maison-alma', happensAt: null, necessary: false, waits: 'ever' },
})
const tellAll = async (saying: messaging.Saying, people: readonly Buyer[]) => {
  const recipients = people.map(({ personId }) => ({ personId, channel: 'email' as const, timeZone: 'Europe/Paris' }))
  const decided = await shop.write((ctx) => messaging.tell(ctx, saying, recipients))
  return people.map(({ personId }) => {
    const one = decided(personId, 'email')
    return one.send === 'no' ? one.reason : one.send
  })
}
const choose = (who: Buyer, wanted: boolean, channel: 'email' | 'inbox' = 'email', kind: 'news' | 'orders' = 'news') =>
  shop.write((ctx) => messaging.choose(ctx, { brandId: shop.brandId, kind, channel, wanted }), who.who)
const inbox = (who: Buyer) => shop.write((ctx) => readInbox(ctx, { most: 50 }), who.who)
const unread = async (who: Buyer) => (await shop.write(readUnread, who.who)).unread
const never = (who: Buyer) =>
  shop.write((ctx) => messaging.setQuiet(ctx, { timeZone: 'Europe/Paris', quiet: null }), who.who)

test('news is told once: to the inbox of all who have not said no, by mail to those who said yes', async () => {
  const [dana, carl, noor] = [await shop.person(), await shop.person(), await shop.person()]
  for (const one of [dana, carl, noor]) await never(one)
  await choose(dana, true)
  await choose(noor, false, 'inbox')
  const saying = sayingOf()
  assert.deepEqual(await tellAll(saying, [dana, carl, noor]), ['now', 'unwanted', 'unwanted'])
  await tellAll(saying, [dana, carl, noor])
  assert.deepEqual([await unread(dana), await unread(carl), await unread(noor)], [1, 1, 0])
  const [mine] = (await inbox(carl)).items
  assert.deepEqual([mine!.title, mine!.brand.slug, mine!.read], [{ fr: 'Vendredi' }, 'maison-alma', false])
  await shop.write((ctx) => messaging.markRead(ctx, {}), carl.who)
  assert.deepEqual([await unread(carl), await unread(dana)], [0, 1])
  const [told] = (await shop.write((ctx) => readOfBrand(ctx, { brandId: shop.brandId, most: 50 }))).items
  assert.deepEqual([told!.people, told!.inInbox, told!.read], [3, 2, 1])
  assert.deepEqual(told!.decided, [
    { channel: 'email', verdict: 'unwanted', count: 2 },
    { channel: 'email', verdict: 'now', count: 1 },
  ])
})

test('over the brand’s limit nothing is mailed, the inbox has it all the same, and a day later it is open again', async () => {
  const dana = await shop.person()
  await never(dana)
  await choose(dana, true)
  const { brandId } = shop
  await shop.write((ctx) => messaging.setRules(ctx, { brandId, dayMost: 2, weekMost: 3, capsAsked: false }))
  assert.equal((await shop.write((ctx) => readRules(ctx, { brandId }))).dayMost, 2)
  const said: string[][] = []
  for (let i = 0; i < 3; i++) said.push(await tellAll(sayingOf(), [dana]))
  assert.deepEqual(said.flat(), ['now', 'now', 'capped'])
  assert.equal(await unread(dana), 3)
  shop.clock.advance(25 * hourMs)
  assert.deepEqual(await tellAll(sayingOf(), [dana]), ['now'])
  shop.clock.advance(25 * hourMs)
  assert.deepEqual(await tellAll(sayingOf(), [dana]), ['capped'], 'three in the week')
  shop.clock.advance(7 * 24 * hourMs)
  assert.deepEqual(await tellAll(sayingOf(), [dana]), ['now'])
  await shop.write((ctx) => messaging.setRules(ctx, { brandId, dayMost: null, weekMost: null, capsAsked: false }))
})

test('two things said at the same instant keep one limit together', async () => {
  const dana = await shop.person()
  await never(dana)
  await choose(dana, true)
  const { brandId } = shop
  await shop.write((ctx) => messaging.setRules(ctx, { brandId, dayMost: 1, weekMost: null, capsAsked: false }))
  const both = await Promise.all([1, 2, 3, 4].map(() => tellAll(sayingOf(), [dana])))
  assert.deepEqual(both.flat().sort(), ['capped', 'capped', 'capped', 'now'])
  await shop.write((ctx) => messaging.setRules(ctx, { brandId, dayMost: null, weekMost: null, capsAsked: false }))
})

test('a person’s quiet hours hold for reminders, too, and are told back as they were chosen', async () => {
  const dana = await shop.person()
  const read = () => shop.write((ctx) => readPreferences(ctx, { brandId: shop.brandId }), dana.who)
  assert.deepEqual([(await read()).quiet, (await read()).chosen], [{ from: '22:00', until: '08:00' }, false])
  const now = shop.clock.now()
  const clock = (ms: number) => new Date(now.getTime() + ms).toISOString().slice(11, 16)
  const quiet = { from: clock(-hourMs), until: clock(hourMs) }
  await shop.write((ctx) => messaging.setQuiet(ctx, { timeZone: 'UTC', quiet }), dana.who)
  assert.deepEqual(await tellAll(sayingOf('asked'), [dana]), ['later'])
  assert.deepEqual(await tellAll({ ...sayingOf('asked'), waits: 'never' }, [dana]), ['quietHours'])
  assert.deepEqual([(await read()).quiet, (await read()).chosen, (await read()).timeZone], [quiet, true, 'UTC'])
  assert.equal(await unread(dana), 2)
})

test('one link ends one kind of one brand’s mails without a session, and nobody can make one', async () => {
  const dana = await shop.person()
  await never(dana)
  await choose(dana, true)
  const of = { personId: dana.personId, brandId: shop.brandId }
  const url = await shop.write(async ({ doors }) => unsubscribeUrl(doors, { ...of, kind: 'news' }))
  const link = url.split('/').at(-1)!
  const linked = () => shop.write((ctx) => readLinked(ctx, { link }), { kind: 'nobody' })
  assert.deepEqual(await linked(), { brandSlug: 'maison-alma', brandName: 'Maison Alma', kind: 'news', wanted: true })
  await shop.write((ctx) => messaging.chooseByLink(ctx, { link }, false), { kind: 'nobody' })
  assert.equal((await linked()).wanted, false)
  assert.deepEqual(await tellAll(sayingOf(), [dana]), ['unwanted'])
  for (const forged of [link.replace('news', 'offers'), `${link}x`, 'nothing']) {
    const wish = shop.write((ctx) => messaging.chooseByLink(ctx, { link: forged }, false))
    await assert.rejects(wish, refusedAs('messaging.deadLink'))
  }
  const orders = await shop.write(async ({ doors }) => unsubscribeUrl(doors, { ...of, kind: 'orders' }))
  const wish = shop.write((ctx) => messaging.chooseByLink(ctx, { link: orders.split('/').at(-1)! }, false))
  await assert.rejects(wish, refusedAs('messaging.necessary'))
})

test('the mails of an order cannot be turned off; its messages in the inbox can', async () => {
  const dana = await shop.person()
  await assert.rejects(choose(dana, false, 'email', 'orders'), refusedAs('messaging.necessary'))
  const of = {
    brandId: shop.brandId,
    title: { fr: 'Envoyée' },
    body: { fr: 'Votre colis est parti.' },
    path: '/orders',
  }
  await shop.write((ctx) => messaging.note(ctx, dana.personId, of))
  await choose(dana, false, 'inbox', 'orders')
  await shop.write((ctx) => messaging.note(ctx, dana.personId, of))
  assert.equal(await unread(dana), 1)
})

test('a guest who makes an account keeps messages and choices; after half a year a message is gone', async () => {
  const [guest, account] = [await shop.person(), await shop.person()]
  await choose(guest, true)
  await never(guest)
  const saying = sayingOf()
  await tellAll(saying, [guest, account])
  await tellAll(sayingOf(), [guest])
  await shop.write((ctx) => messaging.moveMessages(ctx, { guestId: guest.personId, personId: account.personId }))
  assert.equal(await unread(account), 2)
  assert.deepEqual(await tellAll(sayingOf(), [account]), ['now'])
  shop.clock.advance(keptDays * 24 * hourMs + 1)
  await shop.write(messaging.forget)
  assert.equal((await inbox(account)).items.length, 0)
})
