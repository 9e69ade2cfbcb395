import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { openEmptyApp } from './app-process.ts'
import { bringAxe, violationsOn } from './axe.ts'
import { laptop, openBrowser, openDevice } from './browser.ts'

const cover = fileURLToPath(new URL('../world/rendered/friday-at-alma-wide.webp', import.meta.url))
const owner = { name: 'Alma Laurent', email: 'alma@maison-alma.example', password: 'lumiere-du-soir' }

/** The first start: whoever opens the address is asked for the brand and its owner. */
async function opensTheHouse(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Welcome to Estrade' }).waitFor()
  await page.getByRole('group', { name: 'Your brand' }).getByLabel('Name').fill('Maison Alma')
  assert.equal(await page.getByLabel('Address of its page').inputValue(), 'maison-alma')
  await page.getByLabel('Your name').fill(owner.name)
  await page.getByLabel('E-mail').fill(owner.email)
  await page.getByLabel('Password').fill(owner.password)
  await page.getByRole('button', { name: 'Open the house' }).click()
  await page.getByRole('heading', { name: 'Maison Alma', level: 1 }).waitFor()
}

async function createsTheLamp(page: Page): Promise<void> {
  const navigation = page.getByRole('navigation', { name: 'Main navigation' })
  await navigation.getByRole('link', { name: 'Products' }).click()
  await page
    .getByRole('link', { name: /product/i })
    .and(page.locator('main a'))
    .first()
    .click()
  await page.getByRole('textbox', { name: 'Title', exact: true }).fill('Alma lamp')
  await page.getByLabel('Description').fill('A stoneware base turned by hand.')
  await page.getByLabel('SKU').fill('ALMA-LAMP')
  await page.getByRole('textbox', { name: 'Price in EUR', exact: true }).fill('149')
  await page.getByRole('button', { name: 'Add product' }).click()
  await page.getByRole('heading', { name: 'Alma lamp', level: 1 }).waitFor()

  await navigation.getByRole('link', { name: 'Stock' }).click()
  await page.getByRole('button', { name: 'Adjust the stock of ALMA-LAMP' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Change').fill('12')
  await dialog.getByLabel('Reason').fill('First delivery')
  await dialog.getByRole('button', { name: 'Adjust' }).click()
  await page.getByRole('row', { name: /ALMA-LAMP 12/ }).waitFor()
}

async function announcesFriday(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: 'Shows' }).click()
  await page.getByRole('main').getByRole('link', { name: 'New show' }).first().click()
  await page.getByRole('textbox', { name: 'Title', exact: true }).fill('Friday at Alma')
  await page.getByLabel('Description').fill('An evening at the long table.')
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  await page.getByLabel('Start').fill(`${tomorrow}T20:00`)
  await page.getByRole('region', { name: 'Host' }).getByLabel('Name').fill('Béa')
  await page.getByLabel(/^Wide cover/).setInputFiles(cover)
  await page.getByRole('img', { name: 'Wide cover' }).waitFor()
  await page.getByRole('button', { name: 'Save draft' }).click()
  await page.getByRole('button', { name: 'Add a piece' }).click()
  await page.getByRole('button', { name: 'Add: Alma lamp' }).click()
  await page.getByRole('button', { name: 'Save the order' }).click()
  await page.getByRole('button', { name: 'Announce' }).click()
  await page.getByRole('main').getByText('Announced').first().waitFor()
}

test('an empty folder becomes a brand with a product and a coming show, in the browser alone', async () => {
  await using app = await openEmptyApp()
  await using browser = await openBrowser()
  await using laptopOfAlma = await openDevice(browser, laptop)
  await bringAxe(laptopOfAlma.context)
  const page = await laptopOfAlma.open(app.url)
  await page.getByRole('heading', { name: 'Welcome to Estrade' }).waitFor()
  assert.deepEqual(await violationsOn(page), [])
  await opensTheHouse(page)
  await createsTheLamp(page)
  await announcesFriday(page)

  await using laptopOfDana = await openDevice(browser, laptop)
  const shop = await laptopOfDana.open(app.url)
  await shop
    .getByRole('link', { name: /Friday at Alma/ })
    .first()
    .click()
  await shop.getByText('Starts in').first().waitFor()
  await shop.getByText('Alma lamp').first().waitFor()

  await shop.goto(`${app.url}/setup`)
  await shop.getByRole('heading', { name: 'Welcome to Estrade' }).waitFor({ state: 'hidden' })
  assert.deepEqual([...laptopOfAlma.errors, ...laptopOfDana.errors], [])
})
