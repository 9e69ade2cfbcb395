import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant, localText, text } from '../../lib/shapes.ts'
import { catalogProblems } from '../catalog/problems.ts'
import { showView } from '../shows/contract.ts'
import { showProblems } from '../shows/problems.ts'
import { conflict, planningContract } from './planning-contract.ts'
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

export const programmeContract = {
  ...planningContract,
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
} as const
