import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { currencies } from '../../lib/money.ts'
import { id, instant, moneyShape } from '../../lib/shapes.ts'
import { coinUnit } from './accounts.ts'
import { ledgerProblems as problem } from './problems.ts'

const brandId = id<'brand'>()
const readers = { staff: ['owner', 'finance'], of: 'brandId' } as const
const number = z.string().regex(/^[1-9][0-9]{0,17}$/, 'a whole number')

/** Minor units of a currency, or coins: `XCO`. */
const amountShape = z.object({ minor: moneyShape.shape.minor, currency: z.enum([...currencies, coinUnit]) })

const balance = z.object({
  purpose: z.string(),
  owner: z.string(),
  /** Above zero: credit. Below: debit. */
  balance: amountShape,
  held: amountShape,
  side: z.enum(['debit', 'credit']),
  clearing: z.boolean(),
  openSince: instant.nullable(),
})
const account = balance.extend({ accountId: number })
const happened = {
  seq: number,
  key: z.string(),
  kind: z.string(),
  orderId: id<'order'>().nullable(),
  showId: id<'show'>().nullable(),
  at: instant,
}

export const ledgerContract = {
  'ledger.accounts': route({
    path: 'GET /brands/{brandId}/ledger/accounts',
    summary: 'The trial balance: every account of a brand and what is on it; what people have each, in one sum',
    access: readers,
    input: z.object({ brandId }),
    output: z.object({
      /** `accountId` is null where a row sums up the accounts of many people. */
      items: z.array(balance.extend({ accountId: number.nullable(), accounts: z.number().int() })),
    }),
  }),
  'ledger.statement': route({
    path: 'GET /brands/{brandId}/ledger/accounts/{accountId}',
    summary: 'The entries of one account, the latest first, each with the balance after it',
    access: readers,
    input: z.object({
      ...{ brandId, accountId: number, before: number.optional() },
      most: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: z.object({
      account,
      items: z.array(z.object({ ...happened, amount: amountShape, balance: amountShape })),
      next: number.nullable(),
    }),
    problems: [problem.unknownAccount],
  }),
  'ledger.transfer': route({
    path: 'GET /brands/{brandId}/ledger/transfers/{seq}',
    summary: 'One transfer with all its postings, which add up to zero',
    access: readers,
    input: z.object({ brandId, seq: number }),
    output: z.object({
      ...happened,
      phase: z.enum(['posted', 'reserved', 'settled', 'released']),
      postings: z.array(z.object({ accountId: number, purpose: z.string(), owner: z.string(), amount: amountShape })),
    }),
    problems: [problem.unknownTransfer],
  }),
  'ledger.audit': route({
    path: 'GET /brands/{brandId}/ledger/audit',
    summary: 'Walk along the chain of transfers, add everything up again, and say what does not hold',
    access: readers,
    limit: { calls: 6, seconds: 60 },
    input: z.object({ brandId }),
    output: z.object({ transfers: z.number().int(), faults: z.array(z.string()) }),
  }),
} as const
