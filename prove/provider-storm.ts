import { randomUUID } from 'node:crypto'
import { cancelOrder } from '../src/modules/orders/orders.ts'
import type { Payment } from '../test/stand-ins/bank.ts'
import type { Notice } from '../test/stand-ins/sending.ts'
import { type ContractWish, openTill, type Paying, type Till } from '../test/stand-ins/till.ts'
import { type Random, shuffled } from './payment-storm.ts'

/*
 * Storms of one provider's own notices, by its stand-in: real signatures and encryption, our adapter, the real webhook.
 */

type Fate = 'nothing' | 'paid' | 'lost' | 'wrong' | 'givenBack' | 'calledOff' | 'won' | 'charged'
const fates: readonly Fate[] = ['nothing', 'paid', 'paid', 'lost', 'wrong', 'givenBack', 'calledOff', 'won', 'charged']
type Case = Paying & { fate: Fate }
/** One message to the webhook: a notice of the provider's, or one that must be refused, or one that must change nothing. */
type Sending = { notice: Notice; kind: 'genuine' | 'refused' | 'altered' | 'harmless'; from: Notice }

export type StormResult = { notices: number; refused: number; orders: number; violations: string[] }

/** @param wanted how many notices are to be thrown at the webhook, at least */
export async function stormOf(name: string, wish: ContractWish, random: Random, wanted: number): Promise<StormResult> {
  const result: StormResult = { notices: 0, refused: 0, orders: 0, violations: [] }
  const told: Notice[] = []
  const post = async (notice: Notice) => {
    told.push(notice)
    // What the provider wants to hear, in every provider's words.
    return { status: 200, body: name === 'alipay' ? 'success' : 'ok' }
  }
  const till = await openTill({ ...wish, open: (needs) => wish.open({ ...needs, post }) })
  try {
    while (result.notices < wanted && result.violations.length === 0) {
      const cases = await placeAll(till, random, Math.min(8, Math.ceil((wanted - result.notices) / 8)))
      const heard = await collect(till, told, cases, random)
      await throwAll(
        till,
        shuffled(random, [...heard, ...cases.flatMap((one) => pretended(till, wish, random, one))]),
        result,
      )
      // Whoever heard nothing asks; what is told then is told twice, beside all that was told before.
      for (let round = 0; round < 3; round++) {
        await till.ask()
        while ((await till.standIn.sending.deliverDue()) > 0);
        const more = told.splice(0).flatMap((notice) => [genuine(notice), genuine(notice)])
        await throwAll(till, shuffled(random, round === 0 ? [...more, ...heard] : more), result)
      }
      await till.shop.idle()
      for (const one of cases) result.violations.push(...(await differences(till, wish, name, one)))
      result.orders += cases.length
    }
    result.violations.push(...(await inAll(till, name)))
  } finally {
    await till.close()
  }
  return result
}

async function placeAll(till: Till, random: Random, count: number): Promise<Case[]> {
  const cases: Case[] = []
  for (let i = 0; i < count; i++) {
    const fate = fates[Math.floor(random() * fates.length)]!
    cases.push({ ...(await till.placed()), fate })
  }
  return cases
}

const genuine = (notice: Notice): Sending => ({ notice, kind: 'genuine', from: notice })

/** Lets buyers and the bank act, and takes down what the provider says of it: some of it never arrives, some early. */
async function collect(till: Till, told: Notice[], cases: readonly Case[], random: Random): Promise<Sending[]> {
  const { standIn, shop } = till
  const heard: Notice[] = []
  for (const { fate, ref, orderId, buyer } of cases) {
    if (fate === 'nothing') continue
    if (fate === 'calledOff') {
      await shop.write((ctx) => cancelOrder(ctx, { orderId, reason: '' }), buyer.who)
      await shop.idle()
    }
    await standIn.choose(ref, 'pay')
    while ((await standIn.sending.deliverDue()) > 0);
    const now = told.splice(0)
    if (fate !== 'lost') heard.push(...now)
    if (fate === 'givenBack') heard.push(...giveBackAtTheDesk(till, ref))
    if (standIn.dispute && standIn.payment(ref)!.state === 'paid' && (fate === 'won' || fate === 'charged')) {
      standIn.payment(ref)!.more.disputed = 'yes'
      if (fate === 'won') heard.push(standIn.dispute(ref, 'opened'), standIn.dispute(ref, 'won'))
      if (fate === 'charged') heard.push(standIn.dispute(ref, 'lost'), standIn.dispute(ref, 'opened'))
    }
  }
  return heard.flatMap((notice) => Array.from({ length: 1 + Math.floor(random() * 4) }, () => genuine(notice)))
}

/** Somebody gives the money back at the provider's own desk, without us: its notice may come before the payment's. */
function giveBackAtTheDesk({ standIn }: Till, ref: string): Notice[] {
  const payment = standIn.payment(ref)!
  // PayPal has taken nothing before we ask it to.
  if (payment.state !== 'paid') return []
  const number = `${randomUUID().replaceAll('-', '')}${ref.includes('.') ? `.${ref.split('.')[1]}` : ''}`
  const refund = {
    number,
    id: `9${payment.id}`,
    minor: payment.minor,
    state: 'done' as const,
    tag: ref.includes('.') ? ref : '',
  }
  payment.refunds.push(refund)
  return [standIn.notice(payment, { refund })]
}

/** Notices that are not the provider's, or not of this shop. */
function pretended({ standIn, shop }: Till, wish: ContractWish, random: Random, { ref, fate }: Case): Sending[] {
  const payment = standIn.payment(ref)!
  if (payment.state !== 'paid') return []
  const refused = (from: Notice): Sending => ({ notice: from, kind: 'refused', from })
  const old =
    wish.ages === false
      ? []
      : [refused(standIn.notice(payment, { at: new Date(shop.clock.now().getTime() - 301_000) }))]
  const right = standIn.notice(payment)
  return [
    refused(standIn.notice(payment, { stranger: true })),
    refused(standIn.notice(payment, { tamper: true })),
    { notice: altered(right, random), kind: 'altered', from: right },
    { notice: standIn.notice(payment, { foreign: true }), kind: 'harmless', from: right },
    // Heard before the right one it must not stand in its way.
    ...(fate === 'wrong' ? [genuine(standIn.notice(payment, { minor: 1n }))] : []),
    ...old,
  ]
}

/** One byte is another. */
function altered(notice: Notice, random: Random): Notice {
  const bytes = Buffer.from(notice.body)
  bytes[Math.floor(random() * bytes.length)]! ^= 1 << Math.floor(random() * 7)
  return { ...notice, body: bytes.toString('latin1') }
}

/** Sends everything, eight at a time. */
async function throwAll({ shop }: Till, sendings: Sending[], result: StormResult): Promise<void> {
  const one = async () => {
    for (let sending = sendings.pop(); sending; sending = sendings.pop()) {
      const { notice, kind, from } = sending
      const url = new URL(new URL(notice.url).pathname, shop.url)
      const body = Buffer.from(notice.body, kind === 'altered' ? 'latin1' : 'utf8')
      const response = await fetch(url, { method: 'POST', headers: notice.headers, body })
      await response.arrayBuffer()
      result.notices++
      const { status } = response
      if (status >= 400) result.refused++
      const refused = status >= 400 && status < 500
      const right = {
        genuine: status < 300,
        refused,
        altered: refused || saysTheSame(notice, from),
        harmless: status < 500,
      }
      if (!right[kind]) result.violations.push(`${status} for a notice that is ${kind}: ${differing(notice, from)}`)
    }
  }
  await Promise.all(Array.from({ length: 8 }, one))
}

/** Where an altered notice differs, or what a whole one says. */
function differing({ body }: Notice, from: Notice): string {
  const at = [...body].findIndex((sign, i) => sign !== from.body[i])
  return at < 0 ? body.slice(0, 300) : `${body.slice(at - 30, at + 30)}, which was ${from.body.slice(at - 30, at + 30)}`
}

/**
 * A form can be written in two ways. Its signature is a field, whose last letter may have bits to spare, and covers no
 * field without a value: a name that swallowed its value says nothing.
 */
function saysTheSame(a: Notice, b: Notice): boolean {
  if (!a.headers['content-type']?.includes('form')) return false
  const said = ({ body }: Notice) => {
    const fields = Object.fromEntries(new URLSearchParams(body))
    const { sign: _sign, signature: _signature, sign_type: _type, ...rest } = fields
    return JSON.stringify(Object.entries(rest).filter(([, value]) => value !== ''))
  }
  return said(a) === said(b)
}

/** Where an order must be in the end, with its payment. */
function expected(wish: ContractWish, payment: Payment, fate: Fate): string[] {
  if (fate === 'nothing') return ['unpaid,waiting']
  if (fate === 'calledOff') return wish.closes === false ? ['refunded,refunded'] : ['cancelled,cancelled']
  return fate === 'givenBack' && payment.refunds.length > 0 ? ['refunded,refunded'] : ['paid,captured']
}

async function differences(till: Till, wish: ContractWish, name: string, one: Case): Promise<string[]> {
  const found = String(await till.states(one))
  const right = expected(wish, till.standIn.payment(one.ref)!, one.fate)
  const outcomes = await till.outcomes(one)
  const disputes = await disputesOf(till, one)
  if (disputes !== wanted(till, one)) return [`${name}: the dispute of ${one.fate} is ${disputes || 'nowhere'}`]
  return right.includes(found) ? [] : [`${name}: ${one.fate} is ${found} and must be ${right}; heard ${outcomes}`]
}

/** How disputes stand, and what the books were told of them. */
async function disputesOf({ shop }: Till, { intentId }: Case): Promise<string> {
  const { sql } = shop.database
  const rows = await sql<{ disputeId: string; stage: string }>`
    select dispute_id, stage from payments.disputes where intent_id = ${intentId}`
  const told = await sql<{ kind: string }>`
    select wish->>'kind' as kind from ledger.submitted, payments.disputes d
    where d.intent_id = ${intentId} and wish->>'key' like '%/' || d.dispute_id || '/%' order by 1`
  return [...rows.map(({ stage }) => stage), ...told.map(({ kind }) => kind)].join()
}

function wanted({ standIn }: Till, { ref, fate }: Case): string {
  if (!standIn.payment(ref)!.more.disputed) return ''
  return fate === 'won' ? 'won,dispute.opened,dispute.won' : 'lost,dispute.lost,dispute.opened'
}

/** What can be said of all orders together. */
async function inAll({ shop, lamp }: Till, name: string): Promise<string[]> {
  const [counted] = await shop.database.sql<{ paid: bigint; taken: bigint; captures: bigint }>`
    select (select count(*) from orders.orders where state = 'paid') as paid,
      (select count(*) from payments.intents where state in ('captured', 'refunded')) as taken,
      (select count(*) from payments.inbox where outcome = 'captured') as captures`
  const { paid, taken, captures } = counted!
  const { sold } = await shop.level(lamp)
  const keys = shop.mails.map((mail) => mail.key)
  const rules: [boolean, string][] = [
    [BigInt(sold) === paid, `${sold} units are sold in ${paid} paid orders`],
    [captures === taken, `${captures} captures were believed for ${taken} payments`],
    [new Set(keys).size === keys.length, 'a mail was sent twice'],
  ]
  return rules.filter(([holds]) => !holds).map(([, violation]) => `${name}: ${violation}`)
}
