import { refuse } from '../../../lib/problems.ts'
import { paymentProblems as problem } from '../../../modules/payments/problems.ts'
import type { IntentWish, KnownIntent, PaymentNotice, PaymentProvider } from '../../doors.ts'
import { type Fields, fieldsOf } from '../form.ts'
import { compactId, fullId, payUntil } from '../own-ids.ts'
import type { ProviderNeeds } from '../provider-needs.ts'
import { ProviderTrouble } from '../provider-trouble.ts'
import { createClient, type UnionPayClient } from './client.ts'
import type { UnionPaySettings } from './settings.ts'
import { isSigned } from './signing.ts'
import { instantOf, paymentNews, refOf, refundNews, second, transactionOf, yuan } from './transactions.ts'

const me = 'unionpay'
const notifyPath = `/api/webhooks/payments/${me}`
const online = { bizType: '000201', channelType: '07' }
const unknownOrder = '34'
/** A notice says when its transaction was made, not when it was sent: repeats end within hours, a refund takes days. */
const ageMost = 7 * 86_400_000
const earlyMost = 15 * 60_000

/**
 * UnionPay's online gateway (ACP 5.1.0): the buyer's browser brings a signed form to its page. There is no way to close
 * a payment: its page lives until `payTimeout`.
 */
export function createUnionPay(settings: UnionPaySettings, needs: ProviderNeeds): PaymentProvider {
  const client = createClient(settings, needs)
  const { clock, baseUrl } = needs

  return {
    name: me,
    methods: ['unionpay'],

    async createIntent(wish) {
      if (wish.amount.currency !== 'CNY') throw new ProviderTrouble(me, 'wrongCurrency', wish.amount.currency)
      const transaction = transactionOf(wish.intentId)
      const fields = client.signed({ ...transaction, ...frontFields(wish, baseUrl()) })
      const url = `${settings.origin}/gateway/api/frontTransReq.do`
      return { providerRef: refOf(transaction), step: { kind: 'form', url, fields } }
    },

    async findIntent(known) {
      const answer = await query(client, known.intentId)
      const isThere = answer.respCode === '00'
      const news = isThere ? paymentNews(answer, answer.origRespCode) : notThere(known, answer, clock.now())
      const refunds = known.refunds.map(({ refundId }) => findRefund(client, known, refundId))
      return [...news, ...(await Promise.all(refunds)).flat()]
    },

    async withdraw() {},

    refund: (wish) => giveBack(client, wish, `${baseUrl()}${notifyPath}`),

    readNotices(_headers, raw, now) {
      const fields = fieldsOf(raw)
      if (!isSigned(settings, fields, now)) throw refuse(problem.forgedNotice)
      if (fields.merId !== settings.merId) return []
      const madeAt = instantOf(fields.txnTime ?? '')
      if (!fields.orderId || !madeAt) throw refuse(problem.brokenNotice)
      const age = now.getTime() - madeAt.getTime()
      if (age > ageMost || age < -earlyMost) throw refuse(problem.staleNotice)
      if (fields.txnType === '01') return paymentNews(fields, fields.respCode)
      if (fields.txnType !== '04' || !fields.reqReserved) return []
      const intentId = fullId(fields.reqReserved.split('.')[0]!)
      return refundNews({ intentId, providerRef: fields.reqReserved }, fields, fields.respCode)
    },

    acknowledgement: { contentType: 'text/plain; charset=utf-8', body: 'ok' },
  }
}

const frontFields = ({ intentId, amount, device, returnUrl }: IntentWish, baseUrl: string): Fields => ({
  ...{ txnType: '01', txnSubType: '01', bizType: '000201', channelType: device === 'desk' ? '07' : '08' },
  ...{ txnAmt: amount.minor, currencyCode: yuan, payTimeout: second(payUntil(intentId)) },
  // The buyer is sent back with a POST.
  frontUrl: `${baseUrl}/api/payments/return?to=${encodeURIComponent(returnUrl)}`,
  backUrl: `${baseUrl}${notifyPath}`,
})

const query = (client: UnionPayClient, id: string) =>
  client.send('queryTrans', { ...transactionOf(id), txnType: '00', txnSubType: '00', bizType: '000000' })

/** A payment is there once the buyer has come to the page, and cannot come any more after its time. */
function notThere(known: KnownIntent, { respCode }: Fields, now: Date): PaymentNotice[] {
  if (respCode !== unknownOrder || now <= payUntil(known.intentId)) return []
  const { intentId, providerRef, amount } = known
  return [{ eventId: `never.${providerRef}`, intentId, providerRef, amount, kind: 'declined', reason: 'expired' }]
}

async function findRefund(client: UnionPayClient, known: KnownIntent, refundId: string): Promise<PaymentNotice[]> {
  const { intentId, providerRef } = known
  const answer = await query(client, refundId)
  return answer.respCode === '00' ? refundNews({ intentId, providerRef }, answer, answer.origRespCode) : []
}

/**
 * A refund names the payment by UnionPay's own id, which a query tells. `00` is an acceptance; the outcome comes as a
 * notice or is asked for. The same number twice is refused (`12`), so a refusal is a refusal only if nothing is there.
 */
async function giveBack(
  client: UnionPayClient,
  { refundId, amount, intent }: Parameters<PaymentProvider['refund']>[0],
  backUrl: string,
): Promise<PaymentNotice[]> {
  const { intentId, providerRef } = intent
  const { queryId, origRespCode, respCode } = await query(client, intentId)
  if (respCode !== '00' || origRespCode !== '00' || !queryId) {
    throw new ProviderTrouble(me, 'notFound', origRespCode ?? respCode, 'nothing was captured')
  }
  const answer = await client.send('backTransReq', {
    ...{ ...transactionOf(refundId), txnType: '04', txnSubType: '00', ...online, currencyCode: yuan },
    ...{ origQryId: queryId, txnAmt: amount.minor, backUrl, reqReserved: providerRef },
  })
  if (['00', '03', '04', '05'].includes(answer.respCode!)) return []
  const known = await query(client, refundId)
  if (known.respCode === '00') return refundNews({ intentId, providerRef }, known, known.origRespCode)
  const why = { kind: 'refundFailed' as const, reason: 'refund_refused' }
  return [{ eventId: `refund.${compactId(refundId)}.refused`, intentId, providerRef, refundId, amount, ...why }]
}
