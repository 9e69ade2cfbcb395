import { gzipSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { createWeChatPay } from '../../src/doors/payments/wechat-pay/provider.ts'
import { createBank, type Payment, type Refund } from './bank.ts'
import { createSending, type Manner, postByFetch } from './sending.ts'
import { fetchTo, noPause, openSite, rawOf, type StandIn, type StandInNeeds } from './stand-in.ts'
import { certificate, keyPair } from './throw-away-keys.ts'
import { appSecret, mountAccount } from './wechat-account.ts'
import { billOf } from './wechat-pay-bill.ts'
import { apiV3Key, appid, createSigner, mchid, type Signer } from './wechat-pay-signer.ts'

const minute = 60_000
/** When a notice that was not taken comes again. */
const pausesMs = [15e3, 15e3, 30e3, 3 * minute, 10 * minute, 20 * minute, 30 * minute, 30 * minute, 30 * minute, 3600e3]

/** WeChat Pay, API v3: it checks our requests and signs its answers with an independent library. */
export async function openWeChatPay(
  needs: StandInNeeds & { keysBy?: 'publicKey' | 'certificates'; certificates?: boolean },
): Promise<StandIn & { signer: Signer }> {
  const { clock, baseUrl, post = postByFetch, keysBy = 'publicKey' } = needs
  const bank = createBank('420000')
  const signer = createSigner(clock, keysBy)
  const sending = createSending({ clock, post, pausesMs, isTaken: ({ status }) => status === 200 || status === 204 })
  const expire = (payment: Payment) => {
    if (payment.state === 'open' && clock.now() > new Date(payment.more.expires!)) bank.decide(payment, 'closed')
    return payment
  }
  const standIn = {
    slowRefunds: false,
    sending,
    signer,
    payment: (ref: string) => bank.byNumber(ref),
    notice: signer.notice,
    changeKeys: signer.changeKeys,
    async choose(ref: string, choice: 'pay' | 'decline' | 'leave', manner: Manner = 'once') {
      choose(bank.byNumber(ref)!, choice, manner)
    },
    endRefund(ref: string, number: string, state: 'done' | 'failed', manner: Manner = 'once') {
      const payment = bank.byNumber(ref)!
      const refund = payment.refunds.find((one) => one.number === number)!
      refund.state = state
      sending.send(() => signer.notice(payment, { refund }), manner)
    },
    async pageOf(step: Awaited<ReturnType<StandIn['provider']['createIntent']>>['step']) {
      if (step.kind === 'redirect') return (await fetch(step.url, { redirect: 'manual' })).headers.get('location')!
      const id = step.kind === 'qr' ? step.text.split('pr=')[1] : step.kind === 'wechat' && signer.bridged(step.params)
      if (!id) throw new Error(`WeChat Pay cannot take ${JSON.stringify(step)}`)
      return `${site.url}/pay/${id}`
    },
  }
  const choose = (payment: Payment, choice: string, manner: Manner) => {
    // A refusal is between the buyer and the bank: nobody is told, the order stays open.
    if (choice === 'decline') bank.decide(expire(payment), 'declined')
    if (choice !== 'pay' || !bank.decide(expire(payment), 'paid')) return
    payment.more.paidAt = clock.now().toISOString()
    sending.send(() => signer.notice(payment), manner)
  }
  const site = await openSite({
    ...{ title: 'WeChat Pay', colour: '#07803f', api: /^\/v3\//, bank, choose },
    routes(app, { trouble }) {
      const answer = (request: FastifyRequest, reply: FastifyReply, work: (body: Body) => [number, unknown]) => {
        const wrong = signer.wrongWith(request)
        const [status, said] = wrong ? [401, { code: 'SIGN_ERROR', message: wrong }] : work(bodyOf(request))
        const text = said === undefined ? '' : JSON.stringify(said)
        const forged = trouble[0] === 'forged' && trouble.shift() !== undefined
        return reply.code(status).headers(signer.headers(text, forged)).send(text)
      }
      app.get('/v3/certificates', (request, reply) =>
        answer(request, reply, () =>
          needs.certificates === false ? [404, { code: 'RESOURCE_NOT_EXISTS' }] : [200, signer.certificates()],
        ),
      )
      mountAccount(app)
      app.get('/checkmweb', (request, reply) => {
        const { prepay_id, redirect_url } = request.query as Record<string, string>
        const payment = bank.byId(prepay_id!)!
        payment.returnUrl = redirect_url!
        return reply.redirect(`${site.url}/pay/${payment.id}`)
      })
      app.post<{ Params: { scene: string } }>('/v3/pay/transactions/:scene', (request, reply) =>
        answer(request, reply, (body) => placed(body, request.params.scene)),
      )
      app.get<{ Params: { number: string } }>('/v3/pay/transactions/out-trade-no/:number', (request, reply) =>
        answer(request, reply, () => {
          const payment = bank.byNumber(request.params.number)
          if (!payment) return [404, { code: 'ORDER_NOT_EXIST', message: '订单不存在' }]
          return [200, signer.orderOf(expire(payment))]
        }),
      )
      app.post<{ Params: { number: string } }>('/v3/pay/transactions/out-trade-no/:number/close', (request, reply) =>
        answer(request, reply, () => {
          const payment = bank.byNumber(request.params.number)
          if (!payment) return [404, { code: 'ORDER_NOT_EXIST', message: '订单不存在' }]
          if (payment.state === 'paid') return [400, { code: 'ORDERPAID', message: '该订单已支付' }]
          payment.state = 'closed'
          return [204, undefined]
        }),
      )
      app.post('/v3/refund/domestic/refunds', (request, reply) => answer(request, reply, refund))
      app.get<{ Params: { number: string } }>('/v3/refund/domestic/refunds/:number', (request, reply) =>
        answer(request, reply, () => {
          const found = bank.refundByNumber(request.params.number)
          if (!found) return [404, { code: 'RESOURCE_NOT_EXISTS', message: '退款单不存在' }]
          return [200, signer.refundOf(found.payment, found.refund)]
        }),
      )
      app.get<{ Querystring: { bill_date: string } }>('/v3/bill/tradebill', (request, reply) =>
        answer(request, reply, () => {
          const bill = billOf(bank.all(), request.query.bill_date)
          if (!bill) return [400, { code: 'NO_STATEMENT_EXIST', message: '账单不存在' }]
          const download_url = `https://api.mch.weixin.qq.com/v3/billdownload/file?token=${request.query.bill_date}`
          return [200, { hash_type: 'SHA1', hash_value: bill.sha1, download_url }]
        }),
      )
      app.get<{ Querystring: { token: string } }>('/v3/billdownload/file', (request, reply) => {
        if (signer.wrongWith(request)) return reply.code(401).send()
        const { zipped, text } = billOf(bank.all(), request.query.token)!
        return reply.send(signer.altersBills ? gzipSync(text.toString().replace('88.88', '88.89')) : zipped)
      })
    },
  })

  function placed(body: Body, scene: string): [number, unknown] {
    if (body.appid !== appid || body.mchid !== mchid) return [400, { code: 'APPID_MCHID_NOT_MATCH' }]
    const fits = /^[A-Za-z0-9_*|-]{6,32}$/.test(body.out_trade_no) && !new URL(body.notify_url).search
    const whole = Number.isInteger(body.amount.total) && body.amount.total > 0 && body.amount.currency === 'CNY'
    if (!fits || !whole || (scene === 'jsapi' && !body.payer?.openid)) return [400, { code: 'PARAM_ERROR' }]
    if (scene === 'h5' && !body.scene_info?.payer_client_ip) return [400, { code: 'PARAM_ERROR' }]
    if (new Date(body.time_expire) < clock.now()) return [400, { code: 'PARAM_ERROR', message: 'time_expire' }]
    const payment = bank.open({
      ...{ number: body.out_trade_no, minor: BigInt(body.amount.total), currency: 'CNY' },
      ...{ description: body.description, notifyUrl: body.notify_url, returnUrl: baseUrl() },
      more: { scene, expires: body.time_expire, openid: body.payer?.openid ?? 'oStandIn' },
    })
    if (!payment) return [403, { code: 'OUT_TRADE_NO_USED', message: '商户订单号重复' }]
    if (payment.state === 'paid') return [400, { code: 'ORDERPAID', message: '该订单已支付' }]
    if (payment.state === 'closed') return [400, { code: 'ORDER_CLOSED', message: '该订单已关闭' }]
    if (scene === 'native') return [200, { code_url: `weixin://wxpay/bizpayurl?pr=${payment.id}` }]
    if (scene === 'h5') return [200, { h5_url: `${site.url}/checkmweb?prepay_id=${payment.id}` }]
    return [200, { prepay_id: payment.id }]
  }

  function refund(body: Body): [number, unknown] {
    const payment = bank.byNumber(body.out_trade_no)
    if (!payment) return [404, { code: 'RESOURCE_NOT_EXISTS', message: '订单不存在' }]
    if (BigInt(body.amount.total) !== payment.minor)
      return [400, { code: 'INVALID_REQUEST', message: '订单金额不一致' }]
    const given = bank.refund(payment, body.out_refund_no, BigInt(body.amount.refund))
    if (typeof given === 'string') return [400, { code: 'INVALID_REQUEST', message: given }]
    // The first answer is always that it is under way; the end of it comes as a callback.
    const first: Refund = { ...given }
    if (given.state === 'open' && !standIn.slowRefunds) standIn.endRefund(payment.number, given.number, 'done')
    return [200, signer.refundOf(payment, first)]
  }

  const provider = createWeChatPay(
    {
      ...{ appid, apiV3Key, origin: 'https://api.mch.weixin.qq.com' },
      account: { secret: appSecret, origin: 'https://api.weixin.qq.com', pages: site.url },
      merchant: { mchid, serial: certificate('merchant').serialNumber, key: keyPair('ours').privateKey },
      platform: keysBy === 'publicKey' ? { id: signer.publicKeyId, key: keyPair('provider').publicKey } : undefined,
    },
    {
      clock: needs.ourClock ?? clock,
      baseUrl,
      fetch: fetchTo(() => site.url, ['https://api.mch.weixin.qq.com', 'https://api.weixin.qq.com']),
      pause: noPause,
    },
  )
  return Object.assign(standIn, {
    ...{ provider, url: site.url, trouble: site.trouble },
    [Symbol.asyncDispose]: site.close,
  })
}

// biome-ignore lint/suspicious/noExplicitAny: what came from outside; the stand-in reads it as the real one would.
type Body = any
const bodyOf = (request: FastifyRequest): Body =>
  rawOf(request).length > 0 ? JSON.parse(rawOf(request).toString()) : {}
