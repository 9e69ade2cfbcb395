import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Clock } from '../lib/clock.ts'
import type { FakeBank } from './fake-payments.ts'
import { type Behaviour, behaviourOf, fingerprintOf, isValidExpiry, labelOf, monthOf } from './fake-payments-cards.ts'
import {
  cardPage,
  confirmPage,
  finishedPage,
  nothingTyped,
  style,
  type Typed,
  unknownPage,
} from './fake-payments-html.ts'
import type { FakePayment } from './fake-payments-store.ts'
import { type Words, wordsFor } from './fake-payments-words.ts'

type At = { Params: { ref: string }; Querystring: Record<string, unknown>; Body: URLSearchParams }

/** The fake provider's own site: plain HTML, no script, a policy of its own that lets nothing else in. */
export function mountFakePages(app: FastifyInstance, bank: FakeBank, clock: Clock): void {
  app.register(async (site) => {
    site.removeAllContentTypeParsers()
    site.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 4096 },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    )

    site.get('/fake-pay/style.css', (_request, reply) =>
      reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=3600').send(style),
    )

    site.get<At>('/fake-pay/:ref', async (request, reply) => {
      const payment = await bank.payment(request.params.ref)
      const { locale, card } = request.query
      const words = wordsFor(typeof locale === 'string' ? locale : payment?.locale)
      if (!payment) return show(reply.code(404), unknownPage(words))
      if (payment.state === 'asked') return show(reply, confirmPage(payment, words), payment)
      if (payment.state !== 'open') return show(reply, finishedPage(payment, words), payment)
      const chosen = typeof card === 'string' && behaviourOf(card) ? grouped(card) : nothingTyped.card
      return show(reply, cardPage(payment, words, { ...nothingTyped, card: chosen }), payment)
    })

    site.post<At>('/fake-pay/:ref', async (request, reply) => {
      const form = request.body ?? new URLSearchParams()
      const payment = await bank.payment(request.params.ref)
      const words = wordsFor(form.get('locale') ?? payment?.locale)
      if (!payment) return show(reply.code(404), unknownPage(words))
      const wrong = await takeStep(bank, payment, form, words, clock.now())
      if (wrong) return show(reply.code(422), cardPage(payment, words, wrong), payment)
      const after = await bank.payment(payment.ref)
      const asked = after?.state === 'asked'
      return reply.redirect(asked ? `/fake-pay/${payment.ref}?locale=${words.language}` : payment.returnUrl, 303)
    })
  })
}

/** Does what the buyer asked for. @returns what was typed, when something is wrong with it */
async function takeStep(
  bank: FakeBank,
  payment: FakePayment,
  form: URLSearchParams,
  words: Words,
  now: Date,
): Promise<Typed | undefined> {
  const { ref, state, stepUp } = payment
  const step = form.get('step')
  const decline = (reason: string, behaviour: Behaviour, instrument?: string) =>
    bank.decide(ref, { kind: 'declined', reason, behaviour, instrument })
  if (step === 'cancel') await decline('cancelled_by_buyer', 'declines')
  else if (state === 'asked') {
    if (step === 'approve') await bank.decide(ref, { kind: 'captured', behaviour: 'asks' })
    else if (step === 'fail') await decline('authentication_failed', 'asks')
  } else if (state === 'open' && step !== 'approve' && step !== 'fail') {
    const typed = readTyped(form, words, now)
    const behaviour = behaviourOf(typed.card)
    if (Object.keys(typed.wrong).length > 0 || !behaviour) return typed
    const kept = { label: labelOf(typed.card), behaviour, expires: monthOf(typed.expiry) }
    if (form.get('keep') && behaviour !== 'declines') await bank.keep(payment, kept)
    const instrument = fingerprintOf(typed)
    if (behaviour === 'declines') await decline('card_declined', behaviour, instrument)
    else if (behaviour === 'asks' || stepUp) await bank.ask(ref, instrument)
    else await bank.decide(ref, { kind: 'captured', behaviour, instrument })
  }
  return undefined
}

function readTyped(form: URLSearchParams, words: Words, now: Date): Typed {
  const typed = { card: form.get('card') ?? '', expiry: form.get('expiry') ?? '', code: form.get('code') ?? '' }
  const wrong: Typed['wrong'] = {}
  if (!behaviourOf(typed.card)) wrong.card = words.unknownCard
  if (!isValidExpiry(typed.expiry, now)) wrong.expiry = words.badExpiry
  if (!/^\s*\d{3,4}\s*$/.test(typed.code)) wrong.code = words.badCode
  return { ...typed, wrong }
}

const grouped = (number: string) => number.replace(/\D/g, '').replace(/(.{4})(?=.)/g, '$1 ')

function show(reply: FastifyReply, html: string, payment?: FakePayment): FastifyReply {
  // A form may only lead where its redirects may lead: back to the shop.
  const back = payment && URL.canParse(payment.returnUrl) ? ` ${new URL(payment.returnUrl).origin}` : ''
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header(
      'content-security-policy',
      `default-src 'none'; style-src 'self'; form-action 'self'${back}; base-uri 'none'; frame-ancestors 'none'`,
    )
    .send(html)
}
