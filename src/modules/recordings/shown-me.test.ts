import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LoggedEvent } from '../../lib/log.ts'
import { shownMe } from './shown-me.ts'

const start = Date.UTC(2026, 10, 20, 20)
const iso = (second: number) => new Date(start + second * 1000).toISOString()
type Happened = [second: number, type: string, body: object]
const log = (...happened: Happened[]): LoggedEvent[] =>
  happened.map(([second, type, body], i) => ({ seq: i + 1, type, at: iso(second), body }))
const asks = (second: number, questionId: string, kind: string, productId: string | null = 'vase'): Happened => [
  ...([second, 'question.asked'] as const),
  { questionId, kind, productId, text: 'From below, please', authorId: 'a', name: 'Dana', alikeId: questionId },
]
const answers = (second: number, momentAt: number, ...questionIds: string[]): Happened => [
  ...([second, 'question.answered'] as const),
  { questionIds, how: 'onAir', text: null, by: 'Béa', momentAt: iso(momentAt) },
]
const found = (...happened: Happened[]) =>
  shownMe(log(...happened), { startedAtMs: start, endedAtMs: start + 600_000 }).map(
    ({ productId, fromMs, toMs, shown }) => [
      ...[shown.questionId, shown.kind, productId, (fromMs - start) / 1000, (toMs - start) / 1000],
    ],
  )

test('what was wished for is shown from when it was taken until it was ticked', () => {
  assert.deepEqual(found(asks(10, 'q1', 'inside'), answers(60, 40, 'q1')), [['q1', 'inside', 'vase', 38.5, 61.5]])
})

test('what is ticked without being taken was shown just before; never before the show or after it', () => {
  assert.deepEqual(found(asks(10, 'q1', 'worn'), answers(60, 60, 'q1')), [['q1', 'worn', 'vase', 40, 61.5]])
  assert.deepEqual(found(asks(1, 'q1', 'worn'), answers(5, 5, 'q1')), [['q1', 'worn', 'vase', 0, 6.5]])
  assert.deepEqual(found(asks(1, 'q1', 'worn'), answers(599.5, 590, 'q1')), [['q1', 'worn', 'vase', 588.5, 600]])
  assert.deepEqual(found(asks(1, 'q1', 'worn'), answers(500, 20, 'q1')), [['q1', 'worn', 'vase', 18.5, 198.5]])
})

test('only wishes about a product that were answered on air, alike ones once, and none that was taken away', () => {
  const written: Happened = [30, 'question.answered', { questionIds: ['q1'], how: 'text', momentAt: iso(30) }]
  assert.deepEqual(found(asks(10, 'q1', 'question'), answers(60, 40, 'q1')), [])
  assert.deepEqual(found(asks(10, 'q1', 'inside', null), answers(60, 40, 'q1')), [])
  assert.deepEqual(found(asks(10, 'q1', 'inside'), written), [])
  const alike = found(asks(10, 'q1', 'inside'), asks(11, 'q2', 'inside'), answers(60, 40, 'q1', 'q2'))
  assert.deepEqual(
    alike.map(([questionId]) => questionId),
    ['q1'],
  )
  const banned: Happened = [70, 'question.closed', { questionIds: ['q1'] }]
  assert.deepEqual(found(asks(10, 'q1', 'inside'), answers(60, 40, 'q1'), banned), [])
})
