import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Signals, suggestions, thresholds, unpinned } from './decide.ts'

const minute = 60_000
const nowMs = 100 * minute
const item = (productId: string, free = 50, sold = 0) => ({ productId, minutes: 5, free, sold })
const quiet: Signals = {
  nowMs,
  run: [item('lamp'), item('vase'), item('serum')],
  pinned: [{ productId: 'lamp', sinceMs: nowMs - minute }],
  shown: new Set(['lamp']),
  baggers: new Map(),
  askers: new Map(),
  answered: [],
}
const said = (more: Partial<Signals>) =>
  suggestions({ ...quiet, ...more }).map(({ kind, productId, figure }) => `${kind} ${productId} ${figure}`)

test('while all goes as planned nothing is suggested', () => {
  assert.deepEqual(said({}), [])
  assert.deepEqual(said({ pinned: [] }), [])
})

test('who is behind the plan goes on to the first that was not shown and can be bought', () => {
  const pinned = (overMs: number) => [{ productId: 'lamp', sinceMs: nowMs - 5 * minute - overMs }]
  assert.deepEqual(said({ pinned: pinned(thresholds.overMs - 1) }), [])
  assert.deepEqual(said({ pinned: pinned(thresholds.overMs) }), ['behind vase 2'])
  const run = [item('lamp'), item('vase', 0), item('serum')]
  assert.deepEqual(said({ pinned: pinned(3 * minute), run }), ['behind serum 3'])
  assert.deepEqual(said({ pinned: pinned(3 * minute), shown: new Set(['lamp', 'vase', 'serum']) }), [])
  const timeless = [{ ...item('lamp'), minutes: 0 }, item('vase')]
  assert.deepEqual(said({ pinned: pinned(30 * minute), run: timeless }), [], 'without planned minutes nobody is late')
})

test('what is shown and sold out gives way to the next', () => {
  assert.deepEqual(said({ run: [item('lamp', 0, 12), item('vase')] }), ['soldOut vase 12'])
})

test('what viewers voted for comes next, while they remember, it can be had and is not there already', () => {
  const voted = { productId: 'serum', votes: 31, atMs: nowMs - thresholds.votedMs + 1 }
  assert.deepEqual(said({ voted }), ['voted serum 31'])
  assert.deepEqual(said({ voted, run: [item('lamp', 0, 12), item('vase'), item('serum')] }), [
    'soldOut vase 12',
    'voted serum 31',
  ])
  assert.deepEqual(said({ voted: { ...voted, atMs: nowMs - thresholds.votedMs } }), [])
  assert.deepEqual(said({ voted, run: [item('lamp'), item('serum', 0)] }), [])
  assert.deepEqual(said({ voted: { ...voted, productId: 'lamp' } }), [])
  assert.deepEqual(said({ voted: { ...voted, productId: 'not in the run' } }), [])
})

test('what is nearly gone is worth a word, unless nothing of it was sold or it is shown already', () => {
  assert.deepEqual(said({ run: [item('lamp'), item('vase', 5, 20)] }), ['lastPieces vase 5'])
  assert.deepEqual(said({ run: [item('lamp'), item('vase', 20, 180)] }), ['lastPieces vase 20'])
  assert.deepEqual(said({ run: [item('lamp'), item('vase', 21, 180)] }), [])
  assert.deepEqual(said({ run: [item('lamp'), item('vase', 5, 0)] }), [])
  assert.deepEqual(said({ run: [item('lamp', 5, 20), item('vase')] }), [])
  assert.deepEqual(said({ run: [item('lamp'), item('vase', 0, 20)] }), [])
})

test('what many put in their bag, or ask about, is worth showing', () => {
  const { baggers, askers } = thresholds
  assert.deepEqual(said({ baggers: new Map([['vase', baggers - 1]]) }), [])
  assert.deepEqual(said({ baggers: new Map([['vase', baggers]]) }), [`wanted vase ${baggers}`])
  assert.deepEqual(said({ askers: new Map([['serum', askers - 1]]) }), [])
  assert.deepEqual(said({ askers: new Map([['serum', askers]]) }), [`asked serum ${askers}`])
  assert.deepEqual(said({ baggers: new Map([['lamp', 99]]) }), [], 'it is shown already')
})

test('two at most, one for each product, the most urgent first', () => {
  const busy = {
    baggers: new Map([
      ['vase', 9],
      ['serum', 9],
    ]),
    askers: new Map([['vase', 9]]),
  }
  assert.deepEqual(said(busy), ['wanted vase 9', 'wanted serum 9'])
  const run = [item('lamp', 0, 3), item('vase', 2, 30), item('serum')]
  assert.deepEqual(said({ ...busy, run }), ['soldOut vase 3', 'wanted serum 9'])
})

test('what was answered is not said again for a while', () => {
  const baggers = new Map([['vase', 9]])
  const answered = (agoMs: number) => [{ kind: 'wanted', productId: 'vase', atMs: nowMs - agoMs } as const]
  assert.deepEqual(said({ baggers, answered: answered(thresholds.quietMs - 1) }), [])
  assert.deepEqual(said({ baggers, answered: answered(thresholds.quietMs) }), ['wanted vase 9'])
  assert.deepEqual(said({ baggers, answered: [{ kind: 'asked', productId: 'vase', atMs: nowMs }] }), ['wanted vase 9'])
})

test('whoever goes on lets go of what they showed; else the oldest goes, and only for want of room', () => {
  assert.deepEqual(unpinned('behind', ['b', 'a'], 3), ['b'])
  assert.deepEqual(unpinned('soldOut', [], 3), [])
  assert.deepEqual(unpinned('wanted', ['b', 'a'], 3), [])
  assert.deepEqual(unpinned('wanted', ['c', 'b', 'a'], 3), ['a'])
})
