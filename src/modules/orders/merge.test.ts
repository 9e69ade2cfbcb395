import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type OnAir, openOnAir, refusedAs } from '../../../test/on-air.ts'
import { worldPassword } from '../../../test/world.ts'

let on: OnAir & AsyncDisposable
before(async () => {
  on = await openOnAir()
})
after(() => on[Symbol.asyncDispose]())

test('what a guest won in a drop counts for the account they become: the limit goes on', async () => {
  const { house, world, showId } = on
  const bea = await world.as('bea')
  const { dropId } = await bea('drops.create', {
    ...{ showId, variantId: world.products.lamp.variantIds[0]!, quantity: 9, perBuyer: 2, opensInSeconds: 0 },
    price: { minor: '9900', currency: 'EUR' },
  })
  const guest = await house.guest()
  const { holdId } = await guest.call('drops.claim', { dropId })
  const [name, email] = ['Noé', 'noe@viewer.example']
  const account = await house.signUp(name, email, worldPassword, guest)
  assert.notEqual(account.personId, guest.personId)

  await account.call('drops.claim', { dropId })
  await assert.rejects(account.call('drops.claim', { dropId }), refusedAs('drops.limitReached'))
  const [hold] = await house.estrade.database.sql`select person_id from stock.holds where hold_id = ${holdId}`
  assert.equal(hold!.personId, account.personId)
})
