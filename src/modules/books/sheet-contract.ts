import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { currency, id, instant, moneyShape, text } from '../../lib/shapes.ts'

const showId = id<'show'>()
const readers = { staff: ['owner', 'finance', 'producer'], of: 'showId' } as const

/** What a figure is for the show: `result` is revenue and costs; `owed` and `elsewhere` say where the money is. */
export const sections = ['revenue', 'costs', 'owed', 'elsewhere'] as const

const line = z.object({
  section: z.enum(sections),
  /** What the account is for, as in `ledger.accounts`; of tax its country and rate are the owner. */
  purpose: z.string(),
  owner: z.string(),
  /** Above zero: the brand's, or owed to others; below: a cost, or with others. */
  amount: moneyShape,
  /** How many transfers stand under it: `books.sheetEntries`. */
  transfers: z.number().int(),
})
const difference = z.object({
  what: z.enum(['missingThere', 'missingHere', 'twice', 'currency', 'amount', 'fee']),
  kind: z.enum(['capture', 'refund']),
  orderNumber: z.string().nullable(),
  /** What to look for at the provider. */
  reference: z.string(),
  booked: moneyShape.nullable(),
  settled: z.object({ minor: z.string(), currency: z.string() }).nullable(),
})

export const sheetContract = {
  'books.sheet': route({
    path: 'GET /shows/{showId}/closing/sheet',
    summary: 'The closing statement of a show in full: every figure from its postings, matched with providers’ files',
    access: readers,
    input: z.object({ showId }),
    output: z.object({
      orders: z.number().int(),
      refunds: z.number().int(),
      currencies: z.array(
        z.object({
          currency,
          lines: z.array(line),
          revenue: moneyShape,
          costs: moneyShape,
          /** Revenue and costs together. */
          result: moneyShape,
          /** All lines together: zero, or the books are wrong. */
          control: moneyShape,
        }),
      ),
      /** What was received for the show's orders less what was given back, by provider: by our books and by its files. */
      settlements: z.array(
        z.object({
          provider: z.string(),
          currency,
          booked: moneyShape,
          settled: moneyShape,
          /** By the files. */
          fees: moneyShape,
          /** Movements of ours, and those that no file has named yet. */
          movements: z.number().int(),
          missing: z.number().int(),
          differences: z.array(difference),
        }),
      ),
    }),
  }),
  'books.sheetEntries': route({
    path: 'GET /shows/{showId}/closing/entries',
    summary: 'The transfers under one figure of the closing statement, the latest first',
    access: readers,
    input: z.object({
      ...{ showId, purpose: text(40), owner: text(80, 0).default(''), currency },
      before: z
        .string()
        .regex(/^[1-9][0-9]{0,17}$/)
        .optional(),
      most: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: z.object({
      items: z.array(
        z.object({
          seq: z.string(),
          kind: z.string(),
          orderId: id<'order'>().nullable(),
          at: instant,
          amount: moneyShape,
        }),
      ),
      next: z.string().nullable(),
    }),
  }),
} as const
