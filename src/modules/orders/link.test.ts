import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { address, type Buyer, openShop, type Placed, type Shop } from '../../../test/shop.ts'
import type { Who } from '../../ctx.ts'
import * as fulfilment from '../fulfilment/fulfilment.ts'
import * as invoices from '../invoices/invoices.ts'
import { maskedEmail } from './link.ts'
import * as orders from './orders.ts'

let shop: Shop
let dana: Buyer
let placed: Placed
const nobody: Who = { kind: 'nobody' }

before(async () => {
  shop = await openShop()
  const lamp = await shop.addVariant({ price: 4500, free: 100 })
  dana = await shop.person()
  for (let i = 0; i < 2; i++) {
    shop.clock.advance(10)
    const wish = { brandId: shop.brandId, variantId: lamp.variantId, quantity: 1 }
    await shop.write((ctx) => orders.addToBag(ctx, wish), dana.who)
    placed = await shop.checkout(dana)
  }
  await shop.pay(placed.intentId, '4242424242424242')
  await shop.deliver()
  await shop.idle()
})
after(() => shop[Symbol.asyncDispose]())

const no = (code: string) => (error: { problem?: { code: string } }) => error.problem?.code === code
const linkIn = (text: string) => text.match(/orders\/link\/([\w.-]+)/)![1]!
const mailed = () => linkIn(shop.mails.at(-1)!.text)
const opened = (link: string) => shop.write((ctx) => orders.readLinked(ctx, { link }), nobody)
const everyDoor = (link: string) => [
  () => opened(link),
  () => shop.write((ctx) => fulfilment.readLinked(ctx, { link }), nobody),
  () => shop.write((ctx) => invoices.readLinked(ctx, { link }), nobody),
  () => shop.write((ctx) => orders.cancelLinked(ctx, { link, email: 'dana@example.org', reason: '' }), nobody),
]

test('the link in a mail opens the order for whoever holds it, and says neither its payment nor its street', async () => {
  const seen = await opened(mailed())
  assert.equal(seen.number, placed.number)
  assert.equal(seen.state, 'paid')
  assert.equal(seen.mine, false)
  assert.deepEqual(seen.recipient, { name: address.name, city: address.city, country: address.country })
  const text = JSON.stringify(seen)
  for (const secret of [address.line1, address.postalCode, 'dana@example.org', 'intent', '4242']) {
    assert.ok(!text.includes(secret), secret)
  }
  const mine = await shop.write((ctx) => orders.readLinked(ctx, { link: mailed() }), dana.who)
  assert.equal(mine.mine, true)
})

test('a link that is wrong in one sign, cut, longer or another order’s opens nothing', async () => {
  const link = mailed()
  const other = (await shop.write((ctx) => orders.readMine(ctx, { most: 2 }), dana.who)).items[1]!.orderId
  const signature = link.split('.')[1]!
  const wrong = [
    `${other}.${signature}`,
    `${placed.orderId}.`,
    placed.orderId,
    `.${signature}`,
    `${link}A`,
    link.slice(0, -1),
    link.toUpperCase(),
    `${shop.id()}.${signature}`,
    '',
    `${placed.orderId}.${'é'.repeat(signature.length)}`,
  ]
  // The last sign of base64 says less than it could: four signs stand for the same bytes, and three are refused.
  for (let i = 0; i < link.length; i++) {
    const sign = link[i] === 'A' ? 'B' : 'A'
    wrong.push(link.slice(0, i) + sign + link.slice(i + 1))
  }
  for (const one of wrong) await assert.rejects(opened(one), no('edge.notFound'), one)
  for (const call of everyDoor(`${placed.orderId}.${'A'.repeat(43)}`)) await assert.rejects(call(), no('edge.notFound'))
})

test('a link that was revoked opens nothing, and the next mail carries the one that does', async () => {
  const before = mailed()
  const { url } = await shop.write((ctx) => orders.renewLink(ctx, { orderId: placed.orderId }), dana.who)
  for (const call of everyDoor(before)) await assert.rejects(call(), no('edge.notFound'))
  assert.equal((await opened(linkIn(url))).number, placed.number)
  await shop.write((ctx) => orders.resendMail(ctx, { orderId: placed.orderId, kind: 'confirmed' }))
  await shop.idle()
  assert.equal(mailed(), linkIn(url))
})

test('who holds the link cancels only with the e-mail of the order', async () => {
  const cancel = (email: string) =>
    shop.write((ctx) => orders.cancelLinked(ctx, { link: mailed(), email, reason: '' }), nobody)
  await assert.rejects(cancel('carl@example.org'), no('orders.wrongEmail'))
  assert.equal((await opened(mailed())).cancellable, true)
  await cancel(' Dana@Example.org ')
  await shop.idle()
  const seen = await opened(mailed())
  assert.equal(seen.state, 'cancelled')
  assert.equal(seen.cancellable, false)
  await assert.rejects(cancel('dana@example.org'), no('orders.notCancellable'))
})

test('an e-mail is known again by its owner, and by nobody else', () => {
  assert.equal(maskedEmail('dana@viewer.example'), 'd•••@viewer.example')
  assert.equal(maskedEmail('d@viewer.example'), 'd•••@viewer.example')
})
