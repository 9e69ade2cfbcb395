import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant, localText, text } from '../../lib/shapes.ts'
import { showView } from '../shows/contract.ts'
import { showProblems } from '../shows/problems.ts'
import { programmeProblems as problem } from './problems.ts'

/** What one plans with: templates and the calendar. */

const brandId = id<'brand'>()
const seriesId = id<'series'>()
const templateId = id<'template'>()
const showId = id<'show'>()
const everybody = ['owner', 'producer', 'host', 'moderator', 'support', 'analyst', 'finance'] as const
const producers = { staff: ['owner', 'producer'], of: 'brandId' } as const
const readers = { staff: everybody, of: 'brandId' } as const

export const conflict = z.object({
  /** Null for a show of another brand, which is not told. */
  showId: showId.nullable(),
  kinds: z.array(z.enum(['overlap', 'host', 'encoder', 'elsewhere'])),
  title: z.union([localText(80), z.object({})]),
  startsAt: instant.nullable(),
})

const entry = showView.extend({
  from: instant,
  minutes: z.number().int(),
  seriesId: seriesId.nullable(),
  conflicts: z.array(conflict),
})

const parts = ['texts', 'host', 'products', 'drops', 'audience', 'series'] as const

/** How much of each part there is to copy. */
const contentsView = z.object({
  title: localText(80),
  hostName: z.string(),
  hasCover: z.boolean(),
  products: z.number().int(),
  talkingPoints: z.number().int(),
  drops: z.number().int(),
  visibility: z.enum(['public', 'unlisted', 'private', 'ticketed']),
  series: z.union([localText(80), z.null()]),
})
const source = { templateId: templateId.optional(), showId: showId.optional() }
const oneSource = (wish: { templateId?: unknown; showId?: unknown }) => !wish.templateId !== !wish.showId
const oneSourceText = 'a template or a show'

export const planningContract = {
  'programme.templates': route({
    path: 'GET /brands/{brandId}/show-templates',
    summary: 'The templates of a brand, by name, with what they hold',
    access: readers,
    input: z.object({ brandId }),
    output: z.object({ items: z.array(z.object({ templateId, name: z.string(), contents: contentsView })) }),
  }),
  'programme.saveTemplate': route({
    path: 'POST /brands/{brandId}/show-templates',
    summary: 'Keep what a show is made of as a template; at most 50',
    access: producers,
    input: z.object({ brandId, showId, name: text(80) }),
    output: z.object({ templateId }),
    problems: [problem.tooManyTemplates, problem.nameTaken, showProblems.unknownShow],
  }),
  'programme.removeTemplate': route({
    path: 'DELETE /brands/{brandId}/show-templates/{templateId}',
    summary: 'Forget a template; shows made from it stay',
    access: producers,
    input: z.object({ brandId, templateId }),
    output: done,
    problems: [problem.unknownTemplate],
  }),
  'programme.contents': route({
    path: 'GET /brands/{brandId}/show-contents',
    summary: 'What a show made from a template or from another show would get',
    access: readers,
    input: z.object({ brandId, ...source }).refine(oneSource, oneSourceText),
    output: contentsView,
    problems: [problem.unknownTemplate, showProblems.unknownShow],
  }),
  'programme.makeShow': route({
    path: 'POST /brands/{brandId}/shows/copies',
    summary: 'Draft a show from a template or from another show; answers what was copied and what was not',
    access: producers,
    input: z
      .object({
        brandId,
        ...source,
        parts: z
          .array(z.enum(parts))
          .max(parts.length)
          .default([...parts]),
        startsAt: instant.nullable().default(null),
        title: localText(80).optional(),
      })
      .refine(oneSource, oneSourceText),
    output: z.object({
      showId,
      copied: z.object({ products: z.number().int(), drops: z.number().int(), parts: z.array(z.enum(parts)) }),
      /** Products that are not sold any more. */
      left: z.array(z.object({ productId: id<'product'>(), title: z.union([localText(120), z.object({})]) })),
    }),
    problems: [problem.unknownTemplate, showProblems.unknownShow],
  }),
  'programme.calendar': route({
    path: 'GET /brands/{brandId}/calendar',
    summary: 'The shows of a brand in a span of at most 100 days, with what stands in their way',
    access: readers,
    input: z.object({ brandId, from: instant, until: instant }).refine(({ from, until }) => {
      const days = (Date.parse(until) - Date.parse(from)) / 86_400_000
      return days > 0 && days <= 100
    }, 'a span of 100 days at most'),
    output: z.object({ timeZone: z.string(), items: z.array(entry) }),
  }),
  'programme.conflicts': route({
    path: 'GET /brands/{brandId}/calendar/conflicts',
    summary: 'What would stand in the way of a show at an hour',
    access: readers,
    input: z.object({
      brandId,
      startsAt: instant,
      minutes: z.coerce.number().int().min(5).max(1440).default(60),
      hostName: z.string().max(200).default(''),
      /** The show that is there already, or that is to be moved: its own host and encoder count. */
      showId: showId.optional(),
    }),
    output: z.object({ items: z.array(conflict) }),
    problems: [showProblems.unknownShow],
  }),
  'programme.slots': route({
    path: 'GET /brands/{brandId}/calendar/slots',
    summary: 'Weekdays and hours at which the brand’s own shows were watched most',
    access: readers,
    input: z.object({ brandId }),
    output: z.object({
      timeZone: z.string(),
      /** Past shows there are, and how many it takes. */
      shows: z.number().int(),
      least: z.number().int(),
      /** Empty where there are too few. */
      items: z.array(
        z.object({
          weekday: z.number().int(),
          hour: z.number().int(),
          shows: z.number().int(),
          /** On average. */
          viewers: z.number().int(),
          nextAt: instant,
        }),
      ),
    }),
  }),
} as const
