import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { encode } from 'uqr'
import { type House, openHouse } from '../../../test/house.ts'
import { refusedAs } from '../../../test/reminded.ts'
import { buildWorld, type World } from '../../../test/world.ts'
import { openDrawing, pdfOf, pngOf } from '../../lib/pdf/picture.ts'
import { newCode } from './codes.ts'
import { type PosterFacts, posterOf, whenOf } from './poster.ts'

const facts: PosterFacts = {
  title: { en: 'Clay & light', fr: 'Terre & lumière', 'zh-Hans': '陶与光' },
  ...{ hostName: 'Béa', brandName: 'Maison Alma', accent: '#a4552f', cover: null, portrait: null },
  startsAt: new Date('2026-11-27T19:00:00Z'),
  url: 'https://live.maison-alma.example/q/7k3m9x',
}

/** Looks at the middle of every module of the code in the picture. */
async function readModules(
  png: Uint8Array,
  at: { x: number; y: number; cell: number; size: number },
): Promise<boolean[][]> {
  const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true })
  const dark = (x: number, y: number) => data[(Math.round(y) * info.width + Math.round(x)) * info.channels]! < 128
  const line = Array.from({ length: at.size }, (_, i) => i)
  return line.map((row) => line.map((column) => dark(at.x + (column + 0.5) * at.cell, at.y + (row + 0.5) * at.cell)))
}

for (const size of ['story', 'square', 'a4'] as const) {
  for (const locale of ['en', 'fr', 'zh-Hans'] as const) {
    test(`the code on a poster (${size}, ${locale}) says where the show is, and nothing covers it`, async () => {
      const poster = posterOf(facts, { size, locale, timeZone: 'Europe/Paris' })
      const code = poster.marks.find((mark) => mark.kind === 'stroke' && mark.scale < 0) as {
        x: number
        y: number
        scale: number
      }
      const { data, size: modules } = encode(facts.url, { ecc: 'M', border: 4 })
      const read = await readModules(await pngOf(poster, 1080), { ...code, cell: -code.scale, size: modules })
      assert.deepEqual(read, data)
    })
  }
}

test('every language of a poster is in the typeface, and its day and hour are those of a place', async () => {
  assert.deepEqual(whenOf(facts.startsAt, 'fr', 'Europe/Paris'), { day: 'Vendredi 27 novembre', hour: '20:00, Paris' })
  assert.deepEqual(whenOf(facts.startsAt, 'en', 'Asia/Shanghai'), {
    day: 'Saturday 28 November',
    hour: '03:00, Shanghai',
  })
  assert.equal(whenOf(null, 'en', 'UTC').hour, '')
  const drawing = openDrawing(400, 100, '#ffffff')
  drawing.text('陶与光 é', 0, 0, 400, { size: 40, colour: '#000000' })
  assert.ok(drawing.marks.length >= 5, 'a stroke for each character')
  assert.equal(
    drawing.heightOf('a b c d e f g h i j k', 40, { size: 40, colour: '#000000', linesMost: 2, leading: 1 }),
    80,
  )
  const at = new Date(0)
  const pdf = await pdfOf([drawing, drawing], { widthPoints: 595.28, title: 'A', language: 'en', at })
  assert.equal(Buffer.from(pdf).subarray(0, 5).toString(), '%PDF-')
  assert.equal(
    Buffer.from(pdf)
      .toString('latin1')
      .match(/\/Type \/Page\b/g)!.length,
    2,
  )
})

test('a code is six signs that nobody mistakes for others', () => {
  for (let i = 0; i < 200; i++) assert.match(newCode(), /^[0-9a-hjkmnp-tv-z]{6}$/)
})

const scope = new AsyncDisposableStack()
let house: House
let world: World
before(async () => {
  house = scope.use(await openHouse())
  world = await buildWorld(house.estrade)
})
after(() => scope.disposeAsync())

const follow = (code: string, agent = 'Mozilla/5.0 (iPhone)') =>
  fetch(`${house.url}/q/${code}`, { redirect: 'manual', headers: { 'user-agent': agent } })

test('a printed code leads to its show, is counted for its place, and never leads nowhere', async () => {
  const { morning: showId, clay } = world.shows
  const alma = await world.as('alma')
  const message = { en: 'Welcome from the boutique' }
  const { code } = await alma('codes.add', { showId, name: 'Boutique window, Paris', tag: 'boutique', message })
  const { code: till } = await alma('codes.add', { showId, name: 'Till' })
  await assert.rejects((await world.as('eli'))('codes.add', { showId, name: 'X' }), refusedAs('edge.notAllowed'))
  const path = `/maison-alma/shows/${showId}`
  for (const spelled of [code, code.toUpperCase()]) {
    const answer = await follow(spelled)
    assert.deepEqual([answer.status, answer.headers.get('location')], [302, `${path}?code=${code}`])
    assert.equal(answer.headers.get('set-cookie'), null, 'nothing is kept on the device')
  }
  await follow(code, 'facebookexternalhit/1.1')
  assert.deepEqual(await house.anyone.call('codes.greeting', { code }), { message })
  const counts = (await alma('codes.ofShow', { showId })).items.map(({ name, scans }) => [name, scans])
  assert.deepEqual(counts, [
    ['Boutique window, Paris', 2],
    ['Till', 0],
  ])
  await alma('codes.end', { showId, code: till })
  await assert.rejects(alma('codes.end', { showId: clay, code }), refusedAs('codes.unknownCode'))
  assert.equal((await follow(till)).headers.get('location'), path)
  assert.equal((await follow('zzzzzz')).headers.get('location'), '/')
  await alma('shows.cancel', { showId })
  assert.equal((await follow(code)).headers.get('location'), '/maison-alma')
})

test('a brand’s people take posters and codes away; strangers do not', async () => {
  const { clay: showId } = world.shows
  const { code } = await (await world.as('alma'))('codes.add', { showId, name: 'Till' })
  const bea = await house.signIn('bea@maison-alma.example', 'lumiere-du-soir')
  const base = `/api/shows/${showId}`
  const [poster, page, sheet, drawing, picture] = [
    `${base}/poster.png?size=square&locale=fr&code=${code}`,
    `${base}/poster.pdf?size=a4&locale=zh-Hans`,
    `${base}/codes.pdf`,
    `${base}/codes/${code}/qr.svg`,
    `${base}/codes/${code}/qr.png`,
  ]
  const types = []
  for (const path of [poster, page, sheet, drawing, picture]) {
    const answer = await bea.fetch(path)
    types.push([answer.status, answer.headers.get('content-type')?.split(';')[0]])
    assert.equal((await house.anyone.fetch(path)).status, 401)
  }
  const kinds = ['image/png', 'application/pdf', 'application/pdf', 'image/svg+xml', 'image/png']
  assert.deepEqual(
    types,
    kinds.map((kind) => [200, kind]),
  )
  const made = await sharp(Buffer.from(await (await bea.fetch(poster)).arrayBuffer())).metadata()
  assert.deepEqual([made.width, made.height], [1080, 1080])
  const foreign = `${base}/poster.png?size=square&code=000000`
  assert.equal((await bea.fetch(foreign)).status, 404)
})
