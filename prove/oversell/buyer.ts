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
  faults: string[]
  /** Ends the time of a hold, as waiting would. */
  endTime(holdId: string): Promise<unknown>
}
export type Won = { buyer: Buyer; holdId: string; lineId: string; quantity: number }

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
  if (!die.chance(0.2)) return
  await pause(100 + die.roll(500))
  const later = await claim(field, buyer, 1, randomUUID())
  if (later) await use(field, later)
}

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
  if (code !== 'drops.soldOut' && code !== 'drops.limitReached') field.faults.push(`a claim was answered ${code}`)
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

/** @returns whether it is theirs. The whole way: price, order, the provider's page, until the order is decided. Whoever came too late goes home. */
export async function pay(field: Field, { buyer }: Won): Promise<boolean> {
  const { brandId } = field
  const { cookie } = buyer
  const get = (path: string) => insist(field, { method: 'GET', path, cookie })
  const choice = { country: 'FR', deliveryMethodId: 'standard' }
  const quote = await get(`/api/brands/${brandId}/quote?${new URLSearchParams(choice)}`)
  if (quote.status !== 200) return false
  const order = { email: 'dana@buyers.example', expectedTotal: quote.body.total, returnTo: '/', address: homeOf(buyer) }
  const path = `/api/brands/${brandId}/checkout`
  const body = { ...order, deliveryMethodId: choice.deliveryMethodId }
  const placed = await insist(field, { method: 'POST', path, cookie, key: randomUUID(), body })
  if (placed.status !== 200) return false
  const { intentId, orderId } = placed.body
  const page = await until(get, `/api/intents/${intentId}`, ({ redirectUrl }) => redirectUrl !== null)
  if (!page) {
    field.faults.push(`order ${orderId} was never given a page to pay on`)
    return false
  }
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
