import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openShop } from '../../../test/shop.ts'
import type { Refusal } from '../../lib/problems.ts'
import { follow, followersAmong, moveFollows, readCount, readMine, unfollow } from './followers.ts'

test('somebody follows a brand once, until they do not; a guest who makes an account goes on following', async () => {
  await using shop = await openShop()
  const of = { brandId: shop.brandId }
  const [dana, guest, account] = [await shop.person(), await shop.person(), await shop.person()]
  const follows = async (one: typeof dana) => (await shop.write((ctx) => readMine(ctx, of), one.who)).follows
  const count = async () => (await shop.write((ctx) => readCount(ctx, of))).followers
  assert.equal(await follows(dana), false)
  for (const one of [dana, dana, guest]) await shop.write((ctx) => follow(ctx, of), one.who)
  assert.deepEqual([await follows(dana), await count()], [true, 2])

  await shop.write((ctx) => moveFollows(ctx, { guestId: guest.personId, personId: account.personId }))
  const among = await followersAmong(shop.database.sql, shop.brandId, [guest.personId, account.personId])
  assert.deepEqual([...among], [account.personId])
  await shop.write((ctx) => unfollow(ctx, of), dana.who)
  await shop.write((ctx) => unfollow(ctx, of), dana.who)
  assert.deepEqual([await follows(dana), await count()], [false, 1])
  const nowhere = shop.write((ctx) => follow(ctx, { brandId: shop.id<'brand'>() }), dana.who)
  await assert.rejects(nowhere, (error: Refusal) => error.problem.code === 'edge.notFound')
})
