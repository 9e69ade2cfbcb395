import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { DisputeStage } from '../../doors/payments/dispute-desk.ts'
import { type KnownDispute, learnDispute, type SaidOfDispute } from './decide.ts'
import { disputeStages } from './dispute-contract.ts'

const said = (stage: DisputeStage, dueAt: Date | null = null, feeIds: string[] = []): SaidOfDispute => ({
  ...{ stage, dueAt, feeIds },
})

/** All that is told, one after the other: how it stands, and which money has moved. */
function told(notices: readonly SaidOfDispute[]) {
  let known: KnownDispute | undefined
  const moved: string[] = []
  for (const one of notices) {
    const { moves, stage, dueAt, withdrawn } = learnDispute(known, one)
    moved.push(...moves)
    known = {
      stage,
      dueAt,
      withdrawn,
      fees: Object.fromEntries([...Object.keys(known?.fees ?? {}), ...one.feeIds].map((id) => [id, 1])),
    }
  }
  return { stage: known?.stage, dueAt: known?.dueAt?.getTime(), moved, fees: Object.keys(known?.fees ?? {}).sort() }
}

test('an inquiry takes no money; what follows does, once; the end gives it back or keeps it', () => {
  assert.deepEqual(told([said('inquiry')]).moved, [])
  assert.deepEqual(told([said('inquiry'), said('dropped')]).moved, [])
  assert.deepEqual(told([said('inquiry'), said('needsResponse'), said('underReview')]).moved, ['opened'])
  assert.deepEqual(told([said('needsResponse'), said('won')]).moved, ['opened', 'won'])
  assert.deepEqual(told([said('lost')]).moved, ['opened', 'lost'])
})

test('what was decided stays decided', () => {
  assert.deepEqual(told([said('lost'), said('won'), said('needsResponse')]).moved, ['opened', 'lost'])
})

test('notices of one dispute, doubled and in any order, lead to the same state and move the same money', () => {
  const courses: DisputeStage[][] = [
    ['inquiry', 'dropped'],
    ['inquiry', 'needsResponse', 'underReview', 'won'],
    ['needsResponse', 'underReview', 'lost'],
    ['needsResponse', 'won'],
  ]
  const story = fc.constantFrom(...courses).chain((stages) => {
    const notices = stages.map((stage, i) => said(stage, i === 1 ? new Date(5) : new Date(3), i > 0 ? ['fee'] : []))
    const shuffled = fc.shuffledSubarray([...notices, ...notices], { minLength: notices.length * 2 })
    return fc.tuple(fc.constant(notices), shuffled)
  })
  fc.assert(
    fc.property(story, ([inOrder, shuffled]) => {
      assert.deepEqual(told(shuffled), told(inOrder))
    }),
  )
  assert.equal(disputeStages.length, 6)
})
