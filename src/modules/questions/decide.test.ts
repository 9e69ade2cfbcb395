import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Asker, backlogMost, decideAsks, type Waiting, type Wish } from './decide.ts'
import type { QuestionEvent } from './events.ts'
import { likeness, wordsOf } from './likeness.ts'
import { evolveQuestions, noQuestions, openClusters } from './state.ts'

const now = new Date('2026-11-20T19:00:00Z')
const said = { verdict: 'said' } as const
let made = 0
const wish = (text: string, more: Partial<Wish> = {}): Wish => ({
  ...{ questionId: `q${++made}`, authorId: `a${made}`, kind: 'question', productId: null, text, verdict: said },
  ...more,
})
const room = (waiting: Waiting[] = [], status = 'live') => ({ status, products: new Set(['lamp', 'vase']), waiting })
const ask = (wishes: Wish[], waiting: Waiting[] = [], askers = new Map<string, Asker>()) =>
  decideAsks(room(waiting), askers, wishes, now)
const like = (a: string, b: string) => likeness(wordsOf(a), wordsOf(b))
const refusedAs = (outcome: unknown) => (outcome as { refused?: { code: string } }).refused?.code

test('what is said in other words is the same, what has most words in common is alike', () => {
  assert.equal(like('How tall is the lamp?', 'the LAMP: how tall is it ??'), 'same')
  assert.equal(like('Est-ce que le vase est lavable ?', 'le vase, il est lavable ?'), 'same')
  assert.equal(like('台灯有多高？', '台灯有多高'), 'same')
  assert.equal(like('Does the lamp come in dark green or blue?', 'lamp in dark green?'), 'alike')
  assert.equal(like('Does it come in red?', 'Does it come in blue?'), 'other')
  assert.equal(like('Is there a size 38?', 'Is there a size 40?'), 'other')
  assert.equal(like('Does it hold 10 kg?', 'Does it hold 100 kg?'), 'other')
  assert.equal(like('When does it arrive?', 'How much does it cost?'), 'other')
  assert.equal(like('Is it?', 'What is this?'), 'other')
})

test('the same question about the same product is a second; about another product it is another question', () => {
  const [first, same, vase, later] = ask([
    wish('How tall is it?', { questionId: 'first', productId: 'lamp' }),
    wish('how tall??', { productId: 'lamp' }),
    wish('How tall is it?', { questionId: 'vase', productId: 'vase' }),
    wish('How tall is it, with its shade?', { productId: 'lamp' }),
  ])
  assert.deepEqual(first, { state: 'open', alikeId: 'first', because: null })
  assert.deepEqual(same, { seconds: 'first' })
  assert.deepEqual(vase, { state: 'open', alikeId: 'vase', because: null })
  assert.equal((later as { state: string }).state, 'open')
})

test('to be shown the inside of a product is one wish, whatever is added to it; it needs a product', () => {
  const inside = (text: string, productId: string | null) => wish(text, { kind: 'inside', productId })
  const [first, second, without] = ask([inside('', 'lamp'), inside('the lining please', 'lamp'), inside('', null)])
  assert.equal((first as { state: string }).state, 'open')
  assert.ok('seconds' in second!)
  assert.equal(refusedAs(without), 'questions.nothingAsked')
})

test('whoever may not write cannot ask; what waits for a moderator waits, and is nobody’s second', () => {
  const banned = { verdict: 'refused', problem: { code: 'chat.banned', status: 403, title: '' } } as const
  const outcomes = ask([
    wish('How tall?'),
    wish('How wide?', { verdict: banned }),
    wish('How tall?', { verdict: { verdict: 'held', because: 'word' } }),
    wish('How deep?', { verdict: { verdict: 'shadowed' } }),
  ])
  assert.equal(refusedAs(outcomes[1]), 'chat.banned')
  assert.deepEqual(
    outcomes.map((one) => (one as { state?: string }).state),
    ['open', undefined, 'held', 'shadowed'],
  )
})

test('one question at a time, three that wait, and only about what is in the show', () => {
  const asker = (open: number, agoMs?: number) =>
    new Map([['dana', { open, lastAt: agoMs === undefined ? undefined : new Date(now.getTime() - agoMs) }]])
  const by = { authorId: 'dana' }
  assert.equal(refusedAs(ask([wish('One?', by)], [], asker(3, 60_000))[0]), 'questions.tooManyOpen')
  assert.equal(refusedAs(ask([wish('One?', by)], [], asker(1, 5000))[0]), 'questions.tooSoon')
  assert.equal(refusedAs(ask([wish('One?', by), wish('Two?', by)], [], asker(0))[1]), 'questions.tooSoon')
  assert.equal(refusedAs(ask([wish('One?', { ...by, productId: 'sofa' })], [], asker(0))[0]), 'questions.notInShow')
  assert.equal(refusedAs(decideAsks(room([], 'ended'), new Map(), [wish('One?')], now)[0]), 'questions.closed')
})

test('a room keeps a hundred questions: from then on people second them', () => {
  const many = Array.from({ length: backlogMost + 5 }, (_, n) => wish(`word${n} ${n}`))
  const outcomes = ask([...many, wish('word7 7')])
  assert.equal(outcomes.filter((one) => 'state' in one).length, backlogMost)
  assert.equal(refusedAs(outcomes[backlogMost]), 'questions.backlogFull')
  assert.deepEqual(outcomes.at(-1), { seconds: many[7]!.questionId })
})

test('what waits stands by how many ask it, then by age; alike questions stand together', () => {
  const at = (n: number) => new Date(now.getTime() + n * 1000).toISOString()
  const asked = (questionId: string, alikeId = questionId): QuestionEvent => ({
    type: 'question.asked',
    body: { questionId, alikeId, authorId: 'a', name: 'Dana', kind: 'question', productId: null, text: questionId },
  })
  const events: QuestionEvent[] = [
    asked('old'),
    asked('new'),
    asked('alike', 'old'),
    asked('loved'),
    { type: 'question.seconded', body: { counts: { loved: 4, alike: 1 } } },
    { type: 'question.taken', body: { questionId: 'new', by: 'Béa' } },
  ]
  const state = events.reduce((before, event, n) => evolveQuestions(before, event, at(n)), noQuestions)
  assert.deepEqual(
    openClusters(state).map(({ head, others, wanted }) => [head.questionId, others.length, wanted]),
    [
      ['loved', 0, 5],
      ['alike', 1, 3],
      ['new', 0, 1],
    ],
  )
  assert.equal(state.onAir?.questionId, 'new')
  const answer = { how: 'onAir', text: null, by: 'Béa', momentAt: at(5) } as const
  const after = evolveQuestions(state, { type: 'question.answered', body: { questionIds: ['new'], ...answer } }, at(9))
  assert.equal(after.onAir, null)
  assert.deepEqual(after.questions.find((one) => one.questionId === 'new')!.answer, answer)
  assert.equal(openClusters(after).length, 2)
  const closed = evolveQuestions(after, { type: 'question.closed', body: { questionIds: ['loved'] } }, at(9))
  assert.ok(!closed.questions.some((one) => one.questionId === 'loved'))
})
