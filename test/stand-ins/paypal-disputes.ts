import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Payment } from './bank.ts'
import { rawOf } from './stand-in.ts'

type Said = [number, unknown]
type Id = { Params: { id: string } }
type Desk = {
  byDispute: (id: string) => Payment | undefined
  serve: (request: FastifyRequest, reply: FastifyReply, work: () => Said) => unknown
  /** What PayPal's people decide, or see. */
  move: (payment: Payment, how: 'review' | 'accepted') => void
}

const no = (status: number, issue: string): Said => [status, { name: 'ERROR', details: [{ issue }] }]

/** PayPal's Disputes API v1, as far as sellers answer by it: evidence is a form with a part `input`. */
export function mountDisputes(app: FastifyInstance, { byDispute, serve, move }: Desk): void {
  const answer = (request: FastifyRequest<Id>, take: (payment: Payment) => Said): Said => {
    const payment = byDispute(request.params.id)
    if (!payment) return no(404, 'RESOURCE_NOT_FOUND')
    if (payment.more.dispute !== 'WAITING_FOR_SELLER_RESPONSE') return no(422, 'ACTION_NOT_ALLOWED_IN_CURRENT_STATE')
    return take(payment)
  }
  app.post<Id>('/v1/customer/disputes/:id/provide-evidence', (request, reply) =>
    serve(request, reply, () =>
      answer(request, (payment) => {
        const input = /name="input".*?\r\n\r\n(.*?)\r\n--/s.exec(rawOf(request).toString())?.[1]
        const [evidence] = input ? JSON.parse(input).evidences : []
        if (!evidence?.evidence_type || !evidence.notes) return no(400, 'MISSING_EVIDENCE')
        payment.more.evidence = JSON.stringify(evidence)
        move(payment, 'review')
        return [200, { links: [] }]
      }),
    ),
  )
  app.post<Id>('/v1/customer/disputes/:id/accept-claim', (request, reply) =>
    serve(request, reply, () =>
      answer(request, (payment) => {
        if (!JSON.parse(rawOf(request).toString()).note) return no(400, 'MISSING_NOTE')
        payment.more.evidence = 'accepted'
        move(payment, 'accepted')
        return [200, { links: [] }]
      }),
    ),
  )
}
