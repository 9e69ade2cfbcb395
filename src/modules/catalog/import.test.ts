import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { openStage, type Stage } from '../../../test/stage.ts'
import type { BrandId } from '../../lib/ids.ts'
import * as catalog from './catalog.ts'
import type { ImportReport } from './import.ts'

let stage: Stage
let alma: BrandId
let counts: number[] = []
let changed: string[] = []

before(async () => {
  stage = await openStage()
  catalog.stockCounted.rewire(async (_, { free }) => void counts.push(free))
  catalog.productChanged.rewire(async (_, { productId }) => void changed.push(productId))
})
after(() => stage[Symbol.asyncDispose]())
beforeEach(() => {
  alma = stage.id()
  counts = []
  changed = []
})

const importCsv = (csv: string, dryRun = false) =>
  stage.write((ctx) => catalog.importProducts(ctx, { brandId: alma, csv, dryRun }))
const outcomes = (report: ImportReport) => report.rows.map((row) => row.outcome)
const reasons = (report: ImportReport) => report.rows.map((row) => row.reason ?? '')
const all = async () => (await stage.write((ctx) => catalog.products(ctx, { brandId: alma, most: 200 }))).items
const product = async (sku: string) => (await all()).find((one) => one.variants.some((variant) => variant.sku === sku))!

const lamps = [
  'sku;title;title_fr;description;price;currency;price:USD;stock;tax_rate;option:Colour;attribute:Height',
  'LAMP-I;Lamp;Lampe;"Warm light,',
  'all evening";89,00;EUR;95;20;5,5;Ivory;30 cm',
  'LAMP-B;Lamp;;;99,00;EUR;105;7;;Black;',
  'VASE;Vase;;Clay;45;EUR;;0;20;;',
].join('\r\n')

test('rows with the same title become one product with its variants, prices and attributes', async () => {
  const report = await importCsv(lamps)
  assert.deepEqual([report.created, report.changed, report.unchanged, report.refused], [3, 0, 0, 0])
  assert.deepEqual(
    report.rows.map((row) => row.line),
    [2, 4, 5],
  )
  const lamp = await product('LAMP-B')
  assert.deepEqual(lamp.title, { en: 'Lamp', fr: 'Lampe' })
  assert.deepEqual(lamp.description, { en: 'Warm light,\nall evening' })
  assert.deepEqual([lamp.taxRateBp, lamp.attributes, lamp.state], [550, { Height: '30 cm' }, 'published'])
  assert.deepEqual(
    lamp.variants.map(({ sku, options, prices }) => [sku, options.Colour, prices.map((price) => price.minor)]),
    [
      ['LAMP-I', 'Ivory', ['8900', '9500']],
      ['LAMP-B', 'Black', ['9900', '10500']],
    ],
  )
  assert.deepEqual(counts, [20, 7, 0])
  assert.equal((await all()).length, 2)
})

test('the same file twice changes nothing and counts nothing', async () => {
  await importCsv(lamps)
  const before = await all()
  counts = []
  changed = []
  const report = await importCsv(lamps)
  assert.deepEqual([report.unchanged, report.created + report.changed + report.refused], [3, 0])
  assert.deepEqual([await all(), counts, changed], [before, [], []])
})

test('a dry run tells the same and does nothing', async () => {
  const dry = await importCsv(lamps, true)
  assert.deepEqual([(await all()).length, counts, changed], [0, [], []])
  assert.deepEqual(await importCsv(lamps), dry)
})

test('a file may hold only what is to change', async () => {
  await importCsv(lamps)
  counts = []
  const report = await importCsv('sku,stock,price,currency\nLAMP-I,18,,\nLAMP-B,,79.5,EUR\nVASE,0,45,EUR\n')
  assert.deepEqual(outcomes(report), ['changed', 'changed', 'unchanged'])
  assert.deepEqual(counts, [18])
  const lamp = await product('LAMP-B')
  assert.deepEqual(
    lamp.variants.map((variant) => variant.prices.map((price) => price.minor)),
    [
      ['8900', '9500'],
      ['7950', '10500'],
    ],
  )
})

test('a product keeps what the file leaves empty', async () => {
  await importCsv(lamps)
  const report = await importCsv('sku,title_zh,attribute:Weight\nLAMP-I,灯,2 kg\n')
  assert.deepEqual(outcomes(report), ['changed'])
  const lamp = await product('LAMP-I')
  assert.deepEqual(lamp.title, { en: 'Lamp', fr: 'Lampe', 'zh-Hans': '灯' })
  assert.deepEqual(lamp.attributes, { Height: '30 cm', Weight: '2 kg' })
})

test('a new SKU under a title that exists joins that product', async () => {
  await importCsv(lamps)
  const report = await importCsv('sku,title,price,currency,option:Colour\nLAMP-G,Lamp,89,EUR,Green\n')
  assert.deepEqual(outcomes(report), ['created'])
  assert.equal((await product('LAMP-G')).variants.length, 3)
  assert.equal((await all()).length, 2)
})

test('each row stands or falls alone, with a reason', async () => {
  const report = await importCsv(
    [
      'sku,title,title_fr,price,currency,option:Colour',
      'A,Throw,Plaid,50,EUR,Sand', // 2
      'A,Throw,,50,EUR,Grey', // 3: twice
      'B,Throw,Couverture,50,EUR,Blue', // 4: another title_fr
      'C,Throw,,50,EUR,Sand', // 5: the same options
      'D,,,50,EUR,', // 6: no title
      'E,Candle,,,,', // 7: no price
      'F,Candle,,1.234,EUR,', // 8: ambiguous
      'G,Candle,,12,EUR,,surplus', // 9: too wide
      'H,Candle,,12.00,EUR,', // 10
    ].join('\n'),
  )
  const created = ['created', ...Array(7).fill('refused'), 'created']
  assert.deepEqual(outcomes(report), created)
  const expected = [
    ...[/^$/, /A is on line 2 already/, /line 2 gives another title fr/, /same options as A/, /needs a title/],
    ...[/needs a price/, /two ways/, /more cells than columns/, /^$/],
  ]
  for (const [i, reason] of reasons(report).entries()) assert.match(reason, expected[i]!)
  assert.deepEqual([report.rows[1]!.code, report.rows[1]!.params], ['skuTwice', { sku: 'A', line: '2' }])
  assert.equal((await all()).length, 2)
})

test('a title that several products have cannot say which is meant', async () => {
  for (const sku of ['X', 'Y']) {
    await stage.write((ctx) =>
      catalog.createProduct(ctx, {
        ...{ brandId: alma, title: { en: 'Bowl' }, description: { en: 'Clay' }, attributes: {}, taxRateBp: 2000 },
        ...{ state: 'published', pictureIds: [], variants: [{ sku, options: {}, prices: [] }] },
      }),
    )
  }
  const report = await importCsv('sku,title,price,currency\nZ,Bowl,1,EUR\nY,Bowl,2,EUR\n')
  assert.deepEqual(outcomes(report), ['refused', 'changed'])
  assert.match(reasons(report)[0]!, /several products/)
})

test("another brand's products are out of reach", async () => {
  await importCsv(lamps)
  const theirs = alma
  alma = stage.id()
  assert.deepEqual(outcomes(await importCsv(lamps)), ['created', 'created', 'created'])
  alma = theirs
  assert.equal((await all()).length, 2)
})

test('an archived product is not woken by a file: its SKU founds a new one', async () => {
  await importCsv(lamps)
  const vase = await product('VASE')
  await stage.write((ctx) => catalog.archiveProduct(ctx, vase))
  assert.deepEqual(outcomes(await importCsv(lamps)), ['unchanged', 'unchanged', 'created'])
  assert.notEqual((await product('VASE')).productId, vase.productId)
})

test('a product has at most 100 variants', async () => {
  const rows = Array.from({ length: 101 }, (_, i) => `S${i},Sock,1,EUR,${i}`)
  const report = await importCsv(`sku,title,price,currency,option:size\n${rows.join('\n')}`)
  assert.deepEqual([report.created, report.refused], [100, 1])
})

test('a full file is read in seconds', async () => {
  const rows = Array.from({ length: 5000 }, (_, i) => `P${i},Product ${i},${i}.50,EUR,${i}`)
  const csv = `sku,title,price,currency,stock\n${rows.join('\n')}`
  const began = performance.now()
  assert.equal((await importCsv(csv)).created, 5000)
  assert.equal((await importCsv(csv)).unchanged, 5000)
  assert.ok(performance.now() - began < 20_000)
})
