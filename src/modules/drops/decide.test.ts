import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decideClaims } from './decide.ts'
import { dropProblems as problem } from './problems.ts'

const open = { open: true, closed: false, perBuyer: 1 }
const wish = (personId: string, quantity = 1, key = personId) => ({ personId, key, quantity })
const nobody = new Map<string, number>()
const codes = (verdicts: ReturnType<typeof decideClaims>['verdicts']) =>
  verdicts.map((one) => ('won' in one ? 'won' : 'again' in one ? `again ${one.again}` : one.refused.code))

test('the last unit goes to whoever came first', () => {
  const { verdicts, taken } = decideClaims(open, { free: 1, held: nobody }, [wish('dana'), wish('carl')])
  assert.deepEqual(codes(verdicts), ['won', 'drops.soldOut'])
  assert.equal(taken, 1)
})

test('a drop never opens early', () => {
  const { verdicts } = decideClaims({ ...open, open: false }, { free: 9, held: nobody }, [wish('dana')])
  assert.deepEqual(codes(verdicts), ['drops.notOpenYet'])
})

test('a drop that is over gives nothing', () => {
  const { verdicts } = decideClaims({ ...open, closed: true }, { free: 9, held: nobody }, [wish('dana')])
  assert.deepEqual(codes(verdicts), ['drops.closed'])
})

test('the limit counts what a person holds, bought, and wishes in the same batch', () => {
  const drop = { ...open, perBuyer: 2 }
  const held = new Map([['dana', 1]])
  const { verdicts } = decideClaims(drop, { free: 9, held }, [
    wish('dana', 1, 'a'),
    wish('dana', 1, 'b'),
    wish('carl', 3, 'c'),
  ])
  assert.deepEqual(codes(verdicts), ['won', 'drops.limitReached', 'drops.limitReached'])
})

test('who wants more than is left gets nothing, and what is left goes to the next', () => {
  const { verdicts } = decideClaims({ ...open, perBuyer: 5 }, { free: 2, held: nobody }, [
    wish('dana', 3),
    wish('carl', 2),
  ])
  assert.deepEqual(codes(verdicts), ['drops.soldOut', 'won'])
})

test('the same tap sent twice is one claim', () => {
  const { verdicts, taken } = decideClaims(open, { free: 9, held: nobody }, [
    wish('dana', 1, 'k'),
    wish('dana', 1, 'k'),
  ])
  assert.deepEqual(codes(verdicts), ['won', 'again 0'])
  assert.equal(taken, 1)
})

test('whatever comes, no more is taken than is free, and nobody gets more than the limit', () => {
  fc.assert(
    fc.property(
      fc.nat(50),
      fc.integer({ min: 1, max: 4 }),
      fc.array(
        fc.record({
          personId: fc.constantFrom('a', 'b', 'c', 'd'),
          key: fc.string(),
          quantity: fc.integer({ min: 1, max: 5 }),
        }),
      ),
      (free, perBuyer, wishes) => {
        const { verdicts, taken } = decideClaims({ ...open, perBuyer }, { free, held: nobody }, wishes)
        const won = verdicts.flatMap((one) => ('won' in one ? [one.won] : []))
        assert.equal(
          won.reduce((all, one) => all + one.quantity, 0),
          taken,
        )
        assert.ok(taken <= free)
        for (const [, mine] of Map.groupBy(won, (one) => one.personId)) {
          assert.ok(mine.reduce((all, one) => all + one.quantity, 0) <= perBuyer)
        }
      },
    ),
  )
})

test('persons of one device have one limit together', () => {
  const on = (personId: string, device: string) => ({ ...wish(personId), device })
  const { verdicts } = decideClaims(open, { free: 9, held: nobody, heldByDevice: new Map([['tablet', 1]]) }, [
    on('dana', 'phone'),
    on('danas-other-account', 'phone'),
    on('carl', 'tablet'),
    wish('eli'),
  ])
  assert.deepEqual(codes(verdicts), ['won', 'drops.limitShared', 'drops.limitShared', 'won'])
})

test('while others wait in line nobody passes them', () => {
  const { verdicts, taken } = decideClaims({ ...open, line: true }, { free: 9, held: nobody }, [wish('dana')])
  assert.deepEqual([codes(verdicts), taken], [['drops.lineFirst'], 0])
})

test('whoever a rule keeps out gets nothing, and takes nothing from the others', () => {
  const barred = new Map([['bot', problem.machine]])
  const { verdicts } = decideClaims(open, { free: 1, held: nobody, barred }, [wish('bot'), wish('dana')])
  assert.deepEqual(codes(verdicts), ['drops.machine', 'won'])
})
