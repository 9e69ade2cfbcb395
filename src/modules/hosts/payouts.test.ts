import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { type Buyer, openShop, type Shop } from '../../../test/shop.ts'
import type { Id } from '../../lib/ids.ts'
import type { Refusal } from '../../lib/problems.ts'
import { sealWith } from '../../lib/seal.ts'
import { insertMember } from '../accounts/store.ts'
import { audit, submit } from '../ledger/ledger.ts'
import { readAccounts } from '../ledger/reading.ts'
import { changeBank, changePayoutSettings, payoutFile } from './banking.ts'
import { accountsOf } from './earnings.ts'
import { approvePayout, cancelPayout, makePayout, readPayable, readPayouts, settlePayout } from './payouts.ts'
import { addEarning } from './store.ts'

const seal = sealWith('a secret of this install')
const iban = 'FR14 2004 1010 0505 0001 3M02 606'
let shop: Shop
let bea: Buyer
let fay: Buyer
let finn: Buyer

beforeEach(async () => {
  shop = await openShop()
  ;[bea, fay, finn] = [await shop.person(), await shop.person(), await shop.person()]
  const { brandId } = shop
  await shop.write((ctx) => insertMember(ctx.sql, ctx.now, brandId, fay.who.email!, ['finance']))
  await shop.write((ctx) => insertMember(ctx.sql, ctx.now, brandId, finn.who.email!, ['finance']))
  const settings = { brandId, payer: 'Maison Alma', iban: 'DE89370400440532013000', bic: null, holdDays: 14 }
  await shop.write((ctx) => changePayoutSettings(ctx, seal, { ...settings, minimum: '1000' }))
})
afterEach(async () => {
  assert.deepEqual((await audit(shop.database.sql, shop.brandId)).faults, [])
  await shop[Symbol.asyncDispose]()
})

const refused = (code: string) => (error: Refusal) => error.problem?.code === code
let count = 0
/** As a show or an order gives it, or takes it back. */
async function earned(minor: number, kind: 'fee' | 'commission' | 'clawback' = 'fee', daysAgo = 0) {
  const key = `a test/${++count}`
  await shop.write(async (ctx) => {
    const since = new Date(ctx.now.getTime() - daysAgo * 86_400_000)
    const whose = { brandId: shop.brandId, personId: bea.personId, showId: shop.id<'show'>(), orderId: null }
    await addEarning(ctx.sql, { ...whose, key, kind, minor: BigInt(minor), currency: 'EUR', since }, ctx.now)
    await submit(ctx, shop.brandId, {
      ...{ key, kind: `host.${kind}`, about: {} },
      postings: [
        { account: { purpose: 'hostCosts', currency: 'EUR' }, minor: BigInt(-minor) },
        { account: { purpose: 'hostOwed', owner: bea.personId, currency: 'EUR' }, minor: BigInt(minor) },
      ],
    })
  })
  await shop.beat('ledger.postSubmitted')
}
const bank = (number = iban) =>
  shop.write((ctx) => changeBank(ctx, seal, { holder: 'Béa Morel', number, bic: null }), bea.who)
const make = (wish: object = {}) =>
  shop.write(
    (ctx) => makePayout(ctx, { brandId: shop.brandId, currency: 'EUR', personIds: [bea.personId], ...wish }),
    fay.who,
  )
const approve = (batchId: Id<'payoutBatch'>, by = finn) =>
  shop.write((ctx) => approvePayout(ctx, { brandId: shop.brandId, batchId }), by.who)
const file = (batchId: Id<'payoutBatch'>, by = seal) =>
  shop.write((ctx) => payoutFile(ctx, by, { brandId: shop.brandId, batchId }))
const batchNow = async () => (await shop.write((ctx) => readPayouts(ctx, { brandId: shop.brandId }), fay.who)).items[0]!
async function say(outcome: 'paid' | 'failed', batchId: Id<'payoutBatch'>) {
  const payoutIds = (await batchNow()).items.map(({ payoutId }) => payoutId)
  return shop.write((ctx) => settlePayout(ctx, { brandId: shop.brandId, batchId, payoutIds, outcome, reason: '' }))
}
const whyNot = async (wish: object = {}) => {
  const { items } = await shop.write((ctx) => readPayable(ctx, { brandId: shop.brandId, ...wish }))
  return [Number(items[0]!.amount.minor), items[0]!.whyNot]
}
const account = async () => {
  const [one] = await shop.write((ctx) => accountsOf(ctx, { brandId: shop.brandId, personId: bea.personId }))
  const { payable, onWay, paid } = one!
  return [payable, onWay, paid].map(({ minor }) => Number(minor))
}
const booked = async () => {
  const { items } = await shop.write((ctx) => readAccounts(ctx, { brandId: shop.brandId }))
  const of = (purpose: string) => Number(items.find((one) => one.purpose === purpose)?.balance.minor ?? 0)
  return [of('hostOwed'), of('hostPayout'), of('bank')]
}

test('who can be paid: from the least sum on, with an account, commissions when returns can come no more', async () => {
  await earned(900)
  assert.deepEqual(await whyNot(), [900, 'belowMinimum'])
  await earned(5000, 'commission', 3)
  assert.deepEqual(await whyNot(), [900, 'belowMinimum'])
  assert.deepEqual(await whyNot({ holdDays: 2 }), [5900, 'noAccount'])
  await assert.rejects(bank('FR14 2004 1010 0505 0001 3M02 607'), refused('hosts.badAccount'))
  await bank('6222 0200 1234 5678')
  assert.deepEqual(await whyNot({ holdDays: 2 }), [5900, 'noIban'])
  await bank()
  assert.deepEqual(await whyNot({ holdDays: 2 }), [5900, null])
  const [kept] = await shop.database.sql<{ row: string }>`select bank_accounts::text as row from hosts.bank_accounts`
  assert.ok(!kept!.row.includes('20041010') && !kept!.row.includes(Buffer.from('20041010').toString('hex')))
  assert.ok(kept!.row.includes('2606'))
})

test('a batch is made, approved by somebody else, exported and paid; the ledger goes along', async () => {
  await earned(5900)
  await bank()
  const { batchId } = await make()
  assert.deepEqual(
    [await account(), await booked()],
    [
      [0, 5900, 0],
      [0, 5900, 0],
    ],
  )
  await assert.rejects(make(), refused('hosts.nothingToPay'))
  await assert.rejects(file(batchId), refused('hosts.wrongState'))
  await assert.rejects(say('paid', batchId), refused('hosts.wrongState'))
  await assert.rejects(approve(batchId, fay), refused('hosts.secondPerson'))
  assert.equal((await batchNow()).mayApprove, false)
  await approve(batchId)
  await assert.rejects(approve(batchId), refused('hosts.wrongState'))
  await bank('DE89370400440532013000')
  const { name, text } = await file(batchId)
  assert.match(name, /\.xml$/)
  assert.match(text, /<IBAN>FR1420041010050500013M02606<\/IBAN>/, 'the account as it was when the batch was made')
  assert.match(text, /<InstdAmt Ccy="EUR">59.00<\/InstdAmt>/)
  await assert.rejects(file(batchId, sealWith('another install')), refused('hosts.sealLost'))
  for (let i = 0; i < 2; i++) await say('paid', batchId)
  assert.deepEqual(
    [await account(), await booked()],
    [
      [0, 0, 5900],
      [0, 0, 5900],
    ],
  )
  await say('failed', batchId)
  assert.deepEqual(
    [await account(), await booked()],
    [
      [5900, 0, 0],
      [5900, 0, 0],
    ],
  )
  await assert.rejects(say('paid', batchId), refused('hosts.wrongState'))
})

test('what goes back after a payout is owed by the host, and set off against what comes next', async () => {
  await earned(5000)
  await bank()
  const { batchId } = await make()
  await approve(batchId)
  await say('paid', batchId)
  await earned(-2000, 'clawback', 20)
  assert.deepEqual([await account(), (await booked())[0]], [[-2000, 0, 5000], -2000])
  await assert.rejects(make(), refused('hosts.nothingToPay'))
  await earned(3500)
  assert.deepEqual(await whyNot(), [1500, null])
  await make()
  assert.deepEqual(await booked(), [0, 1500, 5000])
})

test('a batch that is given up is owed again, once', async () => {
  await earned(5000)
  await bank()
  const { batchId } = await make()
  const cancel = () => shop.write((ctx) => cancelPayout(ctx, { brandId: shop.brandId, batchId }))
  await cancel()
  await assert.rejects(cancel(), refused('hosts.wrongState'))
  await assert.rejects(approve(batchId), refused('hosts.wrongState'))
  assert.deepEqual(
    [await account(), await booked()],
    [
      [5000, 0, 0],
      [5000, 0, 0],
    ],
  )
})

test('however often and at once it is tapped: nothing is set aside, paid or given back twice', async () => {
  await earned(5000)
  await bank()
  const all = <T>(work: () => Promise<T>) => Promise.allSettled(Array.from({ length: 6 }, work))
  const done = (results: PromiseSettledResult<unknown>[]) =>
    results.filter(({ status }) => status === 'fulfilled').length
  assert.equal(done(await all(make)), 1)
  assert.deepEqual(await booked(), [0, 5000, 0])
  const { batchId } = await batchNow()
  assert.equal(done(await all(() => approve(batchId))), 1)
  await all(() => say('paid', batchId))
  assert.deepEqual(
    [await account(), await booked()],
    [
      [0, 0, 5000],
      [0, 0, 5000],
    ],
  )
  await Promise.allSettled([say('failed', batchId), say('paid', batchId), say('failed', batchId), make(), make()])
  assert.deepEqual((await account()).slice(2), [0])
  const [owed, onWay, out] = await booked()
  assert.deepEqual([owed! + onWay!, out], [5000, 0])
})
