import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { dice } from '../../../prove/random.ts'
import { openStage } from '../../../test/stage.ts'
import type { PersonId } from '../../lib/ids.ts'
import { newId } from '../../lib/ids.ts'
import { callerMarks, look, markOf } from './sight.ts'

test('of two thousand ordinary buyers in one evening the rules touch one in a thousand at most; a farm among them is found', async (t) => {
  const seed = Number(process.env.SEED ?? 20_261_122)
  t.diagnostic(`SEED=${seed}`)
  const { roll, chance } = dice(seed)
  const seal = (text: string) => createHash('sha256').update(text).digest('base64url')
  await using stage = await openStage({ seal })
  const brandId = stage.id<'brand'>()
  const touched = new Map<string, Set<string>>()

  /** One purchase as it is looked at: asked for, with an offer for first orders, paid. */
  async function buy(
    personId: PersonId,
    home: { device: string; address: string; where: string; card: string },
    isNew: boolean,
  ) {
    const who = {
      kind: 'person',
      personId,
      guest: false,
      name: '',
      roles: {},
      address: home.address,
      device: home.device,
    } as const
    const rules = await stage.write(async (ctx) => {
      const marks = [...callerMarks(ctx), markOf(ctx, 'address', home.where)]
      const card = markOf(ctx, 'card', home.card)
      if (chance(0.05))
        await look(ctx, { brandId, personId, when: 'declined', marks, values: { declined: newId(ctx.now) } })
      const first = isNew && { offer: personId, signUp: personId, offerPaid: personId }
      const paid = { paid: newId(ctx.now), cardOf: card.mark, userOf: personId }
      const found = await look(ctx, {
        ...{ brandId, personId, when: ['order', 'offer', 'signUp', 'paid'], marks: [...marks, card] },
        values: { order: newId(ctx.now), ...paid, ...first },
      })
      return found.map(({ rule }) => rule)
    }, who)
    for (const rule of rules) touched.set(personId, (touched.get(personId) ?? new Set()).add(rule))
  }

  // Mobile networks with few addresses for many, offices, and homes; couples and families share what one shares.
  const crowd = Array.from({ length: 2000 }, (_, i) => {
    const shared = i > 0 && chance(0.04)
    const network = roll(100)
    const address =
      network < 50
        ? `198.51.100.${roll(60)}`
        : network < 60
          ? `192.0.2.${roll(20)}`
          : `203.${roll(200)}.${roll(250)}.${roll(250)}`
    return { i, shared, address }
  })
  const homes: { device: string; address: string; where: string; card: string }[] = []
  for (const { i, shared, address } of crowd) {
    const before = homes[i - 1]
    homes.push(
      shared && before
        ? { ...before, device: chance(0.5) ? before.device : `d${i}` }
        : { device: `d${i}`, address, where: `w${i}`, card: `c${i}` },
    )
    stage.clock.advance(roll(5000))
    const orders = 1 + (chance(0.2) ? 1 : 0) + (chance(0.03) ? 3 : 0)
    const personId = stage.id<'person'>()
    const isNew = chance(0.4)
    for (let order = 0; order < orders; order++) await buy(personId, homes[i]!, isNew && order === 0)
  }
  t.diagnostic(
    `${touched.size} of ${crowd.length} touched: ${[...new Set([...touched.values()].flatMap((one) => [...one]))].join(' ')}`,
  )
  assert.ok(touched.size <= crowd.length / 1000)

  touched.clear()
  const farm = { device: 'farm', address: '203.0.113.77', where: 'farm', card: 'farm' }
  for (let i = 0; i < 12; i++) await buy(stage.id<'person'>(), farm, true)
  const found = new Set([...touched.values()].flatMap((one) => [...one]))
  assert.ok(
    ['offersPerDevice', 'offersPerAddress', 'offersPerCard', 'peoplePerCard', 'signUpsPerDevice'].every((one) =>
      found.has(one),
    ),
    [...found].join(),
  )
  // The first two accounts are what a couple could be; the third is not.
  assert.equal(touched.size, 10)
})
