import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import type { ShowId } from '../../../src/lib/ids.ts'
import { mediaAt } from '../../../web/src/lib/replay/programme.ts'
import { showFor } from '../../recorded.ts'
import { bringAxe, violationsOn } from '../axe.ts'
import { laptop, openBrowser, openDevice, phone } from '../browser.ts'
import { danaAt, goodCard } from '../dana.ts'
import { type LiveHouse, openLiveHouse, putOnAir } from '../live-house.ts'

/*
 * A show of the synthetic broadcaster, whose picture carries the time: two products, a drop that sells out, a word of
 * Carl's. Then it is over, and Dana sees it again.
 */
const scope = new AsyncDisposableStack()
let live: LiveHouse
let browser: Browser
let clay: ShowId
before(async () => {
  live = scope.use(await openLiveHouse())
  browser = scope.use(await openBrowser())
  clay = live.world.shows.clay
  await broadcast()
})
after(() => scope.disposeAsync())

async function broadcast(): Promise<void> {
  const { vase, lamp } = live.world.products
  const [bea, carl] = [await live.world.as('bea'), await live.world.as('carl')]
  await putOnAir(live, clay)
  await showFor(live.house.estrade, clay, 2000)
  await bea('shows.pinProduct', { showId: clay, productId: vase.productId })
  await showFor(live.house.estrade, clay, 2000)
  await carl('chat.post', { showId: clay, text: 'Does it hold water?' })
  const { dropId } = await bea('drops.create', {
    ...{ showId: clay, variantId: vase.variantIds[0]!, quantity: 1, opensInSeconds: 0 },
    price: { minor: '3900', currency: 'EUR' },
  })
  await carl('drops.claim', { dropId })
  await showFor(live.house.estrade, clay, 3000)
  await bea('drops.close', { dropId })
  await bea('shows.pinProduct', { showId: clay, productId: lamp.productId })
  await bea('shows.unpinProduct', { showId: clay, productId: vase.productId })
  await showFor(live.house.estrade, clay, 4000)
  await bea('shows.end', { showId: clay })
}

/** Also somebody who waits on the page sees it turn into the replay by itself. */
async function opensReplay(page: Page): Promise<Page> {
  await page.getByRole('region', { name: 'The show', exact: true }).waitFor()
  return page
}

const now = (page: Page) => page.getByRole('region', { name: 'Now in the show' })
const seen = async (page: Page, ms: number) => Number(await page.evaluate(`picture.goTo(${ms})`))

const happenedAt = async (type: string, productId?: string): Promise<number> => {
  const { events } = await live.house.anyone.call('recordings.replay', { showId: clay })
  const event = events.find((one) => {
    const body = one.body as { productId?: string }
    return one.type === type && (productId === undefined || body.productId === productId)
  })
  return Date.parse(event!.at)
}

test('a show that is over is seen again: pins, drop and talk come at their time', { timeout: 240_000 }, async (t) => {
  await using device = await openDevice(browser, phone)
  await bringAxe(device.context)
  const page = await opensReplay(await device.open(`${live.url}/maison-alma/shows/${clay}`))
  const dana = danaAt(page)
  await page.getByRole('button', { name: 'Play', exact: true }).tap()
  await dana.sees(30)
  await page.getByRole('button', { name: 'Pause', exact: true }).tap()

  const { vase, lamp } = live.world.products
  const { stretches } = await live.house.anyone.call('recordings.replay', { showId: clay })
  for (const [title, productId] of [
    ['Rivage vase', vase.productId],
    ['Alma lamp', lamp.productId],
  ] as const) {
    const pinnedAt = await happenedAt('product.pinned', productId)
    const offMs = await firstShown(page, title, pinnedAt, mediaAt(stretches, pinnedAt))
    t.diagnostic(`${title} appears ${offMs} ms after the frame of the moment it was pinned`)
    // A machine too busy for pictures leaves holes: the first one after the hole shows the pin.
    const inHole = !stretches.some((one) => one.wallMs + 300 < pinnedAt && pinnedAt + 300 < one.wallMs + one.durationMs)
    assert.ok(inHole ? offMs >= -250 : Math.abs(offMs) <= 250, `${title}: ${offMs} ms`)
  }

  const pinnedAt = await happenedAt('product.pinned', vase.productId)
  await seen(page, Math.round(mediaAt(stretches, pinnedAt)) + 300)
  await page.getByText('Nothing had been said yet').waitFor()
  await seen(page, Math.round(mediaAt(stretches, await happenedAt('drop.soldOut'))) + 1200)
  await now(page)
    .getByText(/A drop of 1 piece, sold out in [\d.]+ sec, now at the normal price/)
    .waitFor()
  await page.getByRole('log', { name: 'Comments' }).getByText('Does it hold water?').waitFor()
  assert.deepEqual(await violationsOn(page), [])
  assert.deepEqual(device.errors, [])
})

/** How far from its moment (`around` in the video) a pin is first seen, by the clock in the pixels of the frame it is seen with. */
async function firstShown(page: Page, title: string, pinnedAt: number, around: number): Promise<number> {
  for (let ms = around - 700; ms < around + 1000; ms += 100) {
    const clock = await seen(page, Math.round(ms))
    if ((await now(page).innerText()).includes(title)) return clock - pinnedAt
  }
  throw new Error(`${title} never appeared`)
}

test('Dana jumps to where the lamp was explained, and buys it', { timeout: 240_000 }, async () => {
  await using device = await openDevice(browser, phone)
  const page = await opensReplay(await device.open(`${live.url}/maison-alma/shows/${clay}`))
  const dana = danaAt(page)
  await page.getByRole('button', { name: /^Explained at [\d:]+: Alma lamp$/ }).tap()
  await dana.sees(20)
  await now(page).getByText('Alma lamp').waitFor()
  await now(page).getByRole('button', { name: 'Buy: Alma lamp' }).tap()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: 'Buy now' }).tap()
  await page.getByRole('dialog', { name: 'Checkout' }).getByLabel('E-mail').waitFor()
  await dana.fillsIn('again@phone.example')
  await dana.goesToPay()
  await dana.paysWith(goodCard)
  const number = await dana.isThanked()
  const { sql } = live.house.estrade.database
  const [order] = await sql`select state from orders.orders where number = ${number}`
  assert.deepEqual(order, { state: 'paid' })
})

test('by keyboard alone, on a desk', { timeout: 120_000 }, async () => {
  await using device = await openDevice(browser, laptop)
  await bringAxe(device.context)
  const page = await opensReplay(await device.open(`${live.url}/maison-alma/shows/${clay}`))
  const bar = page.getByRole('slider', { name: 'Position in the show' })
  await bar.focus()
  await page.keyboard.press('ArrowRight')
  assert.match((await bar.getAttribute('aria-valuetext'))!, /^00:05 of \d\d:\d\d/)
  await page.getByRole('button', { name: /^\d\d:\d\d Alma lamp$/ }).focus()
  await page.keyboard.press('Enter')
  await danaAt(page).sees(10)
  assert.match((await bar.getAttribute('aria-valuetext'))!, /Alma lamp$/)
  assert.deepEqual(await violationsOn(page), [])
})
