import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { consoleLinks } from '../../web/src/lib/console/links.ts'
import { viewerLinks } from '../../web/src/lib/links.ts'
import { worldPassword, worldPeople } from '../world.ts'
import { bringAxe, violationsOn } from './axe.ts'
import { laptop, openBrowser, openDevice, phone } from './browser.ts'
import { type LiveHouse, openShopHouse } from './live-house.ts'

const scope = new AsyncDisposableStack()
let live: LiveHouse
let browser: Browser

before(async () => {
  live = scope.use(await openShopHouse())
  browser = scope.use(await openBrowser())
})
after(() => scope.disposeAsync())

const pictureFile = (name: string) => fileURLToPath(new URL(`../world/rendered/${name}.webp`, import.meta.url))
const title = 'An evening of light'
/** Whoever says that they are a machine is not counted: this one says it is a telephone. */
const telephone =
  'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36'

/** Writes and publishes an article with text, a picture, a product and the card of a show. */
async function writeArticle(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Write an article' }).click()
  await page.getByLabel('Title', { exact: true }).fill(title)
  await page.locator('input[type=file]').first().setInputFiles(pictureFile('morning-ritual-wide'))
  await page.getByRole('img', { name: 'Cover: Current picture' }).waitFor()
  await page.getByRole('textbox', { name: 'Text' }).click()
  await page.keyboard.type('The house is ')
  await page.keyboard.press('Control+b')
  await page.keyboard.type('quiet')
  await page.keyboard.press('Control+b')
  await page.keyboard.type(' at seven.')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Then comes the light.')
  const add = page.getByRole('group', { name: 'Add a block' })
  const blocks = page.getByRole('list', { name: 'Blocks' }).getByRole('listitem')
  await add.getByRole('button', { name: 'Picture' }).click()
  const picture = page.locator('[data-block=picture]')
  await picture.locator('input[type=file]').setInputFiles(pictureFile('serum'))
  await picture.getByRole('img', { name: 'Picture: Current picture' }).waitFor()
  await picture.getByLabel('What the picture shows').fill('A bottle of amber glass')
  await add.getByRole('button', { name: 'Product' }).click()
  await page.getByRole('button', { name: 'Add: Night serum' }).click()
  await add.getByRole('button', { name: 'Show' }).click()
  await page.getByLabel('Which show').selectOption(live.world.shows.morning)
  await add.getByRole('button', { name: 'Divider' }).click()
  await page.getByRole('button', { name: /^Delete: Divider/ }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.locator('[data-block=divider]').waitFor()
  await page.locator('[data-block=divider] [data-handle]').press('Home')
  await page.locator('[data-block]').first().and(page.locator('[data-block=divider]')).waitFor()
  await page.locator('[data-block=divider] [data-handle]').press('End')
  await blocks.last().and(page.locator('[data-block=divider]')).waitFor()
  await page.getByText('Saved', { exact: true }).waitFor()
}

/** From the page of a show she begins to write about it, and deletes what she began. */
async function thinksAgain(page: Page, show: string): Promise<void> {
  await page.goto(show, { waitUntil: 'networkidle' })
  await page.getByRole('button', { name: 'Write about this show' }).click()
  const card = page.locator('[data-block=show]').getByLabel('Which show')
  await card.waitFor()
  assert.equal(await card.inputValue(), live.world.shows.morning)
  assert.equal(await page.getByLabel('Title', { exact: true }).inputValue(), 'The morning ritual')
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('heading', { name: 'Articles', level: 1 }).waitFor()
  assert.equal(await page.getByRole('listitem').filter({ hasText: 'The morning ritual' }).count(), 0)
}

test('an article is written, published, read on a phone, and its reader asks to be reminded', async () => {
  const { slug: brand, shows } = live.world
  await using desk = await openDevice(browser, laptop)
  await bringAxe(desk.context)
  const { email } = worldPeople.bea
  const data = { email, password: worldPassword }
  await desk.context.request.post(`${live.url}/api/auth/sign-in/email`, { data, headers: { origin: live.url } })
  const editor = await desk.open(live.url + consoleLinks.articles(brand))
  await writeArticle(editor)
  assert.deepEqual(await violationsOn(editor), [])
  await editor.getByRole('button', { name: 'Publish', exact: true }).click()
  await editor.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click()
  await editor.getByRole('link', { name: 'Open the article' }).waitFor()

  await using pocket = await openDevice(browser, { ...phone, userAgent: telephone })
  await bringAxe(pocket.context)
  let reads = 0
  pocket.context.on('response', (answer) => {
    if (answer.url().endsWith('/reads') && answer.ok()) reads++
  })
  const path = viewerLinks.article(brand, 'an-evening-of-light')
  const page = await pocket.open(`${live.url}${path}?code=7k3m9x`)
  const content = (selector: string) => page.locator(selector).getAttribute('content')
  assert.equal(await content('meta[property="og:title"]'), title)
  assert.equal(await content('meta[property="og:type"]'), 'article')
  assert.match((await content('meta[property="og:image"]'))!, /^http:.*\/pictures\/[0-9a-f-]+\.webp$/)
  assert.equal(await content('meta[property="og:description"]'), 'The house is quiet at seven.')
  assert.equal(await page.locator('link[rel=canonical]').getAttribute('href'), live.url + path)
  await page.locator('article strong', { hasText: 'quiet' }).waitFor()
  await page.getByRole('img', { name: 'A bottle of amber glass' }).waitFor()
  await page.getByRole('link', { name: /Night serum/ }).waitFor()
  const toShow = await page.getByRole('link', { name: 'The morning ritual' }).getAttribute('href')
  assert.equal(toShow, `${viewerLinks.show(brand, shows.morning)}?article=an-evening-of-light&code=7k3m9x`)
  assert.deepEqual(await violationsOn(page), [])

  await page.getByRole('button', { name: 'Remind me', exact: true }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Your e-mail').fill('noor@viewer.example')
  await sheet.getByRole('button', { name: 'Remind me by e-mail' }).click()
  await sheet.getByText(/we have written to noor@viewer\.example/).waitFor()

  while (reads === 0) await page.waitForEvent('response')
  await editor.goto(live.url + consoleLinks.articles(brand))
  await editor.getByRole('listitem').filter({ hasText: title }).getByText('1 read').waitFor()
  await thinksAgain(editor, live.url + consoleLinks.show(brand, shows.morning))
  assert.deepEqual([...desk.errors, ...pocket.errors], [])
})
