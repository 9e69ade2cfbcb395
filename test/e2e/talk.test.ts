import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { studioLinks } from '../../web/src/lib/links.ts'
import { worldPassword, worldPeople } from '../world.ts'
import { bringAxe, violationsOn } from './axe.ts'
import { type Device, laptop, openBrowser, openDevice, phone } from './browser.ts'
import { type LiveHouse, openShopHouse } from './live-house.ts'
import { signedIn } from './signed-in.ts'

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
  if (looks) await page.screenshot({ path: `${looks}/${name}.png`, animations: 'disabled' })
}

async function enters(device: Device, name: 'carl' | 'dana' | 'eli', path: string): Promise<Page> {
  await signedIn(live, device, await live.house.signIn(worldPeople[name].email, worldPassword))
  return device.open(live.url + path)
}

test('Dana answers Carl, who sees that it is for him; Eli pins it above the conversation, and takes it down', async () => {
  const { slug, shows } = live.world
  const host = await live.world.as('bea')
  await live.house.estrade.database.sql`update shows.shows set picture = 'coming' where show_id = ${shows.friday}`
  await host('shows.start', { showId: shows.friday })
  await using his = await openDevice(browser, phone)
  await using hers = await openDevice(browser, phone)
  await using desk = await openDevice(browser, laptop)
  await bringAxe(his.context)
  await bringAxe(desk.context)
  const room = `/${slug}/shows/${shows.friday}`
  const [carl, dana, eli] = await Promise.all([
    enters(his, 'carl', room),
    enters(hers, 'dana', room),
    enters(desk, 'eli', studioLinks.show(shows.friday)),
  ])
  const says = async (page: Page, text: string) => {
    await page.getByRole('textbox', { name: 'Say something' }).fill(text)
    await page.getByRole('button', { name: 'Send', exact: true }).tap()
  }
  await says(carl, 'Does the handle stay cool?')
  await dana.getByRole('button', { name: 'Carl Does the handle stay cool?' }).tap()
  await dana.getByText('@Carl').waitFor()
  await look(dana, 'answering')
  await says(dana, 'Mine does, for years')
  const answer = carl.getByRole('listitem').filter({ hasText: 'Mine does, for years' })
  await answer.getByText('@Carl').waitFor()
  assert.match((await answer.getAttribute('class'))!, /for-me/)
  await look(carl, 'answered')

  await eli.getByRole('button', { name: /Mine does, for years/ }).click()
  await look(eli, 'moderates')
  await eli.getByRole('button', { name: 'Pin above the conversation' }).click()
  await carl.locator('.pinned-message', { hasText: 'Mine does, for years' }).waitFor()
  await look(carl, 'pinned')
  await look(eli, 'pinned-desk')
  assert.deepEqual(await violationsOn(carl), [])
  assert.deepEqual(await violationsOn(eli), [])
  await eli.getByRole('button', { name: 'Take down' }).click()
  await carl.locator('.pinned-message').waitFor({ state: 'hidden' })
  assert.deepEqual([...his.errors, ...hers.errors, ...desk.errors], [])
})

test('Carl is muted, says why that is wrong, and reads that it stays', async () => {
  const { slug, shows } = live.world
  await using his = await openDevice(browser, phone)
  await using desk = await openDevice(browser, laptop)
  const carl = await enters(his, 'carl', `/${slug}/shows/${shows.friday}`)
  const eli = await enters(desk, 'eli', studioLinks.show(shows.friday))
  await eli.getByRole('button', { name: /Does the handle stay cool/ }).click()
  await eli.getByRole('button', { name: /^Mute/ }).click()
  const say = carl.getByRole('textbox', { name: 'Say something' })
  await say.fill('And the lid?')
  await say.press('Enter')
  const sheet = carl.getByRole('dialog')
  await sheet.getByLabel('Do you see it differently? Write to the moderators').fill('I only asked')
  await sheet.getByRole('button', { name: 'Send' }).tap()
  await sheet.getByText('The moderators have it. You said:').waitFor()

  await eli.getByRole('button', { name: 'Moderation' }).click()
  await eli.getByRole('tab', { name: 'People' }).click()
  await look(eli, 'objects')
  await eli.getByLabel('Add a word (optional)').fill('Ten minutes, then welcome back')
  await eli.getByRole('button', { name: /^It stays/ }).click()
  await eli.getByText('It stays: Ten minutes, then welcome back').waitFor()
  await carl.reload({ waitUntil: 'networkidle' })
  await say.fill('And the lid?')
  await say.press('Enter')
  await sheet.getByText('Ten minutes, then welcome back').waitFor()
  await look(carl, 'stays')
  assert.deepEqual([...his.errors, ...desk.errors], [])
})
