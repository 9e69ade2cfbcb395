import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { openStage, type Stage } from '../../../test/stage.ts'
import type { BrandId, OrderId } from '../../lib/ids.ts'
import type { AccountName } from './accounts.ts'
import type { Transfer, Wish } from './decide.ts'
import { audit, openLedger, post, submit } from './ledger.ts'
import { postSubmitted } from './post.ts'
import { readAccounts, readStatement, readTransfer } from './reading.ts'

let stage: Stage
let brandId: BrandId
before(async () => {
  stage = await openStage()
})
after(() => stage[Symbol.asyncDispose]())
beforeEach(() => {
  brandId = stage.id()
})

const stripe: AccountName = { purpose: 'provider', owner: 'stripe', currency: 'EUR' }
const sales: AccountName = { purpose: 'sales', currency: 'EUR' }
const coins = (owner: string): AccountName => ({ purpose: 'coins', owner, currency: 'EUR' })
const move = (key: string, from: AccountName, to: AccountName, minor: bigint): Transfer => ({
  ...{ key, kind: 'test.moved' },
  postings: [
    { account: from, minor: -minor },
    { account: to, minor },
  ],
})
const posted = (...wishes: Wish[]) =>
  stage.write(async (ctx) => {
    const { answer, writes } = await post(ctx.sql, ctx.now, brandId, wishes)
    await Promise.all(writes)
    return answer.map((one) => ('refused' in one ? one.refused.code : Number(one.seq)))
  })
const balances = async () => {
  const rows = await stage.database.sql<{ account: string; posted: bigint; held: bigint }>`
    select trim(purpose || ' ' || owner) as account, posted, held from ledger.accounts where book_id = ${brandId}`
  return Object.fromEntries(rows.map(({ account, posted, held }) => [account, [`${posted}`, `${held}`]]))
}
const found = () => audit(stage.database.sql, brandId)

test('the trial balance tells what people have in one sum, and every other account apart', async () => {
  await posted(move('1', stripe, coins('dana'), 500n), move('2', stripe, coins('carl'), 80n))
  const { items } = await stage.write((ctx) => readAccounts(ctx, { brandId }))
  assert.deepEqual(
    items.map(({ purpose, owner, accountId, accounts, balance }) => [
      purpose,
      owner,
      accountId !== null,
      accounts,
      balance.minor,
    ]),
    [
      ['coins', '', false, 2, '580'],
      ['provider', 'stripe', true, 1, '-580'],
    ],
  )
})

test('transfers of several calls stand one after another, and every balance is explained by its entries', async () => {
  assert.deepEqual(await posted(move('1', stripe, coins('dana'), 500n), move('2', coins('dana'), sales, 80n)), [1, 2])
  const orderId: OrderId = stage.id()
  assert.deepEqual(
    await posted({ ...move('3', stripe, sales, 20n), about: { orderId } }, move('2', coins('dana'), sales, 80n)),
    [3, 2],
  )
  assert.deepEqual(await balances(), {
    'coins dana': ['420', '0'],
    'provider stripe': ['-520', '0'],
    sales: ['100', '0'],
  })
  assert.deepEqual(await found(), { transfers: 3, faults: [] })

  const { items } = await stage.write((ctx) => readAccounts(ctx, { brandId }))
  const accountId = items.find(({ purpose }) => purpose === 'sales')!.accountId!
  const first = await stage.write((ctx) => readStatement(ctx, { brandId, accountId, most: 1 }))
  assert.deepEqual(
    first.items.map(({ seq, amount, balance }) => [seq, amount.minor, balance.minor]),
    [['3', '20', '100']],
  )
  const second = await stage.write((ctx) => readStatement(ctx, { brandId, accountId, before: first.next!, most: 1 }))
  assert.deepEqual(
    second.items.map(({ seq, balance }) => [seq, balance.minor]),
    [['2', '80']],
  )
  const whole = await stage.write((ctx) => readTransfer(ctx, { brandId, seq: '3' }))
  assert.deepEqual(
    whole.postings.map(({ purpose, amount }) => [purpose, amount.minor]),
    [
      ['provider', '-20'],
      ['sales', '20'],
    ],
  )
  assert.equal(whole.orderId, orderId)
})

test('a reservation is settled by a later call, once', async () => {
  const ask = { ...move('2', coins('dana'), sales, 300n), reserve: true }
  assert.deepEqual(await posted(move('1', stripe, coins('dana'), 500n), ask), [1, 2])
  assert.deepEqual(await posted(move('3', coins('dana'), sales, 300n)), ['ledger.notEnough'])
  assert.deepEqual((await balances())['coins dana'], ['500', '300'])
  const settle = (key: string): Wish => ({ key, kind: 'test.ended', ends: '2', how: 'settle' })
  assert.deepEqual(await posted(settle('4')), [3])
  assert.deepEqual(await posted(settle('4'), settle('5')), [3, 'ledger.notReserved'])
  assert.deepEqual((await balances())['coins dana'], ['200', '0'])
  assert.deepEqual(await found(), { transfers: 3, faults: [] })
})

test('a thousand spenders of one purse spend what is in it and not a cent more', async () => {
  await posted(move('top', stripe, coins('dana'), 2_000n))
  const ledger = openLedger(stage.database, stage.clock)
  const other = openLedger(stage.database, stage.clock)
  const answers = await Promise.all(
    Array.from({ length: 1000 }, (_, i) => (i % 2 ? ledger : other)(brandId, move(`${i}`, coins('dana'), sales, 7n))),
  )
  assert.equal(answers.filter((one) => 'seq' in one).length, 285)
  assert.deepEqual((await balances())['coins dana'], ['5', '0'])
  assert.deepEqual(await found(), { transfers: 286, faults: [] })
})

test('what is submitted is posted when its transaction commits, once, and what is refused is kept for a person', async () => {
  await stage.write((ctx) => submit(ctx, brandId, move('paid', stripe, sales, 990n)))
  await stage.write((ctx) => submit(ctx, brandId, move('paid', stripe, sales, 990n)))
  await assert.rejects(
    stage.write(async (ctx) => {
      await submit(ctx, brandId, move('never', stripe, sales, 1n))
      throw new Error('the power went away')
    }),
  )
  await stage.write((ctx) => submit(ctx, brandId, move('paid', stripe, sales, 991n)))
  await Promise.all([stage.write(postSubmitted), stage.write(postSubmitted)])
  await stage.write(postSubmitted)
  assert.deepEqual((await balances()).sales, ['990', '0'])
  assert.deepEqual(await found(), { transfers: 1, faults: ['paid was refused: ledger.keyReused'] })
})

test('nothing in the ledger is changed, and what somebody changed all the same is found', async () => {
  const { sql } = stage.database
  await posted(move('1', stripe, sales, 500n), move('2', stripe, sales, 80n), move('3', stripe, sales, 1n))
  const stays = /what is in the ledger stays as it is/
  await assert.rejects(sql`update ledger.transfers set kind = 'x' where book_id = ${brandId}`, stays)
  await assert.rejects(sql`delete from ledger.entries where seq = 2`, stays)
  await sql`alter table ledger.transfers disable trigger transfers_stay`
  await sql`update ledger.transfers set at = at + interval '1 ms' where book_id = ${brandId} and seq = 2`
  await sql`alter table ledger.transfers enable trigger transfers_stay`
  assert.deepEqual((await found()).faults, ['transfer 2 is not what was chained'])
  await sql`update ledger.accounts set posted = posted + 1 where book_id = ${brandId} and purpose = 'sales'`
  assert.equal((await found()).faults.length, 2)
})

test('the database itself refuses a purse below its floor', async () => {
  await posted(move('1', stripe, coins('dana'), 5n))
  const { sql } = stage.database
  await assert.rejects(sql`update ledger.accounts set posted = -1 where book_id = ${brandId} and purpose = 'coins'`)
})
