import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { insertMember } from '../../src/modules/accounts/store.ts'
import { readAccounts } from '../../src/modules/ledger/reading.ts'
import { answerDispute, readDisputes } from '../../src/modules/payments/disputes.ts'
import type { Buyer } from '../shop.ts'
import { type ContractWish, openTill, type Paying, type Till } from './till.ts'

/**
 * What every provider that tells of disputes must do: our adapter in front of a stand-in that speaks its protocol, the
 * real webhook, the real books. @param answers what the stand-in must have heard of the evidence
 */
export function disputeContract(name: string, wish: ContractWish, answers: RegExp): void {
  let till: Till
  let owner: Buyer
  before(async () => {
    till = await openTill(wish)
    owner = await till.shop.person()
    await till.shop.write((ctx) => insertMember(ctx.sql, ctx.now, till.shop.brandId, owner.who.email!, ['owner']))
  })
  after(() => till.close())

  const tell = async (order: Paying, became: 'opened' | 'won' | 'lost') => {
    const { url, headers, body } = till.standIn.dispute!(order.ref, became)
    const response = await fetch(url, { method: 'POST', headers, body })
    assert.equal(response.status, 200)
  }
  const found = async (order: Paying) => {
    const { brandId } = till.shop
    const both = await Promise.all(
      (['open', 'ended'] as const).map((which) => till.shop.write((ctx) => readDisputes(ctx, { brandId, which }))),
    )
    return both.flatMap(({ items }) => items).filter(({ orderId }) => orderId === order.orderId)
  }
  const onAccount = async (purpose: string) => {
    await till.shop.beat('ledger.postSubmitted')
    const { items } = await till.shop.write((ctx) => readAccounts(ctx, { brandId: till.shop.brandId }))
    return items.filter((one) => one.purpose === purpose).reduce((sum, { balance }) => sum + BigInt(balance.minor), 0n)
  }

  test(`${name}: a dispute takes the money once, and winning brings it back, in whatever order it is told`, async () => {
    const orders = [await till.paid(), await till.paid()]
    for (const became of ['opened', 'opened', 'won', 'opened', 'won'] as const) await tell(orders[0]!, became)
    for (const became of ['won', 'opened', 'won'] as const) await tell(orders[1]!, became)
    for (const order of orders) {
      const [dispute, ...more] = await found(order)
      assert.deepEqual([dispute?.stage, dispute?.isWithdrawn, more.length], ['won', false, 0])
    }
    assert.equal(await onAccount('disputed'), 0n)
    assert.equal(await onAccount('disputeLosses'), 0n)
  })

  test(`${name}: what is lost is a loss of what was paid, and cannot be given back a second time`, async () => {
    const order = await till.paid()
    const { amount } = await till.shop.intent(order.intentId)
    await tell(order, 'opened')
    assert.equal(await onAccount('disputed'), -amount.minor)
    await assert.rejects(till.giveBack(order, 100), /cannot be refunded/)
    await tell(order, 'lost')
    await tell(order, 'opened')
    assert.equal(await onAccount('disputed'), 0n)
    assert.equal(await onAccount('disputeLosses'), -amount.minor)
  })

  test(`${name}: evidence goes to the provider once, with what has left; accepting leaves the money there`, async () => {
    const [told, given] = [await till.paid(), await till.paid()]
    for (const [order, how] of [
      [told, 'respond'],
      [given, 'accept'],
    ] as const) {
      await tell(order, 'opened')
      const [dispute] = await found(order)
      assert.ok(dispute?.dueAt && dispute.whyNotAnswer === null)
      const evidence = { note: 'Signed for on Tuesday', papers: ['Invoice F-2026-1'], parcels: [parcel] }
      const answer = { brandId: till.shop.brandId, disputeId: dispute.disputeId, how, ...evidence }
      await till.shop.write((ctx) => answerDispute(ctx, answer as never), owner.who)
      await assert.rejects(
        till.shop.write((ctx) => answerDispute(ctx, answer as never), owner.who),
        /was answered/,
      )
      await till.shop.idle()
      await till.deliver()
    }
    assert.match(till.standIn.answered!(told.ref)!, answers)
    const stands = async (order: Paying) => (await found(order)).map(({ stage, answer }) => [stage, answer])
    assert.deepEqual(await stands(told), [['underReview', 'responded']])
    assert.deepEqual(await stands(given), [['lost', 'accepted']])
  })

  test(`${name}: an answer that the provider does not take is told, and can be given again`, async () => {
    const order = await till.paid()
    await tell(order, 'opened')
    till.standIn.payment(order.ref)!.more.dispute = 'over'
    const [dispute] = await found(order)
    const wish = { brandId: till.shop.brandId, disputeId: dispute!.disputeId, how: 'respond' as const }
    const answer = () =>
      till.shop.write((ctx) => answerDispute(ctx, { ...wish, note: 'x', papers: [], parcels: [] } as never), owner.who)
    await answer()
    await till.shop.idle()
    const [failed] = await found(order)
    assert.equal(failed?.answer, 'failed')
    assert.ok(failed.trouble)
    await answer()
  })
}

const parcel = { carrier: 'La Poste', tracking: '6A12345678901', sentAt: '2026-11-21T09:00:00.000Z' }
