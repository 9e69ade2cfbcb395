import type { PaymentProvider } from '../doors.ts'
import { createAlipay } from './alipay/provider.ts'
import { type AlipaySettings, readAlipaySettings } from './alipay/settings.ts'
import { createPayPal } from './paypal/provider.ts'
import { type PayPalSettings, readPayPalSettings } from './paypal/settings.ts'
import type { ProviderNeeds } from './provider-needs.ts'
import { readStripeSettings, type StripeSettings } from './stripe/settings.ts'
import { createUnionPay } from './unionpay/provider.ts'
import { readUnionPaySettings, type UnionPaySettings } from './unionpay/settings.ts'
import { createWeChatPay } from './wechat-pay/provider.ts'
import { readWeChatPaySettings, type WeChatPaySettings } from './wechat-pay/settings.ts'

/** What each provider needs to know; undefined for one that this install does not have. */
export type PaymentSettings = {
  wechatPay: WeChatPaySettings | undefined
  alipay: AlipaySettings | undefined
  unionPay: UnionPaySettings | undefined
  payPal: PayPalSettings | undefined
  stripe: StripeSettings | undefined
}

/** @throws a sentence a person can act on */
export const readPaymentSettings = (env: Record<string, string | undefined>): PaymentSettings => ({
  wechatPay: readWeChatPaySettings(env),
  alipay: readAlipaySettings(env),
  unionPay: readUnionPaySettings(env),
  payPal: readPayPalSettings(env),
  stripe: readStripeSettings(env),
})

/**
 * The providers of this install. A wallet's own contract comes before a provider that takes it among others. Stripe's
 * client is loaded by those who have Stripe: it costs 39 MB and an eighth of a second (measured).
 */
export async function openProviders(
  { wechatPay, alipay, unionPay, payPal, stripe }: PaymentSettings,
  needs: ProviderNeeds,
): Promise<readonly PaymentProvider[]> {
  return [
    ...(wechatPay ? [createWeChatPay(wechatPay, needs)] : []),
    ...(alipay ? [createAlipay(alipay, needs)] : []),
    ...(unionPay ? [createUnionPay(unionPay, needs)] : []),
    ...(payPal ? [createPayPal(payPal, needs)] : []),
    ...(stripe ? [(await import('./stripe/provider.ts')).createStripe(stripe, needs)] : []),
  ]
}
