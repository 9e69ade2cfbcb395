import * as z from 'zod'
import type { IntentWish, KnownIntent, PaymentNotice, PaymentProvider, PaymentStep } from '../../doors.ts'
import { decimalOf, minorOf } from '../decimal.ts'
import { compactId, payUntil } from '../own-ids.ts'
import type { ProviderNeeds } from '../provider-needs.ts'
import { ProviderTrouble, type TroubleWord } from '../provider-trouble.ts'
import { beijingText } from './beijing.ts'
import { billRows } from './bill.ts'
import { type AlipayClient, createClient } from './client.ts'
import { readTradeNotice } from './notices.ts'
import type { AlipaySettings } from './settings.ts'
import { refundedNotice, refundNews, refundShape, tradeNews, tradeShape } from './trades.ts'

const me = 'alipay'

/**
 * Alipay's mainland gateway: its page on a computer, its page on a phone (which opens the app), and a code to scan.
 * Our reference is the trade's number, since Alipay's own exists only once the buyer has come.
 */
export function createAlipay(settings: AlipaySettings, needs: ProviderNeeds): PaymentProvider {
  const client = createClient(settings, needs)
  const { baseUrl, clock } = needs

  return {
    name: me,
    methods: ['alipay'],

    async createIntent(wish) {
      if (wish.amount.currency !== 'CNY') throw new ProviderTrouble(me, 'wrongCurrency', wish.amount.currency)
      return { providerRef: compactId(wish.intentId), step: await stepOf(settings, client, wish, baseUrl()) }
    },

    async findIntent(known) {
      const found = await findTrade(client, known)
      const tooLate = clock.now() > payUntil(known.intentId)
      // A trade exists once the buyer has come to the cashier. After its time nobody can bring it to life.
      const news = found.length === 0 && tooLate ? [neverCame(known)] : found
      const refunds = known.refunds.map(({ refundId }) => findRefund(client, known.providerRef, compactId(refundId)))
      return [...news.filter((one) => one !== undefined), ...(await Promise.all(refunds)).flat()]
    },

    async withdraw({ providerRef }) {
      const closing = client.call('alipay.trade.close', { out_trade_no: providerRef }, z.object({}))
      await unless(['notFound', 'alreadyPaid', 'closed', 'refused'], closing)
    },

    refund: (wish) => giveBack(client, wish),

    async readNotices(_headers, raw, now) {
      const notice = readTradeNotice(settings, raw, now)
      if (!notice) return []
      const isRefund = notice.refund_fee !== undefined
      const news = tradeNews({ ...notice, wasPaid: isRefund })
      if (!isRefund || !notice.out_biz_no) return news
      // The notice tells what went back in all; what this refund was, only a query does.
      return [...news, ...(await findRefund(client, notice.out_trade_no, notice.out_biz_no))]
    },

    /** The seven letters that Alipay waits for. */
    acknowledgement: { contentType: 'text/plain; charset=utf-8', body: 'success' },

    settled: (from, to) => billRows(client, from, to),
  }
}

async function stepOf(
  { gateway, desk }: AlipaySettings,
  client: AlipayClient,
  wish: IntentWish,
  baseUrl: string,
): Promise<PaymentStep> {
  const urls = {
    notify_url: `${baseUrl}/api/webhooks/payments/${me}`,
    return_url: `${baseUrl}/api/payments/return?to=${encodeURIComponent(wish.returnUrl)}`,
  }
  const trade = {
    out_trade_no: compactId(wish.intentId),
    total_amount: decimalOf(BigInt(wish.amount.minor), 'CNY'),
    // The gateway refuses / = & in a subject.
    subject: [...`${wish.description} ${wish.orderNumber}`.replace(/[/=&]/g, ' ')].slice(0, 100).join(''),
    time_expire: beijingText(payUntil(wish.intentId)),
  }
  const onDesk = wish.device === 'desk'
  if (onDesk && desk === 'qr') {
    const content = { ...trade, product_code: 'QR_CODE_OFFLINE' }
    const { notify_url } = urls
    const { qr_code } = await client.call('alipay.trade.precreate', content, codeShape, { notify_url })
    return { kind: 'qr', text: qr_code }
  }
  const product_code = onDesk ? 'FAST_INSTANT_TRADE_PAY' : 'QUICK_WAP_WAY'
  const fields = client.page(`alipay.trade.${onDesk ? 'page' : 'wap'}.pay`, { ...trade, product_code }, urls)
  return { kind: 'form', url: `${gateway}?charset=utf-8`, fields }
}

const codeShape = z.object({ qr_code: z.string().min(1) })

/** What the trade says; undefined in the list stands for a trade that is there and undecided. */
async function findTrade(client: AlipayClient, { providerRef }: KnownIntent): Promise<(PaymentNotice | undefined)[]> {
  const asking = client.call('alipay.trade.query', { out_trade_no: providerRef }, tradeShape)
  const trade = await unless(['notFound'], asking)
  if (!trade) return []
  const news = tradeNews({ ...trade, wasPaid: trade.send_pay_date !== undefined })
  return news.length > 0 ? news : [undefined]
}

const neverCame = ({ intentId, providerRef, amount }: KnownIntent): PaymentNotice => ({
  eventId: `never.${providerRef}`,
  ...{ intentId, providerRef, amount, kind: 'declined', reason: 'expired' },
})

async function findRefund(client: AlipayClient, tradeNumber: string, requestNumber: string): Promise<PaymentNotice[]> {
  const content = { out_trade_no: tradeNumber, out_request_no: requestNumber }
  const asking = client.call('alipay.trade.fastpay.refund.query', content, refundShape)
  const refund = await unless(['notFound'], asking)
  return refund ? refundNews(tradeNumber, requestNumber, refund) : []
}

const givenShape = z.object({ fund_change: z.string().optional(), refund_fee: z.string().optional() })

/** `fund_change` is `Y` when money moved by this very call; after any other answer only a query tells. */
async function giveBack(
  client: AlipayClient,
  { refundId, amount, reason, intent }: Parameters<PaymentProvider['refund']>[0],
): Promise<PaymentNotice[]> {
  const { providerRef, intentId } = intent
  const number = compactId(refundId)
  const minor = BigInt(amount.minor)
  const content = {
    out_trade_no: providerRef,
    refund_amount: decimalOf(minor, 'CNY'),
    out_request_no: number,
    ...(reason && { refund_reason: [...reason].slice(0, 80).join('') }),
  }
  try {
    const given = await client.call('alipay.trade.refund', content, givenShape)
    const total = minorOf(given.refund_fee ?? '', 'CNY')
    if (given.fund_change === 'Y' && total !== undefined && total >= minor) {
      return [refundedNotice(providerRef, number, minor)]
    }
    return await findRefund(client, providerRef, number)
  } catch (error) {
    const never = error instanceof ProviderTrouble && ['refused', 'closed', 'notFound'].includes(error.word)
    if (!never) throw error
    const known = await findRefund(client, providerRef, number)
    if (known.length > 0) return known
    const why = { kind: 'refundFailed' as const, reason: 'refund_refused' }
    return [{ eventId: `refund.${number}.refused`, intentId, providerRef, refundId, amount, ...why }]
  }
}

/** Undefined for a trouble of these kinds. */
async function unless<T>(words: readonly TroubleWord[], work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (error instanceof ProviderTrouble && words.includes(error.word)) return undefined
    throw error
  }
}
