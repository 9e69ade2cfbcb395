import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { worldPassword, worldPeople } from '../world.ts'
import { bringAxe, violationsOn } from './axe.ts'
import { type Device, laptop, openBrowser, openDevice, phone } from './browser.ts'
import { goodCard } from './dana.ts'
import { type LiveHouse, openShopHouse } from './live-house.ts'

const scope = new AsyncDisposableStack()
let live: LiveHouse
let browser: Browser
before(async () => {
  live = scope.use(await openShopHouse())
  browser = scope.use(await openBrowser())
})
after(() => scope.disposeAsync())

/** Where the pictures go of what people saw, when somebody wants to look. */
const looks = process.env.LOOKS
const look = async (page: Page, name: string) => {
  if (looks) await page.screenshot({ path: `${looks}/${name}.png` })
}

async function comes(device: Device, who: keyof typeof worldPeople) {
  const person = await live.house.signIn(worldPeople[who].email, worldPassword)
  const cookies = person.cookie.split('; ').map((one) => {
    const [name, ...value] = one.split('=')
    return { name: name!, value: value.join('='), url: live.url }
  })
  await device.context.addCookies(cookies)
}

async function buysCoins(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Gifts', exact: true }).click()
  await page.getByRole('button', { name: 'Get coins' }).first().click()
  await page.getByText('How many coins?').waitFor()
  await page.getByLabel('I am of age').check({ force: true })
  await look(page, 'coins')
  await page.getByRole('button', { name: 'Pay €0.99' }).click()
  await page.getByLabel('Card number').fill(goodCard)
  await page.getByLabel('Expiry').fill('12 / 34')
  await page.getByLabel('Security code').fill('123')
  await page.getByRole('button', { name: /^Pay/ }).click()
  await page.getByText('100 coins', { exact: true }).waitFor()
}

test('Carl buys coins, sends a gift and one with a question; Béa answers and thanks; and the statement adds up', async () => {
  const { friday } = live.world.shows
  const host = await live.world.as('bea')
  await live.house.estrade.database.sql`update shows.shows set picture = 'coming' where show_id = ${friday}`
  await host('shows.start', { showId: friday })
  await using deviceOfCarl = await openDevice(browser, phone)
  await using deviceOfDana = await openDevice(browser, laptop)
  await using deviceOfBea = await openDevice(browser, laptop)
  await bringAxe(deviceOfCarl.context)
  await Promise.all([comes(deviceOfCarl, 'carl'), comes(deviceOfBea, 'bea')])
  const room = `${live.url}/${live.world.slug}/shows/${friday}`
  const his = await deviceOfCarl.open(room)
  await buysCoins(his)
  const hers = await deviceOfDana.open(room)
  const studio = await deviceOfBea.open(`${live.url}/studio/${friday}`)

  await his.getByText('Heart', { exact: true }).click()
  for (let i = 0; i < 3; i++) await his.getByRole('button', { name: 'Send Heart for 10 coins' }).click()
  await his.getByText('Heart ×3 sent').waitFor()
  await look(his, 'gifts')
  assert.deepEqual(await violationsOn(his), [])
  await hers.getByText('×3').waitFor()
  await look(hers, 'seen')
  await studio.getByRole('tab', { name: 'Gifts' }).click()
  await studio.getByText('30 coins').first().waitFor()
  await look(studio, 'studio')
  await studio.getByRole('button', { name: 'Thank Carl for Heart' }).click()
  await hers.getByText('Béa thanks Carl').waitFor()
  await look(hers, 'thanked')
  await asksWithGift(his, hers, studio)

  await host('shows.end', { showId: friday })
  const alma = await live.world.as('alma')
  // 90 of 100 coins for €0.99: €0.29 and €0.60, of which 15 cents are tax.
  for (;;) {
    const { coins, currencies } = await alma('books.closing', { showId: friday })
    const [eur] = currencies
    assert.deepEqual([coins, eur!.total.minor], [90, '89'])
    if (eur!.giftsUnshared.minor !== '0') {
      await new Promise((next) => setTimeout(next, 100))
      continue
    }
    assert.deepEqual([eur!.gifts.minor, eur!.taxes[0]!.amount.minor], ['74', '15'])
    break
  }
  if (looks) await lookAround(friday)
  assert.deepEqual([...deviceOfCarl.errors, ...deviceOfDana.errors, ...deviceOfBea.errors], [])
})

/** With a candle: before the other question, on air, answered, and thanked for. */
async function asksWithGift(his: Page, hers: Page, studio: Page): Promise<void> {
  const dana = await live.house.guest()
  await dana.call('questions.ask', { showId: live.world.shows.friday, text: 'Is it made by hand?' })
  await his.getByText('Candle', { exact: true }).click()
  await his.getByText('Ask the host something with it').click()
  await his.getByLabel('Your question').fill('How long does the glaze take?')
  await look(his, 'question')
  await his.getByRole('button', { name: 'Ask with Candle for 60 coins' }).click()
  await his.getByText('The host sees your question before the others.').waitFor()
  await his.getByText('60 coins set aside').waitFor()
  assert.deepEqual(await violationsOn(his), [])
  await studio.getByRole('tab', { name: 'Questions' }).click()
  const queue = studio.getByRole('region', { name: 'Questions' })
  await queue.getByText('with Candle, 60 coins').first().waitFor()
  await look(studio, 'studio-question')
  assert.match((await queue.locator('ol > li').first().textContent()) ?? '', /How long does the glaze take/)
  // The thanks for the hearts are gone: what comes now is for the question.
  await hers.getByText('Béa thanks Carl').waitFor({ state: 'detached' })
  await studio
    .getByRole('button', { name: /: How long does the glaze take\?$/ })
    .first()
    .click()
  await hers.getByText('How long does the glaze take?').first().waitFor()
  await look(hers, 'question-on-air')
  await queue.getByRole('article').getByRole('button').first().click()
  await hers.getByText('Béa thanks Carl').waitFor()
  await his.getByText('60 coins set aside').waitFor({ state: 'detached' })
  await look(hers, 'question-thanked')
}

/** Pictures of the pages that are not walked through. */
async function lookAround(showId: string): Promise<void> {
  for (const [name, device] of [
    ['laptop', laptop],
    ['phone', phone],
  ] as const) {
    await using desk = await openDevice(browser, device)
    await comes(desk, 'alma')
    const setup = await desk.open(`${live.url}/console/${live.world.slug}/gifts`)
    await setup.screenshot({ path: `${looks}/console-${name}.png`, fullPage: true })
    const show = await desk.open(`${live.url}/console/${live.world.slug}/shows/${showId}`)
    await show.screenshot({ path: `${looks}/closing-${name}.png`, fullPage: true })
  }
}
