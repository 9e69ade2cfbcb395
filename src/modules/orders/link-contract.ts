import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant, text } from '../../lib/shapes.ts'
import { orderLineView, orderStates, parcelMates } from './order-shapes.ts'
import { discountView, totalsView } from './price-contract.ts'
import { orderProblems as problem } from './problems.ts'

const orderId = id<'order'>()

/** `<order's id>.<signature>`, as it stands in the mails of the order. */
export const orderLink = z.string().max(120)

/** What opens nothing is tried slowly. */
export const linkLimit = { calls: 60, seconds: 60 } as const
/** E-mails are not guessed here. */
export const linkActLimit = { calls: 10, seconds: 600 } as const
/** Said again by whoever acts by a link: the mail may have been passed on. */
export const sameEmail = z.string().max(254)

export const linkContract = {
  'orders.linked': route({
    path: 'GET /order-links/{link}',
    summary: 'One order, for whoever holds its link: how it stands and what it costs, not how it was paid',
    access: 'anyone',
    limit: linkLimit,
    input: z.object({ link: orderLink }),
    output: z.object({
      orderId,
      brandId: id<'brand'>(),
      number: z.string(),
      state: z.enum(orderStates),
      lines: z.array(orderLineView),
      totals: totalsView,
      discounts: z.array(discountView),
      /** The first letter and the domain. */
      email: z.string(),
      /** To whom, and where about. */
      recipient: z.object({ name: z.string(), city: z.string(), country: z.string() }),
      placedAt: instant,
      paidAt: instant.nullable(),
      /** The caller bought it: there is a page with more. */
      mine: z.boolean(),
      cancellable: z.boolean(),
      ...parcelMates,
      timeline: z.array(z.object({ at: instant, what: z.string() })),
    }),
  }),
  'orders.cancelLinked': route({
    path: 'POST /order-links/{link}/cancel',
    summary: 'Cancel an order by its link, as its buyer may: who does it says the e-mail of the order',
    access: 'anyone',
    limit: linkActLimit,
    input: z.object({ link: orderLink, email: sameEmail, reason: text(200, 0).default('') }),
    output: done,
    problems: [problem.wrongEmail, problem.notCancellable],
  }),
  'orders.link': route({
    path: 'GET /orders/{orderId}/link',
    summary: 'The link that stands in the mails of an order',
    access: { own: 'orderId', or: ['owner', 'support'] },
    input: z.object({ orderId }),
    output: z.object({ url: z.string() }),
  }),
  'orders.renewLink': route({
    path: 'POST /orders/{orderId}/link',
    summary: 'Revoke the links of an order that were mailed so far; there is a new one',
    access: { own: 'orderId', or: ['owner', 'support'] },
    input: z.object({ orderId }),
    output: z.object({ url: z.string() }),
  }),
} as const
