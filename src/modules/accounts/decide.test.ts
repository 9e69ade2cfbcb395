import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '../../lib/problems.ts'
import {
  addressFingerprint,
  assertMemberMayChange,
  assertPassword,
  guestName,
  type Membership,
  markUrl,
} from './decide.ts'

const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.problem.code === code

test('a password has at least 10 characters, counted as people see them', () => {
  assertPassword('ten chars!')
  assertPassword('一二三四五六七八九十')
  assert.throws(() => assertPassword('nine char'), refused('accounts.weakPassword'))
  assert.throws(() => assertPassword('🙂🙂🙂🙂🙂'), refused('accounts.weakPassword'))
})

const owner: Membership = { email: 'alma@example.com', personId: 'a', roles: ['owner', 'host'] }
const invitedOwner: Membership = { email: 'later@example.com', personId: null, roles: ['owner'] }
const host: Membership = { email: 'bea@example.com', personId: 'b', roles: ['host'] }

test('the only owner neither leaves nor steps down', () => {
  assert.throws(() => assertMemberMayChange([owner, host], owner.email, []), refused('accounts.lastOwner'))
  assert.throws(() => assertMemberMayChange([owner, host], owner.email, ['host']), refused('accounts.lastOwner'))
  assertMemberMayChange([owner, host], owner.email, ['owner'])
})

test('an invitation to own is not ownership', () => {
  assert.throws(() => assertMemberMayChange([owner, invitedOwner], owner.email, []), refused('accounts.lastOwner'))
  assertMemberMayChange([owner, invitedOwner], invitedOwner.email, [])
})

test('with two owners one may leave, and whoever owns nothing always may', () => {
  assertMemberMayChange([owner, { ...host, roles: ['owner'] }], owner.email, [])
  assertMemberMayChange([owner, host], host.email, [])
})

test('who is no member cannot be changed', () => {
  assert.throws(() => assertMemberMayChange([owner], 'eve@example.com', ['owner']), refused('accounts.unknownMember'))
})

test('guest names run from Guest 1000 to Guest 9999', () => {
  const named = (high: number, low: number) =>
    guestName((bytes) => {
      bytes.set([high, low])
      return bytes
    })
  assert.equal(named(0, 0), 'Guest 1000')
  assert.equal(named(8999 >> 8, 8999 & 255), 'Guest 9999')
  assert.match(named(255, 255), /^Guest \d{4}$/)
})

test('the same address has the same fingerprint, and no other has', () => {
  const address = { name: 'D', line1: '1', line2: '', postalCode: '', city: 'X', region: '', country: 'FR', phone: '' }
  assert.deepEqual(addressFingerprint({ ...address }), addressFingerprint(address))
  assert.notDeepEqual(addressFingerprint({ ...address, line1: '', line2: '1' }), addressFingerprint(address))
})

test('a mark is served from where pictures are', () => {
  assert.equal(markUrl('p'), '/pictures/p.webp')
  assert.equal(markUrl(null), null)
})
