import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pictureSet, smallPicture } from './pictures.ts'

const ours = '/pictures/01a1fbf3-d53c-7dce-8bcd-f1edea6b4473.webp'

test('our pictures are offered in two sizes, others are left as they are', () => {
  assert.equal(smallPicture(ours), '/pictures/01a1fbf3-d53c-7dce-8bcd-f1edea6b4473-400.webp')
  assert.match(pictureSet(ours) ?? '', /-400\.webp 400w, .*4473\.webp 1600w$/)
  assert.equal(smallPicture('https://cdn.example/a.webp'), 'https://cdn.example/a.webp')
  assert.equal(pictureSet('https://cdn.example/a.webp'), undefined)
  assert.equal(smallPicture(null), null)
})
