import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { wire } from '../../src/lib/money.ts'
import { cancelOrder } from '../../src/modules/orders/orders.ts'
import type { NoticeChange } from './stand-in.ts'
import { type ContractWish, openTill, type Till } from './till.ts'

/**
 * What every provider must do, from the tap to the refund, seen from the shop: our adapter in front of a stand-in that
 * speaks the provider's protocol, the real webhook, the real database.
 */
export function providerContract(name: string, wish: ContractWish): void {
  let till: Till
  before(async () => {
    till = await openTill(wish)
  })
  after(() => till.close())

  test(`${name}: a payment sells, and the provider is told that its notice is kept`, async () => {
    await till.paid()
    till.shop.clock.advance(3_600_000)
    assert.equal(await till.standIn.sending.deliverDue(), 0, 'nothing is sent again')
  })

  test(`${name}: a notice that comes three times, and is found by asking as well, sells once`, async () => {
    const before = await till.shop.level(till.lamp)
    const order = await till.placed()
    await till.standIn.choose(order.ref, 'pay', 'thrice')
    await Promise.all([till.standIn.sending.deliverDue(), till.ask()])
    await till.deliver()
    assert.deepEqual(await till.states(order), ['paid', 'captured'])
    assert.equal((await till.shop.level(till.lamp)).sold, before.sold + 1)
    assert.equal((await till.outcomes(order)).filter((outcome) => outcome === 'captured').length, 1)
  })

  test(`${name}: a notice that comes late counts as if it had come at once`, async () => {
    const order = await till.placed()
    await till.standIn.choose(order.ref, 'pay', 'late')
    await till.deliver()
    assert.deepEqual(await till.states(order), ['unpaid', 'waiting'])
    till.shop.clock.advance(31_000)
    await till.deliver()
    assert.deepEqual(await till.states(order), ['paid', 'captured'])
  })

  test(`${name}: a notice that comes before we have noted the provider’s answer is not undone by the note`, async () => {
    const order = await till.ordered()
    const intent = await till.shop.intent(order.intentId)
    const { providerRef, step } = await till.standIn.provider.createIntent({
      ...{
        intentId: order.intentId,
        orderNumber: order.number,
        amount: wire(intent.amount),
        description: 'Maison Alma',
      },
      ...{
        email: intent.email,
        locale: intent.locale,
        returnUrl: intent.returnUrl,
        method: intent.providerMethod,
        device: till.device,
      },
    })
    await till.standIn.pageOf(step)
    await till.standIn.choose(providerRef, 'pay')
    while ((await till.standIn.sending.deliverDue()) > 0);
    assert.notEqual((await till.shop.intent(order.intentId)).state, 'created')
    await till.deliver()
    assert.deepEqual(await till.states(order), ['paid', 'captured'])
  })

  test(`${name}: a notice that is forged, altered or too old is refused and changes nothing`, async () => {
    const order = await till.placed()
    await till.standIn.choose(order.ref, 'pay', 'lost')
    const refused = async (change: NoticeChange) => {
      const status = await till.tell(order, change)
      assert.ok(status >= 400 && status < 500, `${status} for ${Object.keys(change)}`)
    }
    await refused({ stranger: true })
    await refused({ tamper: true })
    if (wish.ages !== false) {
      await refused({ at: new Date(till.shop.clock.now().getTime() - 301_000) })
      await refused({ at: new Date(till.shop.clock.now().getTime() + 301_000) })
    }
    assert.deepEqual(await till.states(order), ['unpaid', 'waiting'])
    assert.deepEqual(await till.outcomes(order), [])
  })

  test(`${name}: another amount or currency is never a payment, and an operator sees it`, async () => {
    const wrong: NoticeChange[] = [{ minor: 1n }, ...(wish.namesCurrency === false ? [] : [{ currency: 'USD' }])]
    for (const change of wrong) {
      const order = await till.placed()
      await till.standIn.choose(order.ref, 'pay', 'lost')
      assert.ok((await till.tell(order, change)) < 300)
      assert.deepEqual(await till.states(order), ['unpaid', 'review'])
    }
  })

  test(`${name}: a payment of another account that names ours changes nothing`, async () => {
    const order = await till.placed()
    await till.standIn.choose(order.ref, 'pay', 'lost')
    await till.tell(order, { foreign: true })
    assert.deepEqual(await till.states(order), ['unpaid', 'waiting'])
  })

  test(`${name}: a notice that got lost is made up for by asking`, async () => {
    const order = await till.placed()
    await till.standIn.choose(order.ref, 'pay', 'lost')
    await till.deliver()
    await till.ask(10_000)
    assert.deepEqual(await till.states(order), ['unpaid', 'waiting'])
    await till.ask(6000)
    assert.deepEqual(await till.states(order), ['paid', 'captured'])
  })

  test(`${name}: a refusal of the bank sells nothing, and the next try sells`, async () => {
    const order = await till.placed()
    await till.standIn.choose(order.ref, 'decline')
    await till.deliver()
    assert.equal((await till.shop.order(order.orderId)).state, 'unpaid')
    // Where the page is over, the order asks for another payment.
    const isOver = (await till.shop.intent(order.intentId)).state === 'declined'
    await till.standIn.choose(isOver ? await till.again(order) : order.ref, 'pay')
    await till.deliver()
    await till.ask()
    assert.equal((await till.shop.order(order.orderId)).state, 'paid')
  })

  test(`${name}: an order that is called off cannot be paid any more, or its money goes back`, async () => {
    const order = await till.placed()
    await till.shop.write((ctx) => cancelOrder(ctx, { orderId: order.orderId, reason: '' }), order.buyer.who)
    await till.shop.idle()
    await till.standIn.choose(order.ref, 'pay')
    await till.deliver()
    await till.ask()
    await till.deliver()
    const end = String(await till.states(order))
    const right = wish.closes === false ? ['refunded,refunded', 'cancelled,cancelled'] : ['cancelled,cancelled']
    assert.ok(right.includes(end), end)
  })

  test(`${name}: money goes back in parts, each once, until nothing is left`, async () => {
    const order = await till.paid()
    await till.giveBack(order, 2000)
    await till.deliver()
    await till.ask()
    assert.deepEqual(await till.parts(order), ['2000', 'done'])
    assert.equal(till.standIn.payment(order.ref)!.refunds.length, 1)
    const left = (await till.shop.intent(order.intentId)).amount.minor - 2000n
    await till.giveBack(order, Number(left))
    await till.deliver()
    await till.ask()
    assert.deepEqual(await till.states(order), ['refunded', 'refunded'])
    await assert.rejects(till.giveBack(order, 1), /cannot be refunded/)
  })

  test(`${name}: a refund that takes its time ends done or failed, heard or asked for`, async () => {
    till.standIn.slowRefunds = true
    for (const [state, manner] of [
      ['done', 'once'],
      ['done', 'lost'],
      ['failed', 'once'],
      ['failed', 'lost'],
    ] as const) {
      if (state === 'failed' && wish.refundsFail === false) continue
      const order = await till.paid()
      await till.giveBack(order, 2000)
      await till.deliver()
      assert.deepEqual(await till.parts(order), ['0', 'asked'])
      till.standIn.endRefund(order.ref, till.standIn.payment(order.ref)!.refunds[0]!.number, state, manner)
      await till.deliver()
      await till.ask()
      assert.deepEqual(await till.parts(order), [state === 'done' ? '2000' : '0', state], `${state} ${manner}`)
    }
    till.standIn.slowRefunds = false
  })

  test(`${name}: a provider that is busy for a moment is asked again`, async () => {
    const order = await till.placed()
    await till.standIn.choose(order.ref, 'pay', 'lost')
    till.standIn.trouble.push('busy')
    await till.ask()
    assert.deepEqual(till.standIn.trouble, [])
    assert.deepEqual(await till.states(order), ['paid', 'captured'])
  })

  test(`${name}: while keys are exchanged, notices signed with the new one count`, async () => {
    till.standIn.changeKeys()
    await till.paid()
  })
}
