import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, moneyShape, text } from '../../lib/shapes.ts'
import { paymentProblems } from '../payments/problems.ts'
import { bookProblems as problem } from './problems.ts'
import { sheetContract } from './sheet-contract.ts'

const brandId = id<'brand'>()
const writers = { staff: ['owner', 'finance'], of: 'brandId' } as const

export const booksContract = {
  'books.closing': route({
    path: 'GET /shows/{showId}/closing',
    summary: 'The closing statement of a show: what it brought in, gave back and owes, to the cent, by currency',
    access: { staff: ['owner', 'finance', 'producer'], of: 'showId' },
    input: z.object({ showId: id<'show'>() }),
    output: z.object({
      orders: z.number().int(),
      refunds: z.number().int(),
      /** Coins that were spent. */
      coins: z.number().int(),
      currencies: z.array(
        z.object({
          /** Goods before reductions, reductions, delivery and what was given back, all without tax. */
          sales: moneyShape,
          discounts: moneyShape,
          delivery: moneyShape,
          returns: moneyShape,
          /** Spent on gifts, without tax: the brand's share and the two below. */
          gifts: moneyShape,
          /** Of it, not shared out yet: that happens when the show is over. */
          giftsUnshared: moneyShape,
          /** Of it, owed to the host, and to whoever runs the install. */
          hostShare: moneyShape,
          /** Fee and commissions of the host: a cost, in none of the sums here. */
          hostCosts: moneyShape,
          platformShare: moneyShape,
          /** What is left of sales, reductions, delivery, returns and gifts. */
          net: moneyShape,
          /** Owed, by `country-rate`. */
          taxes: z.array(z.object({ owner: z.string(), amount: moneyShape })),
          /** Net and taxes: what buyers paid, less what they got back. */
          total: moneyShape,
        }),
      ),
    }),
  }),
  'books.bookSettlement': route({
    path: 'POST /brands/{brandId}/settlements',
    summary:
      'Book the fees of a provider’s settlement file, and keep its lines; the same file again books nothing twice',
    access: writers,
    limit: { calls: 20, seconds: 60 },
    input: z.object({
      ...{ brandId, provider: z.enum(['stripe', 'wechat-pay', 'alipay']) },
      /** The file as it was downloaded, in base64. */
      file: z.base64().max(7_500_000),
    }),
    output: z.object({ rows: z.number().int(), fees: z.array(moneyShape) }),
    problems: [paymentProblems.unreadableFile],
  }),
  'books.bookPayout': route({
    path: 'POST /brands/{brandId}/payouts',
    summary: 'Book what a provider has paid out to the bank',
    access: writers,
    input: z.object({
      ...{ brandId, provider: z.string().regex(/^[a-z][a-z-]{0,39}$/), amount: moneyShape },
      /** As it stands on the bank’s statement: a payout has it once. */
      reference: text(80),
    }),
    output: done,
    problems: [problem.nothingPaidOut, problem.bookedOtherwise],
  }),
  ...sheetContract,
} as const
