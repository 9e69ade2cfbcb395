import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { deflateSync } from 'node:zlib'
import Fastify, { type FastifyInstance } from 'fastify'
import sharp from 'sharp'
import { openStage, type Stage } from '../../../test/stage.ts'
import type { Who } from '../../ctx.ts'
import { filesInMemory } from '../../doors/files-in-memory.ts'
import { answerFailures } from '../../lib/http.ts'
import type { BrandId } from '../../lib/ids.ts'
import { encodePicture } from './encode-picture.ts'
import { mountPictures } from './pictures.ts'

let stage: Stage
let app: FastifyInstance
let alma: BrandId
let who: Who
const files = filesInMemory()

const memberAs = (...roles: ('owner' | 'producer' | 'host')[]): Who => ({
  ...{ kind: 'person', personId: stage.id(), guest: false, name: 'Béa', roles: { [alma]: roles } },
})

before(async () => {
  stage = await openStage()
  alma = stage.id()
  who = memberAs('producer')
  app = Fastify() as unknown as FastifyInstance
  answerFailures(app)
  mountPictures(app, {
    ...{ database: stage.database, doors: { files }, clock: stage.clock, limits: 0 },
    whoOf: async () => who,
  })
  await app.ready()
})
after(async () => {
  await app.close()
  await stage[Symbol.asyncDispose]()
})

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#a0522d' } })

async function upload(bytes: Uint8Array | undefined, headers: Record<string, string> = {}) {
  const form = new FormData()
  if (bytes) form.append('file', new Blob([Uint8Array.from(bytes)], { type: 'image/png' }), '../../evil.png')
  else form.append('note', 'no file')
  const request = new Request('http://localhost/', { method: 'POST', body: form })
  const answer = await app.inject({
    method: 'POST',
    url: `/api/brands/${alma}/pictures`,
    headers: { 'content-type': request.headers.get('content-type')!, ...headers },
    payload: Buffer.from(await request.arrayBuffer()),
  })
  return { status: answer.statusCode, body: answer.json() }
}

/** A PNG that claims a size and holds nothing of it. */
function hollowPng(width: number, height: number): Buffer {
  const chunk = (type: string, body: Buffer) => {
    const head = Buffer.alloc(4)
    head.writeUInt32BE(body.length)
    const check = Buffer.alloc(4)
    check.writeUInt32BE(crc(Buffer.concat([Buffer.from(type), body])))
    return Buffer.concat([head, Buffer.from(type), body, check])
  }
  const size = Buffer.alloc(13)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  size.set([8, 2], 8)
  const pixels = deflateSync(Buffer.alloc(10_000_000), { level: 9 })
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', size), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))])
}

/** CRC-32 of PNG (ISO 15948 annex D). */
function crc(bytes: Buffer): number {
  let value = 0xffffffff
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  }
  return (value ^ 0xffffffff) >>> 0
}

test('a picture comes back as WebP in two sizes, to be kept for ever', async () => {
  const { status, body } = await upload(await plain(2400, 1200).jpeg().toBuffer())
  assert.equal(status, 200)
  assert.deepEqual([body.width, body.height], [1600, 800])
  for (const [url, width] of [
    [body.url, 1600],
    [body.url.replace('.webp', '-400.webp'), 400],
  ] as const) {
    const answer = await app.inject(url)
    assert.equal(answer.statusCode, 200)
    assert.equal(answer.headers['content-type'], 'image/webp')
    assert.equal(answer.headers['cache-control'], 'public, max-age=31536000, immutable')
    const { format, width: seen } = await sharp(answer.rawPayload).metadata()
    assert.deepEqual([format, seen], ['webp', width])
  }
})

test('a small picture is not blown up, and every format we name is taken', async () => {
  for (const format of ['jpeg', 'png', 'webp', 'gif', 'avif'] as const) {
    const encoded = await encodePicture(await plain(64, 48).toFormat(format).toBuffer())
    assert.deepEqual([encoded.width, encoded.height], [64, 48], format)
  }
})

test('what the camera wrote is taken out, and the picture stands upright', async () => {
  const gps = { IFD0: { Copyright: 'Alma' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 51/1 0/1' } }
  const jpeg = await plain(200, 100).withExif(gps).withMetadata({ orientation: 6 }).jpeg().toBuffer()
  assert.ok((await sharp(jpeg).metadata()).exif)
  const encoded = await encodePicture(jpeg)
  assert.deepEqual([encoded.width, encoded.height], [100, 200])
  const { exif, xmp, icc, orientation } = await sharp(encoded.large).metadata()
  assert.deepEqual([exif, xmp, icc, orientation], [undefined, undefined, undefined, undefined])
})

test('what is no picture is refused by name', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'
  const png = await plain(300, 300).png().toBuffer()
  const hostile = [
    ...[svg, `<?xml version="1.0"?>${svg}`, '%PDF-1.7', 'GIF89a', '\xff\xd8\xff', '<html>', '', 'MZ\x90'],
  ].map((text) => Buffer.from(text, 'latin1'))
  for (const bytes of [...hostile, png.subarray(0, png.length >> 1), png.subarray(0, 30)]) {
    const { status, body } = await upload(bytes)
    assert.deepEqual([status, body.code], [415, 'catalog.notAPicture'], bytes.toString('latin1', 0, 20))
    assert.ok(body.reason)
  }
})

test('a bomb is refused before it is unpacked', async () => {
  const began = performance.now()
  const memory = process.memoryUsage.rss()
  for (const [width, height] of [
    [30_000, 30_000],
    [1_000_000, 100],
    [8_000, 6_251],
  ] as const) {
    const { status, body } = await upload(hollowPng(width, height))
    assert.deepEqual([status, body.code], [413, 'catalog.pictureTooLarge'], `${width} × ${height}`)
  }
  assert.ok(performance.now() - began < 3000)
  assert.ok(process.memoryUsage.rss() - memory < 150_000_000)
})

test('more than 20 MB are refused by name', async () => {
  const { status, body } = await upload(Buffer.alloc(20 * 1024 * 1024 + 1, 0xff))
  assert.deepEqual([status, body.code], [413, 'catalog.pictureTooLarge'])
})

test('a request without a file, broken off, or of another kind is refused by name', async () => {
  assert.deepEqual((await upload(undefined)).body.code, 'catalog.notAPicture')
  const post = (payload: string, type: string) =>
    app.inject({
      ...{ method: 'POST', url: `/api/brands/${alma}/pictures`, payload, headers: { 'content-type': type } },
    })
  for (const [payload, type, status] of [
    [
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
      'multipart/form-data; boundary=x',
      415,
    ],
    ['', 'multipart/form-data; boundary=x', 415],
    ['abc', 'multipart/form-data', 415],
    ['{}', 'application/json', 415],
  ] as const) {
    assert.equal((await post(payload, type)).statusCode, status, type)
  }
})

test('only owners and producers of the brand may upload, and not from another site', async () => {
  const png = await plain(10, 10).png().toBuffer()
  const before = files.paths().length
  const callers: [Who, number][] = [
    [{ kind: 'nobody' }, 401],
    [memberAs('host'), 403],
    [{ ...memberAs('owner'), roles: { [stage.id()]: ['owner'] } } as Who, 403],
  ]
  for (const [caller, status] of callers) {
    who = caller
    assert.equal((await upload(png)).status, status)
  }
  who = memberAs('owner')
  const foreign = { origin: 'https://evil.example', cookie: 'session=x', host: 'localhost' }
  assert.equal((await upload(png, foreign)).body.code, 'edge.foreignOrigin')
  assert.equal(files.paths().length, before)
  assert.equal((await upload(png)).status, 200)
})

test('a picture that is not there is not found, whatever is asked for', async () => {
  for (const name of [`${alma}.webp`, `${alma}-800.webp`, 'x.webp', '..%2f..%2fsecret', '%00', `${alma}.png`]) {
    const answer = await app.inject(`/pictures/${name}`)
    assert.equal(answer.statusCode, 404, name)
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
  }
})
