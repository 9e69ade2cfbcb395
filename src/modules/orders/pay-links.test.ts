import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { address, type Buyer, openShop, type Shop, type Stall } from '../../../test/shop.ts'
import type { Who } from '../../ctx.ts'
import { runBeat } from '../../lib/jobs.ts'
import { releaseExpiredHolds } from '../stock/stock.ts'
import * as orders from './orders.ts'

let shop: Shop
let farid: Who
before(async () => {
  shop = await openShop()
  farid = { kind: 'person', personId: shop.id(), guest: false, name: 'Farid', roles: { [shop.brandId]: ['support'] } }
})
after(() => shop[Symbol.asyncDispose]())

let lamp: Stall
let dana: Buyer
beforeEach(async () => {
  lamp = await shop.addVariant({ price: 3000, free: 3, weightGrams: 500 })
  dana = await shop.person()
})

const hour = 3_600_000
const no = (code: string) => (error: { problem?: { code: string } }) => error.problem?.code === code
async function settle() {
  for (let i = 0; i < 3; i++) {
    await shop.deliver()
    await shop.idle()
  }
}
const make = (quantity = 2, hours = 24) =>
  shop.write(
    (ctx) =>
      orders.makePayLink(ctx, {
        ...{ brandId: shop.brandId, hours, note: 'Carl, on the phone' },
        lines: [{ variantId: lamp.variantId, quantity }],
      }),
    farid,
  )
const linkOf = ({ url }: { url: string }) => /orders\/pay\/(\S+)$/.exec(url)![1]!
const read = (link: string, who: Who = dana.who) => shop.write((ctx) => orders.readPayLink(ctx, { link }), who)
const fill = (link: string, buyer = dana) =>
  shop.write(async (ctx) => {
    const choice = { link, country: 'FR', deliveryMethodId: 'standard' }
    const { total } = await orders.quotePayLink(ctx, choice)
    const contact = { email: 'carl@example.org', address, locale: 'en' as const, returnTo: '/back' }
    return orders.payByLink(ctx, { ...choice, ...contact, expectedTotal: total })
  }, buyer.who)
const listed = async (url: string) => {
  const { items } = await shop.write((ctx) => orders.readPayLinks(ctx, { brandId: shop.brandId, most: 50 }), farid)
  return items.find((one) => one.url === url)!.state
}
const cancel = ({ payLinkId }: { payLinkId: string }) =>
  shop.write((ctx) => orders.cancelPayLink(ctx, { brandId: shop.brandId, payLinkId: payLinkId as never }), farid)
const sweep = async () => {
  await runBeat({ name: 'stock.releaseExpired', everyMs: 1, run: releaseExpiredHolds }, { inCtx: shop.write })
  await shop.beat('orders.endOverdue')
  await settle()
}

test('what is set aside is held at its price, opens for whoever has the link, and is paid once', async () => {
  const made = await make()
  const link = linkOf(made)
  assert.deepEqual([(await shop.level(lamp)).free, (await shop.level(lamp)).held], [1, 2])
  const shown = await read(link)
  assert.deepEqual([shown.state, shown.items.minor, shown.lines[0]?.quantity], ['open', '6000', 2])
  await assert.rejects(read(`${link}x`), no('edge.notFound'))
  await assert.rejects(read(link.replace(/^./, (one) => (one === '0' ? '1' : '0'))), no('edge.notFound'))

  const carl = await shop.person()
  const two = await Promise.allSettled([fill(link), fill(link, carl)])
  assert.deepEqual(two.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const placed = two.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))[0]!
  assert.equal(await listed(made.url), 'ordered')
  assert.equal((await shop.order(placed.orderId)).totals.total.minor, '6590')
  await shop.pay(placed.intentId, '4242424242424242')
  await settle()
  assert.equal(await listed(made.url), 'paid')
  assert.deepEqual(await shop.level(lamp), { ...(await shop.level(lamp)), free: 1, held: 0, sold: 2 })
  await assert.rejects(cancel(made), no('orders.payLinkOver'))
})

test('another total than the one that was shown is refused, and nothing of the link is lost', async () => {
  const link = linkOf(await make(1))
  const wrong = shop.write((ctx) => {
    const wish = {
      link,
      email: 'c@example.org',
      address,
      deliveryMethodId: 'standard',
      locale: 'en' as const,
      returnTo: '/',
    }
    return orders.payByLink(ctx, { ...wish, expectedTotal: { minor: '1', currency: 'EUR' } })
  }, dana.who)
  await assert.rejects(wrong, no('orders.priceChanged'))
  assert.equal((await read(link)).state, 'open')
})

test('at its end the pieces are free again: of a link nobody opened, and of an order nobody paid', async () => {
  const unopened = await make(1, 2)
  const ordered = await make(1, 2)
  const { orderId } = await fill(linkOf(ordered))
  shop.clock.advance(2 * hour - 1)
  await sweep()
  assert.equal((await shop.level(lamp)).held, 2)
  shop.clock.advance(1)
  await assert.rejects(fill(linkOf(unopened)), no('orders.payLinkOver'))
  await sweep()
  assert.deepEqual([(await shop.level(lamp)).free, (await shop.level(lamp)).held], [3, 0])
  assert.equal((await shop.order(orderId)).state, 'cancelled')
  assert.deepEqual([await listed(unopened.url), await listed(ordered.url)], ['expired', 'expired'])
})

test('paid late it is fulfilled while there are pieces, and the money goes back when there are none', async () => {
  const late = await fill(linkOf(await make(2, 1)))
  const tooLate = await fill(linkOf(await make(1, 1)))
  const money = async ({ intentId }: typeof late) => {
    await shop.pay(intentId, '4242424242424242')
  }
  await money(late)
  await money(tooLate)
  shop.clock.advance(hour)
  await sweepWithoutNews()
  const taker = await make(1, 1)
  await settle()
  const states = [(await shop.order(late.orderId)).state, (await shop.order(tooLate.orderId)).state]
  assert.deepEqual(states.sort(), ['paid', 'refunded'])
  assert.equal((await read(linkOf(taker))).state, 'open')
})
/** Time passes before the provider's word arrives. */
async function sweepWithoutNews() {
  await runBeat({ name: 'stock.releaseExpired', everyMs: 1, run: releaseExpiredHolds }, { inCtx: shop.write })
  await shop.beat('orders.endOverdue')
  await shop.idle()
}

test('staff call it off: the pieces are free, and an order that waits is cancelled', async () => {
  const open = await make(1)
  const ordered = await make(1)
  const { orderId } = await fill(linkOf(ordered))
  await cancel(open)
  await cancel(ordered)
  assert.equal((await shop.level(lamp)).free, 3)
  assert.equal((await shop.order(orderId)).state, 'cancelled')
  assert.deepEqual([await listed(open.url), await listed(ordered.url)], ['cancelled', 'cancelled'])
  await assert.rejects(fill(linkOf(open)), no('orders.payLinkOver'))
})

test('more than there is cannot be set aside', async () => {
  await assert.rejects(make(4), no('orders.soldOut'))
})
