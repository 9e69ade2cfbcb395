import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ProductId } from '../../lib/ids.ts'
import { money } from '../../lib/money.ts'
import type { ListPrice } from '../catalog/catalog.ts'
import type { Offer, PromotionId } from '../promotions/promotions.ts'
import * as price from './price.ts'

const euro = (minor: number | bigint) => money(minor, 'EUR')
const standard: price.DeliveryPrice = { price: euro(590), freeFrom: euro(10_000), taxRateBp: 2000 }
const line = (unit: number, compareAt: number | null = null, quantity = 1, taxRateBp = 2000): price.Priced => ({
  ...{ quantity, unitPrice: euro(unit), compareAt: compareAt === null ? null : euro(compareAt), taxRateBp },
  ...{ off: 0n, origin: compareAt === null ? 'list' : 'drop' },
})

test('a live price shows as a discount from the ordinary one', () => {
  const { items, discount, delivery, tax, total } = price.totalsOf([line(4500, 6000, 2), line(1000)], standard)
  assert.deepEqual(
    [items, discount, delivery, total].map((one) => one.minor),
    [13_000n, 3000n, 0n, 10_000n],
  )
  assert.equal(tax.minor, 1667n)
})

test('delivery is free from its threshold of goods at the price they are sold for, and not a cent below', () => {
  assert.equal(price.totalsOf([line(10_000)], standard).delivery.minor, 0n)
  assert.equal(price.totalsOf([line(9999)], standard).delivery.minor, 590n)
  assert.equal(price.totalsOf([line(9999, 12_000)], standard).delivery.minor, 590n)
  assert.equal(price.totalsOf([line(1_000_000)], { ...standard, freeFrom: null }).delivery.minor, 590n)
})

test('tax is contained at the rate of each line, and in the delivery', () => {
  const { tax, total } = price.totalsOf([line(1055, null, 1, 550), line(1200)], standard)
  assert.equal(tax.minor, 55n + 200n + 98n)
  assert.equal(total.minor, 1055n + 1200n + 590n)
})

const lines = fc.array(
  fc
    .record({
      unit: fc.integer({ min: 0, max: 10 ** 9 }),
      off: fc.integer({ min: 0, max: 10 ** 6 }),
      live: fc.boolean(),
    })
    .chain(({ unit, off, live }) =>
      fc
        .record({ quantity: fc.integer({ min: 1, max: 99 }), rate: fc.integer({ min: 0, max: 5000 }) })
        .map((rest) => line(unit, live ? unit + off : null, rest.quantity, rest.rate)),
    ),
  { maxLength: 50 },
)

test('whatever is in the bag: items − discount + delivery = total, and the tax is a part of it', () => {
  fc.assert(
    fc.property(lines, (bag) => {
      const { items, discount, delivery, tax, total } = price.totalsOf(bag, standard)
      assert.equal(items.minor - discount.minor + delivery.minor, total.minor)
      assert.ok(discount.minor >= 0n && tax.minor >= 0n && tax.minor <= total.minor)
      assert.equal(total.minor - delivery.minor, price.goodsOf(bag, 'EUR').minor)
    }),
  )
})

test('whatever is in the bag: the order of its lines does not matter', () => {
  fc.assert(
    fc.property(lines, (bag) => {
      assert.deepEqual(price.totalsOf([...bag].reverse(), standard), price.totalsOf(bag, standard))
    }),
  )
})

test('currencies are never added up', () => {
  assert.throws(() => price.totalsOf([{ ...line(100), unitPrice: money(100, 'USD') }], standard), /cannot add/)
})

test('the lowest price that is somebody’s is theirs, and says where it comes from', () => {
  const prices = (memberMinor: bigint | null, liveMinor: bigint | null) => ({ ...euro(100), memberMinor, liveMinor })
  const [guest, member] = [false, true]
  const of = (...[list, isMember, isLive]: [ListPrice, boolean, boolean]) => {
    const { unitPrice, compareAt, origin } = price.unitPriceOf(list, { isMember, isLive })
    return [Number(unitPrice.minor), compareAt && Number(compareAt.minor), origin]
  }
  assert.deepEqual(of(prices(90n, 80n), guest, false), [100, null, 'list'])
  assert.deepEqual(of(prices(90n, 80n), member, false), [90, 100, 'member'])
  assert.deepEqual(of(prices(90n, 80n), guest, true), [80, 100, 'live'])
  assert.deepEqual(of(prices(70n, 80n), member, true), [70, 100, 'member'])
  assert.deepEqual(of(prices(80n, 80n), member, true), [80, 100, 'live'])
  assert.deepEqual(of(prices(120n, null), member, true), [100, null, 'list'])
})

const buyer = { isNew: false, now: new Date('2027-03-05T20:00:00Z'), currency: 'EUR' as const }
const share = (rateBp: number, changes: Partial<Offer> = {}): Offer => ({
  ...{ promotionId: 'p' as PromotionId, title: { en: 'p' }, effect: { kind: 'percentage', rateBp }, productIds: [] },
  ...{ alsoReduced: true, least: null, newBuyersOnly: false, startsAt: null, endsAt: null, code: null },
  ...{
    combines: true,
    onAir: undefined,
    usesLeft: null,
    perBuyer: null,
    buyerUsesLeft: null,
    budgetLeft: null,
    gift: null,
  },
  ...changes,
})
const inBag = (lineId: string, priced: price.Priced) => ({ ...priced, lineId, productId: 'lamp' as ProductId })

test('a promotion takes off the goods before delivery is reckoned, and the tax is that of what is paid', () => {
  const { totals, lines } = price.priceOf([inBag('a', line(10_000))], [share(1500)], buyer, { delivery: standard })
  assert.deepEqual(
    [totals.items, totals.discount, totals.delivery, totals.total, totals.tax].map((one) => Number(one.minor)),
    [10_000, 1500, 590, 9090, 1417 + 98],
  )
  assert.equal(lines[0]!.off, 1500n)
})

test('a gift stands among the items and among the discount', () => {
  const gift = share(0, { effect: { kind: 'gift', variantId: 'candle' as never }, gift: euro(4200) })
  const { totals } = price.priceOf([inBag('a', line(10_000))], [gift], buyer, { delivery: standard })
  assert.deepEqual(
    [totals.items, totals.discount, totals.total].map((one) => Number(one.minor)),
    [14_200, 4200, 10_000],
  )
})

test('where prices are net the tax comes on top', () => {
  const { tax, total } = price.totalsOf([line(1000, null, 1, 888), line(1, null, 1, 5000)], standard, false)
  // 88.8 and 0.5, each rounded for itself, and 118 of the delivery.
  assert.deepEqual([tax.minor, total.minor], [89n + 1n + 118n, 1001n + 590n + 208n])
})

test('whatever is in the bag and offered: the parts make the total, line by line and in all', () => {
  fc.assert(
    fc.property(
      lines,
      fc.array(fc.integer({ min: 1, max: 10_000 }), { maxLength: 3 }),
      fc.boolean(),
      (bag, rates, taxIncluded) => {
        const offers = rates.map((rate, i) => share(rate, { promotionId: `p${i}` as PromotionId }))
        const named = bag.map((one, i) => inBag(`l${i}`, one))
        const priced = price.priceOf(named, offers, buyer, { delivery: standard, taxIncluded })
        const { items, discount, delivery, tax, total } = priced.totals
        assert.equal(items.minor - discount.minor + delivery.minor + (taxIncluded ? 0n : tax.minor), total.minor)
        assert.ok(discount.minor >= 0n && tax.minor >= 0n && total.minor >= 0n)
        assert.equal(
          priced.lines.reduce((sum, one) => sum + price.paidFor(one).minor, 0n),
          items.minor - discount.minor,
        )
        assert.equal(
          priced.applied.reduce((sum, one) => sum + one.minor, 0n),
          priced.lines.reduce((sum, one) => sum + one.off, 0n),
        )
        assert.ok(priced.lines.every((one) => price.paidFor(one).minor >= 0n))
      },
    ),
  )
})

// Bundles

const asList = (minor: number, memberMinor: number | null = null, liveMinor: number | null = null): ListPrice => ({
  ...euro(minor),
  memberMinor: memberMinor === null ? null : BigInt(memberMinor),
  liveMinor: liveMinor === null ? null : BigInt(liveMinor),
})

test('a bundle costs its own price, and never more than its parts one by one would', () => {
  const guest = { isMember: false, isLive: false }
  const parts = [
    { quantity: 1, price: asList(4500) },
    { quantity: 2, price: asList(1000, 800) },
  ]
  const of = (own: ListPrice, buyer = guest) => {
    const { unitPrice, compareAt, origin } = price.bundlePriceOf(own, parts, buyer)
    return [Number(unitPrice.minor), compareAt && Number(compareAt.minor), origin]
  }
  assert.deepEqual(of(asList(6000)), [6000, 6500, 'list'])
  assert.deepEqual(of(asList(7000)), [6500, null, 'list'])
  assert.deepEqual(of(asList(6000, null, 5500), { isMember: false, isLive: true }), [5500, 6500, 'live'])
  assert.deepEqual(of(asList(6400), { isMember: true, isLive: false }), [6100, 6500, 'list'])
})

const bundles = fc
  .record({
    parts: fc.array(
      fc.record({
        quantity: fc.integer({ min: 1, max: 9 }),
        minor: fc.integer({ min: 0, max: 10 ** 7 }),
        rate: fc.integer({ min: 0, max: 5000 }),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    own: fc.integer({ min: 0, max: 10 ** 8 }),
    quantity: fc.integer({ min: 1, max: 9 }),
    offShare: fc.integer({ min: 0, max: 100 }),
  })
  .map(({ parts, own, quantity, offShare }) => {
    const buyer = { isMember: false, isLive: false }
    const listed = parts.map((part) => ({ quantity: part.quantity, price: asList(part.minor) }))
    const unit = price.bundlePriceOf(asList(own), listed, buyer)
    const off = (unit.unitPrice.minor * BigInt(quantity) * BigInt(offShare)) / 100n
    const made = parts.map((part) => ({
      ...{ quantity: part.quantity, unitPrice: euro(part.minor), taxRateBp: part.rate },
    }))
    return { ...unit, quantity, off, taxRateBp: 2000, parts: made } satisfies price.Priced
  })

test('a bundle taken apart comes to what it was, to the cent, and no part to more than it costs', () => {
  fc.assert(
    fc.property(bundles, fc.boolean(), (bundle, taxIncluded) => {
      const parts = price.takenApart(bundle)
      assert.equal(price.goodsOf(parts, 'EUR').minor, price.paidFor(bundle).minor)
      for (const part of parts) {
        const ordinary = part.unitPrice.minor * BigInt(part.quantity)
        assert.ok(part.off >= 0n && part.off <= ordinary, `${part.off} of ${ordinary}`)
      }
      assert.deepEqual(price.totalsOf([bundle], standard, taxIncluded), price.totalsOf(parts, standard, taxIncluded))
      const { items, discount, delivery, total } = price.totalsOf([bundle], standard)
      assert.equal(items.minor - discount.minor + delivery.minor, total.minor)
      assert.equal(items.minor, (bundle.compareAt ?? bundle.unitPrice).minor * BigInt(bundle.quantity))
    }),
  )
})

test('the parts of a bundle are taxed each at its own rate', () => {
  const part = (minor: number, taxRateBp: number) => ({ quantity: 1, unitPrice: euro(minor), taxRateBp })
  const bundle: price.Priced = { ...line(9000, 10_000), parts: [part(6000, 2000), part(4000, 550)] }
  const { tax } = price.totalsOf([bundle], { ...standard, price: euro(0) })
  // 54.00 at 20 % and 36.00 at 5.5 %.
  assert.equal(tax.minor, 900n + 188n)
})
