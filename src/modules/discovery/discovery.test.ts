import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type OnAir, openOnAir, refusedAs } from '../../../test/on-air.ts'

let on: OnAir & AsyncDisposable
let alma: Awaited<ReturnType<OnAir['world']['as']>>
before(async () => {
  on = await openOnAir()
  alma = await on.world.as('alma')
})
after(() => on[Symbol.asyncDispose]())

type Wish = { when?: 'live' | 'coming' | 'replays'; locale?: 'en' | 'fr' | 'zh-Hans'; after?: string; most?: number }
const find = (search: string | undefined, wish: Wish & Record<string, unknown> = {}) =>
  on.house.anyone.call('discovery.shows', { when: 'coming', ...(search !== undefined && { search }), ...wish } as never)
const titles = async (...of: Parameters<typeof find>) => (await find(...of)).items.map(({ title }) => title.en)

test('live, coming and replays are three lists; what is coming begins with the next', async () => {
  assert.deepEqual(await titles(undefined, { when: 'live' }), ['Friday at Alma'])
  assert.deepEqual(await titles(undefined), ['The morning ritual', 'Clay & light'])
  assert.deepEqual(await titles(undefined, { when: 'replays' }), [])
  const [first] = (await find(undefined)).items
  assert.deepEqual([first!.brand.slug, first!.topic], ['maison-alma', 'home'])
})

test('words are found in the reader’s language, by their stem and beginning, without accents; in Chinese as written', async () => {
  assert.deepEqual(await titles('rituals'), ['The morning ritual'])
  assert.deepEqual(await titles('MORN'), ['The morning ritual'])
  assert.deepEqual(await titles('lumieres', { locale: 'fr' }), ['Clay & light'])
  assert.deepEqual(await titles('lumière terre', { locale: 'fr' }), ['Clay & light'])
  assert.deepEqual(await titles('morning', { locale: 'fr' }), [], 'it is written in French too: that is looked in')
  assert.deepEqual(await titles('清晨', { locale: 'zh-Hans' }), ['The morning ritual'])
  assert.deepEqual(await titles('陶与'), ['Clay & light'], 'Chinese is found by readers of other languages')
  assert.deepEqual(await titles('morning clay'), [], 'every word has to be there')
})

test('a show is found by its host and by what it sells, and signs are no query language', async () => {
  assert.equal((await titles('bea')).length, 2)
  assert.deepEqual(await titles('serum'), ['The morning ritual'])
  assert.deepEqual(await titles("!!! & | ' :*"), [])
  assert.deepEqual(await titles("morning' | !clay:*"), [])
})

test('one goes on by cursor, none twice and none left out; another text is no cursor', async () => {
  const first = await find(undefined, { most: 1 })
  const second = await find(undefined, { most: 1, after: first.next! })
  assert.deepEqual(
    [first.items[0]!.title.en, second.items[0]!.title.en, second.next],
    [...['The morning ritual', 'Clay & light', null]],
  )
  await assert.rejects(find(undefined, { after: 'x' }), refusedAs('edge.malformed'))
})

test('private and unlisted shows never appear, nor does a brand on the page of all that does not wish to', async () => {
  const { clay, morning } = on.world.shows
  const closed = { ticketProductId: null, guests: [] }
  await alma('shows.setAdmission', { showId: clay, visibility: 'private', ...closed })
  assert.deepEqual(await titles(undefined), ['The morning ritual'])
  await alma('shows.setAdmission', { showId: morning, visibility: 'unlisted', ...closed })
  assert.deepEqual(await titles('serum'), [])
  await alma('shows.setAdmission', { showId: morning, visibility: 'public', ...closed })
  const { brandId } = on.world
  const topics = async (of: object) => (await on.house.anyone.call('discovery.topics', of)).items
  assert.deepEqual(await topics({}), [{ topic: 'home', shows: 2 }])
  await alma('programme.changeSettings', { brandId, timeZone: 'Europe/Paris', listed: false })
  assert.deepEqual([await titles(undefined), await topics({})], [[], []])
  assert.deepEqual(await titles(undefined, { brandId }), ['The morning ritual'], 'on its own page it does')
  assert.deepEqual(await titles(undefined, { brandId, topic: 'food' }), [])
})
