import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { currency, done, id, instant, moneyShape, text } from '../../lib/shapes.ts'
import { hostProblems as problem } from './problems.ts'

const brandId = id<'brand'>()
const personId = id<'person'>()
const batchId = id<'payoutBatch'>()
const payoutId = id<'payout'>()
const access = { staff: ['owner', 'finance'], of: 'brandId' } as const
const person = z.object({ personId, name: z.string() })
const holdDays = z.coerce.number().int().min(0).max(120)
const minor = z.string().regex(/^\d{1,15}$/, 'not an amount of minor units')
const number = text(42, 4)
const bic = text(11, 8).nullable()
const payout = z.object({
  ...{ payoutId, host: person, amount: moneyShape, holder: z.string(), last4: z.string() },
  ...{ state: z.enum(['waiting', 'paid', 'failed']), reason: z.string(), endedAt: instant.nullable() },
})
const batch = z.object({
  ...{ batchId, currency, state: z.enum(['draft', 'approved', 'cancelled']), holdDays: z.number().int() },
  ...{ madeBy: person, madeAt: instant, approvedBy: person.nullable(), approvedAt: instant.nullable() },
  ...{ total: moneyShape, items: z.array(payout) },
  /** Whether the caller may approve it; with two who may, nobody approves their own. */
  mayApprove: z.boolean(),
})

export const payoutContract = {
  'hosts.changeBank': route({
    path: 'PUT /hosting/account',
    summary: 'Say where payouts go: an IBAN, or another account number; it is kept sealed',
    access: 'account',
    limit: { calls: 20, seconds: 60 },
    input: z.object({ holder: text(70), number, bic: bic.default(null) }),
    output: done,
    problems: [problem.badAccount, problem.badBic],
  }),
  'hosts.payoutSettings': route({
    path: 'GET /brands/{brandId}/host-payout-settings',
    summary: 'How a brand pays its hosts',
    access,
    input: z.object({ brandId }),
    output: z.object({
      ...{ payer: z.string(), last4: z.string().nullable(), holdDays: z.number().int(), minimum: moneyShape },
    }),
  }),
  'hosts.changePayoutSettings': route({
    path: 'PUT /brands/{brandId}/host-payout-settings',
    summary: 'Set which account pays hosts, how long commissions are held for returns, and from which amount on',
    access,
    input: z.object({
      /** Without an IBAN the one before stays. */
      ...{ brandId, payer: text(70), iban: number.optional(), bic: bic.default(null), holdDays, minimum: minor },
    }),
    output: done,
    problems: [problem.badAccount, problem.badBic],
  }),
  'hosts.payable': route({
    path: 'GET /brands/{brandId}/host-payable',
    summary: 'What could be paid out to whom now, and why not',
    access,
    input: z.object({ brandId, holdDays: holdDays.optional(), minimum: minor.optional() }),
    output: z.object({
      items: z.array(
        z.object({
          ...{ host: person, amount: moneyShape, last4: z.string().nullable() },
          whyNot: z.enum(['nothing', 'belowMinimum', 'noAccount', 'noIban']).nullable(),
        }),
      ),
    }),
  }),
  'hosts.makePayout': route({
    path: 'POST /brands/{brandId}/host-payouts',
    summary: 'Make a batch of what can be paid out in one currency; it is set aside until it is paid or has failed',
    access,
    input: z.object({
      ...{ brandId, currency, holdDays: holdDays.optional(), minimum: minor.optional() },
      personIds: z.array(personId).min(1).max(500),
    }),
    output: z.object({ batchId }),
    problems: [problem.nothingToPay],
  }),
  'hosts.payouts': route({
    path: 'GET /brands/{brandId}/host-payouts',
    summary: 'Batches of payouts, the latest first',
    access,
    input: z.object({ brandId }),
    output: z.object({ items: z.array(batch) }),
  }),
  'hosts.approvePayout': route({
    path: 'POST /brands/{brandId}/host-payouts/{batchId}/approval',
    summary: 'Approve a batch: then its file can be had; with two who may, somebody other than who made it',
    access,
    input: z.object({ brandId, batchId }),
    output: done,
    problems: [problem.unknownPayout, problem.wrongState, problem.secondPerson],
  }),
  'hosts.cancelPayout': route({
    path: 'POST /brands/{brandId}/host-payouts/{batchId}/cancellation',
    summary: 'Give up a batch that is not approved: everything in it is owed again',
    access,
    input: z.object({ brandId, batchId }),
    output: done,
    problems: [problem.unknownPayout, problem.wrongState],
  }),
  'hosts.payoutFile': route({
    path: 'GET /brands/{brandId}/host-payouts/{batchId}/file',
    summary: 'The file for the bank: SEPA credit transfers (pain.001.001.09) for euros, else a table; always the same',
    access,
    limit: { calls: 30, seconds: 60 },
    input: z.object({ brandId, batchId }),
    output: z.object({ name: z.string(), type: z.string(), text: z.string() }),
    problems: [problem.unknownPayout, problem.wrongState, problem.noPayer, problem.sealLost],
  }),
  'hosts.settlePayout': route({
    path: 'POST /brands/{brandId}/host-payouts/{batchId}/outcomes',
    summary: 'Say of payouts that the bank has paid them, or has not: then they are owed again',
    access,
    input: z.object({
      ...{ brandId, batchId, payoutIds: z.array(payoutId).min(1).max(500), outcome: z.enum(['paid', 'failed']) },
      reason: text(200, 0).default(''),
    }),
    output: done,
    problems: [problem.unknownPayout, problem.wrongState],
  }),
} as const
