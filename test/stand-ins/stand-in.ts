import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { PaymentProvider, PaymentStep } from '../../src/doors/doors.ts'
import type { Clock } from '../../src/lib/clock.ts'
import type { Bank, Payment, Refund } from './bank.ts'
import { buyerPage, type Choice } from './buyer-page.ts'
import type { Manner, Notice, Post, Sending } from './sending.ts'

/** A provider that runs here and speaks the real one's protocol, with ours in front of it. */
export type StandIn = AsyncDisposable & {
  /** Our provider, which believes that it speaks to the real one. */
  provider: PaymentProvider
  /** Where the stand-in serves its pages. */
  url: string
  /** Our number of a payment → what the stand-in knows of it. */
  payment(providerRef: string): Payment | undefined
  /** Where a buyer who was given `step` chooses: a page of the stand-in. */
  pageOf(step: PaymentStep): Promise<string>
  /** What the buyer, or the bank, does. The shop hears of it in this manner. */
  choose(providerRef: string, choice: Choice, manner?: Manner): Promise<void>
  /** Ends a refund that is under way. By default the stand-in ends it when it is asked for. */
  endRefund(providerRef: string, refundNumber: string, state: 'done' | 'failed', manner?: Manner): void
  /** Whether refunds wait for `endRefund`. */
  slowRefunds: boolean
  /** What happens to our next requests: served and the answer lost, `503`, an answer signed wrongly, nothing at all. */
  trouble: ('cut' | 'busy' | 'forged' | 'fine')[]
  /** A notice that this provider would send of `payment`, with changes; as a forger or a broken provider would. */
  notice(payment: Payment, change?: NoticeChange): Notice
  /** What this provider tells of a dispute, where it tells of any. */
  dispute?(providerRef: string, became: 'opened' | 'won' | 'lost'): Notice
  /** What it was last told about the dispute of a payment. */
  answered?(providerRef: string): string | undefined
  /** From now on the stand-in signs with another key, as after a change of keys. */
  changeKeys(): void
  sending: Sending
}

export type NoticeChange = {
  minor?: bigint
  currency?: string
  /** Signed by an impostor. */
  stranger?: boolean
  /** The whole body is altered after it was signed. */
  tamper?: boolean
  /** When it says it was sent. */
  at?: Date
  /** Of another merchant. */
  foreign?: boolean
  /** Fields of the notice with other values, signed like the rest; for providers whose notices are forms. */
  fields?: Form
  refund?: Refund
}

export type StandInNeeds = {
  clock: Clock
  baseUrl: () => string
  post?: Post
  /** Ours, when it does not go as the stand-in's. */
  ourClock?: Clock
  /** Steps lead to the stand-in itself, for a real browser; by default to the real provider's host, as in life. */
  inBrowser?: boolean
}

export type Form = Record<string, string>

/** A web server for one stand-in: bodies as bytes, the buyer's page, troubles on demand. */
export async function openSite(around: {
  title: string
  colour: string
  /** Paths of the API: troubles befall them alone. */
  api: RegExp
  bank: Bank
  /** Does what the buyer chose. */
  choose: (payment: Payment, choice: Choice, manner: Manner) => void
  routes: (app: FastifyInstance, site: { trouble: StandIn['trouble'] }) => void
}): Promise<{ url: string; trouble: StandIn['trouble']; close: () => Promise<void> }> {
  const app = Fastify({ forceCloseConnections: true })
  const trouble: StandIn['trouble'] = []
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  const cut = new WeakSet<FastifyRequest>()
  app.addHook('onRequest', async (request, reply) => {
    if (!around.api.test(request.url) || trouble[0] === 'forged') return
    const now = trouble.shift()
    if (now === 'cut') cut.add(request)
    if (now === 'busy') return reply.code(503).send('')
  })
  app.addHook('onSend', async (request) => {
    if (cut.has(request)) request.raw.socket.destroy()
  })
  const { title, colour, bank } = around
  app.get<{ Params: { id: string } }>('/pay/:id', (request, reply) => {
    const payment = bank.byId(request.params.id)
    if (!payment) return reply.code(404).send('There is no such payment')
    return reply.type('text/html; charset=utf-8').send(buyerPage(title, colour, payment))
  })
  app.post<{ Params: { id: string } }>('/pay/:id', (request, reply) => {
    const payment = bank.byId(request.params.id)
    if (!payment) return reply.code(404).send('There is no such payment')
    const { choice, manner = 'once' } = formOf(request)
    around.choose(payment, choice as Choice, manner as Manner)
    return goBack(reply, payment)
  })
  around.routes(app, { trouble })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return { url, trouble, close: () => app.close() }
}

/** Back to the shop: by a redirect, or by the form that this provider posts. */
function goBack(reply: FastifyReply, { returnUrl, more }: Payment): FastifyReply {
  if (more.returnsByPost === undefined) return reply.redirect(returnUrl, 303)
  return reply.type('text/html; charset=utf-8').send(selfSending(returnUrl, {}))
}

/** A page that posts a form as soon as it is there. */
export const selfSending = (url: string, fields: Form): string => `<!doctype html><meta charset="utf-8"><title>…</title>
<form method="post" action="${escapedUrl(url)}">${Object.entries(fields)
  .map(([name, value]) => `<input type="hidden" name="${name}" value="${escapedUrl(value)}">`)
  .join('')}<button>Go on</button></form><script>document.forms[0].submit()</script>`

const escapedUrl = (text: string) => text.replace(/[&"<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)

export const rawOf = (request: FastifyRequest): Buffer =>
  Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
export const formOf = (request: FastifyRequest): Form =>
  Object.fromEntries(new URLSearchParams(rawOf(request).toString()))

/** `fetch` as our provider gets it: what goes to the real provider's hosts reaches the stand-in. */
export const fetchTo =
  (url: () => string, hosts: readonly string[]) =>
  (target: string, init: RequestInit): Promise<Response> => {
    const { origin, pathname, search } = new URL(target)
    if (origin !== url() && !hosts.includes(origin)) throw new TypeError(`${origin} cannot be reached from a test`)
    return fetch(`${url()}${pathname}${search}`, init)
  }

export const noPause = async () => {}
