import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { viewerLinks } from '../../web/src/lib/links.ts'
import { type House, openHouse } from '../house.ts'
import { buildWorld, type World } from '../world.ts'
import { openBrowser, openDevice, phone } from './browser.ts'

const scope = new AsyncDisposableStack()
let house: House
let world: World
let browser: Browser
before(async () => {
  house = scope.use(await openHouse({ roles: 'web,rooms,jobs', web: true }))
  world = await buildWorld(house.estrade)
  browser = scope.use(await openBrowser())
})
after(() => scope.disposeAsync())

test('somebody finds the tray in the pop-up shop, sees their words on it and its price, and has it in the bag so', async () => {
  await using device = await openDevice(browser, { ...phone, locale: 'en' })
  const page = await device.context.newPage()
  await page.goto(new URL(viewerLinks.popUp(world.slug, 'la-table-du-soir'), house.url).href, {
    waitUntil: 'networkidle',
  })
  await page.getByRole('link', { name: 'Table tray' }).click()
  const words = page.getByRole('textbox', { name: /Engraving/ })
  await words.fill('Дана')
  await page.getByText('The workshop does not have').waitFor()
  await words.fill('Dana')
  await page.getByRole('img', { name: 'Preview: “Dana”' }).waitFor()
  // €58 and €20 for the words, by the server's word.
  await page.getByText('€78', { exact: true }).first().waitFor()
  await page.getByRole('button', { name: 'Add to bag' }).click()
  await page.getByRole('button', { name: 'In your bag' }).waitFor()
  await page.goto(new URL(viewerLinks.bag(world.slug), house.url).href)
  await page.getByText('Engraving: “Dana” (Script)').waitFor()
  assert.ok(await page.getByText('no cancellation').first().isVisible())
})
