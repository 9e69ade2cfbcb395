import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant } from '../../lib/shapes.ts'
import { showProblems as problem } from './problems.ts'
import { showView } from './show-shapes.ts'

const showId = id<'show'>()
const producers = ['owner', 'producer'] as const
const onAir = ['owner', 'producer', 'host'] as const

/** From the announcement of a show to its replay. */
export const stagesContract = {
  'shows.schedule': route({
    path: 'POST /shows/{showId}/schedule',
    summary: 'Announce a show',
    access: { staff: producers, of: 'showId' },
    input: z.object({ showId }),
    output: done,
    problems: [problem.wrongState, problem.coverMissing, problem.startsInThePast],
  }),
  'shows.start': route({
    path: 'POST /shows/{showId}/start',
    summary: 'Go on air: the picture must be coming',
    access: { staff: onAir, of: 'showId' },
    input: z.object({ showId }),
    output: done,
    problems: [problem.wrongState, problem.noPicture],
  }),
  'shows.end': route({
    path: 'POST /shows/{showId}/end',
    summary: 'Go off air',
    access: { staff: onAir, of: 'showId' },
    input: z.object({ showId }),
    output: done,
    problems: [problem.wrongState],
  }),
  'shows.pause': route({
    path: 'POST /shows/{showId}/pause',
    summary: 'A slate in front of the picture: we are right back. Talking and buying go on',
    access: { staff: [...onAir, 'moderator'], of: 'showId' },
    input: z.object({ showId }),
    output: done,
    problems: [problem.wrongState, problem.pausedAlready],
  }),
  'shows.resume': route({
    path: 'DELETE /shows/{showId}/pause',
    summary: 'Let viewers see the picture again',
    access: { staff: onAir, of: 'showId' },
    input: z.object({ showId }),
    output: done,
    problems: [problem.wrongState, problem.notPaused],
  }),
  'shows.cut': route({
    path: 'POST /shows/{showId}/cut',
    summary: 'Emergency: throw out whoever sends the picture, take their key, and show the slate',
    access: { staff: [...onAir, 'moderator'], of: 'showId' },
    input: z.object({ showId }),
    output: done,
    problems: [problem.wrongState],
  }),
  'shows.planEnd': route({
    path: 'PUT /shows/{showId}/end',
    summary: 'When a live show ends by itself; null: when somebody ends it',
    access: { staff: onAir, of: 'showId' },
    input: z.object({ showId, endsAt: instant.nullable() }),
    output: done,
    problems: [problem.wrongState, problem.endsInThePast],
  }),
  'shows.nextShow': route({
    path: 'GET /shows/{showId}/next',
    summary: 'Where viewers are led when a show is over, and where they could be: on air first, then the soonest',
    access: { staff: onAir, of: 'showId' },
    input: z.object({ showId }),
    output: z.object({ nextShowId: id<'show'>().nullable(), items: z.array(showView) }),
  }),
  'shows.leadTo': route({
    path: 'PUT /shows/{showId}/next',
    summary:
      'Lead viewers to another show of the brand when this one is over, or nowhere; before or while it is on air',
    access: { staff: onAir, of: 'showId' },
    input: z.object({ showId, nextShowId: id<'show'>().nullable() }),
    output: done,
    problems: [problem.wrongState, problem.nextElsewhere, problem.nextOver, problem.nextClosed],
  }),
  'shows.publishReplay': route({
    path: 'POST /shows/{showId}/replay',
    summary: 'Let people see the show again',
    access: { staff: producers, of: 'showId' },
    input: z.object({ showId }),
    output: done,
    problems: [problem.wrongState],
  }),
  'shows.hideReplay': route({
    path: 'DELETE /shows/{showId}/replay',
    summary: 'Take the replay away from people; it can be shown again',
    access: { staff: producers, of: 'showId' },
    input: z.object({ showId }),
    output: done,
    problems: [problem.wrongState],
  }),
  'shows.cancel': route({
    path: 'POST /shows/{showId}/cancel',
    summary: 'Call a show off before it starts',
    access: { staff: producers, of: 'showId' },
    input: z.object({ showId }),
    output: done,
    problems: [problem.wrongState],
  }),
} as const
