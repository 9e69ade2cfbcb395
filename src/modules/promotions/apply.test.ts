import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ProductId, VariantId } from '../../lib/ids.ts'
import { money } from '../../lib/money.ts'
import { applyOffers, type Buyer, type Effect, type Offer, type OfferedLine, type PromotionId } from './apply.ts'

const now = new Date('2027-03-05T20:00:00Z')
const buyer: Buyer = { isNew: true, now, currency: 'EUR' }
const eur = (minor: number) => money(minor, 'EUR')
const [lamp, vase] = ['lamp', 'vase'] as ProductId[]
const line = (lineId: string, minor: number, changes: Partial<OfferedLine> = {}): OfferedLine => ({
  ...{ lineId, productId: lamp!, amount: eur(minor), reduced: false },
  ...changes,
})
const offer = (promotionId: string, effect: Effect, changes: Partial<Offer> = {}): Offer => ({
  ...{ promotionId: promotionId as PromotionId, title: { en: promotionId }, effect, productIds: [] },
  ...{ alsoReduced: false, least: null, newBuyersOnly: false, startsAt: null, endsAt: null, code: null },
  ...{ combines: true, onAir: undefined, usesLeft: null, perBuyer: null, buyerUsesLeft: null, budgetLeft: null },
  gift: effect.kind === 'gift' ? eur(4200) : null,
  ...changes,
})
const share = (rateBp: number): Effect => ({ kind: 'percentage', rateBp })
const off = (minor: number): Effect => ({ kind: 'amount', off: eur(minor) })
const gift: Effect = { kind: 'gift', variantId: 'candle' as VariantId }

/** What applied, and why the others did not. */
function outcome(lines: OfferedLine[], offers: Offer[], as = buyer) {
  const { applied, notApplied } = applyOffers(lines, offers, as)
  return {
    ...Object.fromEntries(applied.map((one) => [one.offer.promotionId, Number(one.minor)])),
    ...Object.fromEntries(notApplied.map((one) => [one.offer.promotionId, one.why])),
  }
}

test('a share, an amount and a gift each say what they take off', () => {
  assert.deepEqual(outcome([line('a', 14_900)], [offer('p', share(1500))]), { p: 2235 })
  assert.deepEqual(outcome([line('a', 14_900)], [offer('p', off(1000))]), { p: 1000 })
  assert.deepEqual(outcome([line('a', 500)], [offer('p', off(1000))]), { p: 500 })
  assert.deepEqual(outcome([line('a', 14_900)], [offer('p', gift)]), { p: 4200 })
})

test('a share is rounded half up on every line for itself', () => {
  // 15 % of 30 is 4.5 and of 10 is 1.5: 5 and 2, where the sum of 40 would give 6.
  assert.deepEqual(outcome([line('a', 30), line('b', 10)], [offer('p', share(1500))]), { p: 7 })
})

test('what combines is taken in turn: shares, then amounts, then gifts, each of what is left', () => {
  const offers = [offer('gift', gift), offer('off', off(1000)), offer('share', share(1000))]
  assert.deepEqual(outcome([line('a', 10_000)], offers), { share: 1000, off: 1000, gift: 4200 })
  assert.deepEqual(outcome([line('a', 10_000)], [offer('one', share(5000)), offer('two', share(5000))]), {
    ...{ one: 5000, two: 2500 },
  })
})

test('one that stands alone wins only when it saves more, and the others say that another is better', () => {
  const alone = (effect: Effect) => offer('alone', effect, { combines: false })
  const offers = [offer('share', share(1000)), offer('off', off(500))]
  assert.deepEqual(outcome([line('a', 10_000)], [...offers, alone(share(1400))]), {
    ...{ share: 1000, off: 500, alone: 'otherIsBetter' },
  })
  assert.deepEqual(outcome([line('a', 10_000)], [...offers, alone(share(1600))]), {
    ...{ share: 'otherIsBetter', off: 'otherIsBetter', alone: 1600 },
  })
})

test('each reason why not has its name', () => {
  const no = (changes: Partial<Offer>, as = buyer, effect = share(1000)) =>
    outcome([line('a', 10_000)], [offer('p', effect, changes)], as).p
  assert.equal(no({ startsAt: new Date(now.getTime() + 1) }), 'notYet')
  assert.equal(no({ startsAt: now }), 1000)
  assert.equal(no({ endsAt: now }), 'over')
  assert.equal(no({ endsAt: new Date(now.getTime() + 1) }), 1000)
  assert.equal(no({ onAir: false }), 'notLive')
  assert.equal(no({ onAir: true }), 1000)
  assert.equal(no({ usesLeft: 0 }), 'usedUp')
  assert.equal(no({ buyerUsesLeft: 0 }), 'usedByYou')
  assert.equal(no({ newBuyersOnly: true }, { ...buyer, isNew: false }), 'notNew')
  assert.equal(no({}, { ...buyer, currency: 'CNY' }, off(100)), 'otherCurrency')
  assert.equal(no({ productIds: [vase!] }), 'otherProducts')
  assert.equal(no({ least: eur(10_001) }), 'belowLeast')
  assert.equal(no({ least: eur(10_000) }), 1000)
  assert.equal(no({ gift: null }, buyer, gift), 'giftGone')
  assert.equal(no({ budgetLeft: 999n }), 'usedUp')
  assert.equal(no({ budgetLeft: 1000n }), 1000)
})

test('a threshold says how much is missing, and counts only the goods it is for', () => {
  const lines = [line('a', 4000), line('b', 9000, { productId: vase! })]
  const { notApplied } = applyOffers(lines, [offer('p', share(1000), { productIds: [lamp!], least: eur(5000) })], buyer)
  assert.deepEqual(
    notApplied.map(({ why, missing }) => [why, missing]),
    [['belowLeast', 1000n]],
  )
})

test('a price that is reduced already is reduced again only where the brand says so', () => {
  const lines = [line('a', 10_000, { reduced: true }), line('b', 2000)]
  assert.deepEqual(outcome(lines, [offer('p', share(1000))]), { p: 200 })
  assert.deepEqual(outcome(lines, [offer('p', share(1000), { alsoReduced: true })]), { p: 1200 })
})

const minor = fc.integer({ min: 0, max: 2_000_000 })
const anyLines = fc
  .array(fc.record({ amount: minor, productId: fc.constantFrom(lamp!, vase!), reduced: fc.boolean() }), {
    maxLength: 8,
  })
  .map((rows) => rows.map((row, i) => ({ ...row, amount: eur(row.amount), lineId: `l${i}` })))
const anyEffect = fc.oneof(
  fc.integer({ min: 1, max: 10_000 }).map(share),
  fc.integer({ min: 1, max: 300_000 }).map(off),
  fc.constant(gift),
)
const anyOffers = (limits: boolean) =>
  fc
    .array(
      fc.record({
        ...{ effect: anyEffect, combines: fc.boolean(), alsoReduced: fc.boolean(), newBuyersOnly: fc.boolean() },
        productIds: fc.constantFrom([], [lamp!], [vase!]),
        least: fc.option(fc.integer({ min: 1, max: 100_000 }).map(eur)),
        usesLeft: limits ? fc.option(fc.integer({ min: 0, max: 2 })) : fc.constant(null),
        budgetLeft: limits ? fc.option(fc.bigInt({ min: 0n, max: 50_000n })) : fc.constant(null),
      }),
      { maxLength: 6 },
    )
    .map((rows) => rows.map(({ effect, ...changes }, i) => offer(`p${i}`, effect, changes)))

test('whatever is offered: no line costs less than nothing, the parts make the whole, every offer is accounted for', () => {
  fc.assert(
    fc.property(anyLines, anyOffers(true), fc.boolean(), (lines, offers, isNew) => {
      const { applied, notApplied } = applyOffers(lines, offers, { ...buyer, isNew })
      for (const { lineId, amount } of lines) {
        const taken = applied.reduce((sum, one) => sum + (one.byLine.get(lineId) ?? 0n), 0n)
        assert.ok(taken >= 0n && taken <= amount.minor)
      }
      for (const one of applied) {
        const parts = [...one.byLine.values()]
        assert.ok(parts.every((part) => part >= 0n) && one.minor > 0n)
        if (one.offer.effect.kind !== 'gift')
          assert.equal(
            parts.reduce((a, b) => a + b, 0n),
            one.minor,
          )
        assert.ok(one.offer.usesLeft !== 0 && (one.offer.budgetLeft === null || one.minor <= one.offer.budgetLeft))
      }
      assert.ok(applied.length <= 1 || applied.every((one) => one.offer.combines))
      const named = [...applied, ...notApplied].map((one) => one.offer.promotionId).sort()
      assert.deepEqual(named, offers.map((one) => one.promotionId).sort())
    }),
  )
})

test('the order of the offers is no matter, and one offer more never costs the buyer anything', () => {
  const saved = (lines: OfferedLine[], offers: Offer[]) =>
    applyOffers(lines, offers, buyer).applied.reduce((sum, one) => sum + one.minor, 0n)
  fc.assert(
    fc.property(anyLines, anyOffers(false), (lines, offers) => {
      assert.deepEqual(applyOffers(lines, [...offers].reverse(), buyer), applyOffers(lines, offers, buyer))
      assert.ok(saved(lines, offers) >= saved(lines, offers.slice(1)))
    }),
  )
})
