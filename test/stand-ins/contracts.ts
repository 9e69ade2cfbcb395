import { openAlipay } from './alipay.ts'
import { openPayPal } from './paypal.ts'
import { openStripe } from './stripe.ts'
import type { ContractWish } from './till.ts'
import { openUnionPay } from './unionpay.ts'
import { openWeChatPay } from './wechat-pay.ts'

/** What differs between the providers, for everything that is proven of all of them. */
export const contracts = {
  // A notice of Alipay names no currency, and its signature no moment; a refund it has taken is done in the end.
  alipay: {
    ...{ method: 'alipay', currency: 'CNY', open: openAlipay },
    ...{ ages: false, namesCurrency: false, refundsFail: false },
  },
  // PayPal repeats a notice for days with its first signature.
  paypal: { method: 'paypal', currency: 'EUR', open: openPayPal, ages: false },
  stripe: { method: 'card', currency: 'EUR', open: openStripe },
  // A notice of UnionPay names no moment that we could hold it to, and its page closes by itself.
  unionpay: { method: 'unionpay', currency: 'CNY', open: openUnionPay, closes: false, ages: false },
  'wechat-pay': { method: 'wechat-pay', currency: 'CNY', open: openWeChatPay },
} as const satisfies Record<string, ContractWish>
