import { createHmac } from 'node:crypto'
import Fastify from 'fastify'
import type { Ctx, Who } from '../src/ctx.ts'
import type { Device, Doors, Mail, PaymentProvider } from '../src/doors/doors.ts'
import { createFakePayments, type FakePayments } from '../src/doors/fake-payments.ts'
import { answerFailures } from '../src/lib/http.ts'
import type { BrandId, DropId, IntentId, OrderId, PersonId, ProductId, ShowId, VariantId } from '../src/lib/ids.ts'
import { runBeat, runDueJobs } from '../src/lib/jobs.ts'
import { type Currency, type Money, money, wire } from '../src/lib/money.ts'
import { brandById, setUp } from '../src/modules/accounts/accounts.ts'
import { insertPerson } from '../src/modules/accounts/store.ts'
import * as books from '../src/modules/books/books.ts'
import { createProduct } from '../src/modules/catalog/catalog.ts'
import * as coins from '../src/modules/coins/coins.ts'
import { coinsJobs } from '../src/modules/coins/jobs.ts'
import * as fulfilment from '../src/modules/fulfilment/fulfilment.ts'
import { fulfilmentJobs } from '../src/modules/fulfilment/jobs.ts'
import * as hosts from '../src/modules/hosts/hosts.ts'
import * as invoices from '../src/modules/invoices/invoices.ts'
import { invoicesJobs } from '../src/modules/invoices/jobs.ts'
import { ledgerBeats } from '../src/modules/ledger/jobs.ts'
import { ordersBeats, ordersJobs } from '../src/modules/orders/jobs.ts'
import * as orders from '../src/modules/orders/orders.ts'
import { paymentBeats, paymentJobs } from '../src/modules/payments/jobs.ts'
import * as payments from '../src/modules/payments/payments.ts'
import { mountWebhooks } from '../src/modules/payments/webhooks.ts'
import * as stock from '../src/modules/stock/stock.ts'
import { openStage, type Stage } from './stage.ts'

/** A brand that sells: accounts to orders, wired, with the fake provider behind real HTTP. Time stands still. */
export type Shop = AsyncDisposable &
  Stage & {
    fake: FakePayments
    url: string
    mails: Mail[]
    brandId: BrandId
    addVariant(wish: { price: number; free: number; taxRateBp?: number; weightGrams?: number }): Promise<Stall>
    person(): Promise<Buyer>
    /** Runs every job that is due to the end. */
    idle(): Promise<void>
    beat(name: string): Promise<void>
    /** Sends webhooks until none is due. */
    deliver(): Promise<void>
    /** Submits the provider's page. */
    submit(redirectUrl: string, fields: Record<string, string>): Promise<Response>
    /** A whole checkout of what is in the bag. */
    checkout(buyer: Buyer, pay?: PayChoice): Promise<Placed>
    /** Pays the intent on the provider's page with a card. */
    pay(intentId: IntentId, card: string): Promise<Response>
    order(orderId: OrderId): ReturnType<typeof orders.readOrder>
    intent(intentId: IntentId): ReturnType<typeof payments.readIntent>
    level(stall: Stall): Promise<{ free: number; held: number; sold: number }>
  }
export type Stall = { variantId: VariantId; productId: ProductId; price: Money }
export type Buyer = { who: Who & { kind: 'person' }; personId: PersonId }
export type PayChoice = { method?: string; device?: Device }
export type Placed = Awaited<ReturnType<typeof orders.checkout>>

export const secret = 'a secret that signs the webhooks'
export const address = {
  ...{ name: 'Dana Lévy', line1: '3 rue des Lilas', line2: '', postalCode: '75011', city: 'Paris', region: '' },
  ...{ country: 'FR', phone: '' },
}

/** How a shop is other than usual. */
export type ShopWish = {
  currency?: Currency
  /** Opens the payment provider that takes the place of the fake. */
  provider?: (needs: { clock: Stage['clock']; baseUrl: () => string }) => Promise<PaymentProvider>
}

export async function openShop({ currency = 'EUR', provider }: ShopWish = {}): Promise<Shop> {
  stock.stockChanged.rewire()
  payments.paymentCaptured.rewire(books.hearPaymentCaptured, orders.hearPaymentCaptured)
  payments.paymentDisputed.rewire(coins.hearPaymentDisputed, books.hearPaymentDisputed, hosts.hearPaymentDisputed)
  payments.disputeFeeKept.rewire(books.hearDisputeFeeKept)
  payments.paymentDeclined.rewire(orders.hearPaymentDeclined)
  payments.paymentPending.rewire(orders.hearPaymentPending)
  payments.paymentRefunded.rewire(
    orders.hearPaymentRefunded,
    invoices.hearPaymentRefunded,
    books.hearPaymentRefunded,
    hosts.hearPaymentRefunded,
  )
  payments.paymentRefundUndone.rewire(books.hearRefundUndone, hosts.hearRefundUndone)
  payments.topUpCaptured.rewire(coins.hearTopUpCaptured)
  payments.topUpRefund.rewire(coins.hearTopUpRefund)
  payments.paymentNeedsCare.rewire(orders.hearPaymentNeedsCare)
  orders.orderPaid.rewire(invoices.hearOrderPaid, books.hearOrderPaid, hosts.hearOrderPaid)
  orders.orderPlaced.rewire()
  orders.orderCancelled.rewire(fulfilment.hearOrderCancelled)
  const doors: Partial<Doors> = {}
  const stage = await openStage(doors)
  const leave = stage[Symbol.asyncDispose]
  const mails: Mail[] = []
  let url = ''
  const fake = createFakePayments({ ...stage, secret, baseUrl: () => url, post })
  doors.payments = [provider ? await provider({ clock: stage.clock, baseUrl: () => url }) : fake]
  doors.mail = { send: async (mail) => void mails.push(mail) }
  doors.seal = (text) => createHmac('sha256', secret).update(text).digest('base64url')
  doors.urlOf = (path) => `https://alma.example${path}`
  const app = Fastify()
  answerFailures(app)
  mountWebhooks(app, { doors: doors as Doors, clock: stage.clock, inCtx: stage.write })
  fake.mount(app)
  app.get('/back', () => 'back in the shop')
  url = await app.listen({ port: 0, host: '127.0.0.1' })
  const brandId = await stage.write((ctx) => foundBrand(ctx, currency))
  return Object.assign(stage, driver(stage, { brandId, currency, doors: doors as Doors, fake, mails, url }), {
    async [Symbol.asyncDispose]() {
      await app.close()
      await leave()
    },
  })
}

async function foundBrand(ctx: Ctx, currency: Currency): Promise<BrandId> {
  const brand = { name: 'Maison Alma', slug: 'maison-alma', currency, country: 'FR' }
  const { brandId } = await setUp(ctx, {
    brand,
    owner: { name: 'Alma', email: 'alma@example.org', password: 'a long password' },
  })
  return (await brandById(ctx.sql, brandId))!.brandId
}

const post = async (url: string, headers: Record<string, string>, body: string) =>
  (await fetch(url, { method: 'POST', headers, body })).status

const jobs = [...paymentJobs, ...coinsJobs, ...ordersJobs, ...fulfilmentJobs, ...invoicesJobs]

type Around = { brandId: BrandId; currency: Currency; doors: Doors; fake: FakePayments; mails: Mail[]; url: string }

function driver(stage: Stage, { brandId, currency, doors, fake, mails, url }: Around) {
  const log = { info() {}, warn() {}, error: console.error } as unknown as Ctx['log']
  const around = { database: stage.database, doors, log, inCtx: stage.write }
  let count = 0
  const submit = (redirectUrl: string, fields: Record<string, string>) =>
    fetch(new URL(redirectUrl, url), { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
  const intent = (intentId: IntentId) => stage.write((ctx) => payments.readIntent(ctx, { intentId }))
  return {
    ...{ brandId, fake, url, mails, submit, intent },
    async addVariant({ price, free, taxRateBp = 2000, weightGrams }: Parameters<Shop['addVariant']>[0]) {
      const title = { en: 'Lamp', fr: 'Lampe' }
      const prices = [wire(money(price, currency))]
      const variants = [{ sku: `LAMP-${++count}`, options: {}, prices, weightGrams }]
      const wish = { brandId, title, description: title, attributes: {}, taxRateBp, pictureIds: [], variants }
      const product = await stage.write((ctx) => createProduct(ctx, { ...wish, state: 'published' }))
      const { variantId } = product.variants[0]!
      await stage.write((ctx) => stock.setFree(ctx, { variantId, brandId, free }))
      return { variantId, productId: product.productId, price: money(price, currency) }
    },
    async person(): Promise<Buyer> {
      const personId = stage.id<'person'>()
      const email = `dana-${++count}@example.org`
      await stage.write((ctx) => insertPerson(ctx.sql, ctx.now, { personId, name: 'Dana', email, emailVerified: true }))
      return { personId, who: { kind: 'person', personId, guest: false, name: 'Dana', email, roles: {} } }
    },
    idle: () => runDueJobs(jobs, around),
    async beat(name: string) {
      const beat = [...paymentBeats, ...ordersBeats, ...ledgerBeats].find((one) => one.name === name)
      await runBeat(beat!, around)
    },
    async deliver() {
      while ((await fake.deliverDue()) > 0);
    },
    checkout: (buyer: Buyer, pay: PayChoice = {}) =>
      stage.write(async (ctx) => {
        const choice = { brandId, country: 'FR', deliveryMethodId: 'standard' }
        const { total } = await orders.quote(ctx, choice)
        const contact = { email: 'dana@example.org', address, locale: 'fr' as const, returnTo: '/back' }
        return orders.checkout(ctx, { ...choice, ...contact, expectedTotal: total, ...pay })
      }, buyer.who),
    async pay(intentId: IntentId, card: string) {
      await runDueJobs(jobs, around)
      const { redirectUrl } = await intent(intentId)
      return submit(redirectUrl!, { step: 'pay', card, expiry: '12 / 34', code: '123' })
    },
    order: (orderId: OrderId) => stage.write((ctx) => orders.readOrder(ctx, { orderId })),
    level: async ({ variantId }: Stall) => (await stock.poolState(stage.database.sql, variantId))!,
  }
}

/** Puts a claim's line in a bag, as a drop does. */
export async function addClaim(
  shop: Shop,
  buyer: Buyer,
  stall: Stall,
  {
    price,
    holdSeconds,
    quantity = 1,
    ...where
  }: { price: number; holdSeconds: number; quantity?: number; showId?: ShowId },
) {
  const dropId: DropId = shop.id()
  const showId: ShowId = where.showId ?? shop.id()
  const line = { lineId: shop.id<'line'>(), holdId: shop.id<'hold'>(), personId: buyer.personId, quantity }
  const holdExpiresAt = new Date(shop.clock.now().getTime() + holdSeconds * 1000)
  await shop.write(async (ctx) => {
    await stock.openPool(ctx, { poolId: dropId, variantId: stall.variantId, quantity })
    await stock.holdMany(ctx.sql, ctx.now, dropId, [{ ...line, expiresAt: holdExpiresAt }])
    const { variantId, productId, price: compareAt } = stall
    const goods = { brandId: shop.brandId, productId, variantId, compareAt, unitPrice: money(price, 'EUR') }
    await orders.addHeldLines(ctx.sql, ctx.now, [{ ...line, ...goods, holdExpiresAt, showId, dropId }])
  })
  return { ...line, dropId, showId }
}
