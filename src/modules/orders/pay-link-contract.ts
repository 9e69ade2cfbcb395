import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant, localText, moneyShape, page, pageOf, quantity, text } from '../../lib/shapes.ts'
import { addressShape } from '../accounts/contract.ts'
import { catalogProblems } from '../catalog/problems.ts'
import { payChoice } from '../payments/contract.ts'
import { paymentProblems } from '../payments/problems.ts'
import { linkLimit } from './link-contract.ts'
import { bundleView, forOthers, orderStates, returnPath } from './order-shapes.ts'
import { totalsView } from './price-contract.ts'
import { orderProblems as problem } from './problems.ts'
import { storeView } from './stores-contract.ts'
import { taxRegimes } from './tax-contract.ts'

/** `<pay link's id>.<signature>`, as it stands in an address. */
const link = z.string().max(120)
const brandId = id<'brand'>()
const payLinkId = id<'payLink'>()
const country = z.string().regex(/^[A-Z]{2}$/)
const sellers = ['owner', 'producer', 'host', 'support'] as const

export const payLinkStates = ['open', 'ordered', 'paid', 'expired', 'cancelled'] as const
const state = z.enum(payLinkStates)

const heldLine = z.object({
  lineId: z.string(),
  productId: id<'product'>(),
  variantId: id<'variant'>(),
  title: localText(120),
  options: z.record(z.string(), z.string()),
  pictureUrl: z.string().nullable(),
  quantity: z.number().int(),
  unitPrice: moneyShape,
  compareAt: moneyShape.nullable(),
  off: moneyShape,
  bundle: bundleView.nullable(),
})

export const payLinkContract = {
  'orders.makePayLink': route({
    path: 'POST /brands/{brandId}/pay-links',
    summary: 'Set pieces aside for somebody at the prices that are shown now, and get a link they can be paid with',
    access: { staff: sellers, of: 'brandId' },
    limit: { calls: 60, seconds: 3600 },
    input: z.object({
      brandId,
      lines: z
        .array(z.object({ variantId: id<'variant'>(), quantity: quantity(99) }))
        .min(1)
        .max(20)
        .refine((lines) => new Set(lines.map((one) => one.variantId)).size === lines.length, 'the same piece twice'),
      /** How long they are held, and the link can be paid. */
      hours: z.number().int().min(1).max(168),
      /** The show in which it was asked for: its live price holds while it is on air. */
      showId: id<'show'>().optional(),
      note: text(200, 0).default(''),
    }),
    output: z.object({ payLinkId, url: z.string(), expiresAt: instant }),
    problems: [problem.soldOut, catalogProblems.unknownVariant, catalogProblems.noPrice],
  }),
  'orders.payLinks': route({
    path: 'GET /brands/{brandId}/pay-links',
    summary: 'Pay links of a brand and how they stand, the latest first',
    access: { staff: sellers, of: 'brandId' },
    input: z.object({ brandId, ...page }),
    output: pageOf(
      z.object({
        ...{ payLinkId, state, url: z.string(), note: z.string(), by: z.string(), items: moneyShape },
        ...{ madeAt: instant, expiresAt: instant },
        lines: z.array(heldLine),
        order: z.object({ orderId: id<'order'>(), number: z.string(), state: z.enum(orderStates) }).nullable(),
      }),
    ),
  }),
  'orders.cancelPayLink': route({
    path: 'POST /brands/{brandId}/pay-links/{payLinkId}/cancel',
    summary: 'Call it off: its pieces are free again, and an order that waits to be paid is cancelled',
    access: { staff: sellers, of: 'brandId' },
    input: z.object({ brandId, payLinkId }),
    output: done,
    problems: [problem.payLinkOver],
  }),
  'orders.payLink': route({
    path: 'GET /pay-links/{link}',
    summary: 'What is held for whoever has the link, and until when',
    access: 'anyone',
    limit: linkLimit,
    input: z.object({ link }),
    output: z.object({
      ...{ brandId, brandName: z.string(), brandSlug: z.string(), country, state, expiresAt: instant },
      ...{ lines: z.array(heldLine), items: moneyShape },
      /** The caller's own: they have filled it in. */
      orderId: id<'order'>().nullable(),
    }),
  }),
  'orders.payLinkDelivery': route({
    path: 'GET /pay-links/{link}/delivery',
    summary: 'Ways of delivery to a country that take what is held, and stores to collect in',
    access: 'anyone',
    limit: linkLimit,
    input: z.object({ link, country }),
    output: z.object({
      items: z.array(
        z.object({
          ...{ deliveryMethodId: z.string(), title: localText(80), price: moneyShape, freeFrom: moneyShape.nullable() },
          days: z.object({ least: z.number().int(), most: z.number().int() }),
        }),
      ),
      stores: z.array(storeView),
    }),
  }),
  'orders.quotePayLink': route({
    path: 'GET /pay-links/{link}/quote',
    summary: 'What it comes to, delivered there',
    access: 'anyone',
    limit: { calls: 120, seconds: 60 },
    input: z.object({ link, country, deliveryMethodId: z.string().max(40) }),
    output: totalsView.extend({ taxRegime: z.enum(taxRegimes) }),
    problems: [problem.unknownDelivery],
  }),
  'orders.payByLink': route({
    path: 'POST /pay-links/{link}/order',
    summary: 'Order what is held, at exactly the total that was shown, and ask for its payment',
    access: 'person',
    limit: linkLimit,
    input: z.object({
      link,
      email: z.email().max(254),
      address: addressShape,
      deliveryMethodId: z.string().max(40),
      ...forOthers,
      expectedTotal: moneyShape,
      locale: z.enum(['en', 'fr', 'zh-Hans']).default('en'),
      returnTo: returnPath,
      ...payChoice,
    }),
    output: z.object({ orderId: id<'order'>(), number: z.string(), intentId: id<'intent'>(), payBefore: instant }),
    problems: [
      problem.payLinkOver,
      problem.holdExpired,
      problem.priceChanged,
      problem.unknownDelivery,
      paymentProblems.methodNotOffered,
    ],
  }),
} as const
