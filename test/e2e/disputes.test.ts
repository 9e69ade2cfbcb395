import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { consoleLinks } from '../../web/src/lib/console/links.ts'
import { type House, openHouse } from '../house.ts'
import { buildWorld, type World, worldPassword, worldPeople } from '../world.ts'
import { bringAxe, violationsOn } from './axe.ts'
import { type Device, laptop, openBrowser, openDevice, phone } from './browser.ts'

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

/** Where the pictures go of what people saw, when somebody wants to look. */
const looks = process.env.LOOKS
const look = async (page: Page, name: string) => {
  if (looks) await page.screenshot({ path: `${looks}/${name}.png`, fullPage: true })
}

async function until<T>(ask: () => Promise<T>, fits: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (fits(answer)) return answer
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Dana buys a vase in the show, with a card whose holder goes to the bank. */
async function danaBuys(showId: string): Promise<void> {
  const { brandId, products } = world
  const dana = await world.as('dana')
  const address = { name: 'Dana Ferrand', line1: '12 rue du Panier', postalCode: '13002', city: 'Marseille' }
  await dana('orders.addToBag', {
    brandId,
    variantId: products.vase.variantIds[0]!,
    quantity: 1,
    showId: showId as never,
  })
  const deliveryMethodId = (await dana('orders.delivery', { brandId, country: 'FR' })).items[0]!.deliveryMethodId
  const { total } = await dana('orders.quote', { brandId, country: 'FR', deliveryMethodId })
  const { orderId, intentId } = await dana('orders.checkout', {
    ...{ brandId, email: 'dana@viewer.example', deliveryMethodId, expectedTotal: total },
    ...{ address: { ...address, country: 'FR' }, locale: 'en', returnTo: '/orders' },
  })
  const { redirectUrl } = await until(
    () => dana('payments.intent', { intentId }),
    ({ step }) => step !== null,
  )
  const body = new URLSearchParams({ step: 'pay', card: '4000000000000259', expiry: '12 / 34', code: '123' })
  await fetch(new URL(redirectUrl!, house.url), { method: 'POST', body, redirect: 'manual' })
  await until(
    () => dana('orders.order', { orderId }),
    ({ state }) => state === 'paid',
  )
}

async function almaAt(device: Device): Promise<Device> {
  const data = { email: worldPeople.alma.email, password: worldPassword }
  await device.context.request.post(`${house.url}/api/auth/sign-in/email`, { data, headers: { origin: house.url } })
  await bringAxe(device.context)
  return device
}

test('a dispute is answered and won, and the closing statement of its show adds up and opens to its postings', async () => {
  const { slug, brandId, shows } = world
  const host = await world.as('bea')
  await house.estrade.database.sql`update shows.shows set picture = 'coming' where show_id = ${shows.friday}`
  await host('shows.start', { showId: shows.friday })
  await danaBuys(shows.friday)
  const alma = await world.as('alma')
  await until(
    () => alma('payments.disputes', { brandId }),
    ({ open }) => open === 1,
  )
  await using desk = await almaAt(await openDevice(browser, laptop))
  const page = await desk.open(`${house.url}${consoleLinks.payments(slug)}?view=disputes`)
  await look(page, 'disputes-wide')
  assert.deepEqual(await violationsOn(page), [])
  await page.getByRole('button', { name: /^Answer the dispute/ }).click()
  await page.getByLabel('What speaks for you').fill('Signed for on Tuesday: winning_evidence')
  await page.getByLabel('Papers').fill('Invoice MA-2026-00001')
  await look(page, 'answer-wide')
  await page.getByRole('button', { name: 'Send to the bank' }).click()
  await until(
    () => alma('payments.disputes', { brandId, which: 'ended' }),
    ({ items }) => items[0]?.stage === 'won',
  )
  await page.getByRole('link', { name: 'Disputes that ended' }).click()
  await page.getByText('Won', { exact: true }).waitFor()
  const closing = await desk.open(house.url + consoleLinks.closing(slug, shows.friday))
  await closing.getByRole('button', { name: /^Sales/ }).click()
  await closing.getByRole('dialog').getByText('№').first().waitFor()
  await look(closing, 'postings-wide')
  await closing.getByRole('button', { name: 'Close' }).click()
  await closing.getByRole('dialog').waitFor({ state: 'hidden' })
  await look(closing, 'closing-wide')
  assert.deepEqual(await violationsOn(closing), [])
  if (looks) await lookOnAPhone(shows.friday)
  assert.deepEqual(desk.errors, [])
})

async function lookOnAPhone(showId: string): Promise<void> {
  const { slug, brandId } = world
  await danaBuys(showId)
  const alma = await world.as('alma')
  await until(
    () => alma('payments.disputes', { brandId }),
    ({ open }) => open === 1,
  )
  await using hand = await almaAt(await openDevice(browser, phone))
  const page = await hand.open(`${house.url}${consoleLinks.payments(slug)}?view=disputes`)
  await look(page, 'disputes-phone')
  await page.getByRole('button', { name: /^Answer the dispute/ }).click()
  await look(page, 'answer-phone')
  for (const [name, path] of [
    ['closing', consoleLinks.closing(slug, showId)],
    ['look', consoleLinks.payments(slug)],
    ['settlement', `${consoleLinks.payments(slug)}?view=settlement`],
    ['show', consoleLinks.show(slug, showId)],
  ] as const) {
    await page.goto(house.url + path)
    await look(page, `${name}-phone`)
  }
}
