import type { BrowserContextOptions, Page } from 'playwright-core'
import type { PaymentProvider } from '../../src/doors/doors.ts'
import { systemClock } from '../../src/lib/clock.ts'
import type { BrandId, ProductId } from '../../src/lib/ids.ts'
import { openAlipay } from '../stand-ins/alipay.ts'
import { openPayPal } from '../stand-ins/paypal.ts'
import { openUnionPay } from '../stand-ins/unionpay.ts'
import { openWeChatPay } from '../stand-ins/wechat-pay.ts'
import { type PersonName, worldPassword, worldPeople } from '../world.ts'
import { laptop, openDevice, phone } from './browser.ts'
import type { LiveHouse } from './live-house.ts'

/* Wallets on phones: every provider's stand-in behind one install, a house that sells in yuan, and what a buyer does. */

const agents = {
  phone: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1',
  wechat: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile MicroMessenger/8.0.50',
}
export const phones = {
  phone: { ...phone, userAgent: agents.phone },
  wechat: { ...phone, userAgent: agents.wechat },
  desk: laptop,
} satisfies Record<string, BrowserContextOptions>

/** Stand-ins of four wallets, which keep telling the shop what happens. */
export async function openWallets(baseUrl: () => string) {
  const scope = new AsyncDisposableStack()
  const needs = { clock: systemClock, baseUrl, inBrowser: true }
  const wechat = scope.use(await openWeChatPay(needs))
  const alipay = scope.use(await openAlipay(needs))
  const alipayByCode = scope.use(await openAlipay({ ...needs, desk: 'qr' }))
  const unionpay = scope.use(await openUnionPay(needs))
  const paypal = scope.use(await openPayPal(needs))
  const all = [wechat, alipay, alipayByCode, unionpay, paypal]
  const telling = setInterval(() => void Promise.all(all.map(({ sending }) => sending.deliverDue())), 100)
  scope.defer(() => clearInterval(telling))
  return { wechat, alipay, alipayByCode, unionpay, paypal, [Symbol.asyncDispose]: () => scope.disposeAsync() }
}

/** The install takes these providers, and no other. */
export function installProviders({ house }: LiveHouse, providers: readonly PaymentProvider[]): void {
  const payments = house.estrade.doors.payments as PaymentProvider[]
  payments.splice(0, payments.length, ...providers)
}

export type Stall = { brandId: BrandId; slug: string; productId: ProductId }

/** A second house, in Hangzhou, that sells a cup in yuan. */
export async function openYuanHouse({ world }: LiveHouse): Promise<Stall> {
  const { brandId } = await (await world.as('alma'))('accounts.createBrand', {
    ...{ name: 'Atelier Rive', slug: 'atelier-rive', currency: 'CNY', country: 'CN' },
  })
  // What somebody may do is read with their session.
  const owner = await world.as('alma')
  const title = { en: 'Celadon cup', fr: 'Tasse céladon', 'zh-Hans': '青瓷杯' }
  const variants = [{ sku: 'CUP', options: {}, prices: [{ minor: '26800', currency: 'CNY' as const }] }]
  const { productId, variants: made } = await owner('catalog.createProduct', {
    ...{ brandId, title, description: title, taxRateBp: 1300, pictureIds: [], state: 'published', variants },
  })
  await owner('stock.adjust', { variantId: made[0]!.variantId, by: 100, reason: 'First delivery' })
  return { brandId, slug: 'atelier-rive', productId }
}

/** What a buyer does, by what they read on the screen; `press` is a tap or a click. */
export const buyerAt = (page: Page, kind: keyof typeof phones) => {
  const press = (name: string | RegExp, role: 'button' | 'link' | 'radio' = 'button') => {
    const there = page.getByRole(role, { name })
    return kind === 'desk' ? there.click() : there.tap()
  }
  return {
    page,
    press,
    /** From the product to the sum on the button. */
    async goesToCheckout(email: string) {
      await press('Buy now')
      await page.getByLabel('E-mail').fill(email)
      await page.getByLabel('Full name').fill('Dana Ferrand')
      await page.getByLabel('Street and number').fill('12 rue du Panier')
      await page.getByLabel('City').fill('Marseille')
    },
    /** Chooses a way to pay and goes on to it. */
    async pays(method?: string) {
      if (method) await page.getByRole('radio', { name: method }).check()
      await press(/^Pay [€¥]/)
    },
    isThanked: () => page.getByRole('heading', { name: 'Thank you' }).waitFor(),
    reads: (heading: string) => page.getByRole('heading', { name: heading }).waitFor(),
    async shows(name: string) {
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` })
    },
  }
}

/** A device of this kind on the page of what is sold. */
export async function buyerOf(
  browser: Parameters<typeof openDevice>[0],
  kind: keyof typeof phones,
  url: string,
  { slug, productId }: Pick<Stall, 'slug' | 'productId'>,
) {
  const device = await openDevice(browser, phones[kind])
  const page = await device.open(`${url}/${slug}/products/${productId}`)
  return { ...buyerAt(page, kind), device, [Symbol.asyncDispose]: () => device.context.close() }
}

/** Somebody of the world signs in on this page's device. */
export async function signIn(page: Page, person: PersonName): Promise<void> {
  await page.evaluate(
    async (account) => {
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch('/api/auth/sign-in/email', { method: 'POST', headers, body: JSON.stringify(account) })
      if (!answer.ok) throw new Error(await answer.text())
    },
    { email: worldPeople[person].email, password: worldPassword },
  )
}

/** Counts from now on how often a finger touches the page, over its reloads. @returns how often so far */
export async function countTaps(page: Page): Promise<() => Promise<number>> {
  const count = `addEventListener('click', (event) => {
    if (event.isTrusted) sessionStorage.setItem('taps', String(Number(sessionStorage.getItem('taps') ?? 0) + 1))
  }, true)`
  await page.context().addInitScript(count)
  await page.evaluate(count)
  return async () => Number(await page.evaluate(`sessionStorage.getItem('taps')`))
}
