import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { consoleLinks } from '../../web/src/lib/console/links.ts'
import { studioLinks, viewerLinks } from '../../web/src/lib/links.ts'
import { messageLinks } from '../../web/src/lib/viewer/message-links.ts'
import { worldArticle } from '../world/journal.ts'
import { type PersonName, worldPassword, worldPeople } from '../world.ts'
import { bringAxe, violationsOn } from './axe.ts'
import { type Device, laptop, openBrowser, openDevice, phone } from './browser.ts'
import { type LiveHouse, openLiveHouse, putOnAir } from './live-house.ts'
import { buyAsDana } from './quick-order.ts'

const scope = new AsyncDisposableStack()
const looks = { phone, laptop } satisfies Record<string, BrowserContextOptions>
let live: LiveHouse
let browser: Browser
let orderId: string

before(async () => {
  live = scope.use(await openLiveHouse())
  browser = scope.use(await openBrowser())
  const { friday, clay } = live.world.shows
  await putOnAir(live, friday)
  await putOnAir(live, clay)
  const host = await live.world.as('bea')
  await host('shows.pinProduct', { showId: friday, productId: live.world.products.lamp.productId })
  await host('shows.end', { showId: clay })
  orderId = await buyAsDana(live)
})
after(() => scope.disposeAsync())

/** A page, who looks at it, and what is there once it is whole. */
type Place = { path: string; who?: PersonName; ready?: (page: Page) => Promise<unknown>; locale?: string }

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).first().waitFor()

function placesOf({ world }: LiveHouse): Record<string, Place> {
  const { slug: brand, shows, products } = world
  const room = viewerLinks.show(brand, shows.friday)
  const inRoom = (locale: string, ready: string): Place => ({
    path: room,
    locale,
    ready: (page) => page.getByText(ready).first().waitFor(),
  })
  return {
    'the front page': { path: viewerLinks.home() },
    'the brand': { path: viewerLinks.brand(brand) },
    'an article': { path: viewerLinks.article(brand, worldArticle.slug) },
    'a show before': { path: viewerLinks.show(brand, shows.morning) },
    'a show, live, in English': inRoom('en', 'Buy now'),
    'a show, live, in French': inRoom('fr', 'Acheter'),
    'a show, live, in Chinese': inRoom('zh-Hans', '购买'),
    'a show, ended': { path: viewerLinks.show(brand, shows.clay) },
    'a product': { path: viewerLinks.product(brand, products.lamp.productId) },
    'a product that is engraved': { path: viewerLinks.product(brand, products.tray.productId) },
    'a series': { path: viewerLinks.series(brand, 'friday-at-alma') },
    'what there is to discover': { path: viewerLinks.discover() },
    'a pop-up shop': { path: viewerLinks.popUp(brand, 'la-table-du-soir') },
    'an empty bag': { path: viewerLinks.bag(brand) },
    'a bag': { path: viewerLinks.bag(brand), who: 'dana', ready: (page) => page.getByText('Alpine throw').waitFor() },
    'the checkout over the picture': {
      path: `${room}?sheet=checkout`,
      who: 'dana',
      ready: (page) => page.getByRole('button', { name: /^Pay €/ }).waitFor(),
    },
    'an order': { path: viewerLinks.order(orderId), who: 'dana' },
    'the orders': { path: viewerLinks.orders(), who: 'dana' },
    messages: { path: messageLinks.messages(), who: 'dana' },
    'what to be told': { path: messageLinks.choices(world.brandId), who: 'dana' },
    'the account': { path: viewerLinks.account(), who: 'dana' },
    'signing in': { path: viewerLinks.signIn() },
    'the studio': { path: studioLinks.home(), who: 'bea' },
    'the studio before a show': { path: studioLinks.show(shows.morning), who: 'bea' },
    'the studio, live': { path: studioLinks.show(shows.friday), who: 'bea' },
    'the studio after a show': { path: studioLinks.show(shows.clay), who: 'bea' },
    ...consolePlaces(live),
  }
}

function consolePlaces({ world }: LiveHouse): Record<string, Place> {
  const { slug: brand, shows, products } = world
  const paths = {
    home: consoleLinks.home(),
    brand: consoleLinks.brand(brand),
    messages: consoleLinks.messages(brand),
    products: consoleLinks.products(brand),
    'a product': consoleLinks.product(brand, products.lamp.productId),
    'a product that is engraved': consoleLinks.product(brand, products.tray.productId),
    assortments: consoleLinks.assortments(brand),
    'a new product': consoleLinks.newProduct(brand),
    'an import': consoleLinks.importProducts(brand),
    stock: consoleLinks.stock(brand),
    shows: consoleLinks.shows(brand),
    'the calendar': consoleLinks.calendar(brand),
    'a week of the calendar': consoleLinks.calendar(brand, 'week'),
    series: consoleLinks.series(brand),
    'a show': consoleLinks.show(brand, shows.friday),
    'a new show': consoleLinks.newShow(brand),
    articles: consoleLinks.articles(brand),
    'the giveaways of a show': consoleLinks.giveaways(brand, shows.friday),
    'the texts of a show': consoleLinks.showTexts(brand, shows.morning),
    orders: consoleLinks.orders(brand),
    delivery: consoleLinks.delivery(brand),
    'the counter': consoleLinks.counter(brand),
    'pay links': consoleLinks.payLinks(brand),
    'an order': consoleLinks.order(brand, orderId),
    payments: consoleLinks.payments(brand),
    'a closing statement': consoleLinks.closing(brand, shows.friday),
    fraud: consoleLinks.risk(brand),
    team: consoleLinks.team(brand),
    settings: consoleLinks.settings(brand),
    developers: consoleLinks.developers(brand),
  }
  return Object.fromEntries(
    Object.entries(paths).map(([name, path]) => [`the console: ${name}`, { path, who: 'alma' } satisfies Place]),
  )
}

for (const [look, options] of Object.entries(looks)) {
  // Some forty pages one after the other: more than a test usually may take on a slow machine.
  test(`nothing stands in anybody's way on a ${look}`, { timeout: 420_000 }, async (t) => {
    const devices = new Map<string, Promise<Device>>()
    const found: string[] = []
    for (const [name, place] of Object.entries(placesOf(live))) {
      const wrong = await lookAt(place, options, devices)
      t.diagnostic(`${name}: ${wrong.length === 0 ? 'clean' : wrong.join('\n  ')}`)
      found.push(...wrong.map((line) => `${name}: ${line}`))
    }
    for (const device of devices.values()) await (await device)[Symbol.asyncDispose]()
    assert.deepEqual(found, [])
  })
}

/** Opens the page as that person, on a device they have used before, and looks at it. */
async function lookAt(
  { path, who, ready = heading, locale = 'en' }: Place,
  options: BrowserContextOptions,
  devices: Map<string, Promise<Device>>,
): Promise<string[]> {
  const key = `${who} ${locale}`
  if (!devices.has(key)) devices.set(key, deviceOf(who, locale, options))
  const { context } = await devices.get(key)!
  const page = await context.newPage()
  try {
    const answer = await page.goto(live.url + path, { waitUntil: 'load' })
    if (answer?.status() !== 200) return [`answered ${answer?.status()}`]
    await ready(page)
    return await violationsOn(page)
  } catch (error) {
    return [String(error)]
  } finally {
    await page.close()
  }
}

async function deviceOf(who: PersonName | undefined, locale: string, options: BrowserContextOptions): Promise<Device> {
  const device = await openDevice(browser, { ...options, reducedMotion: 'reduce' })
  const { context } = device
  context.setDefaultTimeout(10_000)
  await bringAxe(context)
  await context.addCookies([{ name: 'locale', value: locale, url: live.url }])
  if (who) {
    const data = { email: worldPeople[who].email, password: worldPassword }
    await context.request.post(`${live.url}/api/auth/sign-in/email`, { data, headers: { origin: live.url } })
  }
  return device
}
