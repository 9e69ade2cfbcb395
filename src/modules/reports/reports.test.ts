import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dice } from '../../../prove/random.ts'
import { type Buyer, openShop, type Stall } from '../../../test/shop.ts'
import type { Who } from '../../ctx.ts'
import type { ShowId } from '../../lib/ids.ts'
import { append } from '../../lib/log.ts'
import { recount } from '../../recount.ts'
import * as articles from '../articles/articles.ts'
import { reads } from '../articles/reads.ts'
import * as attendance from '../attendance/attendance.ts'
import * as fulfilment from '../fulfilment/fulfilment.ts'
import * as orders from '../orders/orders.ts'
import * as shows from '../shows/shows.ts'
import { csvOf, csvTables } from './csv-tables.ts'
import { drawReport } from './drawing.ts'
import type { FigureName } from './glossary.ts'
import { keepFigures } from './keeping.ts'
import { readRecent, readReport, readRows, setReach } from './reading.ts'
import { touches } from './touches.ts'

shows.showStarted.rewire()
shows.showEnded.rewire()
const shop = await openShop()
test.after(() => shop[Symbol.asyncDispose]())
const { clock, database } = shop
const minute = 60_000
const text = { en: 'Friday at Alma' }
const touch = touches(database, clock, (path) => `https://alma.example${path}`)

const read = reads(database, clock)

/** An article that carries the card of a show, for everybody to read. */
async function publishArticle(showId: ShowId): Promise<{ articleId: string; slug: string }> {
  const pictureId = shop.id<'picture'>()
  await database.sql`
    insert into catalog.pictures (picture_id, brand_id, width, height, at)
    values (${pictureId}, ${shop.brandId}, 1600, 900, ${clock.now()})`
  const title = { en: 'Evening light' }
  const { articleId } = await shop.write((ctx) => articles.createArticle(ctx, { brandId: shop.brandId, title, showId }))
  const slug = `evening-${showId}`
  const words = { id: 'words', type: 'paragraph' as const, text: { en: [{ text: 'On Friday.' }] } }
  const blocks = [words, { id: 'show', type: 'show' as const, showId }]
  const wish = { articleId, version: 1, slug, title, summary: {}, coverPictureId: pictureId, blocks }
  const { version } = await shop.write((ctx) => articles.saveArticle(ctx, wish))
  await shop.write((ctx) => articles.publishArticle(ctx, { articleId, version, at: null }))
  return { articleId, slug }
}

async function startShow(): Promise<ShowId> {
  const plan = { brandId: shop.brandId, title: text, description: text, kind: 'video' as const, hostName: 'Béa' }
  const pictures = { coverPictureId: null, portraitPictureId: null, hostPictureId: null }
  const showId = await shop.write((ctx) => shows.createShow(ctx, { ...plan, ...pictures, startsAt: null }))
  await shop.write((ctx) => shows.notePicture(ctx, { showId, picture: 'coming' }))
  await shop.write((ctx) => shows.start(ctx, { showId }))
  return showId
}

async function buy(buyer: Buyer, stall: Stall, showId: ShowId, quantity = 1) {
  const wish = { brandId: shop.brandId, variantId: stall.variantId, quantity, showId }
  await shop.write((ctx) => orders.addToBag(ctx, wish), buyer.who as Who)
  const placed = await shop.checkout(buyer)
  await shop.pay(placed.intentId!, '4242424242424242')
  await shop.deliver()
  return placed
}

/** Half an hour: people come, look, buy, talk, leave and come back; some is given back. */
async function playShow(seed: number): Promise<{ showId: ShowId; from: Date; until: Date }> {
  const die = dice(seed)
  const lamp = await shop.addVariant({ price: 12_000, free: 50 })
  const buyers = await Promise.all(Array.from({ length: 4 }, () => shop.person()))
  const keeper = attendance.keeper(database, clock, { warn: (details) => assert.fail(JSON.stringify(details)) })
  const showId = await startShow()
  const from = clock.now()
  const { chatLogId } = await shows.showFor(database.sql, showId)
  const here: string[] = []
  const article = await publishArticle(showId)
  let placed: Awaited<ReturnType<typeof buy>> | undefined
  for (let step = 0; step < 30; step++) {
    const viewer = `viewer-${die.roll(25)}`
    here.push(keeper.joined(showId, viewer))
    if (die.roll(3) === 0) await read({ articleId: article.articleId, viewer })
    if (die.roll(3) > 0) {
      const came = { ...(die.roll(2) === 0 && { code: 'POSTER' }), ...(die.roll(2) === 0 && { article: article.slug }) }
      await touch({ showId, viewer, came, touched: [] })
      const product = { kind: 'product' as const, productId: lamp.productId, agoMs: 0 }
      const kinds = [product, { kind: 'shop' as const, agoMs: 0 }, { kind: 'share' as const, agoMs: 0 }]
      await touch({ showId, viewer, touched: [kinds[die.roll(3)]!] })
    }
    keeper.hearts(showId, 1 + die.roll(5))
    const body = { messageId: `m${step}`, authorId: `a${die.roll(5)}`, name: 'Dana', badge: null, text: 'hello' }
    const taken = step % 7 === 3 ? [{ type: 'message.deleted', body: { messageId: `m${step - 1}` } }] : []
    await shop.write((ctx) => append(ctx.sql, chatLogId, ctx.now, [{ type: 'message.posted', body }, ...taken]))
    if (step % 5 === 1) placed = await buy(buyers[die.roll(4)]!, lamp, showId, 1 + die.roll(2))
    clock.advance(minute)
    if (die.roll(3) === 0) keeper.left(here.splice(die.roll(here.length), 1)[0]!, clock.now().getTime())
    await keeper.write()
  }
  const until = clock.now()
  await shop.write((ctx) => shows.end(ctx, { showId }))
  clock.advance(10 * minute)
  await keeper.close()
  const reach = [{ name: 'Friday article', reads: 1000 }]
  await shop.write((ctx) => setReach(ctx, { showId, reach }))
  const amount = { minor: '500', currency: 'EUR' as const }
  const wish = { orderId: placed!.orderId, lines: [], delivery: false, restock: false, reason: 'a scratch', amount }
  await shop.write((ctx) => fulfilment.refundOrder(ctx, wish as never))
  await shop.idle()
  await shop.deliver()
  return { showId, from, until }
}

const told = (value: unknown) =>
  typeof value === 'object' && value ? (value as { minor: string }).minor : String(value)

test('every tile is what SQL alone counts, and the sum of the rows under it', async (t) => {
  const seed = Number(process.env.SEED ?? 7)
  t.diagnostic(`seed ${seed}`)
  const { showId, from, until } = await playShow(seed)
  const report = await shop.write((ctx) => readReport(ctx, { showId }))
  const values = new Map(report.figures.map(({ name, value }) => [name, value]))
  for (const { name, over } of report.figures) assert.equal(recount[name] === undefined, over !== null, name)
  for (const [name, query] of Object.entries(recount)) {
    const values3 = [showId, from, until].slice(0, query.includes('$3') ? 3 : query.includes('$2') ? 2 : 1)
    const { rows } = await database.pool.query(query, values3)
    assert.equal(told(values.get(name as FigureName)), String(Number(rows[0].value)), name)
  }
  for (const name of [
    'entries',
    'orders',
    'comments',
    'likes',
    'refunds',
    'shares',
    'articleReads',
    'articleEntries',
  ] as const) {
    assert.ok(Number(told(values.get(name))) > 0, `something happened: ${name}`)
  }
  for (const { name, unit, rows, value } of report.figures) {
    if (!rows) continue
    const page = await shop.write((ctx) =>
      readRows(ctx, { showId, figure: name, after: undefined, most: 200 }, (one) => recount[one]),
    )
    const sum = page.items.reduce(
      (all, row) => all + Number(unit === 'money' ? row.amount!.minor : (row.quantity ?? 1)),
      0,
    )
    assert.equal(String(sum), told(value), name)
    assert.ok(page.query, name)
  }
})

test('the rows of a figure come page by page, and all of them', async () => {
  const { showId } = await playShow(11)
  const page = (after: string | undefined, most: number) =>
    shop.write((ctx) => readRows(ctx, { showId, figure: 'comments', after, most }, () => undefined))
  const whole = await page(undefined, 200)
  const first = await page(undefined, 10)
  const second = await page(first.next!, 200)
  assert.deepEqual([...first.items, ...second.items], whole.items)
  assert.equal(second.next, null)
})

test('a show is compared with those of its brand before it, and what came late changes what is kept', async () => {
  const [one, two] = [await playShow(1), await playShow(2)]
  const keep = (showId: ShowId) => shop.write((ctx) => keepFigures(ctx, { showId }))
  await keep(one.showId)
  const report = await shop.write((ctx) => readReport(ctx, { showId: two.showId }))
  const before = await shop.write((ctx) => readReport(ctx, { showId: one.showId }))
  const figureOf = (of: typeof report, name: string) => of.figures.find((figure) => figure.name === name)!
  assert.equal(figureOf(report, 'entries').beside!.previous, figureOf(before, 'entries').value)
  assert.equal(figureOf(before, 'entries').beside, null)
  await keep(one.showId)
})

test('the last minutes stand beside as many before', async () => {
  const { showId } = await playShow(3)
  const recent = await shop.write((ctx) => readRecent(ctx, { showId, minutes: 10 }))
  const comments = recent.figures.find(({ name }) => name === 'comments')!
  assert.ok(Number(comments.value) > 0 && Number(comments.before) > 0)
})

test('what is told of a show that is not there is not written', async () => {
  await touch({ showId: shop.id<'show'>(), viewer: 'x', touched: [{ kind: 'shop', agoMs: 0 }] })
  const [rows] = await database.sql<{ count: bigint }>`select count(*) as count from reports.touches where viewer = 'x'`
  assert.equal(rows!.count, 0n)
})

test('a show that never was on air has no report', async () => {
  const plan = { brandId: shop.brandId, title: text, description: text, kind: 'video' as const, hostName: 'Béa' }
  const pictures = { coverPictureId: null, portraitPictureId: null, hostPictureId: null }
  const showId = await shop.write((ctx) => shows.createShow(ctx, { ...plan, ...pictures, startsAt: null }))
  await assert.rejects(
    shop.write((ctx) => readReport(ctx, { showId })),
    /once it has been on air/,
  )
})

test('every table is a CSV that a spreadsheet reads, and the report is a PDF', async () => {
  const { showId } = await playShow(5)
  const report = await shop.write((ctx) => readReport(ctx, { showId }))
  const named = { ...report, products: report.products.map((row) => ({ ...row, title: { en: '=1+1, a "lamp"' } })) }
  for (const table of csvTables) {
    const [head, ...rows] = csvOf(named, table, 'en').replace('\ufeff', '').trimEnd().split('\r\n')
    assert.equal(rows.length, named[table].length, table)
    assert.match(head!, /^[a-zA-Z]+(,[a-zA-Z]+)+$/, table)
  }
  assert.match(csvOf(named, 'products', 'en'), /,"'=1\+1, a ""lamp""",/, 'no formula is run')
  const gmv = report.figures.find(({ name }) => name === 'gmv')!.value as { minor: string }
  assert.match(csvOf(report, 'figures', 'en'), new RegExp(`\r\ngmv,money,${Number(gmv.minor) / 100}\\.?\\d*,EUR,`))
  for (const locale of ['en', 'fr', 'zh-Hans'] as const) {
    const pdf = await shop.write((ctx) => drawReport(ctx, showId, locale))
    assert.equal(new TextDecoder().decode(pdf.slice(0, 5)), '%PDF-')
  }
})
