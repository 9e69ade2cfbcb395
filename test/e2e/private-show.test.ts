import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { worldPassword, worldPeople } from '../world.ts'
import { laptop, openBrowser, openDevice, phone } from './browser.ts'
import { danaAt, goodCard } from './dana.ts'
import { type LiveHouse, openShopHouse } from './live-house.ts'
import { signIn } from './shop-on-phones.ts'

/*
 * A show that is not for everybody, as people meet it: its link, its poster, the way in, and the door that opens. No
 * picture is needed for that: the shows are announced and not on air.
 */
const scope = new AsyncDisposableStack()
let shop: LiveHouse
let browser: Browser
before(async () => {
  shop = scope.use(await openShopHouse())
  browser = scope.use(await openBrowser())
})
after(() => scope.disposeAsync())

const linkOf = (showId: string) => `${shop.url}/maison-alma/shows/${showId}`

/** What is seen from the door: the poster, and nothing that is inside. */
async function seesPosterOnly(page: Page, title: string): Promise<void> {
  await page.getByRole('heading', { name: title }).waitFor()
  assert.ok(Number(await page.evaluate(`document.querySelector('.cover img').naturalWidth`)) > 0)
  assert.equal(await page.getByRole('heading', { name: 'In this show' }).count(), 0)
}

test('a stranger finds the poster and the way in; whoever is invited signs in there, and is in', async () => {
  const { clay } = shop.world.shows
  const { dana } = worldPeople
  const alma = await shop.world.as('alma')
  await shop.house.estrade.database.sql`update accounts.people set email_verified = true where email = ${dana.email}`
  await alma('shows.setAdmission', { showId: clay, visibility: 'private', guests: [dana.email] })
  await using device = await openDevice(browser, phone)
  const page = await device.open(linkOf(clay))
  await seesPosterOnly(page, 'Clay & light')
  await page.getByText('This show is private').waitFor()
  await page.getByRole('link', { name: 'Sign in', exact: true }).tap()
  await page.getByLabel('Password').waitFor()
  await page.getByLabel('E-mail').fill(dana.email)
  await page.getByLabel('Password').fill(worldPassword)
  await page.getByRole('button', { name: 'Sign in', exact: true }).tap()
  await page.getByRole('heading', { name: 'In this show' }).waitFor()
  assert.equal(page.url(), linkOf(clay))
  assert.equal(await page.getByText('This show is private').count(), 0)

  await using other = await openDevice(browser, phone)
  const carls = await other.open(`${shop.url}/maison-alma`)
  await signIn(carls, 'carl')
  await carls.goto(linkOf(clay))
  await carls.getByText('The account you are signed in with is not on its list.').waitFor()
  await seesPosterOnly(carls, 'Clay & light')
  assert.deepEqual([...device.errors, ...other.errors], [])
})

test('the ticket is bought in front of the door, which then stands open', { timeout: 180_000 }, async () => {
  const { morning } = shop.world.shows
  const { candle } = shop.world.products
  const alma = await shop.world.as('alma')
  const ticketProductId = candle.productId
  await alma('shows.setAdmission', { showId: morning, visibility: 'ticketed', ticketProductId, guests: [] })
  await using device = await openDevice(browser, phone)
  const page = await device.open(linkOf(morning))
  await seesPosterOnly(page, 'The morning ritual')
  const dana = danaAt(page)
  await page.getByRole('button', { name: 'Get the ticket' }).tap()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('heading', { name: 'Fig tree candle' }).waitFor()
  const scent = sheet.getByRole('radio').first()
  if ((await scent.count()) > 0) await scent.check()
  await sheet.getByRole('button', { name: 'Buy now' }).tap()
  await page.getByRole('dialog', { name: 'Checkout' }).getByLabel('E-mail').waitFor()
  await dana.fillsIn('ticket@phone.example')
  await dana.goesToPay()
  await dana.paysWith(goodCard)
  await dana.isThanked()
  await page.getByRole('button', { name: 'Back to the show' }).tap()
  await page.getByRole('heading', { name: 'In this show' }).waitFor()
  assert.equal(await page.getByText('This show has a ticket').count(), 0)
  assert.deepEqual(device.errors, [])
})

test('whom a show is open to is said where it is made, and where it is changed', async () => {
  await using device = await openDevice(browser, laptop)
  await signIn(await device.open(shop.url), 'alma')
  const page = await device.open(`${shop.url}/console/maison-alma/shows/new`)
  await page.getByRole('combobox', { name: 'Who may watch' }).selectOption('private')
  await page.getByLabel('Title', { exact: true }).fill('A quiet evening')
  await page.getByLabel('Description', { exact: true }).fill('For friends of the house.')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Béa')
  await page.getByLabel('Guest list').fill('not an address')
  await page.getByRole('button', { name: 'Save draft' }).click()
  await page.getByText('Some lines are no e-mail addresses.').waitFor()
  await page.getByLabel('Guest list').fill('friend@house.example')
  await page.getByRole('button', { name: 'Save draft' }).click()
  await page.getByRole('heading', { name: 'A quiet evening' }).waitFor()
  const showId = /shows\/([0-9a-f-]{36})$/.exec(page.url())![1]! as never
  const alma = await shop.world.as('alma')
  const opened = { visibility: 'private', ticketProductId: null, guests: ['friend@house.example'] }
  assert.deepEqual(await alma('shows.admission', { showId }), opened)
  const edit = await device.open(`${page.url()}/edit`)
  assert.equal(await edit.getByLabel('Guest list').inputValue(), 'friend@house.example')
  await edit.getByRole('combobox', { name: 'Who may watch' }).selectOption('unlisted')
  await edit.getByRole('button', { name: 'Save changes' }).click()
  await edit.getByRole('heading', { name: 'A quiet evening' }).waitFor()
  assert.equal((await alma('shows.admission', { showId })).visibility, 'unlisted')
})
