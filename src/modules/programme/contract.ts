import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant, localText, text } from '../../lib/shapes.ts'
import { catalogProblems } from '../catalog/problems.ts'
import { showView } from '../shows/contract.ts'
import { showProblems } from '../shows/problems.ts'
import { programmeProblems as problem } from './problems.ts'
import { isTimeZone } from './rhythm.ts'

const brandId = id<'brand'>()
const seriesId = id<'series'>()
const templateId = id<'template'>()
const showId = id<'show'>()
const everybody = ['owner', 'producer', 'host', 'moderator', 'support', 'analyst', 'finance'] as const
const producers = { staff: ['owner', 'producer'], of: 'brandId' } as const
const readers = { staff: everybody, of: 'brandId' } as const

const slug = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/, 'lower-case letters, digits and dashes, at most 60')

const seriesWish = {
  /** In its address: `/maison-alma/series/{slug}`. */
  slug,
  title: localText(80),
  text: localText(1000),
  coverPictureId: id<'picture'>().nullable().default(null),
  hostName: text(60),
  hostPictureId: id<'picture'>().nullable().default(null),
  /** Every so many weeks, on that day (1 is Monday), at that hour of the brand's clock. */
  everyWeeks: z.number().int().min(1).max(8).default(1),
  weekday: z.number().int().min(1).max(7),
  atTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'an hour such as 19:00'),
  /** What its shows are made from, beside what is said here. */
  templateId: templateId.nullable().default(null),
}

const seriesView = z.object({
  seriesId,
  ...seriesWish,
  coverUrl: z.string().nullable(),
  hostPictureUrl: z.string().nullable(),
})

const seriesForStaff = seriesView.extend({
  followers: z.number().int(),
  /** Shows that are drafted or announced. */
  planned: z.number().int(),
  nextAt: instant.nullable(),
  /** When the one after those planned would be. */
  wouldBeAt: instant,
})

const publicSeries = seriesView.omit({ templateId: true }).extend({ brandId, timeZone: z.string() })

const conflict = z.object({
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

export const programmeContract = {
  'programme.settings': route({
    path: 'GET /brands/{brandId}/programme-settings',
    summary: 'The brand’s clock, and whether its shows stand on the page of all brands',
    access: readers,
    input: z.object({ brandId }),
    output: z.object({ timeZone: z.string(), listed: z.boolean() }),
  }),
  'programme.changeSettings': route({
    path: 'PUT /brands/{brandId}/programme-settings',
    summary: 'Change the brand’s clock, or whether its shows stand on the page of all brands',
    access: producers,
    input: z.object({
      brandId,
      timeZone: z.string().max(64).refine(isTimeZone, 'a time zone such as Europe/Paris'),
      listed: z.boolean(),
    }),
    output: done,
  }),
  'programme.series': route({
    path: 'GET /brands/{brandId}/series',
    summary: 'The series of a brand, with who follows them and what is planned',
    access: readers,
    input: z.object({ brandId }),
    output: z.object({ items: z.array(seriesForStaff) }),
  }),
  'programme.addSeries': route({
    path: 'POST /brands/{brandId}/series',
    summary: 'Begin a series: its words, its host, its rhythm; at most 50',
    access: producers,
    input: z.object({ brandId, ...seriesWish }),
    output: z.object({ seriesId }),
    problems: [problem.tooManySeries, problem.slugTaken, problem.unknownTemplate, catalogProblems.unknownPicture],
  }),
  'programme.changeSeries': route({
    path: 'PUT /brands/{brandId}/series/{seriesId}',
    summary: 'Change a series; shows that are planned stay as they are',
    access: producers,
    input: z.object({ brandId, seriesId, ...seriesWish }),
    output: done,
    problems: [problem.unknownSeries, problem.slugTaken, problem.unknownTemplate, catalogProblems.unknownPicture],
  }),
  'programme.removeSeries': route({
    path: 'DELETE /brands/{brandId}/series/{seriesId}',
    summary: 'End a series; its shows stay',
    access: producers,
    input: z.object({ brandId, seriesId }),
    output: done,
    problems: [problem.unknownSeries],
  }),
  'programme.planNext': route({
    path: 'POST /brands/{brandId}/series/{seriesId}/shows',
    summary: 'Make the next shows of a series, after those it has; announced at once, or as drafts',
    access: producers,
    input: z.object({
      brandId,
      seriesId,
      count: z.number().int().min(1).max(12),
      announce: z.boolean().default(false),
    }),
    output: z.object({ shows: z.array(z.object({ showId, startsAt: instant, conflicts: z.array(conflict) })) }),
    problems: [problem.unknownSeries, showProblems.coverMissing],
  }),
  'programme.assign': route({
    path: 'PUT /brands/{brandId}/shows/{showId}/series',
    summary: 'Say which series a show belongs to, or none',
    access: producers,
    input: z.object({ brandId, showId, seriesId: seriesId.nullable() }),
    output: done,
    problems: [problem.unknownSeries, showProblems.unknownShow],
  }),
  'programme.seriesOf': route({
    path: 'GET /brands/{brandId}/shows/{showId}/series',
    summary: 'Which series a show belongs to',
    access: readers,
    input: z.object({ brandId, showId }),
    output: z.object({ seriesId: seriesId.nullable() }),
    problems: [showProblems.unknownShow],
  }),
  'programme.publicSeries': route({
    path: 'GET /brands/{brandId}/series/public',
    summary: 'The series of a brand that have a show to come or to see again, with the next one',
    access: 'anyone',
    input: z.object({ brandId }),
    output: z.object({ items: z.array(publicSeries.extend({ next: showView.nullable() })) }),
  }),
  'programme.onePublicSeries': route({
    path: 'GET /brands/{brandId}/series/by-slug/{slug}',
    summary: 'A series with its shows: live, coming, and to see again',
    access: 'anyone',
    input: z.object({ brandId, slug: text(60) }),
    output: publicSeries.extend({ shows: z.array(showView) }),
    problems: [problem.unknownSeries],
  }),
  'programme.following': route({
    path: 'GET /series/following',
    summary: 'The series that the caller follows',
    access: 'person',
    input: z.object({}),
    output: z.object({
      items: z.array(z.object({ seriesId, brandId, brandSlug: z.string(), slug: z.string(), title: localText(80) })),
    }),
  }),
  'programme.followSeries': route({
    path: 'PUT /series/{seriesId}/following',
    summary: 'Follow a series, or no more; doing it again changes nothing',
    access: 'person',
    limit: { calls: 60, seconds: 60 },
    input: z.object({ seriesId, follows: z.boolean() }),
    output: z.object({ follows: z.boolean() }),
    problems: [problem.unknownSeries],
  }),
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
