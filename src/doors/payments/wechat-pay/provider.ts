import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { refuse } from '../../../lib/problems.ts'
import { paymentProblems as problem } from '../../../modules/payments/problems.ts'
import type { KnownIntent, PaymentNotice, PaymentProvider } from '../../doors.ts'
import { compactId } from '../own-ids.ts'
import type { ProviderNeeds } from '../provider-needs.ts'
import { ProviderTrouble, type TroubleWord } from '../provider-trouble.ts'
import { accountDesk } from './account.ts'
import { billRows } from './bill.ts'
import { readCallback } from './callbacks.ts'
import { createClient, type WeChatPayClient } from './client.ts'
import { newsOf, orderOf, orderShape, placedShape, sceneOf, stepOf } from './orders.ts'
import { platformKeys } from './platform-keys.ts'
import { refundNews, refundShape } from './refunds.ts'
import type { WeChatPaySettings } from './settings.ts'

const me = 'wechat-pay'

/**
 * WeChat Pay, API v3, for a direct merchant: in WeChat's browser (JSAPI), in another browser of a phone (H5), and by a
 * code to scan (Native). Our reference is the order's number, since WeChat's own exists only once it is paid.
 */
export function createWeChatPay(settings: WeChatPaySettings, needs: ProviderNeeds): PaymentProvider {
  const { merchant, apiV3Key, origin } = settings
  const keys = platformKeys(settings.platform)
  const nonce = () => randomBytes(16).toString('hex')
  const client = createClient({ ...needs, nonce, merchant, apiV3Key, keys, origin })
  const { clock, baseUrl } = needs

  return {
    name: me,
    methods: ['wechat'],
    ...(settings.account && { payer: accountDesk(settings.appid, settings.account, needs) }),

    async createIntent(wish) {
      if (wish.amount.currency !== 'CNY') throw new ProviderTrouble(me, 'wrongCurrency', wish.amount.currency)
      const scene = sceneOf(wish)
      const order = orderOf(settings, wish, scene, `${baseUrl()}/api/webhooks/payments/${me}`)
      const placed = await client.post(`/v3/pay/transactions/${scene}`, order, placedShape)
      const returnUrl = `${baseUrl()}${wish.returnUrl}`
      const step = stepOf(settings, placed, { at: clock.now(), nonce: nonce(), returnUrl })
      if (!step) throw new ProviderTrouble(me, 'unreadable', undefined, `an answer without a ${scene} order`)
      return { providerRef: order.out_trade_no, step }
    },

    async findIntent(known) {
      const order = await orNothing('notFound', client.get(queryOf(known, merchant.mchid), orderShape))
      const news = order ? newsOf(order, known.amount) : []
      const refunds = await Promise.all(known.refunds.map(({ refundId }) => findRefund(client, refundId)))
      return [...news, ...refunds.flat()]
    },

    async withdraw({ providerRef }) {
      const target = `/v3/pay/transactions/out-trade-no/${providerRef}/close`
      const gone = client.post(target, { mchid: merchant.mchid }, z.undefined())
      await orNothing('alreadyPaid', orNothing('closed', orNothing('notFound', gone)))
    },

    refund: (wish) => giveBack(client, wish),

    readNotices(headers, raw, now) {
      const { originalType, resource } = readCallback({ keys, apiV3Key }, headers, raw, now)
      if (originalType === 'transaction') {
        const order = orBroken(orderShape.safeParse(resource))
        return order.mchid === merchant.mchid && order.appid === settings.appid ? newsOf(order) : []
      }
      if (originalType !== 'refund') return []
      const refund = orBroken(refundShape.safeParse(resource))
      return refund.mchid === undefined || refund.mchid === merchant.mchid ? refundNews(refund) : []
    },

    settled: (from, to) => billRows(client, from, to),
  }
}

const queryOf = ({ providerRef }: KnownIntent, mchid: string) =>
  `/v3/pay/transactions/out-trade-no/${providerRef}?mchid=${mchid}`

async function findRefund(client: WeChatPayClient, refundId: string): Promise<PaymentNotice[]> {
  const target = `/v3/refund/domestic/refunds/${compactId(refundId)}`
  const refund = await orNothing('notFound', client.get(target, refundShape))
  return refund ? refundNews(refund) : []
}

/** The same number with the same data is one refund, however often it is asked for. */
async function giveBack(
  client: WeChatPayClient,
  { refundId, amount, reason, intent }: Parameters<PaymentProvider['refund']>[0],
): Promise<PaymentNotice[]> {
  const { providerRef: out_trade_no, intentId, amount: paid } = intent
  const body = {
    ...{
      out_trade_no,
      out_refund_no: compactId(refundId),
      ...(reason && { reason: [...reason].slice(0, 26).join('') }),
    },
    amount: { refund: Number(amount.minor), total: Number(paid.minor), currency: 'CNY' },
  }
  try {
    return refundNews(await client.post('/v3/refund/domestic/refunds', body, refundShape))
  } catch (error) {
    const never = error instanceof ProviderTrouble && ['refused', 'closed', 'notFound'].includes(error.word)
    if (!never) throw error
    const known = await findRefund(client, refundId)
    if (known.length > 0) return known
    const eventId = `refund.${body.out_refund_no}.refused`
    const why = { kind: 'refundFailed' as const, reason: 'refund_refused' }
    return [{ eventId, intentId, providerRef: out_trade_no, refundId, amount, ...why }]
  }
}

/** Undefined for a trouble of this kind. */
async function orNothing<T>(word: TroubleWord, work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (error instanceof ProviderTrouble && error.word === word) return undefined
    throw error
  }
}

function orBroken<T>(parsed: z.ZodSafeParseResult<T>): T {
  if (!parsed.success) throw refuse(problem.brokenNotice)
  return parsed.data
}
