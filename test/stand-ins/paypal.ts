import type { FastifyReply, FastifyRequest } from 'fastify'
import { createPayPal } from '../../src/doors/payments/paypal/provider.ts'
import { createBank, type Payment } from './bank.ts'
import type { Choice } from './buyer-page.ts'
import { mountDisputes } from './paypal-disputes.ts'
import {
  createPayPalSigner,
  disputeIdOf,
  minorOf,
  orderOf,
  type PayPalSigner,
  refundOf,
  webhookId,
} from './paypal-signer.ts'
import { createSending, type Manner, postByFetch } from './sending.ts'
import { fetchTo, noPause, openSite, rawOf, type StandIn, type StandInNeeds } from './stand-in.ts'
import { pem } from './throw-away-keys.ts'

const clientId = 'client of the stand-in'
const secret = 'secret of the stand-in'
const outcomes = { opened: undefined, won: 'RESOLVED_SELLER_FAVOUR', lost: 'RESOLVED_BUYER_FAVOUR' }
const minute = 60_000
const pausesMs = [2, 5, 15, 30, 60, 120, 240].map((minutes) => minutes * minute)
const hosts = ['https://api-m.paypal.com', 'https://api.paypal.com']

/** PayPal's Orders API v2 with its tokens, its keys of idempotency and its signed webhooks. */
export async function openPayPal(
  needs: StandInNeeds,
): Promise<StandIn & { signer: PayPalSigner; tokens: () => number }> {
  const { clock, baseUrl, post = postByFetch } = needs
  const bank = createBank('5PP')
  const signer = createPayPalSigner(clock)
  const isTaken = ({ status }: { status: number }) => status >= 200 && status < 300
  const sending = createSending({ clock, post, pausesMs, isTaken })
  const tokens = new Map<string, number>()
  const remembered = new Map<string, { asked: string; said: [number, unknown] }>()
  const manners = new Map<Payment, Manner>()
  const byOrder = (ref: string) => bank.byId(ref)

  const standIn = {
    slowRefunds: false,
    sending,
    signer,
    tokens: () => tokens.size,
    payment: byOrder,
    notice: signer.notice,
    changeKeys: signer.changeKeys,
    dispute: (ref: string, became: 'opened' | 'won' | 'lost') => signer.dispute(byOrder(ref)!, outcomes[became]),
    answered: (ref: string) => byOrder(ref)!.more.evidence,
    async choose(ref: string, choice: Choice, manner: Manner = 'once') {
      choose(byOrder(ref)!, choice, manner)
    },
    endRefund(ref: string, number: string, state: 'done' | 'failed', manner: Manner = 'once') {
      const payment = byOrder(ref)!
      const refund = payment.refunds.find((one) => one.number === number)!
      refund.state = state
      sending.send(() => signer.notice(payment, { refund }), manner)
    },
    async pageOf(step: Awaited<ReturnType<StandIn['provider']['createIntent']>>['step']) {
      if (step.kind !== 'redirect') throw new Error(`PayPal cannot take ${JSON.stringify(step)}`)
      return step.url
    },
  }

  /** The buyer agrees, with money that will come or with a card that will be refused when the shop takes it. */
  function choose(payment: Payment, choice: Choice, manner: Manner): void {
    if (choice === 'leave' || payment.state === 'paid') return
    payment.more.agreed = choice === 'pay' ? 'with money' : 'without money'
    manners.set(payment, manner)
    sending.send(() => signer.approved(payment), manner)
  }

  const site = await openSite({
    ...{ title: 'PayPal', colour: '#003087', api: /^\/v[12]\/(?!notifications)/, bank, choose },
    routes(app) {
      const serve = (request: FastifyRequest, reply: FastifyReply, work: () => [number, unknown]) => {
        const token = (request.headers.authorization ?? '').replace('Bearer ', '')
        if (!((tokens.get(token) ?? 0) > clock.now().getTime())) return reply.code(401).send({ error: 'invalid_token' })
        const [status, said] = request.method === 'POST' ? once(request, work) : work()
        return reply.code(status).send(said)
      }
      mountDisputes(app, {
        serve,
        byDispute: (id) => bank.all().find((one) => disputeIdOf(one) === id),
        move: (payment, how) =>
          sending.send(() =>
            how === 'review' ? signer.dispute(payment, undefined, 'UNDER_REVIEW') : signer.dispute(payment, 'ACCEPTED'),
          ),
      })
      app.post('/v1/oauth2/token', (request, reply) => {
        const basic = `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`
        const isRight =
          request.headers.authorization === basic && rawOf(request).toString() === 'grant_type=client_credentials'
        if (!isRight) return reply.code(401).send({ error: 'invalid_client' })
        const token = `A21AA${tokens.size}`
        tokens.set(token, clock.now().getTime() + 32_400_000)
        return { access_token: token, token_type: 'Bearer', expires_in: 32_400 }
      })
      app.get<{ Params: { name: string } }>('/v1/notifications/certs/:name', (request, reply) =>
        reply.type('text/plain').send(pem(request.params.name) + pem('middle')),
      )
      app.get('/v1/reporting/transactions', (request, reply) =>
        serve(request, reply, () => [200, signer.booked(bank.all(), request.query as Record<string, string>)]),
      )
      app.post('/v2/checkout/orders', (request, reply) => serve(request, reply, () => opened(bodyOf(request))))
      const path = '/v2/checkout/orders/:id'
      app.get<Id>(path, (request, reply) => serve(request, reply, () => about(request, (one) => [200, orderOf(one)])))
      app.patch<Id>(path, (request, reply) =>
        serve(request, reply, () =>
          about(request, (payment) => {
            const [{ op, path: member, value }] = bodyOf(request)
            const isMark = op === 'replace' && member === "/purchase_units/@reference_id=='default'/custom_id"
            if (payment.state === 'paid' || !isMark) return refusal('ORDER_ALREADY_COMPLETED')
            payment.more.customId = value
            return [204, undefined]
          }),
        ),
      )
      app.post<Id>(`${path}/capture`, (request, reply) => serve(request, reply, () => about(request, captured)))
      app.get<Id>('/v2/payments/captures/:id', (request, reply) =>
        serve(request, reply, () => aboutCapture(request, (payment) => [200, signer.captureOf(payment)])),
      )
      app.post<Id>('/v2/payments/captures/:id/refund', (request, reply) =>
        serve(request, reply, () => aboutCapture(request, (payment) => refund(payment, request))),
      )
    },
  })

  /** The same key with the same body is answered as the first time; with another body it is refused. */
  function once(request: FastifyRequest, work: () => [number, unknown]): [number, unknown] {
    const key = `${request.url} ${request.headers['paypal-request-id']}`
    if (request.headers['paypal-request-id'] === undefined) return refusal('PAYPAL_REQUEST_ID_REQUIRED')
    const asked = rawOf(request).toString()
    const known = remembered.get(key)
    if (known) return known.asked === asked ? known.said : refusal('DUPLICATE_REQUEST_ID')
    const said = structuredClone(work())
    if (said[0] < 500) remembered.set(key, { asked, said })
    return said
  }

  function opened(body: Body): [number, unknown] {
    const [unit] = body.purchase_units
    const minor = minorOf(unit.amount)
    if (body.intent !== 'CAPTURE' || minor === undefined) return refusal('DECIMAL_PRECISION')
    const context = body.payment_source.paypal.experience_context
    const payment = bank.open({
      ...{ number: `${unit.custom_id} ${bank.nextId()}`, minor, currency: unit.amount.currency_code },
      ...{ description: unit.description, notifyUrl: `${baseUrl()}/api/webhooks/payments/paypal` },
      ...{ returnUrl: context.return_url, more: { customId: unit.custom_id } },
    })!
    payment.more.page = `${site.url}/pay/${payment.id}`
    return [201, orderOf(payment)]
  }

  function captured(payment: Payment): [number, unknown] {
    if (payment.state === 'paid') return refusal('ORDER_ALREADY_CAPTURED')
    if (!payment.more.agreed) return refusal('ORDER_NOT_APPROVED')
    if (payment.more.agreed === 'without money') return refusal('INSTRUMENT_DECLINED')
    bank.decide(payment, 'paid')
    payment.more.paidAt = clock.now().toISOString()
    sending.send(() => signer.notice(payment), manners.get(payment))
    return [201, orderOf(payment)]
  }

  function refund(payment: Payment, request: FastifyRequest): [number, unknown] {
    const { amount, custom_id } = bodyOf(request)
    if (amount.currency_code !== payment.currency) return refusal('CURRENCY_MISMATCH')
    const key = String(request.headers['paypal-request-id'])
    const given = bank.refund(payment, key, minorOf(amount) ?? 0n, custom_id)
    if (typeof given === 'string') return refusal('REFUND_AMOUNT_EXCEEDED')
    if (!standIn.slowRefunds) standIn.endRefund(payment.id, key, 'done')
    return [201, refundOf(payment, given)]
  }

  type About = (payment: Payment) => [number, unknown]
  const notFound: [number, unknown] = [404, { name: 'RESOURCE_NOT_FOUND', debug_id: 'f00d' }]
  const about = (request: FastifyRequest<Id>, work: About) => {
    const payment = bank.byId(request.params.id)
    return payment ? work(payment) : notFound
  }
  const aboutCapture = (request: FastifyRequest<Id>, work: About) => {
    const payment = bank.byId(request.params.id.replace(/^C-/, ''))
    return payment?.state === 'paid' ? work(payment) : notFound
  }

  const provider = createPayPal(
    { clientId, secret, webhookId, origin: hosts[0]!, roots: [pem('root')] },
    { clock: needs.ourClock ?? clock, baseUrl, fetch: fetchTo(() => site.url, hosts), pause: noPause },
  )
  return Object.assign(standIn, {
    ...{ provider, url: site.url, trouble: site.trouble },
    [Symbol.asyncDispose]: site.close,
  })
}

type Id = { Params: { id: string } }
// biome-ignore lint/suspicious/noExplicitAny: what came from outside; the stand-in reads it as the real one would.
type Body = any
const bodyOf = (request: FastifyRequest): Body => JSON.parse(rawOf(request).toString() || '{}')
const refusal = (issue: string): [number, unknown] => [
  422,
  {
    name: 'UNPROCESSABLE_ENTITY',
    message: 'The requested action could not be performed',
    debug_id: 'f00d',
    details: [{ issue }],
  },
]
