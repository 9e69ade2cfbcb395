import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant, localText, moneyShape, page, pageOf, quantity } from '../../lib/shapes.ts'
import { rules } from './abuse.ts'
import { dropProblems as problem } from './problems.ts'

const dropId = id<'drop'>()
/** Tells the accounts of one browser from those of others; any word that stays the same there. */
const device = z
  .string()
  .regex(/^[\w-]{8,64}$/)
  .optional()

const ticketView = z.object({
  ticketId: id<'ticket'>(),
  /** In the order of arrival, from 1. */
  number: z.number().int(),
  /** In the order of service; null while a draw has not decided. */
  place: z.number().int().nullable(),
  /** How many are served before; null while that is not decided, or over. */
  ahead: z.number().int().nullable(),
  /** `won` until `expiresAt`, then `missed`, or `bought`; `out`: left, refused or the drop is over, as `why` says. */
  state: z.enum(['waiting', 'won', 'bought', 'missed', 'out']),
  why: z.string().nullable(),
  lineId: id<'line'>().nullable(),
  expiresAt: instant.nullable(),
})

const decisionView = z.object({
  decisionId: id<'decision'>(),
  dropId,
  showId: id<'show'>(),
  /** The product's name. */
  title: z.union([localText(120), z.object({})]),
  person: z.object({ personId: id<'person'>(), name: z.string(), email: z.string().nullable() }),
  rule: z.enum(rules),
  /** The figures that the rule saw. */
  seen: z.record(z.string(), z.number()),
  madeAt: instant,
  /** How often it was found. */
  times: z.number().int(),
  letThroughAt: instant.nullable(),
  letThroughBy: z.string().nullable(),
})

/** A drop as it is meant to be launched; nothing is set aside for it. */
const dropPlan = z.object({
  variantId: id<'variant'>(),
  quantity: quantity(100_000),
  price: moneyShape,
  perBuyer: quantity(99).default(1),
  opensInSeconds: z.number().int().min(0).max(86_400).default(30),
  holdSeconds: z.number().int().min(30).max(3600).default(300),
  fairSeconds: z.number().int().min(0).max(60).default(0),
})

export const dropsContract = {
  'drops.plans': route({
    path: 'GET /shows/{showId}/drop-plans',
    summary: 'The drops that are planned for a show: what the host’s launcher proposes',
    access: { staff: ['owner', 'producer', 'host', 'moderator'], of: 'showId' },
    input: z.object({ showId: id<'show'>() }),
    output: z.object({ items: z.array(dropPlan) }),
  }),
  'drops.setPlans': route({
    path: 'PUT /shows/{showId}/drop-plans',
    summary: 'Plan the drops of a show, in order; nothing is set aside before they are launched',
    access: { staff: ['owner', 'producer', 'host'], of: 'showId' },
    input: z.object({ showId: id<'show'>(), items: z.array(dropPlan).max(100) }),
    output: done,
    problems: [problem.notInRunOfShow],
  }),
  'drops.create': route({
    path: 'POST /shows/{showId}/drops',
    summary: 'Announce a timed sale: its units are set aside now, and nobody can claim before it opens',
    access: { staff: ['owner', 'producer', 'host'], of: 'showId' },
    input: z.object({
      showId: id<'show'>(),
      variantId: id<'variant'>(),
      quantity: quantity(100_000),
      price: moneyShape,
      perBuyer: quantity(99).default(1),
      /** From now; 0 opens at once. */
      opensInSeconds: z.number().int().min(0).max(86_400).default(30),
      /** How long a claimed unit is kept for its buyer. */
      holdSeconds: z.number().int().min(30).max(3600).default(300),
      /** For so long after the opening everybody is in one draw; 0 is first come, first served. */
      fairSeconds: z.number().int().min(0).max(60).default(0),
    }),
    output: z.object({ dropId, opensAt: instant }),
    problems: [
      problem.showNotLive,
      problem.notInRunOfShow,
      problem.notEnoughStock,
      problem.isBundle,
      problem.priceTooHigh,
      problem.tooManyOpen,
    ],
  }),
  'drops.close': route({
    path: 'POST /drops/{dropId}/close',
    summary: 'End a drop; what is not claimed goes back to stock, what is held stays held',
    access: { staff: ['owner', 'producer', 'host'], of: 'dropId' },
    input: z.object({ dropId }),
    output: done,
    problems: [problem.closed],
  }),
  'drops.claim': route({
    path: 'POST /drops/{dropId}/claims',
    summary: 'Claim units: whoever wins has them in the bag, held until `expiresAt` at the live price',
    access: 'person',
    limit: { calls: 120, seconds: 60 },
    batched: true,
    input: z.object({ dropId, quantity: quantity(99).default(1), device }),
    output: z.object({
      lineId: id<'line'>(),
      holdId: id<'hold'>(),
      quantity: z.number().int(),
      expiresAt: instant,
      price: moneyShape,
    }),
    problems: [
      problem.unknownDrop,
      problem.notOpenYet,
      problem.drawing,
      problem.lineFirst,
      problem.soldOut,
      problem.limitReached,
      problem.limitShared,
      problem.machine,
      problem.hoarding,
      problem.closed,
    ],
  }),
  'drops.takeTicket': route({
    path: 'POST /drops/{dropId}/tickets',
    summary: 'A place in the line, before the opening or after the sell-out; asking again answers the same one',
    access: 'person',
    limit: { calls: 120, seconds: 60 },
    batched: true,
    input: z.object({ dropId, quantity: quantity(99).default(1), device }),
    output: ticketView,
    problems: [
      problem.unknownDrop,
      problem.limitReached,
      problem.limitShared,
      problem.machine,
      problem.hoarding,
      problem.closed,
    ],
  }),
  'drops.ticket': route({
    path: 'GET /drops/{dropId}/ticket',
    summary: 'The caller’s latest ticket, and what became of it',
    access: 'person',
    input: z.object({ dropId }),
    output: ticketView,
    problems: [problem.noTicket],
  }),
  'drops.leaveLine': route({
    path: 'DELETE /drops/{dropId}/ticket',
    summary: 'Give one’s place up',
    access: 'person',
    input: z.object({ dropId }),
    output: done,
    problems: [problem.noTicket],
  }),
  'drops.seeOffer': route({
    path: 'POST /drops/{dropId}/ticket/seen',
    summary: 'The caller has been told that it is their turn: no mail is needed',
    access: 'person',
    input: z.object({ dropId }),
    output: done,
  }),
  'drops.decisions': route({
    path: 'GET /brands/{brandId}/drop-decisions',
    summary: 'What the rules against abuse refused, with who and why',
    access: { staff: ['owner', 'producer', 'support'], of: 'brandId' },
    input: z.object({ brandId: id<'brand'>(), ...page }),
    output: pageOf(decisionView),
  }),
  'drops.letThrough': route({
    path: 'POST /brands/{brandId}/drop-decisions/{decisionId}/let-through',
    summary: 'This rule does not stop this person in this drop any more',
    access: { staff: ['owner', 'producer', 'support'], of: 'brandId' },
    input: z.object({ brandId: id<'brand'>(), decisionId: id<'decision'>() }),
    output: decisionView,
    problems: [problem.unknownDecision],
  }),
} as const
