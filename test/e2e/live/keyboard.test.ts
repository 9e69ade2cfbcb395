import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { laptop, openBrowser, openDevice } from '../browser.ts'
import { danaEmail } from '../dana.ts'
import { type LiveHouse, openLiveHouse, putOnAir } from '../live-house.ts'
import { saleTo } from '../sale.ts'
import { allOf, focusOf, hears, listen, type Said } from '../screen-reader.ts'

const scope = new AsyncDisposableStack()
let live: LiveHouse
let browser: Browser
before(async () => {
  live = scope.use(await openLiveHouse())
  browser = scope.use(await openBrowser())
})
after(() => scope.disposeAsync())

const stepsMost = 60

/** Whether one can see where the focus is. */
const ringed = (page: Page): Promise<boolean> =>
  page.evaluate(`[document.activeElement, document.activeElement.closest('label, .control, fieldset')].some((one) => {
    const { outlineStyle, boxShadow } = one ? getComputedStyle(one) : { outlineStyle: 'none', boxShadow: 'none' }
    return outlineStyle !== 'none' || boxShadow !== 'none'
  })`)

/** Presses Tab until a screen reader says this role and name. @returns what it says besides */
async function tabTo(page: Page, role: string, wanted: RegExp): Promise<Said> {
  const passed: string[] = []
  for (let step = 0; step < stepsMost; step++) {
    await page.keyboard.press('Tab')
    const said = await focusOf(page)
    passed.push(`${said.role} ${said.name}`)
    if (said.role !== role || !wanted.test(said.name)) continue
    assert.ok(await ringed(page), `one sees that the focus is on ${said.name}`)
    assert.equal(said.disabled, false, said.name)
    return said
  }
  assert.fail(`${role} ${wanted} was not reached by Tab: ${passed.join(' | ')}`)
}

async function typeInto(page: Page, field: RegExp, text: string): Promise<Said> {
  const said = await tabTo(page, 'textbox', field)
  await page.keyboard.type(text)
  return said
}

/** What is said to be on top of everything else. */
const dialogs = async (page: Page) => (await allOf(page, 'dialog')).filter(({ modal }) => modal).map(({ name }) => name)

test('the whole purchase goes by keyboard and by ear alone', async () => {
  const { friday } = live.world.shows
  await putOnAir(live, friday)
  const host = await live.world.as('bea')
  await using device = await openDevice(browser, laptop)
  await using deviceOfCarl = await openDevice(browser, laptop)
  for (const { context } of [device, deviceOfCarl]) await listen(context)
  const carl = await deviceOfCarl.open(`${live.url}/maison-alma/shows/${friday}`)
  const page = await device.open(`${live.url}/maison-alma/shows/${friday}`)
  await page.getByRole('textbox', { name: 'Say something' }).waitFor()
  await typeInto(page, /^Say something/, 'Is the lamp dimmable?')
  await page.keyboard.press('Enter')
  await page.getByRole('log', { name: 'Comments' }).getByText('Is the lamp dimmable?').waitFor()

  await host('drops.create', {
    ...{ showId: friday, variantId: live.world.products.lamp.variantIds[0]!, quantity: 1 },
    ...{ price: { minor: '11900', currency: 'EUR' }, opensInSeconds: 8 },
  })
  await hears(page, /Alma lamp, €119.*opens in a moment/)
  await hears(page, /Alma lamp, €119.*open now/)
  await tabTo(page, 'button', /^Get one/)
  await page.keyboard.press('Enter')
  await hears(carl, /Alma lamp: sold out/)

  const sheet = page.getByRole('dialog', { name: 'Checkout' })
  await sheet.getByLabel('E-mail').waitFor()
  assert.deepEqual(await dialogs(page), ['Checkout'])
  assert.ok(await page.evaluate('document.activeElement.closest("dialog") !== null'), 'the focus is in the sheet')
  assert.equal((await typeInto(page, /^E-mail/, danaEmail)).required, true)
  await typeInto(page, /^Full name/, 'Dana Ferrand')
  await typeInto(page, /^Street/, '12 rue du Panier')
  await typeInto(page, /^Postal code/, '13002')
  await typeInto(page, /^City/, 'Marseille')
  await tabTo(page, 'button', /^Pay €/)
  await page.keyboard.press('Enter')

  await page.getByRole('textbox', { name: 'Card number' }).waitFor()
  await tabTo(page, 'button', /^Pay €/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Thank you' }).waitFor()
  assert.deepEqual(await dialogs(page), ['Your order'])
  await hears(page, /^Thank you/)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  assert.equal((await saleTo(danaEmail, live.house.estrade.database)).state, 'paid')
  assert.deepEqual(device.errors, [])
})
