import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { id, instant, localText } from '../../lib/shapes.ts'
import { coinProblems } from '../coins/problems.ts'
import { giftProblems as problem } from './problems.ts'

const brandId = id<'brand'>()
const showId = id<'show'>()
const giftId = id<'gift'>()
const tier = z.enum(['small', 'medium', 'large'])
const picture = z.enum(['spark', 'heart', 'flower', 'candle', 'bouquet', 'lantern', 'moon', 'crown'])
const coins = z.number().int().min(1).max(100_000)
const gift = z.object({ giftId: z.string(), title: localText(40), coins, tier, picture })
const gifts = z.object({ items: z.array(gift) })
const bp = z.number().int().min(0).max(10_000)
const rate = {
  /** Shares in basis points; together 10,000. */
  hostBp: bp,
  brandBp: bp,
  platformBp: bp,
  /** Who gets what does not divide. */
  oddTo: z.enum(['host', 'brand', 'platform']),
}
const rates = z.object({ items: z.array(z.object({ from: instant, ...rate })) })
const supporter = z.object({ name: z.string(), coins: z.number().int() })
const questionTerms = {
  /** A gift of so many coins or more carries a question; null: none does. */
  fromCoins: coins.nullable(),
  /** What becomes of it when the show ends and nobody has answered: it comes back, or the show keeps it. */
  unanswered: z.enum(['return', 'keep']),
}
const editors = ['owner', 'producer'] as const
const thankers = ['owner', 'producer', 'host', 'moderator'] as const

export const giftsContract = {
  'gifts.offer': route({
    path: 'GET /brands/{brandId}/gifts',
    summary: 'What can be sent in a brand’s rooms, in its order',
    access: 'anyone',
    input: z.object({ brandId }),
    output: gifts,
  }),
  'gifts.send': route({
    path: 'POST /shows/{showId}/gifts',
    summary: 'Send a gift, so many times; the same gift within seconds grows one combo',
    access: 'account',
    limit: { calls: 600, seconds: 60 },
    batched: true,
    input: z.object({ showId, giftId, count: z.number().int().min(1).max(99).default(1) }),
    output: z.object({
      comboId: z.string(),
      /** Of the combo, so far. */
      count: z.number().int(),
      coins: z.number().int(),
      /** Coins left in the purse. */
      left: z.number().int(),
    }),
    problems: [problem.notLive, problem.unknownGift, problem.keyReused, coinProblems.notEnough],
  }),
  'gifts.ofShow': route({
    path: 'GET /shows/{showId}/gifts',
    summary: 'What was sent in a show: what is to be thanked for first, and who gave most',
    access: { staff: thankers, of: 'showId' },
    input: z.object({ showId }),
    output: z.object({
      coins: z.number().int(),
      people: z.number().int(),
      unthanked: z.number().int(),
      top: z.array(supporter),
      items: z.array(
        z.object({
          ...{ comboId: z.string(), name: z.string(), title: localText(40), picture, tier },
          ...{ count: z.number().int(), coins: z.number().int(), at: instant, thankedAt: instant.nullable() },
        }),
      ),
    }),
  }),
  'gifts.thank': route({
    path: 'POST /shows/{showId}/thanks',
    summary: 'Thank for gifts: the room sees it; a combo that grows afterwards waits for thanks again',
    access: { staff: thankers, of: 'showId' },
    input: z.object({ showId, comboIds: z.array(z.uuid()).min(1).max(100) }),
    output: z.object({ thanked: z.number().int() }),
  }),
  'gifts.change': route({
    path: 'PUT /brands/{brandId}/gifts',
    summary: 'The gifts of a brand from now on, in this order; those that are not among them are offered no more',
    access: { staff: editors, of: 'brandId' },
    input: z.object({
      brandId,
      items: z.array(gift.omit({ giftId: true }).extend({ giftId: giftId.optional() })).max(40),
    }),
    output: gifts,
    problems: [problem.unknownGift],
  }),
  'gifts.addUsual': route({
    path: 'POST /brands/{brandId}/gifts/usual',
    summary: 'Begin with the gifts that we have drawn; nothing changes where there are gifts already',
    access: { staff: editors, of: 'brandId' },
    input: z.object({ brandId }),
    output: gifts,
  }),
  'gifts.rates': route({
    path: 'GET /brands/{brandId}/gift-rates',
    summary: 'How the price of gifts is shared, the latest first',
    access: { staff: ['owner', 'finance', 'producer'], of: 'brandId' },
    input: z.object({ brandId }),
    output: rates,
  }),
  'gifts.agree': route({
    path: 'POST /brands/{brandId}/gift-rates',
    summary:
      'Share the price of gifts in another way from a moment on; what was sent before is shared as it was agreed then',
    access: { staff: ['owner', 'finance'], of: 'brandId' },
    input: z.object({ brandId, from: instant.optional(), ...rate }),
    output: rates,
    problems: [problem.notWhole, problem.rateHasBegun],
  }),
  'gifts.questionTerms': route({
    path: 'GET /brands/{brandId}/gift-questions',
    summary: 'Which gifts carry a question to the host, and what becomes of one that nobody answers',
    access: 'anyone',
    input: z.object({ brandId }),
    output: z.object(questionTerms),
  }),
  'gifts.changeQuestionTerms': route({
    path: 'PUT /brands/{brandId}/gift-questions',
    summary: 'Say which gifts carry a question from now on; what was sent before keeps the terms it was sent under',
    access: { staff: ['owner', 'producer', 'host'], of: 'brandId' },
    input: z.object({ brandId, ...questionTerms }),
    output: z.object(questionTerms),
  }),
} as const
