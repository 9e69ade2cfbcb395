import { randomUUID } from 'node:crypto'
import { ask, type Question, type Reply } from '../../bench/load/ask.ts'
import type { Buyer } from '../../bench/load/buyers.ts'
import type { Dice } from '../random.ts'
import type { Crew } from './crew.ts'

/** Where buyers buy, and the book they keep of what they were told. */
export type Field = {
  crew: Crew
  die: Dice
  brandId: string
  dropId: string
  /** Claims that were acknowledged, by `person key`. */
  won: Map<string, Won>
  refused: Map<string, number>
  /** Places in the line, by `person ticket`. */
  tickets: Map<string, Buyer>
  faults: string[]
  /** Ends the time of a hold, as waiting would. */
  endTime(holdId: string): Promise<unknown>
}
export type Won = { buyer: Buyer; holdId: string; lineId: string; quantity: number }

/** What a claim may be told: also that others wait already. */
const told = new Set(['drops.soldOut', 'drops.limitReached', 'drops.lineFirst'])

const triesMost = 400
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Asks until somebody answers: a process that dies is no answer, and the same key makes asking again harmless. */
export async function insist(field: Field, question: Omit<Question, 'port'>): Promise<Reply> {
  for (let tries = 1; ; tries++) {
    try {
      const reply = await ask({ ...question, port: field.crew.port(field.die) })
      if (reply.status < 500) return reply
      // Busy is an answer; broken is a fault, even where the next try succeeds.
      if (reply.status === 500) field.faults.push(`${question.method} ${question.path} was answered 500`)
      if (tries >= triesMost) throw new Error(`${question.path}: ${reply.status} ${JSON.stringify(reply.body)}`)
    } catch (error) {
      if (tries >= triesMost) throw error
    }
    await pause(20 + field.die.roll(60))
  }
}

/** One buyer's rush: a claim, sometimes tapped twice, sometimes again after "sold out", then what they do with it. */
export async function rush(field: Field, buyer: Buyer): Promise<void> {
  const { die } = field
  const quantity = die.chance(0.15) ? 2 : 1
  const key = randomUUID()
  const taps = await Promise.all(
    Array.from({ length: die.chance(0.1) ? 2 : 1 }, () => claim(field, buyer, quantity, key)),
  )
  const first = taps.find((tap) => tap !== undefined)
  if (taps.some((tap) => tap && tap.holdId !== first?.holdId)) field.faults.push(`one key, two claims: ${key}`)
  if (first) {
    if (die.chance(0.2)) await claim(field, buyer, 2, randomUUID())
    return use(field, first)
  }
  if (die.chance(0.015)) return wait(field, buyer)
  if (!die.chance(0.2)) return
  await pause(100 + die.roll(500))
  const later = await claim(field, buyer, 1, randomUUID())
  if (later) await use(field, later)
}

const waitingMost = 1500

/** Sold out: some wait. A piece that comes back is theirs without another tap; then they pay, or let it go again. */
async function wait(field: Field, buyer: Buyer): Promise<void> {
  const { cookie, personId } = buyer
  const path = `/api/drops/${field.dropId}/ticket`
  const taken = await insist(field, { method: 'POST', path: `${path}s`, cookie, key: randomUUID(), body: {} })
  if (taken.status !== 200) {
    if (taken.body.code !== 'drops.limitReached') field.faults.push(`a ticket was answered ${taken.body.code}`)
    return
  }
  field.tickets.set(`${personId} ${taken.body.ticketId}`, buyer)
  for (const endAt = Date.now() + waitingMost; Date.now() < endAt; await pause(300)) {
    const { body } = await insist(field, { method: 'GET', path, cookie })
    if (body.state !== 'won') continue
    if (field.die.chance(0.7)) await pay(field, { buyer })
    return
  }
}

/** Whoever still waits goes home. */
export const leaveLine = (field: Field) =>
  Promise.all(
    [...field.tickets.values()].map(({ cookie }) =>
      insist(field, { method: 'DELETE', path: `/api/drops/${field.dropId}/ticket`, cookie, key: randomUUID() }),
    ),
  )

export async function claim(field: Field, buyer: Buyer, quantity: number, key: string): Promise<Won | undefined> {
  const path = `/api/drops/${field.dropId}/claims`
  const { status, body } = await insist(field, { method: 'POST', path, cookie: buyer.cookie, key, body: { quantity } })
  if (status === 200) {
    const won = { buyer, holdId: String(body.holdId), lineId: String(body.lineId), quantity }
    field.won.set(`${buyer.personId} ${key}`, won)
    return won
  }
  const code = String(body.code ?? status)
  field.refused.set(code, (field.refused.get(code) ?? 0) + 1)
  if (!told.has(code)) field.faults.push(`a claim was answered ${code}`)
  return undefined
}

/** Some pay, some let it lapse, some give it back, some pay at the very moment it lapses, some do nothing. */
async function use(field: Field, won: Won): Promise<void> {
  const way = field.die.roll(100)
  if (way < 40) await pay(field, won)
  else if (way < 60) await field.endTime(won.holdId)
  else if (way < 75) {
    const path = `/api/bag/lines/${won.lineId}`
    await insist(field, { method: 'PATCH', path, cookie: won.buyer.cookie, key: randomUUID(), body: { quantity: 0 } })
  } else if (way < 90) await Promise.all([field.endTime(won.holdId), pay(field, won)])
}

/** A home of one's own: one household would be held to what one person may have. */
const homeOf = ({ personId }: Buyer) => ({
  ...{ name: 'Dana', line1: `${personId} rue de la Paix`, city: 'Paris', country: 'FR', postalCode: '75002' },
})
const paymentMost = 30_000

/** @returns whether it is theirs. The whole way: price, order, the provider's page, until the order is decided. */
export async function pay(field: Field, { buyer }: { buyer: Buyer }): Promise<boolean> {
  const placed = await place(field, buyer)
  return typeof placed === 'object' && payFor(field, buyer, placed)
}

export type Placed = { orderId: string; intentId: string }

/** Orders what is in the bag at the price that is shown. @returns the order, or why there is none */
export async function place(field: Field, { cookie, personId }: Buyer, code?: string): Promise<Placed | string> {
  const { brandId } = field
  const choice = { country: 'FR', deliveryMethodId: 'standard', ...(code && { code }) }
  const query = new URLSearchParams(choice)
  const quote = await insist(field, { method: 'GET', path: `/api/brands/${brandId}/quote?${query}`, cookie })
  if (quote.status !== 200) return String(quote.body.code)
  const { total, discounts } = quote.body as { total: unknown; discounts: { promotionId: string }[] }
  const shown = { expectedTotal: total, expectedPromotions: discounts.map((one) => one.promotionId) }
  const address = homeOf({ personId, cookie })
  const body = { ...shown, email: `${personId}@buyers.example`, returnTo: '/', address, ...choice, country: undefined }
  const path = `/api/brands/${brandId}/checkout`
  const placed = await insist(field, { method: 'POST', path, cookie, key: randomUUID(), body })
  return placed.status === 200 ? (placed.body as Placed) : String(placed.body.code)
}

/** Pays on the provider's page. @returns whether the order is theirs; whoever came too late goes home */
export async function payFor(field: Field, { cookie }: Buyer, { orderId, intentId }: Placed): Promise<boolean> {
  const get = (path: string) => insist(field, { method: 'GET', path, cookie })
  const page = await until(
    get,
    `/api/intents/${intentId}`,
    ({ redirectUrl, state }) => redirectUrl !== null || !['created', 'open'].includes(String(state)),
  )
  if (!page) {
    field.faults.push(`order ${orderId} was never given a page to pay on`)
    return false
  }
  if (page.redirectUrl === null) return false
  const form = new URLSearchParams({ step: 'pay', card: '4242424242424242', expiry: '12 / 34', code: '123' })
  await insist(field, {
    method: 'POST',
    path: new URL(String(page.redirectUrl), 'http://localhost').pathname,
    body: form,
  })
  const decided = await until(get, `/api/orders/${orderId}`, ({ state }) => state !== 'unpaid')
  if (!decided) field.faults.push(`order ${orderId} was paid and never heard of it`)
  return decided?.state === 'paid'
}

/** Looks until it fits, or undefined when it does not within `paymentMost` ms. */
async function until(
  get: (path: string) => Promise<Reply>,
  path: string,
  fits: (body: Reply['body']) => boolean,
): Promise<Reply['body'] | undefined> {
  for (const endAt = Date.now() + paymentMost; Date.now() < endAt; await pause(100)) {
    const { body } = await get(path)
    if (fits(body)) return body
  }
  return undefined
}
