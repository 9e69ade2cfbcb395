import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decideVotes, type PollNow, whyNotAsk } from './decide.ts'
import type { PollEvent } from './events.ts'
import { evolvePolls, leadersOf, noPolls, sharesOf } from './state.ts'

const now = new Date('2026-11-20T19:00:00Z')
const poll = (more: Partial<PollNow> = {}): PollNow => ({
  ...{ kind: 'poll', state: 'open', options: ['a', 'b', 'c'], closesAt: new Date(now.getTime() + 1) },
  ...more,
})
const vote = (personId: string, choice: number) => ({ personId, choice })
const codes = (refusals: ({ code: string } | undefined)[]) => refusals.map((one) => one?.code)

test('in a poll the last vote of a person counts, in a quiz the first', () => {
  const votes = [vote('dana', 0), vote('dana', 2), vote('carl', 1), vote('carl', 1)]
  const liked = decideVotes(poll(), new Map(), votes, now)
  assert.deepEqual(liked.changed, [vote('dana', 2), vote('carl', 1)])
  assert.deepEqual(codes(liked.refusals), [undefined, undefined, undefined, undefined])
  const known = decideVotes(poll({ kind: 'quiz' }), new Map([['eli', 1]]), [...votes, vote('eli', 0)], now)
  assert.deepEqual(known.changed, [vote('dana', 0), vote('carl', 1)])
  assert.deepEqual(codes(known.refusals), [undefined, 'polls.answered', undefined, undefined, 'polls.answered'])
})

test('who chose the same before is not written down again', () => {
  assert.deepEqual(decideVotes(poll(), new Map([['dana', 1]]), [vote('dana', 1)], now).changed, [])
})

test('nobody votes at the closing instant or after, nor for what is not there', () => {
  const at = (more: Partial<PollNow>) => codes(decideVotes(poll(more), new Map(), [vote('dana', 0)], now).refusals)
  assert.deepEqual(at({ closesAt: now }), ['polls.over'])
  assert.deepEqual(at({ closesAt: null }), [undefined])
  assert.deepEqual(at({ state: 'closed' }), ['polls.over'])
  assert.deepEqual(codes(decideVotes(poll(), new Map(), [vote('dana', 3)], now).refusals), ['polls.noSuchOption'])
})

test('a quiz has a right answer, a poll has none', () => {
  const options = ['a', 'b']
  assert.equal(whyNotAsk({ kind: 'quiz', options, right: 1 }), undefined)
  assert.equal(whyNotAsk({ kind: 'quiz', options, right: 2 })?.code, 'polls.badRight')
  assert.equal(whyNotAsk({ kind: 'quiz', options, right: undefined })?.code, 'polls.badRight')
  assert.equal(whyNotAsk({ kind: 'poll', options, right: 0 })?.code, 'polls.badRight')
})

test('a quiz tells how many answered and not what, until it is over', () => {
  const options = ['3', '7'].map((text) => ({ text, productId: null }))
  const events: PollEvent[] = [
    { type: 'poll.opened', body: { pollId: 'q', kind: 'quiz', question: 'Firings?', options, closesAt: null } },
    { type: 'poll.counted', body: { pollId: 'q', total: 5, counts: null } },
  ]
  const open = events.reduce((state, event) => evolvePolls(state, event, now.toISOString()), noPolls)
  assert.deepEqual([open.polls[0]!.total, open.polls[0]!.counts, open.polls[0]!.right], [5, null, null])
  const end: PollEvent = { type: 'poll.closed', body: { pollId: 'q', total: 5, counts: [2, 3], right: 1 } }
  const over = evolvePolls(open, end, now.toISOString()).polls[0]!
  assert.deepEqual([over.closed, over.counts, over.right, leadersOf(over)], [true, [2, 3], 1, [1]])
  assert.deepEqual(evolvePolls(open, { type: 'poll.hidden', body: { pollId: 'q' } }, ''), noPolls)
})

test('shares are whole per cent and add up to a hundred', () => {
  assert.deepEqual(sharesOf([1, 1, 1]), [34, 33, 33])
  assert.deepEqual(sharesOf([0, 0]), [0, 0])
  assert.deepEqual(
    sharesOf([2, 1, 3, 1]).reduce((sum, share) => sum + share),
    100,
  )
  assert.deepEqual(leadersOf({ counts: [2, 0, 2] }), [0, 2])
})
