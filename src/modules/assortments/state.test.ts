import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { popUpState, type SalePlace, type SaleRule, whyNotSold } from './state.ts'

const rule = (changes: Partial<SaleRule> = {}): SaleRule => ({
  ...{ liveOnly: false, showIds: [], popUpIds: [], membersOnly: false, ...changes },
})
const place = (changes: Partial<SalePlace> = {}): SalePlace => ({
  ...{ showId: null, onAir: new Set(['a']), openPopUpId: null, isMember: false, ...changes },
})

test('what has no rule is sold everywhere, and what is for members to members', () => {
  assert.equal(whyNotSold(rule(), place()), undefined)
  assert.equal(whyNotSold(rule({ membersOnly: true }), place()), 'membersOnly')
  assert.equal(whyNotSold(rule({ membersOnly: true }), place({ isMember: true })), undefined)
})

test('live-only is sold in a show that is on air, and nowhere else', () => {
  const liveOnly = rule({ liveOnly: true })
  assert.equal(whyNotSold(liveOnly, place()), 'onlyLive')
  assert.equal(whyNotSold(liveOnly, place({ showId: 'a' })), undefined)
  assert.equal(whyNotSold(liveOnly, place({ showId: 'b' })), 'onlyLive')
  const inB = rule({ liveOnly: true, showIds: ['b'] })
  assert.equal(whyNotSold(inB, place({ showId: 'a' })), 'onlyLive')
  assert.equal(whyNotSold(inB, place({ showId: 'b', onAir: new Set(['a', 'b']) })), undefined)
})

test('what is kept for shows or pop-up shops is sold in any of them', () => {
  const kept = rule({ showIds: ['b'], popUpIds: ['p'] })
  assert.equal(whyNotSold(kept, place({ showId: 'b' })), undefined)
  assert.equal(whyNotSold(kept, place({ openPopUpId: 'p' })), undefined)
  assert.equal(whyNotSold(kept, place({ showId: 'a', openPopUpId: 'q' })), 'onlyInShow')
  assert.equal(whyNotSold(rule({ popUpIds: ['p'] }), place({ showId: 'a' })), 'onlyInPopUp')
})

test('a pop-up shop is open from its first moment to just before its last', () => {
  const at = (s: number) => new Date(Date.UTC(2027, 0, 1, 12, 0, s))
  const hours = { opensAt: at(10), closesAt: at(20) }
  assert.deepEqual(
    [9, 10, 11, 19, 20, 21].map((s) => popUpState(hours, at(s))),
    ['before', 'open', 'open', 'open', 'closed', 'closed'],
  )
})

test('whatever the rule: another place to sell never takes one away', () => {
  const ids = fc.subarray(['a', 'b', 'p', 'q'])
  fc.assert(
    fc.property(
      fc.boolean(),
      ids,
      ids,
      fc.constantFrom(null, 'a', 'b'),
      fc.constantFrom(null, 'p', 'q'),
      (liveOnly, showIds, popUpIds, showId, openPopUpId) => {
        const some = rule({ liveOnly, showIds, popUpIds })
        if (popUpIds.length === 0 || whyNotSold(some, place({ showId, openPopUpId })) !== undefined) return
        assert.equal(whyNotSold({ ...some, popUpIds: [...popUpIds, 'r'] }, place({ showId, openPopUpId })), undefined)
      },
    ),
  )
})
