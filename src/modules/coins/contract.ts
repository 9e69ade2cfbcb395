import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { id, instant, moneyShape } from '../../lib/shapes.ts'
import { payChoice } from '../payments/contract.ts'
import { paymentProblems } from '../payments/problems.ts'
import { coinProblems as problem } from './problems.ts'

const brandId = id<'brand'>()
const coins = z.number().int().min(1).max(1_000_000)
/** So many coins for so much money. */
const point = z.object({ coins, price: moneyShape })
const settings = {
  /** By currency, the smallest first. */
  points: z.array(point).min(1).max(40),
  /** How many coins a person may buy in 24 hours. */
  dailyMost: z.number().int().min(1).max(10_000_000),
  /** The tax contained in what is spent on gifts, in basis points: 2000 = 20 %. It is owed when coins are spent. */
  taxRateBp: z.number().int().min(0).max(5000),
}

export const coinsContract = {
  'coins.offer': route({
    path: 'GET /brands/{brandId}/coins',
    summary: 'What coins cost, in the currency of the brand',
    access: 'anyone',
    input: z.object({ brandId }),
    output: z.object({ points: z.array(point), dailyMost: z.number().int() }),
  }),
  'coins.purse': route({
    path: 'GET /brands/{brandId}/purse',
    summary: 'The caller’s coins with a brand',
    access: 'account',
    input: z.object({ brandId }),
    output: z.object({
      /** To spend; coins set aside for a question that waits are not among them. */
      coins: z.number().int(),
      held: z.number().int(),
      /** Paid, and about to be in the purse. */
      coming: z.number().int(),
      /** What comes back for all that is left, by currency. */
      worth: z.array(moneyShape),
      /** Whether the caller has said that they are of age. */
      ofAge: z.boolean(),
      /** How many coins may still be bought within the last 24 hours. */
      leftToday: z.number().int(),
    }),
  }),
  'coins.topUp': route({
    path: 'POST /brands/{brandId}/top-ups',
    summary: 'Buy coins: a payment is asked for, and the coins are in the purse when it is captured',
    access: 'account',
    limit: { calls: 30, seconds: 60 },
    input: z.object({
      ...{ brandId, coins, price: moneyShape, ...payChoice },
      /** The buyer’s country, for the ways to pay that fit. */
      country: z.string().regex(/^[A-Z]{2}$/),
      locale: z.enum(['en', 'fr', 'zh-Hans']),
      /** Said once, kept. */
      ofAge: z.literal(true).optional(),
      /** A path on this install where the payment page leads back to. */
      returnTo: z
        .string()
        .max(300)
        .regex(/^\/(?!\/)[\x21-\x7e]*$/),
    }),
    output: z.object({ topUpId: id<'topUp'>(), intentId: id<'intent'>() }),
    problems: [problem.priceChanged, problem.ofAgeFirst, problem.tooManyToday, paymentProblems.methodNotOffered],
  }),
  'coins.statement': route({
    path: 'GET /brands/{brandId}/purse/entries',
    summary: 'What went into the caller’s purse and out of it, the latest first',
    access: 'account',
    input: z.object({
      brandId,
      before: z
        .string()
        .regex(/^[1-9]\d{0,17}$/)
        .optional(),
      most: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: z.object({
      items: z.array(
        z.object({
          seq: z.string(),
          kind: z.string(),
          coins: z.number().int(),
          balance: z.number().int(),
          showId: id<'show'>().nullable(),
          at: instant,
        }),
      ),
      next: z.string().nullable(),
    }),
  }),
  'coins.giveBack': route({
    path: 'POST /brands/{brandId}/purse/refunds',
    summary: 'Give back all coins that are not spent: their price goes back the way it came',
    access: 'account',
    limit: { calls: 10, seconds: 60 },
    input: z.object({ brandId }),
    output: z.object({ coins: z.number().int(), amounts: z.array(moneyShape) }),
    problems: [problem.nothingToGiveBack],
  }),
  'coins.settings': route({
    path: 'GET /brands/{brandId}/coin-settings',
    summary: 'What coins cost in every currency, how many a person may buy in a day, and the tax on what they buy',
    access: { staff: ['owner', 'finance', 'producer'], of: 'brandId' },
    input: z.object({ brandId }),
    output: z.object(settings),
  }),
  'coins.changeSettings': route({
    path: 'PUT /brands/{brandId}/coin-settings',
    summary: 'Change what coins cost from now on; coins in purses keep what was paid for them',
    access: { staff: ['owner', 'finance'], of: 'brandId' },
    input: z.object({ brandId, ...settings }),
    output: z.object(settings),
    problems: [problem.badPoints],
  }),
} as const
