import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Person } from '../../../test/house.ts'
import { type OnAir, openOnAir, refusedAs } from '../../../test/on-air.ts'

let on: OnAir & AsyncDisposable
let alma: Awaited<ReturnType<OnAir['world']['as']>>

before(async () => {
  on = await openOnAir()
  alma = await on.world.as('alma')
})
after(() => on[Symbol.asyncDispose]())

const brand = () => ({ brandId: on.world.brandId })
const fridays = async () => (await alma('programme.series', brand())).items[0]!
const hourMs = 3_600_000

test('the next shows of a series are made in one step, on its rhythm, with its words, host and products', async () => {
  const before = await fridays()
  const wish = { ...brand(), seriesId: before.seriesId, count: 3, announce: true }
  const { shows } = await alma('programme.planNext', wish)
  assert.equal(shows[0]!.startsAt, before.wouldBeAt)
  const clock = new Intl.DateTimeFormat('en', {
    timeZone: 'Europe/Paris',
    weekday: 'long',
    timeStyle: undefined,
    hour: 'numeric',
    hour12: false,
  })
  assert.deepEqual(new Set(shows.map(({ startsAt }) => clock.format(new Date(startsAt)))).size, 1)
  assert.match(clock.format(new Date(shows[0]!.startsAt)), /Friday.*19/)
  const made = await alma('shows.show', { showId: shows[2]!.showId })
  assert.deepEqual(
    [made.status, made.title.fr, made.hostName, made.runOfShow.length, made.coverUrl !== null],
    ['scheduled', 'Vendredi chez Alma', 'Béa', 6, true],
  )
  assert.match(made.runOfShow[0]!.talkingPoints, /seam of the glaze/)
  const again = await alma('programme.planNext', { ...wish, count: 1, announce: false })
  assert.ok(again.shows[0]!.startsAt > shows[2]!.startsAt, 'it goes on after what is planned')
  assert.equal((await fridays()).planned, before.planned + 4)
})

test('a series is a page with its coming shows, and drafts and private shows are not on it', async () => {
  const of = { ...brand(), slug: 'friday-at-alma' }
  const page = await on.house.anyone.call('programme.onePublicSeries', of)
  assert.deepEqual(
    page.shows.map(({ status }) => status),
    ['live', 'scheduled', 'scheduled', 'scheduled'],
  )
  const guests = { ticketProductId: null, guests: [] }
  await alma('shows.setAdmission', { showId: page.shows[3]!.showId, visibility: 'private', ...guests })
  assert.equal((await on.house.anyone.call('programme.onePublicSeries', of)).shows.length, 3)
  const { items } = await on.house.anyone.call('programme.publicSeries', brand())
  assert.equal(items[0]!.next?.status, 'live')
  await assert.rejects(
    on.house.anyone.call('programme.onePublicSeries', { ...brand(), slug: 'nothing' }),
    refusedAs('programme.unknownSeries'),
  )
})

test('somebody follows a series once, until they do not; a guest who makes an account goes on', async () => {
  const { seriesId } = await fridays()
  const guest: Person = await on.house.guest()
  const follow = (follows: boolean) => guest.call('programme.followSeries', { seriesId, follows })
  await follow(true)
  await follow(true)
  assert.equal((await fridays()).followers, 1)
  const { items } = await guest.call('programme.following', {})
  assert.deepEqual(
    items.map(({ slug, brandSlug }) => [brandSlug, slug]),
    [['maison-alma', 'friday-at-alma']],
  )
  await follow(false)
  assert.equal((await fridays()).followers, 0)
  await assert.rejects(
    guest.call('programme.followSeries', { seriesId: '01900000-0000-7000-8000-000000000000', follows: true }),
    refusedAs('programme.unknownSeries'),
  )
})

test('a show made from another gets what was chosen, and says what it got', async () => {
  const { lamp, vase, candle } = on.world.products
  const of = { ...brand(), showId: on.showId }
  const bea = await on.world.as('bea')
  const price = { minor: '9900', currency: 'EUR' } as const
  const variantId = lamp.variantIds[0]!
  const { dropId } = await bea('drops.create', { showId: on.showId, variantId, quantity: 2, price, perBuyer: 2 })
  await bea('drops.close', { dropId })
  const there = await alma('programme.contents', of)
  assert.deepEqual([there.products, there.drops, there.hasCover], [6, 1, true])

  const whole = await alma('programme.makeShow', of)
  assert.deepEqual(whole.copied, {
    products: 6,
    drops: 1,
    parts: ['texts', 'host', 'products', 'drops', 'audience', 'series'],
  })
  const { items: plans } = await alma('drops.plans', { showId: whole.showId })
  assert.deepEqual([plans[0]!.variantId, plans[0]!.quantity, plans[0]!.perBuyer], [variantId, 2, 2])
  const made = await alma('shows.show', { showId: whole.showId })
  assert.deepEqual([made.status, made.startsAt, made.runOfShow.length], ['draft', null, 6])

  const parts = ['products'] as const
  const some = await alma('programme.makeShow', { ...of, parts: [...parts], title: { en: 'Another' } })
  const bare = await alma('shows.show', { showId: some.showId })
  assert.deepEqual([bare.title, bare.coverUrl, some.copied.drops], [{ en: 'Another' }, null, 0])

  await on.house.estrade.database.sql`
    update catalog.products set state = 'archived' where product_id = any(${[vase.productId, candle.productId]}::uuid[])`
  const later = await alma('programme.makeShow', of)
  assert.deepEqual(
    [later.copied.products, later.left.map(({ productId }) => productId)],
    [4, [vase.productId, candle.productId]],
  )
})

test('a drop is planned only of what the show sells, and a template of another brand is none', async () => {
  const { showId } = await alma('programme.makeShow', { ...brand(), showId: on.showId, parts: ['texts'] })
  const price = { minor: '9900', currency: 'EUR' } as const
  const items = [{ variantId: on.world.products.lamp.variantIds[0]!, quantity: 2, price }]
  await assert.rejects(alma('drops.setPlans', { showId, items }), refusedAs('drops.notInRunOfShow'))
  const nothing = '01900000-0000-7000-8000-000000000000'
  await assert.rejects(
    alma('programme.makeShow', { ...brand(), templateId: nothing }),
    refusedAs('programme.unknownTemplate'),
  )
  const save = () => alma('programme.saveTemplate', { ...brand(), showId: on.showId, name: 'Twice' })
  await save()
  await assert.rejects(save(), refusedAs('programme.nameTaken'))
})

test('the calendar names what stands in the way, also before a show is there; a moved show loses it', async () => {
  const day = Date.now() + 30 * 24 * hourMs
  const at = (hours: number) => new Date(day + hours * hourMs).toISOString()
  const show = async (hours: number, hostName: string) =>
    (
      await alma('shows.create', {
        ...brand(),
        title: { en: hostName },
        description: { en: 'x' },
        hostName,
        startsAt: at(hours),
      })
    ).showId
  const first = await show(0, 'Noé')
  const second = await show(0.5, 'noé ')
  const span = { ...brand(), from: at(-2), until: at(30) }
  const kindsOf = async (showId: string) =>
    (await alma('programme.calendar', span)).items.find((one) => one.showId === showId)!.conflicts
  assert.deepEqual((await kindsOf(first))[0], {
    ...{ showId: second, kinds: ['overlap', 'host'], title: { en: 'noé' }, startsAt: at(0.5) },
  })
  for (const showId of [first, second]) await alma('shows.issueKey', { showId, use: 'encoder' })
  assert.deepEqual((await kindsOf(second))[0]!.kinds, ['overlap', 'host', 'encoder'])
  const would = await alma('programme.conflicts', { ...brand(), startsAt: at(1), minutes: 60, hostName: 'Béa' })
  assert.deepEqual(
    would.items.map(({ showId, kinds }) => [showId, kinds]),
    [[second, ['overlap']]],
  )
  await alma('shows.move', { showId: second, startsAt: at(5) })
  assert.deepEqual(await kindsOf(first), [])
  await assert.rejects(alma('shows.move', { showId: on.showId, startsAt: at(5) }), refusedAs('shows.wrongState'))
  const past = new Date(Date.now() - hourMs).toISOString()
  await assert.rejects(alma('shows.move', { showId: second, startsAt: past }), refusedAs('shows.startsInThePast'))
})

test('a host’s show for another brand is said without saying which', async () => {
  const { sql } = on.house.estrade.database
  const [hosted, away, other, person] = Array.from({ length: 4 }, () => crypto.randomUUID())
  const at = new Date(Date.now() + 60 * 24 * hourMs)
  for (const [showId, brandId] of [
    [hosted, on.world.brandId],
    [away, other],
  ]) {
    await sql`
      insert into shows.shows (show_id, brand_id, chat_log_id, kind, title, description, starts_at, host_name, created_at)
      values (${showId}, ${brandId}, gen_random_uuid(), 'video', '{"en":"Secret"}', '{"en":"x"}', ${at}, 'Béa', now())`
    await sql`insert into hosts.shows (show_id, brand_id, person_id) values (${showId}, ${brandId}, ${person})`
  }
  const from = new Date(at.getTime() - hourMs).toISOString()
  const until = new Date(at.getTime() + hourMs).toISOString()
  const { items } = await alma('programme.calendar', { ...brand(), from, until })
  assert.deepEqual(
    items.map(({ conflicts }) => conflicts),
    [[{ showId: null, kinds: ['elsewhere'], title: {}, startsAt: null }]],
  )
})

test('hours are suggested once there are enough shows, on the brand’s clock', async () => {
  assert.deepEqual((await alma('programme.slots', brand())).items, [])
  await alma('programme.changeSettings', { ...brand(), timeZone: 'Asia/Shanghai', listed: true })
  await assert.rejects(
    alma('programme.changeSettings', { ...brand(), timeZone: 'Mars/Olympus', listed: true }),
    refusedAs('edge.malformed'),
  )
  const { sql } = on.house.estrade.database
  for (let n = 0; n < 5; n++) {
    const at = new Date(Date.UTC(2026, 9, n < 3 ? 2 + 7 * n : 5, 12, 5))
    const showId = crypto.randomUUID()
    await sql`
      insert into shows.shows (show_id, brand_id, chat_log_id, kind, title, description, status, started_at, ended_at,
        host_name, created_at)
      values (${showId}, ${on.world.brandId}, gen_random_uuid(), 'video', '{}', '{}', 'ended', ${at}, ${at}, 'Béa', now())`
    for (let viewer = 0; viewer < (n < 3 ? 4 : 1); viewer++) {
      await sql`
        insert into attendance.visits (visit_id, show_id, viewer, process_id, joined_at, left_at)
        values (gen_random_uuid(), ${showId}, ${`v${viewer}`}, gen_random_uuid(), ${at}, ${at})`
    }
  }
  const { timeZone, shows, items } = await alma('programme.slots', brand())
  assert.deepEqual([timeZone, shows], ['Asia/Shanghai', 5])
  assert.deepEqual(
    items.map(({ weekday, hour, viewers }) => [weekday, hour, viewers]),
    [
      [5, 20, 4],
      [1, 20, 1],
    ],
  )
})
