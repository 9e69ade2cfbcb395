import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { viewerLinks } from '../../web/src/lib/links.ts'
import { linkIn } from '../reminded.ts'
import { openPushService, type PushService } from '../stand-ins/push-service.ts'
import { laptop, openBrowser, openDevice, phone } from './browser.ts'
import { type LiveHouse, openShopHouse } from './live-house.ts'
import { firstNotification, giveSubscription } from './push-in-page.js'

const scope = new AsyncDisposableStack()
let service: PushService
let live: LiveHouse
let browser: Browser

before(async () => {
  service = scope.use(await openPushService())
  live = scope.use(await openShopHouse({ ESTRADE_PUSH_HOSTS: service.host }))
  browser = scope.use(await openBrowser())
})
after(() => scope.disposeAsync())

const pathOf = (showId: string) => viewerLinks.show('maison-alma', showId)

test('one tap without an account, and the start of the show comes as a message that leads there', async () => {
  const { morning } = live.world.shows
  await using device = await openDevice(browser, { ...phone, permissions: ['notifications'] })
  const page = await device.open(live.url + pathOf(morning))
  const subscription = service.browser()
  await device.context.addInitScript(giveSubscription, subscription.subscription)
  await page.reload({ waitUntil: 'load' })
  await page.getByRole('button', { name: 'Remind me', exact: true }).click()
  await page.getByText('On this device', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Change' }).waitFor()

  await live.house.estrade.database.sql`update shows.shows set picture = 'coming' where show_id = ${morning}`
  await (await live.world.as('bea'))('shows.start', { showId: morning })
  const { text } = await subscription.first
  const shown = await shownBy(page, text)
  assert.deepEqual(shown, { title: 'Maison Alma is live', url: live.url + pathOf(morning), tag: morning })
  assert.deepEqual(device.errors, [])
})

/** Hands a message to the page's service worker, as the browser does, and reads what it showed. */
async function shownBy(page: Page, text: string) {
  const session = await page.context().newCDPSession(page)
  const registrationId = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations
      if (first) resolve(first.registrationId)
    })
  })
  await session.send('ServiceWorker.enable')
  const wish = { origin: new URL(page.url()).origin, registrationId: await registrationId, data: text }
  await session.send('ServiceWorker.deliverPushMessage', wish)
  return page.locator('body').evaluate(firstNotification)
}

test('where the browser may not, it says why, and an e-mail does it: asked, confirmed, ended', async () => {
  const { clay } = live.world.shows
  await using device = await openDevice(browser, laptop)
  const page = await device.open(live.url + pathOf(clay))
  await page.getByRole('button', { name: 'E-mail or calendar' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: 'Remind me here' }).click()
  await sheet.getByText(/This browser is told not to show messages/).waitFor()
  await sheet.getByLabel('Your e-mail').fill('noor@viewer.example')
  await sheet.getByRole('button', { name: 'Remind me by e-mail' }).click()
  await sheet.getByText(/we have written to noor@viewer\.example/).waitFor()
  const mail = await mailTo('noor@viewer.example')
  const inMail = await device.open(`${live.url}/u/${linkIn(mail)}`)
  await inMail.getByRole('button', { name: 'Yes, remind me' }).click()
  await inMail.getByText(/We will remind n•••@viewer\.example/).waitFor()
  await inMail.getByRole('button', { name: 'No more mails about this show' }).click()
  await inMail.getByText('You will get no mail about this show any more.').waitFor()
  assert.deepEqual(device.errors, [])
})

/** The worker sends it in its own time. */
async function mailTo(to: string) {
  for (let tries = 0; tries < 400; tries++) {
    const mail = live.house.estrade.mails!.sent.find((one) => one.to === to)
    if (mail) return mail
    await setTimeout(100)
  }
  throw new Error(`no mail came to ${to}`)
}
