import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { pageSheets } from '../scripts/web-sheets.ts'

test('whatever a page is drawn with comes with it, also where no script runs', () => {
  const pages = pageSheets(fileURLToPath(new URL('../web', import.meta.url)))
  assert.ok(pages.length > 20)
  const undressed = pages.flatMap(({ path, sent, needed }) =>
    needed.filter((sheet) => !sent.includes(sheet)).map((sheet) => `${path} without ${sheet}`),
  )
  assert.deepEqual(undressed, [])
})
