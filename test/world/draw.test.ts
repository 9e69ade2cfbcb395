import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { test } from 'node:test'
import sharp from 'sharp'
import { drawPicture, pictureNames } from './draw.ts'

/*
 * Drawing all of them takes most of a minute, so what the world shows is kept rendered (`npm run draw`).
 */

const rendered = new URL('./rendered/', import.meta.url)
const bytesMax = 160_000
const productBytesMax = 120_000

test('every picture is rendered, has its weight and something to see', async () => {
  assert.deepEqual((await readdir(rendered)).sort(), pictureNames.map((name) => `${name}.webp`).sort())
  for (const name of pictureNames) {
    const webp = await readFile(new URL(`${name}.webp`, rendered))
    const { format, width } = await sharp(webp).metadata()
    assert.equal(format, 'webp', name)
    assert.ok(webp.length <= (width === 1200 ? productBytesMax : bytesMax), `${name} weighs ${webp.length} bytes`)
    const { channels } = await sharp(webp).stats()
    assert.ok(Math.max(...channels.map((channel) => channel.stdev)) > 12, `${name} is flat`)
  }
})

test('a picture is drawn the same twice, and as it was rendered', async () => {
  const [first, second] = [await drawPicture('avatar-bea'), await drawPicture('avatar-bea')]
  assert.deepEqual(first, second)
  const sizeOf = async (picture: Buffer) => {
    const { width, height } = await sharp(picture).metadata()
    return { width, height }
  }
  assert.deepEqual(await sizeOf(first), await sizeOf(await readFile(new URL('avatar-bea.webp', rendered))))
})
