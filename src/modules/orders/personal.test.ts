import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { address, type Buyer, openShop, type Shop, type Stall } from '../../../test/shop.ts'
import { money, wire } from '../../lib/money.ts'
import { setPersonalisation } from '../catalog/catalog.ts'
import type { Answer, PersonalField } from '../catalog/state.ts'
import * as fulfilment from '../fulfilment/fulfilment.ts'
import { ordersCsv } from './export.ts'
import * as orders from './orders.ts'

let shop: Shop
let lamp: Stall

const engraving: PersonalField = {
  ...{
    kind: 'text',
    fieldId: 'engraving',
    label: { en: 'Engraving', fr: 'Gravure' },
    required: false,
    letters: ['latin'],
  },
  ...{ extra: '', most: 10, capitals: false, fonts: ['classic', 'script'], place: null },
  surcharges: [{ minor: '2000', currency: 'EUR' }],
}
const says = (text: string): Answer[] => [{ fieldId: 'engraving', text, font: 'script' }]

before(async () => {
  shop = await openShop()
  lamp = await shop.addVariant({ price: 9000, free: 40 })
  await make(lamp, [engraving], true)
})
after(() => shop[Symbol.asyncDispose]())

const refused = (code: string) => (error: { problem?: { code: string } }) => error.problem?.code === code
const make = ({ productId }: Stall, fields: PersonalField[], final = false) =>
  shop.write((ctx) => setPersonalisation(ctx, { productId, fields, final }))
const put = (buyer: Buyer, personal: Answer[], { variantId }: Stall = lamp) => {
  shop.clock.advance(1)
  const wish = { brandId: shop.brandId, variantId, quantity: 1, personal }
  return shop.write((ctx) => orders.addToBag(ctx, wish), buyer.who)
}
const bag = (buyer: Buyer) => shop.write((ctx) => orders.readBag(ctx, { brandId: shop.brandId }), buyer.who)
const checkout = (buyer: Buyer, expected: number, country = 'FR') =>
  shop.write((ctx) => {
    const wish = { brandId: shop.brandId, email: 'dana@example.org', address: { ...address, country } }
    const total = { expectedTotal: wire(money(expected, 'EUR')), returnTo: '/back', locale: 'fr' as const }
    return orders.checkout(ctx, { ...wish, ...total, deliveryMethodId: 'standard' })
  }, buyer.who)

test('the same piece with another engraving is another line; with the same, one more of it', async () => {
  const dana = await shop.person()
  await put(dana, says('Dana'))
  await put(dana, says('Carl'))
  await put(dana, says(' Dana '))
  await put(dana, [])
  const { lines } = await bag(dana)
  assert.deepEqual(
    lines.map(({ personal, quantity, unitPrice, surcharge }) => [
      personal[0]?.text,
      quantity,
      unitPrice.minor,
      surcharge.minor,
    ]),
    [
      ['Dana', 2, '11000', '2000'],
      ['Carl', 1, '11000', '2000'],
      [undefined, 1, '9000', '0'],
    ],
  )
})

test('what cannot be made is not put in the bag, and the server says what and why', async () => {
  const dana = await shop.person()
  for (const text of ['Дана', 'A name that is long', 'a\u0007'])
    await assert.rejects(put(dana, says(text)), refused('orders.notAsAsked'))
  const plain = await shop.addVariant({ price: 100, free: 1 })
  await assert.rejects(put(dana, says('Dana'), plain), refused('orders.notAsAsked'))
  const offer = await shop.write(
    (ctx) => orders.readOffer(ctx, { brandId: shop.brandId, variantId: lamp.variantId, personal: says('D@na') }),
    dana.who,
  )
  assert.deepEqual(offer.faults, [{ fieldId: 'engraving', why: 'letters' }])
  assert.deepEqual([offer.unitPrice.minor, offer.surcharge.minor], ['11000', '2000'])
})

test('a guest’s bag is added to the account’s line by line, engraving by engraving', async () => {
  const [guest, dana] = [await shop.person(), await shop.person()]
  await put(guest, says('Dana'))
  await put(guest, says('Noé'))
  await put(dana, says('Dana'))
  await shop.write((ctx) => orders.mergeBag(ctx, { guestId: guest.personId, personId: dana.personId }))
  const { lines } = await bag(dana)
  assert.deepEqual(lines.map((line) => [line.personal[0]!.text, line.quantity]).sort(), [
    ['Dana', 2],
    ['Noé', 1],
  ])
})

test('the order keeps what was asked for whatever the brand says later, priced and taxed in the line', async () => {
  const dana = await shop.person()
  await put(dana, says('Dana'))
  const { orderId, intentId } = await checkout(dana, 11_000)
  await make(lamp, [{ ...engraving, label: { en: 'Words' } }], true)
  await shop.pay(intentId, '4242 4242 4242 4242')
  await shop.deliver()
  const order = await shop.order(orderId)
  const [line] = order.lines
  assert.deepEqual(line!.personal, [
    {
      fieldId: 'engraving',
      label: { en: 'Engraving', fr: 'Gravure' },
      text: 'Dana',
      font: { en: 'Script', fr: 'Anglaise', 'zh-Hans': '手写' },
      choice: null,
    },
  ])
  assert.deepEqual([line!.unitPrice.minor, line!.surcharge.minor, order.totals.tax.minor], ['11000', '2000', '1833'])
  await shop.idle()
  assert.match(shop.mails.find(({ to }) => to === 'dana@example.org')!.text, /Gravure: “Dana” \(Anglaise\)/)
  let csv = ''
  for await (const rows of ordersCsv(
    { sql: shop.database.sql },
    { brandId: shop.brandId, rows: 'lines', locale: 'en' },
  ))
    csv += rows
  assert.match(csv, /Engraving: “Dana” \(Script\)/)
  const { products } = await shop.write((ctx) => fulfilment.readPickList(ctx, { brandId: shop.brandId, most: 50 }))
  assert.equal(products.find((one) => one.personal.length > 0)!.personal[0]!.text, 'Dana')
  // Made for its buyer: only the brand calls it off.
  await assert.rejects(
    shop.write((ctx) => orders.cancelOrder(ctx, { orderId, reason: '' }), dana.who),
    refused('orders.notCancellable'),
  )
})

test('a line that cannot be made any more is not sold: it says so in the bag and at the checkout', async () => {
  const dana = await shop.person()
  const vase = await shop.addVariant({ price: 5000, free: 3 })
  await make(vase, [engraving])
  await put(dana, says('Dana'), vase)
  await make(vase, [{ ...engraving, letters: [], extra: 'X' }])
  assert.deepEqual(
    (await bag(dana)).lines.map(({ state, whyNot }) => [state, whyNot]),
    [['expired', 'answers']],
  )
  await assert.rejects(checkout(dana, 7590), refused('orders.notAsAsked'))
})

test('a bundle is sold as it is, and no piece of one needs an answer', async () => {
  const cup = await shop.addVariant({ price: 1500, free: 3 })
  await make(cup, [{ ...engraving, required: true }])
  const dana = await shop.person()
  await assert.rejects(put(dana, [], cup), refused('orders.notAsAsked'))
})
