import { signatureHeader } from '../src/doors/fake-payments-signature.ts'
import { hearPaymentCaptured } from '../src/modules/orders/orders.ts'
import { paymentCaptured } from '../src/modules/payments/payments.ts'
import { openShop, type Shop, type Stall } from '../test/shop.ts'
import { contracts } from '../test/stand-ins/contracts.ts'
import { type Course, differs, toldOnce } from './dispute-storm.ts'
import {
  type Attempt,
  type Case,
  prepare,
  type Random,
  type Sending,
  seeded,
  sendingsOf,
  shuffled,
} from './payment-storm.ts'
import { stormOf } from './provider-storm.ts'

/**
 * Storms of payment notices of every provider, doubled, shuffled, late, early, foreign, forged, altered and lost: the
 * same final state, none forged accepted.
 *
 * Half of them are the fake provider's: each storm places orders, lets the bank decide on its page, and throws what it
 * has to say at the webhook in any order, several times, mixed with notices that are not the bank's. Some transactions
 * break on the way and are delivered again. The other half are Stripe's, WeChat Pay's, Alipay's, PayPal's and
 * UnionPay's own, by their stand-ins (`provider-storm.ts`). Then every order, payment, unit and mail must be as the
 * model says.
 */
export async function run({ smoke, seed, runs }: { smoke: boolean; seed: number; runs?: number }) {
  const wanted = runs ?? (smoke ? 2_000 : 1_000_000)
  const random = seeded(seed)
  const fake = await fakeStorms(random, Math.ceil(wanted / 2))
  const violations = [...fake.violations]
  const told = { notices: fake.notices, orders: fake.orders, refused: fake.refused }
  const names = Object.keys(contracts) as (keyof typeof contracts)[]
  const byProvider: Record<string, number> = { fake: fake.notices }
  for (const name of names) {
    const storm = await stormOf(name, contracts[name], random, Math.ceil(wanted / 2 / names.length))
    console.log(`${name}: ${storm.notices} notices, ${storm.orders} orders, ${storm.violations.length} violations`)
    byProvider[name] = storm.notices
    violations.push(...storm.violations)
    told.notices += storm.notices
    told.orders += storm.orders
    told.refused += storm.refused
  }
  for (const violation of violations.slice(0, 20)) console.error(violation)
  return {
    ...told,
    disputes: fake.disputes,
    storms: fake.storms,
    brokenOff: fake.brokenOff,
    byProvider,
    violations: violations.length,
  }
}

async function fakeStorms(random: Random, wanted: number) {
  await using shop = await openShop()
  const lamp = await shop.addVariant({ price: 4500, free: 10_000_000 })
  const told = { notices: 0, orders: 0, storms: 0, refused: 0, brokenOff: 0 }
  const violations: string[] = []
  const disputes: Course[] = []
  while (told.notices < wanted && violations.length === 0) {
    const storm = await prepare(shop, lamp, random, Math.min(120, Math.ceil((wanted - told.notices) / 12)))
    const sendings = shuffled(
      random,
      storm.flatMap((one, i) => sendingsOf(random, shop, one, storm[i - 1])),
    )
    violations.push(...(await rage(shop, random, sendings, told)))
    await shop.idle()
    await shop.deliver()
    await shop.idle()
    for (const one of storm) violations.push(...(await differences(shop, one)))
    disputes.push(...storm.flatMap(({ attempts }) => attempts.flatMap(({ dispute }) => dispute ?? [])))
    told.storms++
    told.orders += storm.length
    console.log(`fake ${told.storms}: ${told.notices} notices, ${told.orders} orders, ${violations.length} violations`)
  }
  violations.push(...(await unitsAndMails(shop, lamp)), ...(await toldOnce(shop, disputes)))
  return { ...told, disputes: disputes.length, violations }
}

type Told = { notices: number; refused: number; brokenOff: number }

/** Sends everything, 24 at a time. What is not taken for a fault of ours comes again, as from any provider. */
async function rage(shop: Shop, random: Random, sendings: Sending[], told: Told): Promise<string[]> {
  const violations: string[] = []
  paymentCaptured.rewire(hearPaymentCaptured, async () => {
    if (random() < 0.1) throw new Error('the power went away')
  })
  const post = async ({ body, signature, provider }: Sending) => {
    const headers = { 'content-type': 'application/json', [signatureHeader]: signature }
    const url = `${shop.url}/api/webhooks/payments/${provider}`
    const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) })
    await response.arrayBuffer()
    told.notices++
    return response.status
  }
  const one = async () => {
    for (let sending = sendings.pop(); sending; sending = sendings.pop()) {
      let status = await post(sending)
      for (let tries = 0; status === 500 && tries < 50; tries++, told.brokenOff++) status = await post(sending)
      if (!sending.genuine) told.refused++
      const right = sending.refusedWith ?? 200
      if (status !== right) violations.push(`${status} instead of ${right} for ${sending.body.toString()}`)
    }
  }
  await Promise.all(Array.from({ length: 24 }, one))
  paymentCaptured.rewire(hearPaymentCaptured)
  return violations
}

/** Where an order must be now, and its payments. */
function expected({ fate, attempts }: Case): { order: string; intents: string[] } {
  const taken = attempts.filter(({ verdict }) => verdict === 'captured' || verdict === 'refunded')
  const withdrawn = (attempt: Attempt) => fate !== 'waits' || attempt !== attempts.at(-1)
  const untaken = attempts
    .filter((attempt) => !taken.includes(attempt))
    .map((attempt) =>
      attempt.wrong
        ? 'review'
        : withdrawn(attempt)
          ? 'cancelled'
          : attempt.verdict === 'declined'
            ? 'declined'
            : 'waiting',
    )
  if (taken.length === 0) return { order: fate === 'waits' ? 'unpaid' : 'cancelled', intents: untaken.sort() }
  const goesBack = fate === 'calledOff' || taken[0]!.verdict === 'refunded'
  // Of two payments the order keeps the one it heard of first.
  const kept = taken.map((_, i) => (goesBack || i > 0 ? 'refunded' : 'captured'))
  return { order: goesBack ? 'refunded' : 'paid', intents: [...untaken, ...kept].sort() }
}

async function differences(shop: Shop, one: Case): Promise<string[]> {
  const order = (await shop.order(one.orderId)).state
  const intents = (await Promise.all(one.attempts.map(({ intentId }) => shop.intent(intentId)))).map(
    ({ state }) => state,
  )
  const found = JSON.stringify({ order, intents: intents.sort() })
  const wanted = JSON.stringify(expected(one))
  const disputes = one.attempts.map(({ intentId, dispute }) => (dispute ? differs(shop, intentId, dispute) : []))
  const violations = (await Promise.all(disputes)).flat()
  const plot = `${one.fate}: ${one.attempts.map(({ verdict }) => verdict).join(', ')}`
  if (found === wanted) return violations
  return [...violations, `order ${one.orderId} (${plot}) is ${found} and must be ${wanted}`]
}

/** What can be said of all orders together. */
async function unitsAndMails(shop: Shop, lamp: Stall): Promise<string[]> {
  const { sql } = shop.database
  const [counted] = await sql<{ paid: bigint; unpaid: bigint; taken: bigint; captures: bigint }>`
    select (select count(*) from orders.orders where state = 'paid') as paid,
      (select count(*) from orders.orders where state = 'unpaid') as unpaid,
      (select count(*) from payments.intents where state in ('captured', 'refunded')) as taken,
      (select count(*) from payments.inbox where outcome = 'captured') as captures`
  const { paid, unpaid, taken, captures } = counted!
  const level = await shop.level(lamp)
  const keys = shop.mails.map((mail) => mail.key)
  const rules: [boolean, string][] = [
    [BigInt(level.sold) === paid, `${level.sold} units are sold in ${paid} paid orders`],
    [BigInt(level.held) === unpaid, `${level.held} units are held for ${unpaid} unpaid orders`],
    [level.free + level.held + level.sold === 10_000_000, 'a unit came or went'],
    [captures === taken, `${captures} captures were believed for ${taken} payments that were taken`],
    [new Set(keys).size === keys.length, 'a mail was sent twice'],
  ]
  return rules.filter(([holds]) => !holds).map(([, violation]) => violation)
}
