import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant, moneyShape, page, pageOf, text } from '../../lib/shapes.ts'
import { addressShape } from '../accounts/contract.ts'
import { linkLimit, orderLink } from '../orders/contract.ts'
import { invoiceProblems as problem } from './problems.ts'

const brandId = id<'brand'>()
const readers = ['owner', 'support', 'finance'] as const

const invoiceView = z.object({
  invoiceId: id<'invoice'>(),
  orderId: id<'order'>(),
  orderNumber: z.string(),
  kind: z.enum(['invoice', 'credit']),
  number: z.string(),
  total: moneyShape,
  issuedAt: instant,
  /** A path on this install: the PDF. */
  url: z.string(),
})

const settings = {
  legalName: text(120),
  address: addressShape,
  /** VAT number or the like; empty where there is none. */
  taxNumber: text(40, 0).default(''),
  /** Register and number, capital, whatever the law of the place asks for. */
  registration: text(200, 0).default(''),
  /** At the foot of every page. */
  footer: text(400, 0).default(''),
  /** Before every number: `MA-` makes `MA-2026-00001`. */
  prefix: z.string().regex(/^[A-Z0-9-]{0,12}$/, 'capital letters, digits and dashes, at most 12'),
}

export const invoicesContract = {
  'invoices.settings': route({
    path: 'GET /brands/{brandId}/invoicing',
    summary: 'The legal data on a brand’s invoices; null until somebody has filled them in',
    access: { staff: ['owner', 'finance'], of: 'brandId' },
    input: z.object({ brandId }),
    output: z.object({ settings: z.object(settings).nullable() }),
  }),
  'invoices.changeSettings': route({
    path: 'PUT /brands/{brandId}/invoicing',
    summary: 'Set the legal data; with the first, paid orders that wait for an invoice get one',
    access: { staff: ['owner', 'finance'], of: 'brandId' },
    input: z.object({ brandId, ...settings }),
    output: done,
  }),
  'invoices.ofOrder': route({
    path: 'GET /orders/{orderId}/invoices',
    summary: 'The invoice of an order and its credit notes',
    access: { own: 'orderId', or: readers },
    input: z.object({ orderId: id<'order'>() }),
    output: z.object({ items: z.array(invoiceView) }),
  }),
  'invoices.linked': route({
    path: 'GET /order-links/{link}/invoices',
    summary: 'The invoice of an order and its credit notes, for whoever holds its link',
    access: 'anyone',
    limit: linkLimit,
    input: z.object({ link: orderLink }),
    output: z.object({ items: z.array(invoiceView) }),
  }),
  'invoices.list': route({
    path: 'GET /brands/{brandId}/invoices',
    summary: 'Invoices and credit notes of a brand, the latest first',
    access: { staff: readers, of: 'brandId' },
    input: z.object({ brandId, ...page }),
    output: pageOf(invoiceView),
  }),
  'invoices.issue': route({
    path: 'POST /orders/{orderId}/invoices',
    summary: 'Issue the invoice of a paid order, if it has none yet',
    access: { staff: readers, of: 'orderId' },
    input: z.object({ orderId: id<'order'>() }),
    output: invoiceView,
    problems: [problem.noLegalData, problem.notPaid],
  }),
} as const
