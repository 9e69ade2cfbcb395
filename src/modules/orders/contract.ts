import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant, localText, moneyShape, page, pageOf, quantity, text } from '../../lib/shapes.ts'
import { addressShape } from '../accounts/contract.ts'
import { answers } from '../catalog/contract.ts'
import { catalogProblems } from '../catalog/problems.ts'
import { payChoice } from '../payments/contract.ts'
import { paymentProblems } from '../payments/problems.ts'
import { promotionProblems } from '../promotions/problems.ts'
import { deliveryContract } from './delivery-contract.ts'
import { linkContract } from './link-contract.ts'
import { offerContract } from './offer-contract.ts'
import {
  bagLineView,
  forOthers,
  isGift,
  orderFor,
  orderLineView,
  orderStates,
  parcelMates,
  returnPath,
} from './order-shapes.ts'
import { payLinkContract } from './pay-link-contract.ts'
import { discountView, orderDiscounts, quoteView, totalsView } from './price-contract.ts'
import { orderProblems as problem } from './problems.ts'
import { storesContract, storeView } from './stores-contract.ts'
import { taxContract } from './tax-contract.ts'
import { togetherContract } from './together-contract.ts'

/** What a buyer is told of an order by mail. */
export const mailKinds = ['confirmed', 'cancelled', 'paidTooLate', 'paidTwice'] as const

export { linkActLimit, linkLimit, orderLink, sameEmail } from './link-contract.ts'
export { orderStates, storeView }

const orderView = z.object({
  orderId: id<'order'>(),
  brandId: id<'brand'>(),
  /** The number people say on the telephone: `MA-1042`. */
  number: z.string(),
  state: z.enum(orderStates),
  lines: z.array(orderLineView),
  totals: totalsView,
  /** The promotions it got. */
  discounts: z.array(discountView),
  email: z.string(),
  address: addressShape,
  deliveryMethodId: z.string(),
  ...orderFor,
  ...parcelMates,
  placedAt: instant,
  paidAt: instant.nullable(),
  /** Until when the order can be paid. */
  payBefore: instant.nullable(),
  /** The latest attempt to be paid. */
  intentId: id<'intent'>().nullable(),
  shipment: z.object({ carrier: z.string(), tracking: z.string(), sentAt: instant }).nullable(),
  timeline: z.array(
    z.object({
      at: instant,
      what: z.string(),
      detail: z.string().nullable(),
      /** Null: it happened by itself, or a provider said so. Buyers are not told the names of a brand's people. */
      by: z.object({ kind: z.enum(['buyer', 'staff']), name: z.string().nullable() }).nullable(),
    }),
  ),
})

const deliveryView = z.object({
  deliveryMethodId: z.string(),
  title: localText(80),
  price: moneyShape,
  /** Free from this much of goods. */
  freeFrom: moneyShape.nullable(),
  days: z.object({ least: z.number().int(), most: z.number().int() }),
})

const country = z.string().regex(/^[A-Z]{2}$/)
const brandId = id<'brand'>()
/** An order of the caller (`orders.openParcels`) in whose parcel this goes. Where it cannot, the delivery is paid. */
const shipWith = id<'order'>().optional()

export const ordersContract = {
  ...deliveryContract,
  ...taxContract,
  ...linkContract,
  ...offerContract,
  ...togetherContract,
  ...storesContract,
  ...payLinkContract,
  'orders.bag': route({
    path: 'GET /brands/{brandId}/bag',
    summary: 'What the caller is about to buy from a brand',
    access: 'person',
    input: z.object({ brandId }),
    output: z.object({ lines: z.array(bagLineView), items: moneyShape }),
  }),
  'orders.addToBag': route({
    path: 'POST /brands/{brandId}/bag/lines',
    summary: 'Put a variant in the bag; the same variant again adds up',
    access: 'person',
    input: z.object({
      brandId,
      variantId: id<'variant'>(),
      quantity: quantity(99).default(1),
      showId: id<'show'>().optional(),
      popUpId: id<'popUp'>().optional(),
      /** What is asked to be made of it: the same variant made otherwise is another line. */
      personal: answers.optional(),
    }),
    output: z.object({ lineId: id<'line'>() }),
    problems: [
      problem.bagFull,
      problem.soldOut,
      problem.notAsAsked,
      problem.notSoldHere,
      catalogProblems.unknownVariant,
      catalogProblems.noPrice,
    ],
  }),
  'orders.changeLine': route({
    path: 'PATCH /bag/lines/{lineId}',
    summary: 'Change how many; 0 takes the line out and gives a claimed unit back',
    access: 'person',
    input: z.object({ lineId: id<'line'>(), quantity: z.number().int().min(0).max(99) }),
    output: done,
    problems: [problem.unknownLine, problem.lineHeld],
  }),
  'orders.delivery': route({
    path: 'GET /brands/{brandId}/delivery',
    summary: 'Ways of delivery to a country that take what is in the caller’s bag, and stores to collect in',
    access: 'anyone',
    input: z.object({ brandId, country }),
    output: z.object({ items: z.array(deliveryView), stores: z.array(storeView) }),
  }),
  'orders.quote': route({
    path: 'GET /brands/{brandId}/quote',
    summary: 'What the bag comes to, line by line; which promotions apply, and why the others do not',
    access: 'person',
    // Somebody who guesses codes is slowed down here.
    limit: { calls: 120, seconds: 60 },
    input: z.object({ brandId, country, deliveryMethodId: z.string().max(40), shipWith, isGift, ...orderDiscounts }),
    output: quoteView,
    problems: [problem.bagEmpty, problem.unknownDelivery],
  }),
  'orders.checkout': route({
    path: 'POST /brands/{brandId}/checkout',
    summary: 'Turn the bag into an order at exactly the total that was shown, and ask for its payment',
    access: 'person',
    limit: { calls: 60, seconds: 60 },
    input: z.object({
      brandId,
      email: z.email().max(254),
      /** Where it goes; of what is collected only name and telephone count. */
      address: addressShape,
      /** A way of delivery, or the id of a store to collect in. */
      deliveryMethodId: z.string().max(40),
      shipWith,
      ...forOthers,
      /** What the buyer was shown. Another total is refused, never charged (R1.33). */
      expectedTotal: moneyShape,
      /** The code the buyer typed. */
      code: orderDiscounts.code,
      /** The promotions that were shown. Others are refused like another total. */
      expectedPromotions: z.array(id<'promotion'>()).max(100).optional(),
      locale: z.enum(['en', 'fr', 'zh-Hans']).default('en'),
      returnTo: returnPath,
      ...payChoice,
    }),
    output: z.object({ orderId: id<'order'>(), number: z.string(), intentId: id<'intent'>(), payBefore: instant }),
    problems: [
      problem.bagEmpty,
      problem.holdExpired,
      problem.soldOut,
      problem.notAsAsked,
      problem.notSoldHere,
      problem.priceChanged,
      problem.unknownDelivery,
      promotionProblems.usedUp,
      paymentProblems.methodNotOffered,
    ],
  }),
  'orders.payAgain': route({
    path: 'POST /orders/{orderId}/payments',
    summary: 'Another attempt, after a decline',
    access: { own: 'orderId' },
    input: z.object({
      orderId: id<'order'>(),
      returnTo: returnPath,
      ...payChoice,
    }),
    output: z.object({ intentId: id<'intent'>() }),
    problems: [problem.notPayable, problem.holdExpired, paymentProblems.methodNotOffered],
  }),
  'orders.order': route({
    path: 'GET /orders/{orderId}',
    summary: 'One order',
    access: { own: 'orderId', or: ['owner', 'producer', 'support', 'finance'] },
    input: z.object({ orderId: id<'order'>() }),
    output: orderView,
  }),
  'orders.mine': route({
    path: 'GET /me/orders',
    summary: 'Orders of the caller, the latest first',
    access: 'person',
    input: z.object({ ...page }),
    output: pageOf(orderView),
  }),
  'orders.list': route({
    path: 'GET /brands/{brandId}/orders',
    summary: 'Orders of a brand, the latest first',
    access: { staff: ['owner', 'producer', 'host', 'support', 'analyst', 'finance'], of: 'brandId' },
    input: z.object({
      brandId,
      state: z.enum(orderStates).optional(),
      showId: id<'show'>().optional(),
      /** In number, e-mail and name, and in SKU and title of what was bought. */
      search: z.string().max(100).optional(),
      /** Placed at or after, and before. */
      from: instant.optional(),
      to: instant.optional(),
      ...page,
    }),
    output: pageOf(orderView),
  }),
  'orders.cancel': route({
    path: 'POST /orders/{orderId}/cancel',
    summary: 'Cancel an order: an unpaid one gives its units back, a paid one that is not sent is refunded as well',
    access: { own: 'orderId', or: ['owner', 'support'] },
    input: z.object({ orderId: id<'order'>(), reason: text(200, 0).default('') }),
    output: done,
    problems: [problem.notCancellable],
  }),
  'orders.addNote': route({
    path: 'POST /orders/{orderId}/notes',
    summary: 'Keep a note with an order, for the brand’s own people',
    access: { staff: ['owner', 'producer', 'support', 'finance'], of: 'orderId' },
    input: z.object({ orderId: id<'order'>(), text: text(2000) }),
    output: done,
  }),
  'orders.resendMail': route({
    path: 'POST /orders/{orderId}/mails',
    summary: 'Send the buyer a mail about the order once more',
    access: { staff: ['owner', 'support'], of: 'orderId' },
    limit: { calls: 30, seconds: 60 },
    input: z.object({ orderId: id<'order'>(), kind: z.enum(mailKinds) }),
    output: done,
    problems: [problem.notMailed],
  }),
} as const
