import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant, localText, moneyShape, page, pageOf, text } from '../../lib/shapes.ts'
import { assortmentProblems } from '../assortments/problems.ts'
import { pictureContract } from './picture-contract.ts'
import { showProblems as problem } from './problems.ts'
import { showView, statuses, visibilities } from './show-shapes.ts'
import { stagesContract } from './stages-contract.ts'
import { topics } from './state.ts'

export {
  type PublishingGrant,
  playbackGrant,
  publishingGrant,
  type StreamFigures,
  streamFigures,
} from './picture-contract.ts'
export { showView } from './show-shapes.ts'

const showId = id<'show'>()
const productId = id<'product'>()
export const runItemShape = z.object({
  productId,
  talkingPoints: text(2000, 0).default(''),
  minutes: z.number().int().min(0).max(180).default(5),
})

export const showForStaff = showView.extend({
  coverPictureId: id<'picture'>().nullable(),
  portraitPictureId: id<'picture'>().nullable(),
  runOfShow: z.array(runItemShape),
})

const wish = {
  title: localText(80),
  description: localText(2000),
  kind: z.enum(['video', 'audio']).default('video'),
  startsAt: instant.nullable().default(null),
  coverPictureId: id<'picture'>().nullable().default(null),
  portraitPictureId: id<'picture'>().nullable().default(null),
  hostName: text(60),
  hostPictureId: id<'picture'>().nullable().default(null),
  /** What it is about: how people find it. */
  topic: z.enum(topics).nullable().default(null),
}

const admission = {
  visibility: z.enum(visibilities),
  /** What opens a ticketed show to its buyers. */
  ticketProductId: id<'product'>().nullable().default(null),
}

const producers = ['owner', 'producer'] as const
const onAir = ['owner', 'producer', 'host'] as const
const everybody = ['owner', 'producer', 'host', 'moderator', 'support', 'analyst', 'finance'] as const

export const showsContract = {
  'shows.public': route({
    path: 'GET /brands/{brandId}/shows/public',
    summary: 'Shows that are announced, live or to be seen again: live first, then coming, then replays',
    access: 'anyone',
    input: z.object({ brandId: id<'brand'>() }),
    output: z.object({ items: z.array(showView) }),
  }),
  'shows.list': route({
    path: 'GET /brands/{brandId}/shows',
    summary: 'All shows of a brand, the latest first',
    access: { staff: everybody, of: 'brandId' },
    input: z.object({ brandId: id<'brand'>(), status: z.enum(statuses).optional(), ...page }),
    output: pageOf(showView),
  }),
  'shows.show': route({
    path: 'GET /shows/{showId}',
    summary: 'One show with its run-of-show, for staff',
    access: { staff: everybody, of: 'showId' },
    input: z.object({ showId }),
    output: showForStaff,
  }),
  'shows.create': route({
    path: 'POST /brands/{brandId}/shows',
    summary: 'Draft a show',
    access: { staff: producers, of: 'brandId' },
    input: z.object({ brandId: id<'brand'>(), ...wish }),
    output: z.object({ showId }),
  }),
  'shows.change': route({
    path: 'PUT /shows/{showId}',
    summary: 'Change what is announced of a show, before it is over',
    access: { staff: producers, of: 'showId' },
    input: z.object({ showId, ...wish }),
    output: done,
    problems: [problem.wrongState],
  }),
  'shows.move': route({
    path: 'PUT /shows/{showId}/start',
    summary: 'Give a show another hour, before it is on air; who asked to be reminded is told',
    access: { staff: producers, of: 'showId' },
    input: z.object({ showId, startsAt: instant }),
    output: done,
    problems: [problem.wrongState, problem.startsInThePast],
  }),
  'shows.setRunOfShow': route({
    path: 'PUT /shows/{showId}/run-of-show',
    summary: 'The products of a show, in order; also while it is live',
    access: { staff: onAir, of: 'showId' },
    input: z.object({ showId, items: z.array(runItemShape).max(500) }),
    output: done,
    problems: [problem.wrongState],
  }),
  'shows.useSet': route({
    path: 'POST /shows/{showId}/run-of-show/sets',
    summary: 'Add the products of a set to a show, after those it has; also while it is live',
    access: { staff: onAir, of: 'showId' },
    input: z.object({ showId, setId: id<'set'>() }),
    output: z.object({ added: z.number().int() }),
    problems: [problem.wrongState, assortmentProblems.unknownSet],
  }),
  ...stagesContract,
  'shows.pinProduct': route({
    path: 'POST /shows/{showId}/pins',
    summary: 'Pin the product the host talks about; at most three',
    access: { staff: [...onAir, 'moderator'], of: 'showId' },
    input: z.object({ showId, productId }),
    output: done,
    problems: [problem.wrongState, problem.notInRunOfShow, problem.pinnedAlready, problem.pinsFull],
  }),
  'shows.unpinProduct': route({
    path: 'DELETE /shows/{showId}/pins/{productId}',
    summary: 'Take a pin away',
    access: { staff: [...onAir, 'moderator'], of: 'showId' },
    input: z.object({ showId, productId }),
    output: done,
    problems: [problem.notPinned],
  }),
  ...pictureContract,
  'shows.admission': route({
    path: 'GET /shows/{showId}/admission',
    summary: 'Whom a show is open to, with its list',
    access: { staff: onAir, of: 'showId' },
    input: z.object({ showId }),
    output: z.object({ ...admission, guests: z.array(z.string()) }),
  }),
  'shows.setAdmission': route({
    path: 'PUT /shows/{showId}/admission',
    summary:
      'Open a show to everybody, to those with its link, to a list, or to the buyers of a product; live, only the list changes',
    access: { staff: producers, of: 'showId' },
    input: z.object({ showId, ...admission, guests: z.array(z.email().max(200)).max(5000) }),
    output: done,
    problems: [problem.wrongState, problem.ticketMissing],
  }),
  'shows.moments': route({
    path: 'GET /shows/{showId}/moments',
    summary: 'What the host did in front of the camera (pins, drops, pauses), for who goes back while it is live',
    access: 'anyone',
    limit: { calls: 60, seconds: 60 },
    input: z.object({ showId }),
    output: z.object({
      /** In order, the latest 2,000: `LoggedRoomEvent` of src/room.ts. */
      events: z.array(z.looseObject({ seq: z.number().int(), at: instant, type: z.string() })),
    }),
    problems: [problem.unknownShow],
  }),
  'shows.report': route({
    path: 'GET /shows/{showId}/report',
    summary: 'First figures of a show, counted from its logs and orders',
    access: { staff: everybody, of: 'showId' },
    input: z.object({ showId }),
    output: z.object({
      viewersPeak: z.number().int(),
      comments: z.number().int(),
      unitsSold: z.number().int(),
      revenue: moneyShape.nullable(),
    }),
  }),
} as const
