import assert from 'node:assert/strict'
import type { Device } from '../../src/doors/doors.ts'
import { type Currency, money } from '../../src/lib/money.ts'
import { addToBag, payAgain } from '../../src/modules/orders/orders.ts'
import { readPaymentsOf, refundIntent } from '../../src/modules/payments/payments.ts'
import { type Buyer, openShop, type Placed } from '../shop.ts'
import type { Notice } from './sending.ts'
import type { NoticeChange, StandIn, StandInNeeds } from './stand-in.ts'

/** What differs between providers, and no more. */
export type ContractWish = {
  method: string
  device?: Device
  currency: Currency
  open: (needs: StandInNeeds) => Promise<StandIn>
  /** A notice is refused by its age. */
  ages?: boolean
  /** The notice names a currency. */
  namesCurrency?: boolean
  /** The page of a payment can be closed. */
  closes?: boolean
  /** A refund that was taken can fail later. */
  refundsFail?: boolean
}

export type Paying = Placed & { buyer: Buyer; ref: string }
export type Till = Awaited<ReturnType<typeof openTill>>

/** A shop whose only provider is the stand-in, and what is done at its till. */
export async function openTill(wish: ContractWish) {
  const { method, device = 'desk', currency } = wish
  let standIn!: StandIn
  const provider = async (needs: StandInNeeds) => {
    standIn = await wish.open(needs)
    return standIn.provider
  }
  const shop = await openShop({ currency, provider })
  const lamp = await shop.addVariant({ price: 4500, free: 1000 })

  async function ordered(): Promise<Placed & { buyer: Buyer }> {
    const buyer = await shop.person()
    const goods = { brandId: shop.brandId, variantId: lamp.variantId, quantity: 1 }
    await shop.write((ctx) => addToBag(ctx, goods), buyer.who)
    return { ...(await shop.checkout(buyer, { method, device })), buyer }
  }
  async function placed(): Promise<Paying> {
    const order = await ordered()
    await shop.idle()
    const { providerRef, step } = await shop.intent(order.intentId)
    assert.ok(step, 'the provider has said how to go on')
    await standIn.pageOf(step)
    return { ...order, ref: providerRef! }
  }
  /** Another attempt for the same order. @returns the provider's reference */
  async function again({ orderId, buyer }: Paying): Promise<string> {
    const wish = { orderId, returnTo: '/back', method, device }
    const { intentId } = await shop.write((ctx) => payAgain(ctx, wish), buyer.who)
    await shop.idle()
    const { providerRef, step } = await shop.intent(intentId)
    await standIn.pageOf(step!)
    return providerRef!
  }
  const states = async ({ orderId, intentId }: Placed) => {
    const { state } = await shop.order(orderId)
    return [state, (await shop.intent(intentId)).state]
  }
  const deliver = async () => {
    while ((await standIn.sending.deliverDue()) > 0);
    // Some wait for our word before they take the money, and tell so: they are asked at once.
    await shop.beat('payments.askAboutWaiting')
    await shop.idle()
    while ((await standIn.sending.deliverDue()) > 0);
  }
  async function ask(ms = 16_000): Promise<void> {
    shop.clock.advance(ms)
    await shop.beat('payments.askAboutWaiting')
    await shop.idle()
  }
  async function post({ url, headers, body }: Notice) {
    const response = await fetch(url, { method: 'POST', headers, body })
    return response.status
  }
  const tell = (order: Paying, change?: NoticeChange) => post(standIn.notice(standIn.payment(order.ref)!, change))
  const outcomes = async ({ intentId }: Placed) =>
    (
      await shop.database.sql<{ outcome: string }>`
        select outcome from payments.inbox where intent_id = ${intentId} order by received_at, event_id`
    ).map(({ outcome }) => outcome)
  async function paid(): Promise<Paying> {
    const order = await placed()
    await standIn.choose(order.ref, 'pay')
    await deliver()
    assert.deepEqual(await states(order), ['paid', 'captured'])
    return order
  }

  const parts = async (order: Placed) => {
    const { items } = await shop.write((ctx) => readPaymentsOf(ctx, order))
    return [items[0]!.refunded.minor, ...items[0]!.refunds.map(({ state }) => state)]
  }
  const giveBack = async ({ intentId }: Placed, minor: number) => {
    const amount = money(minor, currency)
    await shop.write((ctx) => refundIntent(ctx, { intentId, amount, reason: 'a scratch' }))
    await shop.idle()
  }

  return {
    ...{
      shop,
      standIn,
      lamp,
      device,
      ordered,
      placed,
      again,
      paid,
      states,
      deliver,
      ask,
      tell,
      outcomes,
      parts,
      giveBack,
    },
    async close() {
      await shop[Symbol.asyncDispose]()
      await standIn[Symbol.asyncDispose]()
    },
  }
}
