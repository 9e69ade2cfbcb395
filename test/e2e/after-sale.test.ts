import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { consoleLinks } from '../../web/src/lib/console/links.ts'
import { viewerLinks } from '../../web/src/lib/links.ts'
import { type House, openHouse } from '../house.ts'
import { buildWorld, type PersonName, type World, worldPassword, worldPeople } from '../world.ts'
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

const address = {
  ...{ name: 'Dana Ferrand', line1: '12 rue du Panier', line2: '', postalCode: '13002', city: 'Marseille' },
  ...{ region: '', country: 'FR', phone: '' },
}

/** Asks until the answer fits: jobs and webhooks take the time they take. */
async function until<T>(ask: () => Promise<T>, fits: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (fits(answer)) return answer
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Dana buys two vases and pays on the provider's page. @returns the order's id */
async function danaBuys(): Promise<{ orderId: never; intentId: never }> {
  const { brandId, products } = world
  const dana = await world.as('dana')
  await dana('orders.addToBag', { brandId, variantId: products.vase.variantIds[0]!, quantity: 2 })
  const deliveryMethodId = (await dana('orders.delivery', { brandId, country: 'FR' })).items[0]!.deliveryMethodId
  const { total } = await dana('orders.quote', { brandId, country: 'FR', deliveryMethodId })
  const { orderId, intentId } = await dana('orders.checkout', {
    ...{ brandId, email: 'dana@viewer.example', address, deliveryMethodId, expectedTotal: total },
    ...{ locale: 'en', returnTo: '/orders' },
  })
  const { redirectUrl } = await until(
    () => dana('payments.intent', { intentId }),
    ({ step }) => step !== null,
  )
  const body = new URLSearchParams({ step: 'pay', card: '4242424242424242', expiry: '12 / 34', code: '123' })
  await fetch(new URL(redirectUrl!, house.url), { method: 'POST', body, redirect: 'manual' })
  await until(
    () => dana('orders.order', { orderId }),
    ({ state }) => state === 'paid',
  )
  return { orderId: orderId as never, intentId: intentId as never }
}

async function signedIn(device: Device, who: PersonName): Promise<Device> {
  const data = { email: worldPeople[who].email, password: worldPassword }
  await device.context.request.post(`${house.url}/api/auth/sign-in/email`, { data, headers: { origin: house.url } })
  return device
}

test('paid, sent in two parcels, half of it sent back and refunded: as the brand and its buyer see it', async () => {
  const { brandId, slug } = world
  const owner = await world.as('alma')
  await owner('fulfilment.changeSettings', { brandId, returnDays: 14, sender: address, returnWords: {} })
  await owner('invoices.changeSettings', { brandId, legalName: 'Maison Alma SAS', address, prefix: 'MA-' })
  const { orderId, intentId } = await danaBuys()

  await using desk = await signedIn(await openDevice(browser, laptop), 'farid')
  const staff = await desk.open(house.url + consoleLinks.packing(slug))
  await staff.getByRole('link', { name: 'Dana Ferrand' }).click()
  for (const [i, carrier] of ['Colissimo', 'DHL'].entries()) {
    await staff.getByRole('button', { name: 'Pack a parcel' }).click()
    const what = staff.getByRole('dialog', { name: 'What goes into this parcel?' })
    if (i === 0) await what.getByRole('button', { name: 'One less' }).click()
    await what.getByRole('button', { name: 'Pack a parcel' }).click()
    await staff.getByRole('button', { name: 'Send', exact: true }).click()
    const left = staff.getByRole('dialog', { name: 'The parcel has left' })
    await left.getByRole('combobox', { name: 'Carrier' }).fill(carrier)
    await left.getByRole('textbox', { name: 'Tracking number' }).fill(`6A${i}`)
    await left.getByRole('button', { name: 'Send' }).click()
    await staff.getByRole('link', { name: `6A${i}` }).waitFor()
  }

  await using hand = await signedIn(await openDevice(browser, phone), 'dana')
  const dana = await hand.open(house.url + viewerLinks.order(orderId))
  await dana.getByRole('link', { name: 'Follow the parcel' }).nth(1).waitFor()
  await dana.getByRole('button', { name: 'Send something back' }).tap()
  const wish = dana.getByRole('dialog', { name: 'What do you want to send back?' })
  await wish.getByRole('button', { name: 'One more' }).tap()
  await wish.getByRole('combobox', { name: 'Why' }).selectOption('damaged')
  await wish.getByRole('button', { name: 'Ask to send back' }).tap()
  await dana.getByText('Waiting for an answer').waitFor()

  await staff.goto(house.url + consoleLinks.order(slug, orderId))
  await staff.getByRole('button', { name: 'Accept', exact: true }).click()
  await staff.getByRole('button', { name: 'It has arrived' }).click()
  await staff.getByRole('dialog', { name: 'What has arrived?' }).getByRole('button', { name: 'It has arrived' }).click()
  await staff.getByRole('button', { name: /^Give back/ }).click()
  await staff.getByText('Arrived, to refund').waitFor({ state: 'detached' })

  const buyer = await world.as('dana')
  const money = await until(
    () => owner('payments.ofOrder', { orderId }),
    ({ items }) => items.some(({ refunds }) => refunds.some(({ state }) => state === 'done')),
  )
  const { totals, lines } = await buyer('orders.order', { orderId })
  const paid = money.items.find((one) => one.intentId === intentId)!
  assert.equal(paid.refunded.minor, lines[0]!.unitPrice.minor)
  assert.notEqual(paid.refunded.minor, totals.total.minor)
  await until(
    () => buyer('invoices.ofOrder', { orderId }),
    ({ items }) => items.some(({ kind }) => kind === 'credit'),
  )
  await dana.reload()
  await dana.getByText('Refunded', { exact: true }).first().waitFor()
  const invoice = dana.getByRole('link', { name: /^Invoice MA-/ })
  const pdf = await hand.context.request.get(house.url + (await invoice.getAttribute('href')))
  assert.match((await pdf.body()).subarray(0, 5).toString(), /%PDF-/)
  const other = await house.guest()
  assert.equal((await other.fetch((await invoice.getAttribute('href'))!)).status, 404)
  assert.deepEqual([...desk.errors, ...hand.errors], [])
})
