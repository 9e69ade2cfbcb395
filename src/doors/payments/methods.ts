import type { Device } from '../doors.ts'
import { methodTable } from './method-table.ts'

/** One way to pay, as data: a new one is an entry in `method-table.ts`, and nothing else changes. */
export type PaymentMethod = {
  /** Stable: it is kept with payments. */
  id: string
  name: { en: string; fr: string; 'zh-Hans': string }
  /** What it is, for its picture. The marks of others are not ours to ship. */
  kind: 'card' | 'wallet' | 'bank' | 'later' | 'cash'
  /** Countries of buyers who have it; undefined: it may be anybody. */
  countries?: readonly string[]
  /** Undefined: whatever its provider takes. */
  currencies?: readonly string[]
  /** By currency, minor units. */
  limits?: Readonly<Record<string, { least?: number; most?: number }>>
  /** Where it can be used; undefined: anywhere. */
  devices?: readonly Device[]
  /** Countries whose buyers look for it first. */
  first?: readonly string[]
  /** The money may come days after the buyer has done their part. */
  slow?: true
  takenBy: readonly Taking[]
}

/** Which provider takes a method, and what it calls it. */
export type Taking = { provider: string; word: string; currencies?: readonly string[] }

export type Occasion = { country: string; currency: string; minor: bigint; device: Device }

/** A method that fits, with who will take it and under which word. */
export type Offer = { method: PaymentMethod; provider: string; word: string }

type Provider = { readonly name: string; readonly methods: readonly string[] }

/**
 * The methods to offer, the likeliest first: the wallet of the app one is in, what the country pays with, then in the
 * order of the table. Of several providers the one that stands first in `providers` takes it.
 */
export function offers(
  providers: readonly Provider[],
  occasion: Occasion,
  table: readonly PaymentMethod[] = methodTable,
): Offer[] {
  const fitting = table.filter((method) => fits(method, occasion))
  const taken = fitting.flatMap((method) => offerOf(providers, method, occasion) ?? [])
  return taken.sort((a, b) => rank(a.method, occasion) - rank(b.method, occasion))
}

function fits(
  { countries, currencies, limits, devices }: PaymentMethod,
  { country, currency, minor, device }: Occasion,
) {
  const { least = 0, most = Number.MAX_SAFE_INTEGER } = limits?.[currency] ?? {}
  return (
    (countries?.includes(country) ?? true) &&
    (currencies?.includes(currency) ?? true) &&
    (devices?.includes(device) ?? true) &&
    minor >= BigInt(least) &&
    minor <= BigInt(most)
  )
}

function offerOf(providers: readonly Provider[], method: PaymentMethod, { currency }: Occasion): Offer | undefined {
  for (const { name: provider, methods } of providers) {
    const taking = method.takenBy.find(
      (one) => one.provider === provider && methods.includes(one.word) && (one.currencies?.includes(currency) ?? true),
    )
    if (taking) return { method, provider, word: taking.word }
  }
  return undefined
}

/** The browser inside an app pays with the app. */
const appOf: Partial<Record<Device, string>> = { wechat: 'wechat-pay', alipay: 'alipay' }

function rank(method: PaymentMethod, { country, device }: Occasion): number {
  if (appOf[device] === method.id) return 0
  return method.first?.includes(country) ? 1 : 2
}

/** @returns undefined for an id that the table does not have any more */
export const methodById = (id: string): PaymentMethod | undefined => methodTable.find((method) => method.id === id)

/** The method that a provider calls so. */
export const methodOfWord = (provider: string, word: string): PaymentMethod | undefined =>
  methodTable.find(({ takenBy }) => takenBy.some((one) => one.provider === provider && one.word === word))
