import assert from 'node:assert/strict'
import { utimes } from 'node:fs/promises'
import { test } from 'node:test'
import { testDatabase } from '../postgres.ts'
import { openDev } from './app-process.ts'
import { openBrowser, openDevice, phone } from './browser.ts'
import { moreFrames } from './picture.ts'

/** As an editor that saves a file. */
const saved = (path: string) => utimes(new URL(`../../${path}`, import.meta.url), new Date(), new Date())

test('who develops sees the live room, again at every change of a page or of the server, and nothing stays behind', async () => {
  await using opened = new AsyncDisposableStack()
  const { url: databaseUrl, drop } = await testDatabase()
  opened.defer(drop)
  let api = ''
  {
    await using app = await openDev({ DATABASE_URL: databaseUrl })
    await using browser = await openBrowser()
    await using device = await openDevice(browser, phone)
    const page = await device.open(/viewer (\S+)/.exec(app.said)![1]!)
    await moreFrames(page, 10)
    for (const path of ['web/src/lib/messages/viewer.en.ts', 'src/modules/chat/store.ts']) {
      const reloaded = page.waitForEvent('domcontentloaded')
      await saved(path)
      await reloaded
      await moreFrames(page, 10)
    }
    assert.deepEqual(device.errors, [])
    const { protocol, hostname, port } = new URL(app.url)
    api = `${protocol}//${hostname}:${Number(port) + 100}/healthz`
    assert.equal((await fetch(api)).status, 200)
  }
  await assert.rejects(fetch(api), 'the server behind Vite has ended')
})
