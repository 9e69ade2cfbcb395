import assert from 'node:assert/strict'
import { test } from 'node:test'
import { costOf, plannedDrop, reduced, shareOff, suggestedDrop, suggestedQuantity, whyNotLaunch } from './drop-plan.ts'

const lamp = {
  variantId: 'ivory',
  options: { colour: 'ivory' },
  price: { minor: '14900', currency: 'EUR' as const },
  free: 24,
}

test('a drop is suggested ready to launch: a fifth off, thirty seconds, one each', () => {
  const plan = suggestedDrop(lamp)
  assert.deepEqual(plan, {
    variantId: 'ivory',
    quantity: 10,
    priceMinor: '11900',
    opensInSeconds: 30,
    perBuyer: 1,
    holdMinutes: 5,
    fairSeconds: 12,
  })
  assert.equal(whyNotLaunch(plan, lamp), undefined)
})

test('a few units all go into the drop, of many at most half and never more than 50', () => {
  assert.deepEqual([0, 1, 10, 24, 400].map(suggestedQuantity), [1, 1, 10, 10, 50])
})

test('a live price has no cents, unless it is small', () => {
  assert.equal(reduced({ minor: '14900', currency: 'EUR' }, 20), 11900n)
  assert.equal(reduced({ minor: '990', currency: 'EUR' }, 20), 792n)
  assert.equal(reduced({ minor: '14990', currency: 'JPY' }, 20), 11992n)
})

test('a drop costs the discount times its units', () => {
  assert.equal(costOf({ quantity: 10, priceMinor: '11900' }, lamp.price), 30000n)
  assert.equal(costOf({ quantity: 10, priceMinor: '15000' }, lamp.price), 0n)
  assert.equal(Math.round(shareOff('11900', lamp.price) * 100), 20)
})

test('more than there is, or more than the ordinary price, is not launched', () => {
  assert.equal(whyNotLaunch({ quantity: 25, priceMinor: '1' }, lamp), 'tooMany')
  assert.equal(whyNotLaunch({ quantity: 1, priceMinor: '14901' }, lamp), 'priceTooHigh')
  assert.equal(whyNotLaunch({ quantity: 1 }, lamp), 'price')
  assert.equal(whyNotLaunch({ priceMinor: '1' }, lamp), 'quantity')
  assert.equal(whyNotLaunch({ quantity: 1, priceMinor: '1' }, { ...lamp, free: 0 }), 'noStock')
})

test('what was planned of a product is proposed, with no more units than there are', () => {
  const plan = { variantId: 'ivory', quantity: 60, perBuyer: 2, opensInSeconds: 10, holdSeconds: 600, fairSeconds: 0 }
  const price = { minor: '9900', currency: 'EUR' as const }
  const { holdSeconds: _, ...kept } = plan
  assert.deepEqual(plannedDrop({ variants: [lamp] }, [{ ...plan, price }]), {
    ...{ ...kept, quantity: 24, priceMinor: '9900', holdMinutes: 10 },
  })
  assert.equal(plannedDrop({ variants: [lamp] }, [{ ...plan, variantId: 'ink', price }]), undefined)
  assert.equal(plannedDrop({ variants: [lamp] }, [{ ...plan, price: { minor: '9900', currency: 'CNY' } }]), undefined)
})
