import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { laptop, openBrowser, openDevice } from './browser.ts'
import { danaEmail } from './dana.ts'
import { type LiveHouse, openLiveHouse, putOnAir } from './live-house.ts'
import { saleTo } from './sale.ts'

const scope = new AsyncDisposableStack()
let live: LiveHouse
let browser: Browser
before(async () => {
  live = scope.use(await openLiveHouse())
  browser = scope.use(await openBrowser())
})
after(() => scope.disposeAsync())

const stepsMost = 60

/** Role and name of what has the focus, as a screen reader would say them, and whether one can see where it is. */
type Focus = { name: string; visible: boolean }
const focus = (page: Page): Promise<Focus> =>
  page.evaluate(`(() => {
    const at = document.activeElement
    const labels = [...(at?.labels ?? [])].map((label) => label.innerText).join(' ')
    const name = at?.getAttribute('aria-label') || labels || at?.innerText || ''
    const { outlineStyle, boxShadow } = getComputedStyle(at)
    const around = at.closest('label, .control, fieldset') ?? at
    const ring = [at, around].some((one) => getComputedStyle(one).outlineStyle !== 'none' || getComputedStyle(one).boxShadow !== 'none')
    return { name: name.trim(), visible: ring || outlineStyle !== 'none' || boxShadow !== 'none' }
  })()`)

/** Presses Tab until the focus is on what bears this name. */
async function tabTo(page: Page, wanted: RegExp): Promise<void> {
  const passed: string[] = []
  for (let step = 0; step < stepsMost; step++) {
    await page.keyboard.press('Tab')
    const { name, visible } = await focus(page)
    passed.push(name)
    if (!wanted.test(name)) continue
    assert.ok(visible, `one sees that the focus is on ${name}`)
    return
  }
  assert.fail(`${wanted} was not reached by Tab: ${passed.join(' | ')}`)
}

async function typeInto(page: Page, field: RegExp, text: string): Promise<void> {
  await tabTo(page, field)
  await page.keyboard.type(text)
}

test('the whole purchase goes by keyboard alone', async () => {
  const { friday } = live.world.shows
  await putOnAir(live, friday)
  const host = await live.world.as('bea')
  await using device = await openDevice(browser, laptop)
  const page = await device.open(`${live.url}/maison-alma/shows/${friday}`)
  await page.getByRole('textbox', { name: 'Say something' }).waitFor()
  await typeInto(page, /^Say something/, 'Is the lamp dimmable?')
  await page.keyboard.press('Enter')
  await page.getByRole('log', { name: 'Comments' }).getByText('Is the lamp dimmable?').waitFor()

  await host('drops.create', {
    ...{ showId: friday, variantId: live.world.products.lamp.variantIds[0]!, quantity: 3 },
    ...{ price: { minor: '11900', currency: 'EUR' }, opensInSeconds: 0 },
  })
  await page.getByRole('button', { name: 'Get one' }).waitFor()
  await page.reload({ waitUntil: 'load' })
  await page.getByRole('button', { name: 'Get one' }).waitFor()
  await tabTo(page, /^Get one/)
  await page.keyboard.press('Enter')

  const sheet = page.getByRole('dialog', { name: 'Checkout' })
  await sheet.getByLabel('E-mail').waitFor()
  assert.ok(await page.evaluate('document.activeElement.closest("dialog") !== null'), 'the focus is in the sheet')
  await typeInto(page, /^E-mail/, danaEmail)
  await typeInto(page, /^Full name/, 'Dana Ferrand')
  await typeInto(page, /^Street/, '12 rue du Panier')
  await typeInto(page, /^Postal code/, '13002')
  await typeInto(page, /^City/, 'Marseille')
  await tabTo(page, /^Pay €/)
  await page.keyboard.press('Enter')

  await page.getByRole('textbox', { name: 'Card number' }).waitFor()
  await tabTo(page, /^Pay €/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Thank you' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  assert.equal((await saleTo(danaEmail, live.house.estrade.database)).state, 'paid')
  assert.deepEqual(device.errors, [])
})
