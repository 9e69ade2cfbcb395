import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../../src/lib/clock.ts'
import type { Bank, Payment } from './bank.ts'
import { rawOf } from './stand-in.ts'
import { mountKeeping, type Vault } from './stripe-keeping.ts'
import {
  balanceOf,
  type DisputeStatus,
  disputeOf,
  listOf,
  nestedForm,
  paymentIntentOf,
  refundOf,
  sessionOf,
} from './stripe-objects.ts'

type World = {
  bank: Bank
  clock: Clock
  url: () => string
  secretKey: string
  slowRefunds: () => boolean
  onExpired: (payment: Payment) => void
  onRefund: (payment: Payment, refundId: string) => void
  vault: Vault
  onPaid: (payment: Payment) => void
  onDispute: (payment: Payment, status: DisputeStatus) => void
}
type Answer = [status: number, body: unknown]
type Form = Record<string, string>

const wrong = (message: string, code?: string, status = 400): Answer => [
  status,
  { error: { type: 'invalid_request_error', message, ...(code && { code }) } },
]

/** Stripe's API, version 1: form-encoded, with its keys of idempotency. */
export function mount(app: FastifyInstance, world: World): void {
  const { bank, clock, secretKey } = world
  const kept = new Map<string, { request: string; answer: Answer }>()

  const answer =
    (work: (request: FastifyRequest, form: Record<string, unknown>) => Answer) =>
    (request: FastifyRequest, reply: FastifyReply) => {
      reply.header('request-id', `req_${crypto.randomUUID()}`)
      if (request.headers.authorization !== `Bearer ${secretKey}`)
        return send(reply, wrong('Invalid API Key', undefined, 401))
      if (!/^\d{4}-\d\d-\d\d\./.test(String(request.headers['stripe-version']))) return send(reply, wrong('No version'))
      const raw = rawOf(request).toString()
      const key = request.method === 'POST' ? String(request.headers['idempotency-key'] ?? '') : ''
      const before = key ? kept.get(key) : undefined
      if (before) return send(reply.header('idempotent-replayed', 'true'), replay(before, `${request.url} ${raw}`))
      const said = work(request, nestedForm(raw || new URL(request.url, 'http://stripe').search.slice(1)))
      // What failed validation is not kept.
      if (key && said[0] < 400) kept.set(key, { request: `${request.url} ${raw}`, answer: structuredClone(said) })
      return send(reply, said)
    }

  const byPayment = (id: unknown) => bank.all().find(({ more }) => more.payment === id)
  const idIn = (request: FastifyRequest) => (request.params as { id: string }).id

  mountKeeping(app, answer, { ...world, nowText: () => clock.now().toISOString() })
  app.post(
    '/v1/checkout/sessions',
    answer((_, form) => open(world, form)),
  )
  app.get(
    '/v1/checkout/sessions',
    answer((_, form) => {
      const payment = byPayment(form.payment_intent)
      if (payment?.more.direct) return [200, listOf('/v1/checkout/sessions', [])]
      return [200, listOf('/v1/checkout/sessions', payment ? [sessionOf(payment, clock.now())] : [])]
    }),
  )
  app.get(
    '/v1/checkout/sessions/:id',
    answer((request, form) => {
      const payment = bank.byNumber(idIn(request))
      if (!payment) return wrong('No such checkout.session', 'resource_missing', 404)
      const session = sessionOf(payment, clock.now())
      const expands = Object.values((form.expand ?? {}) as Form).includes('payment_intent') && session.payment_intent
      return [200, expands ? { ...session, payment_intent: paymentIntentOf(payment) } : session]
    }),
  )
  app.post(
    '/v1/checkout/sessions/:id/expire',
    answer((request) => {
      const payment = bank.byNumber(idIn(request))
      if (!payment) return wrong('No such checkout.session', 'resource_missing', 404)
      const isOpen = sessionOf(payment, clock.now()).status === 'open'
      if (!isOpen) return wrong('Only Checkout Sessions with a status in ["open"] can be expired.')
      bank.decide(payment, 'closed')
      world.onExpired(payment)
      return [200, sessionOf(payment, clock.now())]
    }),
  )
  app.post(
    '/v1/refunds',
    answer((_, form) => giveBack(world, byPayment(form.payment_intent), form)),
  )
  app.get(
    '/v1/refunds',
    answer((_, form) => {
      const payment = byPayment(form.payment_intent)
      return [200, listOf('/v1/refunds', payment ? payment.refunds.map((refund) => refundOf(payment, refund)) : [])]
    }),
  )
  const byDispute = (request: FastifyRequest) => {
    const payment = byPayment(`pi_${idIn(request).slice(3)}`)
    return payment?.more.dispute ? payment : undefined
  }
  app.post(
    '/v1/disputes/:id',
    answer((request, form) => answerDispute(world, byDispute(request), form)),
  )
  app.post(
    '/v1/disputes/:id/close',
    answer((request) => {
      const payment = byDispute(request)
      if (payment?.more.dispute !== 'needs_response') return wrong('This dispute is not open', 'dispute_not_open')
      payment.more.evidence = 'closed'
      world.onDispute(payment, 'lost')
      return [200, disputeOf(payment, 'lost')]
    }),
  )
  app.get(
    '/v1/balance_transactions',
    answer((_, form) => {
      const { gte, lt } = form.created as Form
      const rows = balanceOf(bank.all()).filter(({ created }) => created >= Number(gte) && created < Number(lt))
      return [200, listOf('/v1/balance_transactions', rows)]
    }),
  )
}

const send = (reply: FastifyReply, [status, body]: Answer) => reply.code(status).send(body)

const replay = (before: { request: string; answer: Answer }, request: string): Answer =>
  before.request === request
    ? before.answer
    : [400, { error: { type: 'idempotency_error', message: 'Keys for idempotent requests can only be used once' } }]

function open({ bank, clock, url }: World, form: Record<string, unknown>): Answer {
  const item = (form.line_items as Record<string, Record<string, unknown>>)?.[0]
  const price = item?.price_data as { currency: string; unit_amount: string; product_data: Form } | undefined
  const method = (form.allowed_payment_method_types as Form)?.[0]
  if (form.mode !== 'payment' || !price || !method) return wrong('Missing required param')
  if (!/^\d+$/.test(price.unit_amount) || !/^[a-z]{3}$/.test(price.currency))
    return wrong('Invalid integer', 'parameter_invalid_integer')
  if (Number(price.unit_amount) < 50) return wrong('The amount is too small', 'amount_too_small')
  const expires = Number(form.expires_at) * 1000
  if (expires < clock.now().getTime() + 30 * 60_000) return wrong('The expires_at must be at least 30 minutes from now')
  const id = bank.nextId()
  const number = `cs_test_${id}`
  const payment = bank.open({
    ...{ number, minor: BigInt(price.unit_amount), currency: price.currency, description: price.product_data.name! },
    ...{ notifyUrl: '', returnUrl: String(form.success_url) },
    more: {
      ...{ payment: `pi_${id}`, charge: `ch_${id}`, method, url: `${url()}/c/pay/${number}` },
      ...{ reference: String(form.client_reference_id), metadata: JSON.stringify(form.metadata ?? {}) },
      expires: new Date(expires).toISOString(),
      ...(form.customer !== undefined && { customer: String(form.customer) }),
    },
  })!
  return [200, sessionOf(payment, clock.now())]
}

function giveBack(world: World, payment: Payment | undefined, form: Record<string, unknown>): Answer {
  if (!payment) return wrong('No such payment_intent', 'resource_missing', 404)
  const tag = JSON.stringify(form.metadata ?? {})
  const refund = world.bank.refund(
    payment,
    `re_${payment.refunds.length}_${payment.number}`,
    BigInt(String(form.amount)),
    tag,
  )
  if (typeof refund === 'string') {
    const all = payment.state === 'paid' && refund === 'tooMuch'
    return all ? wrong('Charge has already been refunded.', 'charge_already_refunded') : wrong(`It is ${refund}`)
  }
  if (!world.slowRefunds()) {
    refund.state = 'done'
    world.onRefund(payment, refund.number)
  }
  return [200, refundOf(payment, refund)]
}

/** Evidence is taken once, and then the bank looks at it. */
function answerDispute(world: World, payment: Payment | undefined, form: Record<string, unknown>): Answer {
  if (!payment) return wrong('No such dispute', 'resource_missing', 404)
  if (payment.more.dispute !== 'needs_response')
    return wrong('Evidence was submitted before', 'dispute_evidence_submitted')
  const evidence = (form.evidence ?? {}) as Form
  if (form.submit !== 'true' || !evidence.uncategorized_text) return wrong('Nothing is submitted')
  payment.more.evidence = JSON.stringify(evidence)
  world.onDispute(payment, 'under_review')
  return [200, disputeOf(payment, 'under_review')]
}
