import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Bank, Payment } from './bank.ts'
import { paymentIntentOf } from './stripe-objects.ts'

type Answer = [status: number, body: unknown]
type Serve = (
  work: (request: FastifyRequest, form: Record<string, unknown>) => Answer,
) => (request: FastifyRequest, reply: FastifyReply) => unknown

/** How a card behaves when it is charged without a page. */
export type CardKind = 'pays' | 'asks' | 'declines'
type Card = { id: string; customer: string; last4: string; kind: CardKind }

export type Vault = ReturnType<typeof createVault>

/** What Stripe keeps: customers, and the cards that they let it keep. */
export function createVault() {
  const customers = new Map<string, { id: string; email: string }>()
  const cards = new Map<string, Card>()
  return {
    customers,
    cards,
    keep(customer: string, kind: CardKind): void {
      const last4 = { pays: '4242', asks: '3184', declines: '0002' }[kind]
      const id = `pm_${customer.slice(4)}_${last4}`
      cards.set(id, { id, customer, last4, kind })
    },
  }
}

const cardOf = ({ id, customer, last4 }: Card) => ({
  ...{ id, object: 'payment_method', type: 'card', customer, allow_redisplay: 'always', livemode: false },
  card: { brand: 'visa', last4, exp_month: 12, exp_year: 2034 },
})

const wrong = (message: string, status = 400): Answer => [
  status,
  { error: { type: 'invalid_request_error', message, code: 'resource_missing' } },
]

/** Customers, their cards, and payments that are charged without a page. */
export function mountKeeping(
  app: FastifyInstance,
  serve: Serve,
  world: { bank: Bank; vault: Vault; url: () => string; onPaid: (payment: Payment) => void; nowText: () => string },
): void {
  const { bank, vault, url } = world
  const idIn = (request: FastifyRequest) => (request.params as { id: string }).id
  app.post(
    '/v1/customers',
    serve((_, form) => {
      const id = `cus_${vault.customers.size}`
      vault.customers.set(id, { id, email: String(form.email) })
      return [200, { id, object: 'customer', email: form.email, metadata: form.metadata }]
    }),
  )
  app.get(
    '/v1/customers/:id/payment_methods',
    serve((request) => {
      const data = [...vault.cards.values()].filter(({ customer }) => customer === idIn(request)).map(cardOf)
      return [200, { object: 'list', url: request.url, has_more: false, data }]
    }),
  )
  app.post(
    '/v1/payment_methods/:id/detach',
    serve((request) => {
      const card = vault.cards.get(idIn(request))
      if (!card) return wrong('No such payment_method', 404)
      vault.cards.delete(card.id)
      return [200, cardOf(card)]
    }),
  )
  app.get(
    '/v1/payment_intents/:id',
    serve((request) => {
      const payment = bank.all().find(({ more }) => more.payment === idIn(request))
      return payment ? [200, paymentIntentOf(payment)] : wrong('No such payment_intent', 404)
    }),
  )
  app.post(
    '/v1/payment_intents/:id/cancel',
    serve((request) => {
      const payment = bank.byNumber(idIn(request))
      if (!payment || payment.state === 'paid') return wrong('It cannot be canceled')
      bank.decide(payment, 'closed')
      return [200, paymentIntentOf(payment)]
    }),
  )
  app.post(
    '/v1/payment_intents',
    serve((_, form) => {
      const card = vault.cards.get(String(form.payment_method))
      const alone = form.off_session === 'true'
      // Stripe takes a return address only where somebody can come back from it.
      const whole =
        form.confirm === 'true' && (alone ? !form.return_url : form.off_session === 'false' && form.return_url)
      if (!card || card.customer !== form.customer || !whole) return wrong('No such payment_method for this customer')
      const number = `pi_${bank.nextId()}`
      const payment = bank.open({
        ...{ number, minor: BigInt(String(form.amount)), currency: String(form.currency), notifyUrl: '' },
        ...{ description: String(form.description), returnUrl: String(form.return_url) },
        more: {
          ...{ payment: number, charge: number.replace('pi_', 'ch_'), method: 'card', direct: 'yes' },
          ...{ metadata: JSON.stringify(form.metadata ?? {}), expires: '2999-01-01T00:00:00Z', tried: 'yes' },
          ...(card.kind === 'asks' && !alone && { asks: `${url()}/c/ask/${number}` }),
        },
      })!
      const no = alone && card.kind === 'asks' ? 'authentication_required' : 'card_declined'
      if (card.kind === 'declines' || (alone && card.kind === 'asks')) {
        payment.more.failed = no
        const error = { type: 'card_error', code: no, message: 'The bank said no.' }
        return [402, { error: { ...error, payment_intent: paymentIntentOf(payment) } }]
      }
      if (card.kind === 'pays') {
        bank.decide(payment, 'paid')
        payment.more.paidAt = world.nowText()
        world.onPaid(payment)
      }
      return [200, paymentIntentOf(payment)]
    }),
  )
}
