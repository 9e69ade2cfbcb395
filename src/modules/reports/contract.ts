import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { currency, done, id, instant, moneyShape, pageByPlace, pageOf, text } from '../../lib/shapes.ts'
import { kinds } from '../cues/contract.ts'
import { sources } from './arrival.ts'
import { figureNames } from './glossary.ts'
import { reportProblems as problem } from './problems.ts'

const showId = id<'show'>()
const readers = { staff: ['owner', 'producer', 'host', 'analyst', 'finance'], of: 'showId' } as const
const count = z.number().int()
const viewer = z.string().regex(/^[\w-]{1,64}$/)
/** What a person may have typed into an address: one short line, or nothing. */
const word = z
  .string()
  .max(300)
  .transform(
    (value) =>
      value
        .replace(/[^\p{L}\p{N} ._:/+-]/gu, '')
        .trim()
        .slice(0, 80) || undefined,
  )
  .optional()

const share = z.number().nullable()
const title = z.object({ en: z.string().optional(), fr: z.string().optional(), 'zh-Hans': z.string().optional() })

export const figureView = z.object({
  name: z.enum(figureNames),
  unit: z.enum(['people', 'count', 'money', 'share', 'ms', 'perThousand', 'ratio']),
  /** Null: there is nothing to divide by. Minor units of the report’s currency, for money. */
  value: z.union([z.number(), moneyShape]).nullable(),
  /** What it is one of, over the other. */
  over: z.tuple([z.enum(figureNames), z.enum(figureNames)]).nullable(),
  /** Whether there are rows under it. */
  rows: z.boolean(),
})

const besideView = z.object({
  previous: share,
  change: share,
  median: share,
  /** The share of the earlier shows that had less. */
  percentile: share,
  shows: count,
})

const sales = { orders: count, units: count, gmv: moneyShape }

export const reportView = z.object({
  show: z.object({ title, hostName: z.string(), status: z.string(), startedAt: instant, endedAt: instant.nullable() }),
  readAt: instant,
  durationMs: count,
  currency,
  figures: z.array(figureView.extend({ beside: besideView.nullable() })),
  minutes: z.array(
    z.object({
      minute: count,
      viewers: count,
      shopVisits: count,
      ...sales,
      comments: count,
      likes: count,
      shares: count,
    }),
  ),
  /** How many of those who came were there for at least so many minutes: none, one, two … */
  retention: z.array(count),
  marks: z.array(z.object({ atMs: count, kind: z.enum(['pin', 'drop', 'auction', 'pause']), title })),
  pins: z.array(
    z.object({
      ...{ productId: id<'product'>(), title, fromMs: count, untilMs: count, viewers: count, openers: count },
      ...sales,
    }),
  ),
  products: z.array(
    z.object({
      ...{ productId: id<'product'>(), title, shownAtMs: count.nullable(), pinnedMs: count },
      ...{ openers: count, baggers: count, backUnits: count, ...sales },
    }),
  ),
  sources: z.array(
    z.object({
      source: z.enum([...sources, 'untold']),
      ...{
        name: z.string().nullable(),
        code: z.string().nullable(),
        /** Of the show that led here. */
        title,
        visits: count,
        entries: count,
        shopVisitors: count,
        ...sales,
        back: moneyShape,
      },
    }),
  ),
  prices: z.array(z.object({ from: moneyShape, to: moneyShape, buyers: count, ...sales })),
  parts: z.array(z.object({ part: z.enum(['before', 'live', 'replay']), viewers: count, watchMs: count, ...sales })),
  customers: z.array(z.object({ kind: z.enum(['new', 'returning']), buyers: count, orders: count, gmv: moneyShape })),
  reach: z.array(z.object({ name: z.string(), reads: count })),
  /** The run-of-show against what happened. */
  plan: z.array(
    z.object({ productId: id<'product'>(), title, plannedMs: count, pinnedMs: count, shownAtMs: count.nullable() }),
  ),
  /** What was suggested to the host, why (`figure`: pieces, people or minutes), and what was made of it. */
  cues: z.array(
    z.object({
      ...{ kind: z.enum(kinds), productId: id<'product'>(), title, figure: count, atMs: count },
      ...{ answer: z.enum(['followed', 'dismissed', 'lapsed']).nullable(), answeredAtMs: count.nullable() },
    }),
  ),
  /** Who was on air, and for how long, the longest first. */
  hosts: z.array(z.object({ name: z.string(), onAirMs: count })),
  /** The articles with the card of the show: how often people read them, and who came from them. */
  articles: z.array(z.object({ slug: z.string(), title, reads: count, entries: count })),
})

export const reportsContract = {
  'reports.report': route({
    path: 'GET /shows/{showId}/full-report',
    summary: 'The report of a show that is or was on air: every figure by its definition, and the tables under them',
    access: readers,
    input: z.object({ showId }),
    output: reportView,
    problems: [problem.notYet],
  }),
  'reports.recent': route({
    path: 'GET /shows/{showId}/recent-figures',
    summary: 'The figures of the last minutes of a show that is on air, and of as many minutes before',
    access: readers,
    input: z.object({ showId, minutes: z.coerce.number().int().min(1).max(120).default(10) }),
    output: z.object({
      until: instant,
      minutes: count,
      figures: z.array(figureView.extend({ before: figureView.shape.value })),
    }),
    problems: [problem.notYet],
  }),
  'reports.rows': route({
    path: 'GET /shows/{showId}/full-report/figures/{figure}',
    summary: 'What was counted for one figure of a report, and the query that counts it again',
    access: { staff: ['owner', 'producer', 'analyst'], of: 'showId' },
    input: z.object({ showId, figure: z.enum(figureNames), ...pageByPlace }),
    output: pageOf(
      z.object({
        at: instant.nullable(),
        who: z.string().nullable(),
        what: z.string().nullable(),
        quantity: count.nullable(),
        amount: moneyShape.nullable(),
      }),
    ).extend({
      total: count,
      /** PostgreSQL; $1 is the show, $2 and $3 the time on air. */
      query: z.string().nullable(),
    }),
    problems: [problem.notYet, problem.unknownFigure],
  }),
  'reports.setReach': route({
    path: 'PUT /shows/{showId}/reach',
    summary: 'Say how often articles and posts about a show were read elsewhere, as their platforms count it',
    access: { staff: ['owner', 'producer', 'analyst'], of: 'showId' },
    input: z.object({
      showId,
      reach: z.array(z.object({ name: text(80), reads: z.number().int().min(0).max(1_000_000_000) })).max(20),
    }),
    output: done,
  }),
  'reports.origins': route({
    path: 'GET /orders/{orderId}/origins',
    summary: 'How the buyer of an order had come to the shows in which they chose its goods',
    access: { staff: ['owner', 'producer', 'support', 'analyst', 'finance'], of: 'orderId' },
    input: z.object({ orderId: id<'order'>() }),
    output: z.object({
      items: z.array(
        z.object({
          ...{ showId, title, source: z.enum(sources), name: z.string().nullable(), campaign: z.string().nullable() },
          /** What the show is called that led here. */
          ledBy: title.nullable(),
          /** To the minute. */
          at: instant,
        }),
      ),
    }),
  }),
  'reports.touch': route({
    path: 'POST /shows/{showId}/touches',
    summary: 'Tell what a viewer did in a show. Who asks not to be measured is not: nothing is written of them',
    access: 'anyone',
    // Whole offices and mobile networks share an address.
    limit: { calls: 1200, seconds: 60 },
    batched: true,
    input: z.object({
      showId,
      /** What the tab is called in the room, for as long as it is open. */
      viewer,
      /** Once, when the page opens. */
      came: z
        .object({
          code: word,
          inviter: word,
          utmSource: word,
          utmCampaign: word,
          article: word,
          show: word,
          referrer: word,
        })
        .optional(),
      touched: z
        .array(
          z
            .object({
              kind: z.enum(['shop', 'product', 'bag', 'share']),
              productId: id<'product'>().optional(),
              agoMs: z.number().int().min(0).max(60_000).default(0),
            })
            .refine(({ kind, productId }) => ['product', 'bag'].includes(kind) === (productId !== undefined)),
        )
        .max(20)
        .default([]),
    }),
    output: done,
  }),
} as const
