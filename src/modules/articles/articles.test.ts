import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openShop } from '../../../test/shop.ts'
import type { Id, ShowId } from '../../lib/ids.ts'
import * as shows from '../shows/shows.ts'
import * as articles from './articles.ts'
import * as reading from './reading.ts'
import { reads } from './reads.ts'
import type { Block } from './state.ts'

const shop = await openShop()
test.after(() => shop[Symbol.asyncDispose]())
const { brandId, clock, database } = shop
const read = reads(database, clock)

const cover = (async () => {
  const pictureId = shop.id<'picture'>()
  await database.sql`
    insert into catalog.pictures (picture_id, brand_id, width, height, at)
    values (${pictureId}, ${brandId}, 1600, 900, ${clock.now()})`
  return pictureId
})()

async function planShow(): Promise<ShowId> {
  const text = { en: 'Friday at Alma' }
  const plan = { brandId, title: text, description: text, kind: 'video' as const, hostName: 'Béa', startsAt: null }
  const pictures = { coverPictureId: null, portraitPictureId: null, hostPictureId: null }
  return shop.write((ctx) => shows.createShow(ctx, { ...plan, ...pictures }))
}

type Wish = Parameters<typeof articles.saveArticle>[1]
const words = (id: string, en: string): Block => ({ id, type: 'paragraph', text: { en: [{ text: en }] } })

async function begin(slug: string, blocks: readonly Block[], more: Partial<Wish> = {}) {
  const { articleId } = await shop.write((ctx) => articles.createArticle(ctx, { brandId, title: {} }))
  const coverPictureId = (await cover) as Id<'picture'>
  const wish = { articleId, slug, title: { en: slug }, summary: {}, coverPictureId, blocks: blocks as never, ...more }
  const save = (change: Partial<Wish> & { version: number }) =>
    shop.write((ctx) => articles.saveArticle(ctx, { ...wish, ...change }))
  const publish = (version: number, at: Date | null = null) =>
    shop.write((ctx) => articles.publishArticle(ctx, { articleId, version, at: at?.toISOString() ?? null }))
  const { version } = await save({ version: 1 })
  return { articleId, version, save, publish }
}

const open = (slug: string, locale: 'en' | 'fr' = 'en') =>
  shop.write((ctx) => reading.readArticle(ctx, { brandId, slug, locale }))
const refused = (work: Promise<unknown>, code: string) =>
  assert.rejects(work, (error: { problem?: { code: string } }) => error.problem?.code === code)

test('two who write do not overwrite one another: the second is told who was first', async () => {
  const { version, save } = await begin('two-hands', [words('a', 'mine')])
  await save({ version, blocks: [words('a', 'first')] as never })
  await refused(save({ version, blocks: [words('a', 'second')] as never }), 'articles.staleVersion')
  const { version: next } = await save({ version: version + 1, blocks: [words('a', 'third')] as never })
  assert.equal(next, version + 2)
})

test('readers see what was published, not what is being written', async () => {
  const { version, save, publish } = await begin('in-two-steps', [words('a', 'published')])
  await refused(open('in-two-steps'), 'articles.unknownArticle')
  await publish(version)
  const later = await save({ version, blocks: [words('a', 'not yet')] as never })
  const shown = (await open('in-two-steps')).blocks[0] as { spans: { text: string }[] }
  assert.equal(shown.spans[0]!.text, 'published')
  await refused(publish(version), 'articles.staleVersion')
  await publish(later.version)
  assert.equal(((await open('in-two-steps')).blocks[0] as typeof shown).spans[0]!.text, 'not yet')
})

test('an article with a time opens by itself, and one that is withdrawn is gone, with its address kept', async () => {
  const { articleId, version, save, publish } = await begin('in-time', [words('a', 'soon')])
  await publish(version, new Date(clock.now().getTime() + 60_000))
  await refused(open('in-time'), 'articles.unknownArticle')
  clock.advance(60_000)
  assert.equal((await open('in-time')).title, 'in-time')
  const { items } = await shop.write((ctx) => reading.readPublic(ctx, { brandId }))
  assert.equal(items[0]!.slug, 'in-time')
  await refused(save({ version, slug: 'elsewhere' }), 'articles.slugFixed')
  await shop.write((ctx) => articles.withdrawArticle(ctx, { articleId }))
  await refused(open('in-time'), 'articles.unknownArticle')
  await refused(
    shop.write((ctx) => articles.withdrawArticle(ctx, { articleId })),
    'articles.notPublished',
  )
})

test('a draft is deleted and its address free again; what was ever public stays, with its figures', async () => {
  const draft = await begin('second-thoughts', [words('a', 'never mind')])
  await shop.write((ctx) => articles.deleteArticle(ctx, draft))
  const { articleId, version, publish } = await begin('second-thoughts', [words('a', 'after all')])
  await publish(version)
  await refused(
    shop.write((ctx) => articles.deleteArticle(ctx, { articleId })),
    'articles.sharedAlready',
  )
  await shop.write((ctx) => articles.withdrawArticle(ctx, { articleId }))
  await refused(
    shop.write((ctx) => articles.deleteArticle(ctx, { articleId })),
    'articles.sharedAlready',
  )
})

test('an address is given once, and cards show what is the brand’s own', async () => {
  await begin('only-once', [words('a', 'x')])
  const { version, save } = await begin('another', [words('a', 'x')])
  await refused(save({ version, slug: 'only-once' }), 'articles.slugTaken')
  const [productId, showId] = [shop.id<'product'>(), shop.id<'show'>()]
  await refused(save({ version, blocks: [{ id: 'p', type: 'product', productId }] }), 'articles.unknownProduct')
  await refused(save({ version, blocks: [{ id: 's', type: 'show', showId }] }), 'articles.unknownShow')
  await refused(save({ version, coverPictureId: shop.id<'picture'>() }), 'catalog.unknownPicture')
})

test('a card says what a product costs and what is left now; a show that is not announced is not told', async () => {
  const { productId } = await shop.addVariant({ price: 12_000, free: 7 })
  const showId = await planShow()
  const blocks: Block[] = [words('a', 'x'), { id: 'p', type: 'product', productId }, { id: 's', type: 'show', showId }]
  const { articleId, version, publish } = await begin('with-cards', blocks)
  await publish(version)
  const shown = await open('with-cards')
  assert.deepEqual(shown.products[0]!.offer, { price: { minor: '12000', currency: 'EUR' }, free: 7 })
  assert.deepEqual([shown.shows, shown.blocks.map(({ type }) => type)], [[], ['paragraph', 'product']])
  await database.sql`update shows.shows set status = 'scheduled' where show_id = ${showId}`
  const now = await shop.write((ctx) => reading.cardsNow(ctx, { articleId }))
  assert.equal(now.shows[0]!.status, 'scheduled')
})

test('a person reads an article once a day, only a public one, and the shows on it count the read', async () => {
  const showId = await planShow()
  const { articleId, version, save, publish } = await begin('read', [
    words('a', 'x'),
    { id: 's', type: 'show', showId },
  ])
  await read({ articleId, viewer: 'early' })
  await publish(version)
  await Promise.all(['a', 'b', 'a'].map((viewer) => read({ articleId, viewer })))
  await read({ articleId: shop.id<'article'>(), viewer: 'a' })
  const of = async () =>
    (await articles.readsOfShow(database.sql, showId)).map(({ viewer, slug }) => `${viewer} ${slug}`)
  assert.deepEqual(await of(), ['a read', 'b read'])
  clock.advance(86_400_000)
  await read({ articleId, viewer: 'a' })
  assert.equal((await of()).length, 3)
  const without = await save({ version, blocks: [words('a', 'no card')] as never })
  await publish(without.version)
  await read({ articleId, viewer: 'c' })
  assert.equal((await of()).length, 3, 'it carried no card any more')
  const { items } = await shop.write((ctx) => reading.listArticles(ctx, { brandId, most: 50, after: undefined }))
  assert.equal(items.find((one) => one.articleId === articleId)!.reads, 4)
})

test('the list of articles comes page by page, and all of it', async () => {
  const page = (after: string | undefined, most: number) =>
    shop.write((ctx) => reading.listArticles(ctx, { brandId, after, most }))
  const whole = await page(undefined, 50)
  const first = await page(undefined, 2)
  const rest = await page(first.next!, 50)
  assert.deepEqual([...first.items, ...rest.items], whole.items)
})
