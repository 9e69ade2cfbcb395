import type { FastifyReply } from 'fastify'
import { createAlipay } from '../../src/doors/payments/alipay/provider.ts'
import { billOf } from './alipay-bill.ts'
import { type Answer, appId, createDesk, type Desk, sellerId } from './alipay-desk.ts'
import { createBank, type Payment } from './bank.ts'
import type { Choice } from './buyer-page.ts'
import { createSending, type Manner, postByFetch } from './sending.ts'
import { type Form, fetchTo, formOf, noPause, openSite, type StandIn, type StandInNeeds } from './stand-in.ts'
import { keyPair } from './throw-away-keys.ts'

const minute = 60_000
/** When a notice that was not taken comes again: 4 m, 10 m, 10 m, 1 h, 2 h, 6 h, 15 h. */
const pausesMs = [4, 10, 10, 60, 120, 360, 900].map((minutes) => minutes * minute)
const gateway = 'https://openapi.alipay.com/gateway.do'

/** Alipay's gateway: it checks our requests with the official library and signs what it says. */
export async function openAlipay(needs: StandInNeeds & { desk?: 'page' | 'qr' }): Promise<StandIn & { desk: Desk }> {
  const { clock, baseUrl, post = postByFetch } = needs
  const bank = createBank('2026112122001')
  const desk = createDesk(clock)
  const isTaken = ({ status, body }: { status: number; body: string }) => status === 200 && body === 'success'
  const sending = createSending({ clock, post, pausesMs, isTaken })
  const expire = (payment: Payment) => {
    if (payment.state === 'open' && desk.nowText() > payment.more.expires!) bank.decide(payment, 'closed')
    return payment
  }
  const standIn = {
    slowRefunds: false,
    sending,
    desk,
    payment: (ref: string) => bank.byNumber(ref),
    notice: desk.notice,
    changeKeys: desk.changeKeys,
    async choose(ref: string, choice: Choice, manner: Manner = 'once') {
      choose(bank.byNumber(ref)!, choice, manner)
    },
    endRefund(ref: string, number: string, state: 'done' | 'failed', manner: Manner = 'once') {
      const payment = bank.byNumber(ref)!
      const refund = payment.refunds.find((one) => one.number === number)!
      refund.state = state
      if (state === 'done') sending.send(() => desk.notice(payment, { refund }), manner)
    },
    async pageOf(step: Awaited<ReturnType<StandIn['provider']['createIntent']>>['step']) {
      if (step.kind === 'qr') return step.text.replace('https://qr.alipay.com', `${site.url}/pay`)
      if (step.kind !== 'form') throw new Error(`Alipay cannot take ${JSON.stringify(step)}`)
      const url = step.url.replace('https://openapi.alipay.com', site.url)
      const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(step.fields), redirect: 'manual' })
      const page = answer.headers.get('location')
      if (!page) throw new Error(await answer.text())
      return page
    },
  }
  function choose(payment: Payment, choice: Choice, manner: Manner): void {
    if (choice === 'decline') bank.decide(expire(payment), 'declined')
    if (choice !== 'pay' || !bank.decide(expire(payment), 'paid')) return
    payment.more.paidAt = desk.nowText()
    sending.send(() => desk.notice(payment), manner)
  }

  const site = await openSite({
    ...{ title: 'Alipay', colour: '#1456c8', api: /^\/gateway\.do/, bank, choose },
    routes(app, { trouble }) {
      app.post('/gateway.do', (request, reply) => {
        const form = formOf(request)
        const wrong = desk.wrongWith(form)
        if (form.method === 'alipay.trade.page.pay' || form.method === 'alipay.trade.wap.pay') {
          return wrong ? reply.code(400).send(wrong) : toCashier(form, reply)
        }
        const forged = trouble[0] === 'forged' && trouble.shift() !== undefined
        if (wrong) return reply.send(desk.refusal(form, wrong))
        return reply.type('application/json; charset=utf-8').send(desk.answer(form, serve(form), forged))
      })
      app.get<{ Querystring: { day: string } }>('/bill', (request, reply) =>
        reply.send(billOf(bank.all(), request.query.day)),
      )
    },
  })

  function toCashier(form: Form, reply: FastifyReply): FastifyReply {
    const payment = opened(form)
    return payment
      ? reply.redirect(`${site.url}/pay/${payment.id}`, 303)
      : reply.code(400).send('isv.invalid-parameter')
  }

  function opened(form: Form): Payment | undefined {
    const content = JSON.parse(form.biz_content!)
    const minor = desk.minorOf(content.total_amount)
    if (!/^[\w-]{1,64}$/.test(content.out_trade_no) || minor === undefined || /[/=&]/.test(content.subject))
      return undefined
    const payment = bank.open({
      ...{ number: content.out_trade_no, minor, currency: 'CNY', description: content.subject },
      ...{ notifyUrl: form.notify_url!, returnUrl: form.return_url ?? baseUrl() },
      more: { expires: content.time_expire },
    })
    return payment && expire(payment)
  }

  function serve({ method, biz_content, ...form }: Form): Answer {
    const content = JSON.parse(biz_content!)
    if (method === 'alipay.trade.precreate') {
      const payment = opened({ ...form, biz_content: biz_content! })
      if (!payment) return ['40004', { sub_code: 'ACQ.CONTEXT_INCONSISTENT', sub_msg: '交易信息被篡改' }]
      // A code alone makes no trade: that begins when somebody scans it. The stand-in does not tell the two apart.
      return ['10000', { out_trade_no: payment.number, qr_code: `https://qr.alipay.com/${payment.id}` }]
    }
    if (method === 'alipay.data.dataservice.bill.downloadurl.query') {
      if (!billOf(bank.all(), content.bill_date)) return ['40004', { sub_code: 'isp.bill_not_exist' }]
      return ['10000', { bill_download_url: `https://dwbillcenter.alipay.com/bill?day=${content.bill_date}` }]
    }
    const payment = bank.byNumber(content.out_trade_no)
    if (!payment) return ['40004', { sub_code: 'ACQ.TRADE_NOT_EXIST', sub_msg: '交易不存在' }]
    expire(payment)
    if (method === 'alipay.trade.query') return ['10000', desk.tradeOf(payment)]
    if (method === 'alipay.trade.close') {
      if (payment.state === 'paid') return ['40004', { sub_code: 'ACQ.TRADE_STATUS_ERROR', sub_msg: '交易状态不合法' }]
      payment.state = 'closed'
      return ['10000', { out_trade_no: payment.number, trade_no: payment.id }]
    }
    if (method === 'alipay.trade.refund') return refund(payment, content)
    if (method !== 'alipay.trade.fastpay.refund.query') return ['40002', { sub_code: 'isv.invalid-method' }]
    const found = payment.refunds.find((one) => one.number === content.out_request_no)
    return ['10000', found ? desk.refundOf(payment, found) : {}]
  }

  function refund(payment: Payment, content: Form): Answer {
    const known = payment.refunds.some((one) => one.number === content.out_request_no)
    const given = bank.refund(payment, content.out_request_no!, desk.minorOf(content.refund_amount!) ?? 0n)
    if (typeof given === 'string') return ['40004', { sub_code: 'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', sub_msg: given }]
    if (!known && !standIn.slowRefunds) standIn.endRefund(payment.number, given.number, 'done')
    return ['10000', desk.givenBack(payment, given, known)]
  }

  const hosts = ['https://openapi.alipay.com', 'https://dwbillcenter.alipay.com']
  const provider = createAlipay(
    {
      ...{
        appId,
        sellerId,
        gateway: needs.inBrowser ? `${site.url}/gateway.do` : gateway,
        desk: needs.desk ?? 'page',
        appKey: keyPair('ours').privateKey,
      },
      alipayKeys: [keyPair('provider').publicKey, keyPair('providerNext').publicKey],
    },
    { clock: needs.ourClock ?? clock, baseUrl, fetch: fetchTo(() => site.url, hosts), pause: noPause },
  )
  return Object.assign(standIn, {
    ...{ provider, url: site.url, trouble: site.trouble },
    [Symbol.asyncDispose]: site.close,
  })
}
