import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { currency, done, id, instant, localText, moneyShape } from '../../lib/shapes.ts'
import { payoutContract } from './payout-contract.ts'
import { hostProblems as problem } from './problems.ts'

const brandId = id<'brand'>()
const showId = id<'show'>()
const personId = id<'person'>()
const bp = z.number().int().min(0).max(10_000)
const terms = {
  /** For a show, earned when it ends. */
  fee: moneyShape,
  /** Of what is sold in the show, in basis points: after reductions, without tax and delivery. */
  commissionBp: bp,
  /** Products with a rate of their own. */
  products: z.array(z.object({ productId: id<'product'>(), rateBp: bp })).max(200),
  /** Of gifts, in basis points after tax; null: as the brand shares them. The operator’s share comes first. */
  giftBp: bp.nullable(),
  /** Who gets what is less than a cent of a commission. */
  oddTo: z.enum(['host', 'brand']),
}
const person = z.object({ personId, name: z.string() })
const contract = z.object({
  ...{ contractId: z.string(), host: person, from: instant, agreedAt: instant, agreedBy: z.string().nullable() },
  /** For this show alone; null: for every show. */
  show: z.object({ showId, title: localText(80) }).nullable(),
  ...terms,
})
const agreed = z.object({
  host: person.nullable(),
  /** From then on nothing changes for this show. */
  frozenAt: instant.nullable(),
  /** What holds for it, now or since it went live. */
  contract: contract.nullable(),
})
const sums = {
  /** Fees, commissions and shares of gifts. */
  accrued: moneyShape,
  clawedBack: moneyShape,
  paid: moneyShape,
}
const account = z.object({
  ...{ brand: z.object({ brandId, name: z.string(), slug: z.string() }), host: person, currency, ...sums },
  /** Of what is owed, commissions of sales that may still come back. */
  held: moneyShape,
  /** In a payout that is not done yet. */
  onWay: moneyShape,
  /** What can be paid out now; below zero it is set off against what comes next. */
  payable: moneyShape,
  months: z.array(z.object({ month: z.string(), ...sums })),
  shows: z.array(
    z.object({
      ...{ showId, title: localText(80), startedAt: instant.nullable() },
      ...{ fee: moneyShape, commission: moneyShape, gifts: moneyShape, clawedBack: moneyShape, net: moneyShape },
      held: moneyShape,
    }),
  ),
})
const readers = ['owner', 'producer', 'finance'] as const
const editors = ['owner', 'producer'] as const

export const hostsContract = {
  'hosts.contracts': route({
    path: 'GET /brands/{brandId}/host-contracts',
    summary: 'What was agreed with hosts, the latest first, and whom one can agree with',
    access: { staff: readers, of: 'brandId' },
    input: z.object({ brandId }),
    output: z.object({ items: z.array(contract), people: z.array(person) }),
  }),
  'hosts.agree': route({
    path: 'POST /brands/{brandId}/host-contracts',
    summary: 'Agree with a host: for every show from a moment on, or for one show that has not begun',
    access: { staff: editors, of: 'brandId' },
    input: z.object({ brandId, personId, showId: showId.nullable().default(null), from: instant.optional(), ...terms }),
    output: z.object({ contractId: z.string() }),
    problems: [
      problem.unknownHost,
      problem.hasBegun,
      problem.holdsFromPast,
      problem.otherCurrency,
      problem.unknownProduct,
    ],
  }),
  'hosts.ofShow': route({
    path: 'GET /shows/{showId}/host',
    summary: 'Who hosts a show, and what holds for it',
    access: { staff: readers, of: 'showId' },
    input: z.object({ showId }),
    output: agreed,
  }),
  'hosts.engage': route({
    path: 'PUT /shows/{showId}/host',
    summary: 'Say who hosts a show, or nobody, until it goes live',
    access: { staff: editors, of: 'showId' },
    input: z.object({ showId, personId: personId.nullable() }),
    output: done,
    problems: [problem.unknownHost, problem.hasBegun],
  }),
  'hosts.earnings': route({
    path: 'GET /brands/{brandId}/host-earnings',
    summary: 'What hosts have earned, gave back and were paid, by host, month and show',
    access: { staff: ['owner', 'finance'], of: 'brandId' },
    input: z.object({ brandId }),
    output: z.object({ items: z.array(account) }),
  }),
  'hosts.mine': route({
    path: 'GET /hosting',
    summary: 'The caller’s own contracts, earnings and payouts, with every brand',
    access: 'account',
    input: z.object({}),
    output: z.object({
      contracts: z.array(contract.extend({ brandName: z.string() })),
      items: z.array(account),
      /** Where payouts go; only the end of the number is told. */
      bank: z.object({ holder: z.string(), last4: z.string(), isIban: z.boolean() }).nullable(),
    }),
  }),
  ...payoutContract,
} as const
