import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openShop, type Placed, type Shop, type Stall } from '../../../test/shop.ts'
import { openId } from '../../../test/stand-ins/wechat-account.ts'
import { openWeChatPay } from '../../../test/stand-ins/wechat-pay.ts'
import { trouble } from '../../../test/stand-ins/wish.ts'
import type { Device, PaymentProvider } from '../../doors/doors.ts'
import { ProviderTrouble, type TroubleWord } from '../../doors/payments/provider-trouble.ts'
import { addToBag, payAgain } from '../orders/orders.ts'
import { moveIntents, namePayer } from './payments.ts'

let shop: Shop
let wechat: Awaited<ReturnType<typeof openWeChatPay>>
let lamp: Stall
/** What the provider says to the next wish. */
const says: TroubleWord[] = []
before(async () => {
  const provider = async (needs: Parameters<typeof openWeChatPay>[0]): Promise<PaymentProvider> => {
    wechat = await openWeChatPay(needs)
    return {
      ...wechat.provider,
      async createIntent(wish) {
        const word = says.shift()
        if (word) throw new ProviderTrouble('wechat-pay', word, 'CODE')
        return wechat.provider.createIntent(wish)
      },
    }
  }
  shop = await openShop({ currency: 'CNY', provider })
  lamp = await shop.addVariant({ price: 4500, free: 1000 })
})
after(async () => {
  await shop[Symbol.asyncDispose]()
  await wechat[Symbol.asyncDispose]()
})

async function placed(device: Device) {
  const buyer = await shop.person()
  const wish = { brandId: shop.brandId, variantId: lamp.variantId, quantity: 1 }
  await shop.write((ctx) => addToBag(ctx, wish), buyer.who)
  const order = await shop.checkout(buyer, { method: 'wechat-pay', device })
  await shop.idle()
  return { ...order, buyer }
}
const names = (order: Placed, code: string) =>
  shop.write((ctx) => namePayer(ctx, { intentId: order.intentId, code })).then(() => shop.idle())
const intentOf = (order: Placed) => shop.intent(order.intentId)

/** Goes to the page that names the buyer. @returns the code it gave */
async function codeFrom(order: Placed): Promise<string> {
  const { step, state } = await intentOf(order)
  assert.equal(state, 'created')
  assert.ok(step?.kind === 'redirect' && step.url.endsWith('#wechat_redirect'))
  const page = await fetch(step.url, { redirect: 'manual' })
  const back = new URL(page.headers.get('location')!)
  assert.equal(back.pathname, `/pay/${order.intentId}`)
  return back.searchParams.get('code')!
}

test('a provider that will never take a payment ends the attempt, and the next one may pay', async () => {
  for (const word of ['refused', 'credentials', 'wrongCurrency'] as const) {
    says.push(word)
    const order = await placed('desk')
    const { state, reason } = await intentOf(order)
    assert.deepEqual([state, reason], ['declined', 'method_unavailable'])
    const { timeline, state: orderState } = await shop.order(order.orderId)
    assert.equal(orderState, 'unpaid')
    assert.equal(timeline.at(-1)?.what, 'declined')
    const wish = { orderId: order.orderId, returnTo: '/back', method: 'wechat-pay', device: 'desk' as const }
    const again = await shop.write((ctx) => payAgain(ctx, wish), order.buyer.who)
    await shop.idle()
    assert.equal((await shop.intent(again.intentId)).step?.kind, 'qr')
  }
})

test('a provider that cannot be reached or has the money already ends nothing', async () => {
  for (const word of ['unreachable', 'busy', 'unsigned', 'alreadyPaid'] as const) {
    says.push(word)
    const order = await placed('desk')
    assert.equal((await intentOf(order)).state, 'created')
  }
})

test('WeChat’s browser pays once the buyer is named, and knows them the next time', async () => {
  const order = await placed('wechat')
  await names(order, await codeFrom(order))
  const { state, step, providerRef } = await intentOf(order)
  assert.deepEqual([state, step?.kind], ['waiting', 'wechat'])
  assert.equal(wechat.payment(providerRef!)?.more.openid, openId)
  const wish = { brandId: shop.brandId, variantId: lamp.variantId, quantity: 1 }
  await shop.write((ctx) => addToBag(ctx, wish), order.buyer.who)
  const next = await shop.checkout(order.buyer, { method: 'wechat-pay', device: 'wechat' })
  await shop.idle()
  assert.equal((await intentOf(next)).step?.kind, 'wechat')
})

test('a code told twice, late or made up pays nothing, and ends no other attempt', async () => {
  const order = await placed('wechat')
  const code = await codeFrom(order)
  await names(order, code)
  await names(order, code)
  assert.equal((await intentOf(order)).state, 'waiting')
  for (const wrong of [code, 'made up', 'virtual']) {
    const other = await placed('wechat')
    await names(other, wrong)
    const { state, reason } = await intentOf(other)
    assert.deepEqual([state, reason], ['declined', 'payer_unknown'], wrong)
  }
})

test('who a guest was to the wallet, the account is', async () => {
  const order = await placed('wechat')
  await names(order, await codeFrom(order))
  const account = await shop.person()
  const move = { guestId: order.buyer.personId, personId: account.personId }
  await shop.write((ctx) => moveIntents(ctx, move))
  const wish = { brandId: shop.brandId, variantId: lamp.variantId, quantity: 1 }
  await shop.write((ctx) => addToBag(ctx, wish), account.who)
  const next = await shop.checkout(account, { method: 'wechat-pay', device: 'wechat' })
  await shop.idle()
  assert.equal((await intentOf(next)).step?.kind, 'wechat')
})

test('a code works once, and the account’s own mistakes are told from the buyer’s', async () => {
  const desk = wechat.provider.payer!
  assert.ok(desk.isNeeded('wechat') && !desk.isNeeded('phone'))
  const page = desk.pageFor({ state: 'abc', returnUrl: 'https://alma.example/pay/1?x=é' })
  const code = new URL((await fetch(page, { redirect: 'manual' })).headers.get('location')!).searchParams.get('code')!
  assert.equal(await desk.find(code), openId)
  await assert.rejects(desk.find(code), trouble('refused'))
  await assert.rejects(desk.find('nonsense'), trouble('refused'))
})
