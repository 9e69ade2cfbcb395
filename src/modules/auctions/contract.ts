import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant, localText, moneyShape, page, pageOf } from '../../lib/shapes.ts'
import { addressShape } from '../accounts/contract.ts'
import { orderProblems } from '../orders/problems.ts'
import { auctionProblems as problem } from './problems.ts'

const auctionId = id<'auction'>()
const showId = id<'show'>()
const minor = z.string().regex(/^\d{1,13}$/, 'not an amount of minor units')

const bidView = z.object({
  auctionId,
  paddle: z.number().int(),
  leads: z.boolean(),
  /** Null until it opens. */
  price: moneyShape.nullable(),
  /** The least that others, and the caller unless they lead, can bid now. */
  next: moneyShape,
  /** The caller's own. Nobody else is ever told. */
  maximum: moneyShape,
  endsAt: instant,
})

const states = ['open', 'charged', 'offered', 'paid', 'unsold', 'cancelled'] as const

/** For the brand's own people, who are not told maximums either. */
const auctionView = z.object({
  auctionId,
  showId,
  productId: id<'product'>(),
  variantId: id<'variant'>(),
  title: z.union([localText(120), z.object({})]),
  start: moneyShape,
  reserve: moneyShape.nullable(),
  increments: z.array(z.object({ from: minor, step: minor })),
  counterSeconds: z.number().int(),
  opensAt: instant,
  endsAt: instant,
  state: z.enum(states),
  bids: z.number().int(),
  bidders: z.number().int(),
  /** What it went for, at the hammer. */
  hammer: moneyShape.nullable(),
  /** The latest order that was made of it. */
  orderId: id<'order'>().nullable(),
})

export const auctionsContract = {
  'auctions.start': route({
    path: 'POST /shows/{showId}/auctions',
    summary: 'Announce an auction of one unit: it is set aside now, and the clock alone opens and ends it',
    access: { staff: ['owner', 'producer', 'host'], of: 'showId' },
    input: z.object({
      showId,
      variantId: id<'variant'>(),
      start: moneyShape,
      /** Below this it is not sold. The room hears only whether it is reached. */
      reserve: moneyShape.optional(),
      /** One fixed step is a table of one row, from 0. */
      increments: z
        .array(z.object({ from: minor, step: minor }))
        .min(1)
        .max(20),
      /** From now; 0 opens at once. Until then bids are kept. */
      opensInSeconds: z.number().int().min(0).max(86_400).default(0),
      /** From the opening. */
      seconds: z.number().int().min(10).max(86_400).default(60),
      /** A bid in the last so many seconds gives as many to answer it; 0 is sudden death. */
      counterSeconds: z.number().int().min(0).max(120).default(10),
    }),
    output: z.object({ auctionId, opensAt: instant, endsAt: instant }),
    problems: [
      problem.showNotLive,
      problem.notInRunOfShow,
      problem.notEnoughStock,
      problem.wrongCurrency,
      problem.badIncrements,
      problem.reserveTooLow,
      problem.tooManyOpen,
    ],
  }),
  'auctions.cancel': route({
    path: 'POST /auctions/{auctionId}/cancel',
    summary: 'Call an auction off before anybody has bid; after that only the clock ends it',
    access: { staff: ['owner', 'producer', 'host'], of: 'auctionId' },
    input: z.object({ auctionId }),
    output: done,
    problems: [problem.hasBids, problem.over],
  }),
  'auctions.takePaddle': route({
    path: 'PUT /shows/{showId}/paddle',
    summary:
      'What is needed to bid in a show: what is charged, and where it goes. Said again, it is what counts from now',
    access: 'account',
    input: z.object({
      showId,
      keptId: id<'kept'>(),
      email: z.email().max(254),
      address: addressShape,
      deliveryMethodId: z.string().max(40),
      locale: z.enum(['en', 'fr', 'zh-Hans']).default('en'),
    }),
    output: z.object({ paddle: z.number().int() }),
    problems: [problem.keptNeeded, problem.showNotLive, orderProblems.unknownDelivery],
  }),
  'auctions.paddle': route({
    path: 'GET /shows/{showId}/paddle',
    summary: 'The caller’s paddle in a show, and how they stand in its auctions',
    access: 'account',
    input: z.object({ showId }),
    output: z.object({
      paddle: z.number().int().nullable(),
      /** Of the way to pay that is charged; null when it is kept no more. */
      keptLabel: z.string().nullable(),
      standings: z.array(
        z.object({
          auctionId,
          maximum: moneyShape,
          orderId: id<'order'>().nullable(),
          offer: z.object({ price: moneyShape, until: instant }).nullable(),
        }),
      ),
    }),
  }),
  'auctions.bid': route({
    path: 'POST /auctions/{auctionId}/bids',
    summary: 'Bid an amount, or up to a maximum; before the opening it is kept as a maximum',
    access: 'account',
    limit: { calls: 240, seconds: 60 },
    batched: true,
    input: z.object({ auctionId, kind: z.enum(['bid', 'maximum']), amount: moneyShape }),
    output: bidView,
    problems: [
      problem.unknownAuction,
      problem.noPaddle,
      problem.keptNeeded,
      problem.wrongCurrency,
      problem.tooLow,
      problem.tooHigh,
      problem.notHigher,
      problem.youLead,
      problem.over,
    ],
  }),
  'auctions.takeOffer': route({
    path: 'POST /auctions/{auctionId}/offer',
    summary: 'The winner did not pay, and the caller bid next: buy it at what they bid',
    access: 'account',
    input: z.object({ auctionId }),
    output: z.object({ orderId: id<'order'>() }),
    problems: [problem.noOffer],
  }),
  'auctions.declineOffer': route({
    path: 'DELETE /auctions/{auctionId}/offer',
    summary: 'Do not want it any more',
    access: 'account',
    input: z.object({ auctionId }),
    output: done,
    problems: [problem.noOffer],
  }),
  'auctions.list': route({
    path: 'GET /brands/{brandId}/auctions',
    summary: 'Auctions of a brand, the latest first',
    access: { staff: ['owner', 'producer', 'host', 'support', 'analyst', 'finance'], of: 'brandId' },
    input: z.object({ brandId: id<'brand'>(), showId: showId.optional(), ...page }),
    output: pageOf(auctionView),
  }),
  'auctions.bids': route({
    path: 'GET /auctions/{auctionId}/bids',
    summary: 'Every bid that counted, in order, with what it made of the price. Maximums stay closed',
    access: { staff: ['owner', 'producer', 'support', 'finance'], of: 'auctionId' },
    input: z.object({ auctionId }),
    output: z.object({
      auction: auctionView,
      bids: z.array(
        z.object({
          number: z.number().int(),
          at: instant,
          kind: z.enum(['bid', 'maximum']),
          paddle: z.number().int(),
          name: z.string(),
          /** Null for a maximum. */
          amount: moneyShape.nullable(),
          price: moneyShape.nullable(),
          leader: z.number().int(),
        }),
      ),
    }),
  }),
} as const
