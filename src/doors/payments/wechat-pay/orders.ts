import * as z from 'zod'
import type { IntentWish, PaymentNotice, PaymentStep } from '../../doors.ts'
import { compactId, fullId, payUntil } from '../own-ids.ts'
import type { WeChatPaySettings } from './settings.ts'
import { type BridgeRequest, bridgeRequest } from './signing.ts'

/** Which of WeChat Pay's ways a buyer goes: its own browser, another phone browser, or a code on a screen. */
export type Scene = 'jsapi' | 'h5' | 'native'

/** Only WeChat's browser has a buyer with an OpenID; without one it shows the code, too. */
export function sceneOf({ device, payerId, buyerAddress }: IntentWish): Scene {
  if (device === 'wechat' && payerId) return 'jsapi'
  return device === 'phone' && buyerAddress ? 'h5' : 'native'
}

/** The first 127 characters and 127 bytes alike would do; cut by characters so that none is broken. */
const short = (text: string, most: number) => [...text].slice(0, most).join('')

/** The body of `POST /v3/pay/transactions/{scene}`. The same wish makes the same body, so that it may be sent again. */
export function orderOf({ appid, merchant }: WeChatPaySettings, wish: IntentWish, scene: Scene, notifyUrl: string) {
  return {
    appid,
    mchid: merchant.mchid,
    description: short(`${wish.description} ${wish.orderNumber}`, 40),
    out_trade_no: compactId(wish.intentId),
    time_expire: `${payUntil(wish.intentId).toISOString().slice(0, 19)}+00:00`,
    notify_url: notifyUrl,
    amount: { total: Number(wish.amount.minor), currency: 'CNY' },
    ...(scene === 'jsapi' && { payer: { openid: wish.payerId } }),
    ...(scene === 'h5' && { scene_info: { payer_client_ip: wish.buyerAddress, h5_info: { type: 'Wap' } } }),
  }
}

export const placedShape = z.object({
  prepay_id: z.string().optional(),
  code_url: z.string().optional(),
  h5_url: z.url().optional(),
})

/** How the buyer goes on. @returns undefined when the answer is not of this scene */
export function stepOf(
  { appid, merchant }: WeChatPaySettings,
  placed: z.infer<typeof placedShape>,
  { at, nonce, returnUrl }: { at: Date; nonce: string; returnUrl: string },
): PaymentStep | undefined {
  if (placed.code_url) return { kind: 'qr', text: placed.code_url }
  if (placed.h5_url) {
    const joined = placed.h5_url.includes('?') ? '&' : '?'
    return { kind: 'redirect', url: `${placed.h5_url}${joined}redirect_url=${encodeURIComponent(returnUrl)}` }
  }
  if (!placed.prepay_id) return undefined
  const params: BridgeRequest = bridgeRequest(merchant, { appid, prepayId: placed.prepay_id, at, nonce })
  return { kind: 'wechat', params }
}

/** An order, as a query answers and as a callback brings it. */
export const orderShape = z.object({
  appid: z.string(),
  mchid: z.string(),
  out_trade_no: z.string(),
  transaction_id: z.string().optional(),
  trade_state: z.enum(['SUCCESS', 'REFUND', 'NOTPAY', 'CLOSED', 'REVOKED', 'USERPAYING', 'PAYERROR']),
  amount: z.object({ total: z.int().nonnegative(), currency: z.string().default('CNY') }).optional(),
})
export type Order = z.infer<typeof orderShape>

const reasons: Partial<Record<Order['trade_state'], string>> = {
  CLOSED: 'expired',
  REVOKED: 'cancelled_by_buyer',
  PAYERROR: 'payment_failed',
}

/**
 * What an order says of our payment. The id is made of what happened, so that a callback and a query tell one news.
 * @param asked our amount, for an order that was never paid and names none
 */
export function newsOf(order: Order, asked?: { minor: string; currency: string }): PaymentNotice[] {
  const paid = order.trade_state === 'SUCCESS' || order.trade_state === 'REFUND'
  const reason = reasons[order.trade_state]
  if (!paid && reason === undefined) return []
  const { total, currency } = order.amount ?? {}
  const amount = total === undefined ? asked : { minor: String(total), currency: currency ?? 'CNY' }
  if (!amount || (paid && !order.transaction_id)) return []
  const about = { intentId: fullId(order.out_trade_no), providerRef: order.out_trade_no, amount }
  const eventId = paid ? `paid.${order.transaction_id}.${amount.minor}` : `${order.out_trade_no}.${order.trade_state}`
  return [paid ? { eventId, ...about, kind: 'captured' } : { eventId, ...about, kind: 'declined', reason }]
}
