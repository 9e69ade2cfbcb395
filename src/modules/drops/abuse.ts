import { createHash } from 'node:crypto'
import type { Problem } from '../../lib/problems.ts'
import { dropProblems as problem } from './problems.ts'

/**
 * The rules against abuse of drops. Each is a plain sentence that an operator can read, with the figures it saw, and
 * each can be overruled for one person in one drop.
 */
export const rules = ['sharedDevice', 'sharedPhone', 'sharedAddress', 'machine', 'hoarding'] as const
export type Rule = (typeof rules)[number]
export type Finding = { personId: string; rule: Rule; seen: Record<string, number> }

/** The refusal that a rule leads to. */
export const refusalOf: Record<Rule, Problem> = {
  sharedDevice: problem.limitShared,
  sharedPhone: problem.limitShared,
  sharedAddress: problem.limitShared,
  machine: problem.machine,
  hoarding: problem.hoarding,
}

export const sharedRule = { device: 'sharedDevice', phone: 'sharedPhone', address: 'sharedAddress' } as const
export type MarkKind = keyof typeof sharedRule
export type Mark = { kind: MarkKind; mark: string }

/** One household, one limit: what others of the same mark have, and what is wished on top of one's own. */
export const isShared = (units: { others: number; own: number; wished: number }, perBuyer: number): boolean =>
  units.others > 0 && units.others + units.own + units.wished > perBuyer

/** A page shows a countdown and waits for each answer: nobody taps so often within one second before the opening. */
export const machineTaps = 6
const machineWithinMs = 1000

/** Taps that came before the opening, by their times in ms, the latest last. */
export const isMachine = (taps: readonly number[]): boolean => {
  const sixth = taps.at(-machineTaps)
  return sixth !== undefined && taps.at(-1)! - sixth < machineWithinMs
}

/** Whoever let so many reservations of one drop lapse keeps its units from those who would pay. */
export const lapsedMost = 2
export const isHoarding = (lapsed: number): boolean => lapsed >= lapsedMost

type Address = {
  line1: string
  city: string
  country: string
  line2?: string | undefined
  postalCode?: string | undefined
  phone?: string | undefined
}

/** What of an address marks a household, as hashes: written as one likes, it is the same address. */
export function marksOf(address: Address): Mark[] {
  const { country, postalCode = '', city, line1, line2 = '' } = address
  const where = [country, postalCode || city, line1, line2].map(bare).join('/')
  const digits = (address.phone ?? '').replace(/\D/g, '').slice(-9)
  return [
    { kind: 'address', mark: hashed(where) },
    ...(digits.length >= 6 ? [{ kind: 'phone' as const, mark: hashed(digits) }] : []),
  ]
}

/** Without case, accents, punctuation and spaces: “1, Rue de la Paix” is “1 rue de la paix”. */
const bare = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

const hashed = (text: string) => createHash('sha256').update(text).digest('hex')
