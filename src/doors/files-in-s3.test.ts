import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openS3 } from '../../test/stand-ins/s3.ts'
import { filesInS3 } from './files-in-s3.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

test('a file in a bucket comes back as it was put, until it is removed', async () => {
  await using s3 = await openS3()
  const files = filesInS3(s3.settings, { fetch })
  assert.equal(await files.get('pictures/a.webp'), undefined)
  await files.put('pictures/a.webp', bytes('one'), 'image/webp')
  await files.put('pictures/a.webp', bytes('two'), 'image/webp')
  const got = await files.get('pictures/a.webp')
  assert.equal(new TextDecoder().decode(got?.bytes), 'two')
  assert.equal(got?.contentType, 'image/webp')
  await files.remove('pictures/a.webp')
  await files.remove('pictures/a.webp')
  assert.equal(await files.get('pictures/a.webp'), undefined)
})

test('a wrong secret, a wrong path and a store that is full are errors with a name', async () => {
  await using s3 = await openS3()
  const stranger = filesInS3({ ...s3.settings, secretAccessKey: 'guess' }, { fetch })
  await assert.rejects(stranger.put('a.webp', bytes('x'), 'image/webp'), /403 SignatureDoesNotMatch/)
  await assert.rejects(stranger.get('a.webp'), /403/)
  assert.equal(s3.objects.size, 0)
  const files = filesInS3(s3.settings, { fetch })
  await assert.rejects(files.get('../a.webp'), /not a path of a file/)
  await assert.rejects(files.put('a.webp', bytes('x'), 'text/html'), /cannot hold/)
  s3.fails = 'QuotaExceeded'
  await assert.rejects(files.put('a.webp', bytes('x'), 'image/webp'), /507 QuotaExceeded/)
})
