import type { FastifyRequest } from 'fastify'
import { createUnionPay } from '../../src/doors/payments/unionpay/provider.ts'
import { serialOf } from '../../src/doors/payments/unionpay/settings.ts'
import { createBank, type Payment } from './bank.ts'
import type { Choice } from './buyer-page.ts'
import { createSending, type Manner, postByFetch } from './sending.ts'
import { type Form, fetchTo, formOf, noPause, openSite, type StandIn, type StandInNeeds } from './stand-in.ts'
import { certificate, keyPair } from './throw-away-keys.ts'
import { createUnionPaySigner, merId } from './unionpay-signer.ts'

const origin = 'https://gateway.95516.com'
const minute = 60_000
const pausesMs = [1, 2, 4, 15].map((minutes) => minutes * minute)

/** UnionPay's online gateway, 5.1.0: the form a browser brings, queries, refunds, back notices. */
export async function openUnionPay(needs: StandInNeeds): Promise<StandIn> {
  const { clock, baseUrl, post = postByFetch } = needs
  const bank = createBank('6226')
  const signer = createUnionPaySigner(clock)
  const isTaken = ({ status, body }: { status: number; body: string }) => status === 200 && body === 'ok'
  const sending = createSending({ clock, post, pausesMs, isTaken })
  /** Nobody can pay any more once the time is over. */
  const isLate = ({ more }: Payment) => signer.nowText() > more.payTimeout!
  const keyOf = ({ orderId, txnTime }: Form) => `${orderId}.${txnTime}`

  const standIn = {
    slowRefunds: false,
    sending,
    payment: (ref: string) => bank.byNumber(ref),
    notice: signer.notice,
    changeKeys: signer.changeKeys,
    async choose(ref: string, choice: Choice, manner: Manner = 'once') {
      choose(bank.byNumber(ref)!, choice, manner)
    },
    endRefund(ref: string, number: string, state: 'done' | 'failed', manner: Manner = 'once') {
      const payment = bank.byNumber(ref)!
      const refund = payment.refunds.find((one) => one.number.startsWith(number))!
      refund.state = state
      sending.send(() => signer.notice(payment, { refund }), manner)
    },
    async pageOf(step: Awaited<ReturnType<StandIn['provider']['createIntent']>>['step']) {
      if (step.kind !== 'form') throw new Error(`UnionPay cannot take ${JSON.stringify(step)}`)
      const url = step.url.replace(origin, site.url)
      const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(step.fields), redirect: 'manual' })
      const page = answer.headers.get('location')
      if (!page) throw new Error(await answer.text())
      return page
    },
  }
  // Whom the bank refuses may try again on the page; the shop hears of money only.
  function choose(payment: Payment, choice: Choice, manner: Manner): void {
    if (choice === 'decline' && !isLate(payment)) bank.decide(payment, 'declined')
    if (choice === 'pay' && !isLate(payment) && bank.decide(payment, 'paid')) {
      sending.send(() => signer.notice(payment), manner)
    }
  }

  const site = await openSite({
    ...{ title: 'UnionPay', colour: '#b4111e', api: /^\/gateway\/api\/(query|back)/, bank, choose },
    routes(app, { trouble }) {
      const answer = (request: FastifyRequest, work: (form: Form) => Form) => {
        const form = formOf(request)
        const wrong = signer.wrongWith(form)
        const said = wrong ? { respCode: '11', respMsg: `验证签名失败[${wrong}]` } : work(form)
        const forged = trouble[0] === 'forged' && trouble.shift() !== undefined
        return signer.answer({ ...form, ...said }, forged)
      }
      app.post('/gateway/api/frontTransReq.do', (request, reply) => {
        const form = formOf(request)
        const wrong = signer.wrongWith(form) ?? whyNotOpen(form)
        if (wrong) return reply.code(400).send(wrong)
        const payment = bank.open({
          ...{ number: keyOf(form), minor: BigInt(form.txnAmt!), currency: 'CNY', description: form.orderId! },
          ...{ notifyUrl: form.backUrl!, returnUrl: form.frontUrl! },
          more: { returnsByPost: 'yes', payTimeout: form.payTimeout!, orderId: form.orderId!, txnTime: form.txnTime! },
        })
        return payment ? reply.redirect(`${site.url}/pay/${payment.id}`, 303) : reply.code(400).send('12 重复交易')
      })
      app.post('/gateway/api/queryTrans.do', (request) => answer(request, query))
      app.post('/gateway/api/backTransReq.do', (request) => answer(request, refund))
    },
  })

  function whyNotOpen(form: Form): string | undefined {
    const isWhole =
      /^[a-zA-Z0-9]{8,40}$/.test(form.orderId!) && /^\d{14}$/.test(form.txnTime!) && /^\d{1,12}$/.test(form.txnAmt!)
    const isPayment = form.txnType === '01' && form.txnSubType === '01' && form.bizType === '000201'
    if (!isWhole || !isPayment || form.currencyCode !== '156') return '10 报文格式错误'
    return signer.nowText() > form.payTimeout! ? '02 订单超时' : undefined
  }

  function query(form: Form): Form {
    const payment = bank.byNumber(keyOf(form))
    if (payment) return signer.queried(payment, isLate(payment))
    const found = bank.refundByNumber(keyOf(form))
    return found
      ? signer.queriedRefund(found.payment, found.refund)
      : { respCode: '34', respMsg: '查无此交易[2600000]' }
  }

  function refund(form: Form): Form {
    const payment = bank.byId(form.origQryId!)
    if (form.txnType !== '04' || !payment) return { respCode: '35', respMsg: '原交易不存在[2040004]' }
    const number = keyOf(form)
    if (payment.refunds.some((one) => one.number === number)) return { respCode: '12', respMsg: '重复交易[2090001]' }
    const given = bank.refund(payment, number, BigInt(form.txnAmt!), form.reqReserved)
    if (typeof given === 'string') return { respCode: '61', respMsg: `交易金额超限[${given}]` }
    if (!standIn.slowRefunds) standIn.endRefund(payment.number, number, 'done')
    return { respCode: '00', respMsg: '成功[0000000]', queryId: given.id }
  }

  const provider = createUnionPay(
    {
      ...{
        merId,
        origin: needs.inBrowser ? site.url : origin,
        key: keyPair('ours').privateKey,
        certId: serialOf(certificate('merchant')),
      },
      ...{ roots: [certificate('root')], between: [certificate('middle')] },
    },
    { clock: needs.ourClock ?? clock, baseUrl, fetch: fetchTo(() => site.url, [origin]), pause: noPause },
  )
  return Object.assign(standIn, {
    ...{ provider, url: site.url, trouble: site.trouble },
    [Symbol.asyncDispose]: site.close,
  })
}
