import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Comer, maySetVisibility, whyNotEnter } from './admit.ts'

const stranger: Comer = { isStaff: false, hasAccount: false, isListed: false, hasTicket: false }
const why = (visibility: Parameters<typeof whyNotEnter>[0], comer: Partial<Comer>) =>
  whyNotEnter(visibility, { ...stranger, ...comer })?.code

test('a public show and one with a link are open to all', () => {
  for (const visibility of ['public', 'unlisted'] as const) assert.equal(why(visibility, {}), undefined)
})

test('a private show is for its team and its list', () => {
  assert.equal(why('private', {}), 'shows.signInToEnter')
  assert.equal(why('private', { hasAccount: true }), 'shows.notInvited')
  assert.equal(why('private', { hasAccount: true, hasTicket: true }), 'shows.notInvited')
  assert.equal(why('private', { hasAccount: true, isListed: true }), undefined)
  assert.equal(why('private', { isStaff: true }), undefined)
})

test('a ticketed show is for its team, its buyers and its list', () => {
  assert.equal(why('ticketed', {}), 'shows.ticketNeeded')
  assert.equal(why('ticketed', { hasAccount: true }), 'shows.ticketNeeded')
  assert.equal(why('ticketed', { hasTicket: true }), undefined, 'a guest who paid, too')
  assert.equal(why('ticketed', { hasAccount: true, isListed: true }), undefined)
})

test('what a show is open to does not change while it is live', () => {
  assert.equal(maySetVisibility('live', 'public', 'private'), false)
  assert.equal(maySetVisibility('live', 'private', 'private'), true, 'its list may')
  for (const status of ['draft', 'scheduled', 'ended', 'replay'] as const)
    assert.equal(maySetVisibility(status, 'public', 'private'), true)
})
