import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant, localText, moneyShape, page, pageOf, text } from '../../lib/shapes.ts'
import { riskProblems as problem } from './problems.ts'
import { actions, markKinds, type RuleName, ruleNames } from './rules.ts'

const brandId = id<'brand'>()
const access = { staff: ['owner', 'finance', 'support'], of: 'brandId' } as const
const rule = z.enum(ruleNames as [RuleName, ...RuleName[]])
const person = z.object({ personId: id<'person'>(), name: z.string(), email: z.string().nullable() })
const settings = {
  threshold: z.number().int().min(1).max(100_000),
  windowMinutes: z.number().int().min(1).max(44_640),
  /** `stepUp`: the buyer's bank looks at its customer (3-D Secure). `hold`: it waits for somebody's eye. */
  action: z.enum(actions),
}

const ruleView = z.object({
  ...{ rule, title: localText(200), by: z.enum(markKinds), ...settings },
  usual: z.object(settings),
  /** What it may lead to. */
  actions: z.array(z.enum(actions)),
  changedBy: z.string().nullable(),
  changedAt: instant.nullable(),
})

const decisionView = z.object({
  decisionId: id<'decision'>(),
  rule,
  title: localText(200),
  /** The rule as a sentence, with the figures it saw. */
  why: localText(1000),
  action: z.enum(['note', 'stepUp', 'hold', 'refuse']),
  state: z.enum(['noted', 'waiting', 'approved', 'declined']),
  subject: z.enum(['order', 'topUp', 'gift', 'claim', 'grab']),
  person,
  /** Others who share what it is about. */
  others: z.array(person),
  seen: z.record(z.string(), z.number()),
  /** How often it was found. */
  times: z.number().int(),
  madeAt: instant,
  /** What waits for it. */
  held: z.array(
    z.object({
      kind: z.enum(['order', 'topUp', 'gift']),
      subjectId: z.string(),
      /** The number of an order; of coins, how many. */
      name: z.string(),
      amount: moneyShape.nullable(),
    }),
  ),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  note: z.string(),
})

export const riskContract = {
  'risk.rules': route({
    path: 'GET /brands/{brandId}/risk-rules',
    summary: 'The rules against abuse, as a brand has set them',
    access,
    input: z.object({ brandId }),
    output: z.object({ items: z.array(ruleView) }),
  }),
  'risk.changeRule': route({
    path: 'PUT /brands/{brandId}/risk-rules/{rule}',
    summary: 'Set from when on a rule speaks, and what it leads to; written down with who did',
    access: { staff: ['owner', 'finance'], of: 'brandId' },
    input: z.object({ brandId, rule, ...settings }),
    output: done,
    problems: [problem.unfitting],
  }),
  'risk.decisions': route({
    path: 'GET /brands/{brandId}/risk-decisions',
    summary: 'What the rules decided, with who, why and what waits for it, the latest first',
    access,
    input: z.object({ brandId, state: z.enum(['noted', 'waiting', 'approved', 'declined']).optional(), ...page }),
    output: pageOf(decisionView).extend({ waiting: z.number().int() }),
  }),
  'risk.decide': route({
    path: 'POST /brands/{brandId}/risk-decisions/{decisionId}/outcome',
    summary: 'Approve what waits, or decline it: an order and coins go back, an earning is taken back',
    access,
    input: z.object({
      ...{ brandId, decisionId: id<'decision'>(), outcome: z.enum(['approved', 'declined']) },
      note: text(400, 0).default(''),
    }),
    output: decisionView,
    problems: [problem.unknownDecision, problem.decidedAlready, problem.notDecidable],
  }),
  'risk.trail': route({
    path: 'GET /brands/{brandId}/risk-trail',
    summary: 'What the brand’s people decided and changed, the latest first',
    access,
    input: z.object({ brandId, most: z.coerce.number().int().min(1).max(200).default(50) }),
    output: z.object({
      items: z.array(
        z.object({
          at: instant,
          by: z.string(),
          what: z.enum(['approved', 'declined', 'ruleChanged']),
          rule,
          title: localText(200),
          decisionId: id<'decision'>().nullable(),
          detail: z.string(),
        }),
      ),
    }),
  }),
} as const
