import { createHash } from 'node:crypto'
import type { PaymentNotice } from '../src/doors/doors.ts'
import { signatureOf } from '../src/doors/payments/timestamped-signature.ts'
import type { IntentId, OrderId } from '../src/lib/ids.ts'
import { addToBag, cancelOrder, payAgain } from '../src/modules/orders/orders.ts'
import { type Buyer, type Shop, type Stall, secret } from '../test/shop.ts'
import { type Course, disputeOf } from './dispute-storm.ts'

export type Random = () => number

/** A small counter-based generator: the same seed gives the same storm. */
export function seeded(seed: number): Random {
  let count = 0
  return () => createHash('sha256').update(`${seed}.${count++}`).digest().readUInt32BE(0) / 2 ** 32
}
const below = (random: Random, most: number) => Math.floor(random() * most)
const pick = <T>(random: Random, from: readonly T[]): T => from[below(random, from.length)]!

export function shuffled<T>(random: Random, items: T[]): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = below(random, i + 1)
    ;[items[i], items[j]] = [items[j]!, items[i]!]
  }
  return items
}

/** What the bank decides about an intent. */
type Verdict = 'nothing' | 'captured' | 'declined' | 'refunded'
/** What happens to the order before the bank is heard. */
type Fate = 'waits' | 'expired' | 'calledOff'
export type Attempt = {
  intentId: IntentId
  providerRef: string
  verdict: Verdict
  notices: PaymentNotice[]
  /** The bank also says that another amount came. */
  wrong?: boolean
  /** The buyer goes to their bank. */
  dispute?: Course
}
export type Case = { orderId: OrderId; fate: Fate; attempts: Attempt[] }

/** Places orders, lets the bank decide about them, and ends some of them before the bank is heard. */
export async function prepare(shop: Shop, lamp: Stall, random: Random, count: number): Promise<Case[]> {
  const cases: Case[] = []
  const buyers = new Map<Case, Buyer>()
  for (let i = 0; i < count; i++) {
    const buyer = await shop.person()
    const wish = { brandId: shop.brandId, variantId: lamp.variantId, quantity: 1 }
    await shop.write((ctx) => addToBag(ctx, wish), buyer.who)
    const { orderId, intentId } = await shop.checkout(buyer)
    const fate = pick(random, ['waits', 'waits', 'waits', 'expired', 'calledOff'] as const)
    const one: Case = {
      orderId,
      fate,
      attempts: [{ intentId, providerRef: '', verdict: verdictBy(random), notices: [] }],
    }
    cases.push(one)
    buyers.set(one, buyer)
  }
  await shop.idle()
  for (const one of cases.filter(() => random() < 0.3)) {
    const again = { orderId: one.orderId, returnTo: '/back' }
    const { intentId } = await shop.write((ctx) => payAgain(ctx, again), buyers.get(one)!.who)
    one.attempts.push({
      intentId,
      providerRef: '',
      verdict: pick(random, ['nothing', 'captured', 'declined'] as const),
      notices: [],
    })
    // Money that went back at the bank's own desk, and a second payment: which one the order keeps is open.
    if (one.attempts[0]!.verdict === 'refunded') one.attempts[0]!.verdict = 'captured'
  }
  await shop.idle()
  for (const { attempts } of cases) for (const attempt of attempts) await decide(shop, attempt, random)
  await settleFates(shop, cases, buyers)
  return cases
}

const verdictBy = (random: Random): Verdict =>
  pick(random, ['nothing', 'captured', 'captured', 'captured', 'declined', 'refunded'] as const)

/** Lets the bank decide on its page, without telling anybody, and takes down what it would tell. */
async function decide(shop: Shop, attempt: Attempt, random: Random): Promise<void> {
  const { intentId, verdict } = attempt
  const { redirectUrl, providerRef, amount } = await shop.intent(intentId)
  attempt.providerRef = providerRef!
  if (verdict === 'nothing') return
  const approve = { step: 'pay', card: '4000 0000 0000 0119', expiry: '12 / 34', code: '123' }
  if (verdict === 'declined') {
    await shop.submit(redirectUrl!, { ...approve, card: '4000 0000 0000 3184' })
    await shop.submit(redirectUrl!, { step: 'fail' })
  } else await shop.submit(redirectUrl!, approve)
  const wire = { minor: amount.minor.toString(), currency: amount.currency }
  const intent = { intentId, providerRef: providerRef!, amount: wire, refunds: [] }
  if (verdict === 'refunded') await shop.fake.refund({ refundId: shop.id(), amount: wire, reason: '', intent })
  attempt.notices.push(...(await shop.fake.findIntent(intent)))
  if (verdict !== 'captured' || random() > 0.3) return
  const { course, notices } = disputeOf(random, { intentId, providerRef: providerRef!, amount: wire })
  attempt.dispute = course
  attempt.notices.push(...notices)
}

/** Orders that nobody waits for any more when the bank is heard at last. */
async function settleFates(shop: Shop, cases: readonly Case[], buyers: Map<Case, Buyer>): Promise<void> {
  for (const one of cases.filter(({ fate }) => fate === 'calledOff')) {
    await shop.write((ctx) => cancelOrder(ctx, { orderId: one.orderId, reason: '' }), buyers.get(one)!.who)
  }
  const late = cases.filter(({ fate }) => fate === 'expired').map(({ orderId }) => orderId)
  // Only these run out of time: the clock is one for all, so their time is made to be over.
  await shop.database.sql`
    update orders.orders set pay_before = ${shop.clock.now()} where order_id = any(${late}::uuid[])`
  await shop.beat('orders.endOverdue')
  await shop.idle()
}

export type Sending = { body: Buffer; signature: string; provider: string; genuine: boolean; refusedWith?: number }

/** Everything that arrives about one order, and some that pretends to. */
export function sendingsOf(random: Random, shop: Shop, one: Case, neighbour: Case | undefined): Sending[] {
  const now = shop.clock.now()
  const sign = (body: Buffer, key = secret, at = now) => signatureOf(key, body, at)
  const bodyOf = (notice: PaymentNotice) => Buffer.from(JSON.stringify(notice))
  const signedBody = (notice: PaymentNotice): Sending => {
    const body = bodyOf(notice)
    return { body, signature: sign(body), provider: 'fake', genuine: true }
  }
  const genuine = one.attempts.flatMap(({ notices }) =>
    notices.flatMap((notice) => [
      ...Array.from({ length: 1 + below(random, 4) }, () => signedBody(notice)),
      // Some providers tell the same news under two names.
      ...(random() < 0.3 ? [signedBody({ ...notice, eventId: `${notice.eventId}.again` })] : []),
    ]),
  )
  const attempt = pick(random, one.attempts)
  attempt.wrong = true
  const { intentId, providerRef } = attempt
  const eventId = `made.up.${intentId}.${below(random, 1e9)}`
  const claim: PaymentNotice = {
    ...{ eventId, intentId, providerRef: `fp_${eventId}`, kind: pick(random, ['captured', 'declined', 'refunded']) },
    amount: { minor: '5090', currency: 'EUR' },
  }
  const foreign: PaymentNotice[] = [
    claim,
    { ...claim, providerRef, kind: 'captured', eventId: `${eventId}.a`, amount: { minor: '1', currency: 'EUR' } },
    { ...claim, providerRef, kind: 'captured', eventId: `${eventId}.b`, amount: { minor: '5090', currency: 'USD' } },
    { ...claim, eventId: `${eventId}.c`, intentId: shop.id() },
    { ...claim, eventId: `${eventId}.d`, intentId: neighbour ? neighbour.attempts[0]!.intentId : 'nonsense' },
  ]
  const signed = foreign.map(signedBody)
  return [...genuine, ...signed, ...forgeries(random, bodyOf(one.attempts[0]!.notices[0] ?? claim), sign, now)]
}

function forgeries(
  random: Random,
  body: Buffer,
  sign: (body: Buffer, key?: string, at?: Date) => string,
  now: Date,
): Sending[] {
  const changed = Buffer.from(body)
  changed[below(random, changed.length)]! ^= 1 << below(random, 7)
  const old = new Date(now.getTime() - 301_000)
  const no = { genuine: false, provider: 'fake', refusedWith: 401 }
  return [
    { ...no, body: changed, signature: sign(body) },
    { ...no, body, signature: sign(body, 'somebody else’s secret') },
    { ...no, body, signature: sign(body, secret, old) },
    { ...no, body, signature: pick(random, ['', 't=,v1=', 'v1=00', `t=${Math.floor(now.getTime() / 1000)},v1=00`]) },
    { ...no, body, signature: sign(body), provider: 'another', refusedWith: 404 },
  ]
}
