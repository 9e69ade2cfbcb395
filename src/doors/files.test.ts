import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import type { FilesDoor } from './doors.ts'
import { filesInFolder } from './files.ts'
import { filesInMemory } from './files-in-memory.ts'

let home: string
let folder: string
let files: FilesDoor

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'files-'))
  folder = join(home, 'files')
  files = filesInFolder(folder)
})
afterEach(() => rm(home, { recursive: true }))

const bytes = (text: string) => new TextEncoder().encode(text)
const put = (path: string, text: string) => files.put(path, bytes(text), 'image/webp')
const read = async (path: string) => {
  const file = await files.get(path)
  return file && new TextDecoder().decode(file.bytes)
}

test('a file comes back as it was put, with its content type, until it is removed', async () => {
  await put('pictures/a.webp', 'one')
  assert.deepEqual(await read('pictures/a.webp'), 'one')
  assert.equal((await files.get('pictures/a.webp'))!.contentType, 'image/webp')
  await put('pictures/a.webp', 'two')
  assert.equal(await read('pictures/a.webp'), 'two')
  await files.remove('pictures/a.webp')
  await files.remove('pictures/a.webp')
  assert.equal(await read('pictures/a.webp'), undefined)
})

test('what is not there is undefined, not an error', async () => {
  assert.equal(await files.get('nothing/here.webp'), undefined)
  await put('pictures/a.webp', 'one')
  assert.equal(await files.get('pictures/a.webp/b.webp'), undefined)
  assert.equal(await files.get('pictures'), undefined)
})

const hostile = [
  '../secret.webp',
  'pictures/../../secret.webp',
  '/etc/passwd',
  'pictures//a.webp',
  'pictures/./a.webp',
  '.hidden.webp',
  'pictures\\..\\a.webp',
  'pictures/%2e%2e/a.webp',
  'a\u0000.webp',
  '',
  `${'a'.repeat(200)}.webp`,
  'a/b/c/d/e/f/g/h/i.webp',
]

for (const door of ['folder', 'memory']) {
  test(`no path leads out of the files: ${door}`, async () => {
    await writeFile(join(home, 'secret.webp'), 'secret')
    const tried = door === 'folder' ? files : filesInMemory()
    for (const path of hostile) {
      await assert.rejects(tried.get(path), /not a path of a file/, path)
      await assert.rejects(tried.put(path, bytes('x'), 'image/webp'), /not a path of a file|cannot hold/, path)
      await assert.rejects(tried.remove(path), /not a path of a file/, path)
    }
    assert.equal(await readFile(join(home, 'secret.webp'), 'utf8'), 'secret')
  })
}

test('no link leads out of the folder either', async () => {
  await mkdir(join(home, 'outside'))
  await mkdir(folder)
  await writeFile(join(home, 'outside', 'a.webp'), 'secret')
  await symlink(join(home, 'outside'), join(folder, 'pictures'))
  await symlink(join(home, 'outside', 'a.webp'), join(folder, 'b.webp'))
  assert.equal(await read('pictures/a.webp'), undefined)
  assert.equal(await read('b.webp'), undefined)
  await assert.rejects(put('pictures/a.webp', 'gone'), /outside the folder/)
  await files.remove('pictures/a.webp')
  await put('b.webp', 'ours')
  assert.equal(await readFile(join(home, 'outside', 'a.webp'), 'utf8'), 'secret')
  assert.equal(await read('b.webp'), 'ours')
})

test('a content type goes with the end of the path', async () => {
  await assert.rejects(files.put('a.webp', bytes('x'), 'text/html'), /cannot hold/)
  await assert.rejects(files.put('a.html', bytes('x'), 'text/html'), /cannot hold/)
})

test('whoever reads while a file is put sees the old one or the new one, whole', async () => {
  const texts = ['a', 'b'].map((letter) => letter.repeat(2_000_000))
  await put('a.webp', texts[0]!)
  const writers = Promise.all(Array.from({ length: 6 }, (_, i) => put('a.webp', texts[i % 2]!)))
  for (let i = 0; i < 20; i++) assert.ok(texts.includes((await read('a.webp'))!))
  await writers
  assert.deepEqual(await readdir(join(folder, '.writing')), [])
})

test('what a crash left half written is swept away after a day', async () => {
  const writing = join(folder, '.writing')
  await mkdir(writing, { recursive: true })
  await writeFile(join(writing, 'old'), 'half')
  await writeFile(join(writing, 'young'), 'half')
  await utimes(join(writing, 'old'), new Date(0), new Date(0))
  await put('a.webp', 'one')
  assert.deepEqual(await readdir(writing), ['young'])
})
