import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type Calls, openCalls, refused } from '../../../test/calls.ts'
import type { PersonId } from '../../lib/ids.ts'
import { becomeAccount, guestBecameAccount } from './accounts.ts'
import { addresses, forgetAddress, saveAddress } from './addresses.ts'
import { addressesMost } from './decide.ts'

let calls: Calls
before(async () => {
  calls = await openCalls()
})
after(() => calls.close())
beforeEach(() => calls.database.sql.text('truncate accounts.brands, accounts.people cascade'))

const address = {
  name: 'D',
  line1: '1 rue',
  line2: '',
  postalCode: '',
  city: 'X',
  region: '',
  country: 'FR',
  phone: '',
}

test('an address saved twice is kept once and comes first; another’s is not there', async () => {
  const [dana, carl] = [await calls.account('dana@example.com'), await calls.account('carl@example.com')]
  const save = (line1: string) => calls.call(dana, (ctx) => saveAddress(ctx, { ...address, line1 }))
  const one = await save('1 rue')
  calls.clock.advance(1000)
  await save('2 rue')
  calls.clock.advance(1000)
  assert.deepEqual(await save('1 rue'), one)
  const { items } = await calls.call(dana, addresses)
  assert.deepEqual(
    items.map(({ line1 }) => line1),
    ['1 rue', '2 rue'],
  )
  await assert.rejects(
    calls.call(carl, (ctx) => forgetAddress(ctx, one as never)),
    refused('accounts.unknownAddress'),
  )
  await calls.call(dana, (ctx) => forgetAddress(ctx, one as never))
  assert.equal((await calls.call(dana, addresses)).items.length, 1)
})

test('nobody keeps more than 20 addresses, also when many are saved at once', async () => {
  const dana = await calls.account('dana@example.com')
  const outcomes = await Promise.allSettled(
    Array.from({ length: addressesMost + 5 }, (_, i) =>
      calls.call(dana, (ctx) => saveAddress(ctx, { ...address, line1: `${i} rue` })),
    ),
  )
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, addressesMost)
})

test('what a guest becomes takes the guest’s addresses, once', async () => {
  const dana = await calls.account('dana@example.com')
  const guest = await calls.guest('Guest 1234')
  const guestId = guest.personId
  await calls.call(guest, (ctx) => saveAddress(ctx, address))
  await calls.call(dana, (ctx) => saveAddress(ctx, address))
  await calls.call(guest, (ctx) => saveAddress(ctx, { ...address, line1: '2 rue' }))
  const told: PersonId[] = []
  guestBecameAccount.rewire(async (_, news) => void told.push(news.personId))
  const become = () => calls.call({ kind: 'house' }, (ctx) => becomeAccount(ctx, { guestId, personId: dana.personId }))
  await Promise.all([become(), become()])
  await calls.call({ kind: 'house' }, (ctx) => becomeAccount(ctx, { guestId: dana.personId, personId: dana.personId }))
  assert.deepEqual(told, [dana.personId])
  assert.equal((await calls.call(dana, addresses)).items.length, 2)
  guestBecameAccount.rewire()
})
