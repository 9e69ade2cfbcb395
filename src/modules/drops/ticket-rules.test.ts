import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dropProblems as problem } from './problems.ts'
import { decideTickets } from './ticket-rules.ts'

const one = { closed: false, perBuyer: 1 }
const nothing = { held: new Map(), heldByDevice: new Map(), barred: new Map(), waiting: new Set<string>() }
const wish = (personId: string, device?: string) => ({ personId, quantity: 1, device })

test('a person has one ticket, however often it is asked for', () => {
  assert.deepEqual(decideTickets(one, nothing, [wish('dana'), wish('dana')]), ['fresh', 'waiting'])
  assert.deepEqual(decideTickets(one, { ...nothing, waiting: new Set(['dana']) }, [wish('dana')]), ['waiting'])
})

test('nobody waits for more than they may have', () => {
  assert.deepEqual(decideTickets(one, { ...nothing, held: new Map([['dana', 1]]) }, [wish('dana')]), [
    problem.limitReached,
  ])
})

test('two accounts of one device have one place', () => {
  assert.deepEqual(
    decideTickets(one, nothing, [wish('dana', 'phone'), wish('other', 'phone'), wish('carl', 'tablet')]),
    ['fresh', problem.limitShared, 'fresh'],
  )
})

test('whoever is kept out gets no ticket, and a drop that is over has no line', () => {
  const barred = new Map([['bot', problem.machine]])
  assert.deepEqual(decideTickets(one, { ...nothing, barred }, [wish('bot')]), [problem.machine])
  assert.deepEqual(decideTickets({ ...one, closed: true }, nothing, [wish('dana')]), [problem.closed])
})
