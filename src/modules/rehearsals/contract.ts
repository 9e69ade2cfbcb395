import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant } from '../../lib/shapes.ts'
import { playbackGrant, publishingGrant, streamFigures } from '../shows/contract.ts'
import { rehearsalProblems as problem } from './problems.ts'

const showId = id<'show'>()
const onAir = ['owner', 'producer', 'host'] as const
const watching = [...onAir, 'moderator'] as const

export const rehearsalsContract = {
  'rehearsals.start': route({
    path: 'POST /shows/{showId}/rehearsal',
    summary: 'Rehearse a show that has not started: a private stream that only the team can see, never recorded',
    access: { staff: onAir, of: 'showId' },
    input: z.object({ showId }),
    output: done,
    problems: [problem.wrongState, problem.running],
  }),
  'rehearsals.rehearsal': route({
    path: 'GET /shows/{showId}/rehearsal',
    summary: 'Whether a show is being rehearsed, and what arrives of it',
    access: { staff: watching, of: 'showId' },
    input: z.object({ showId }),
    output: z.object({
      rehearsal: z
        .object({
          startedAt: instant,
          /** When it ends by itself. */
          endsAt: instant,
          stream: z.object({ state: z.enum(['none', 'coming', 'lost']), ...streamFigures }),
        })
        .nullable(),
    }),
  }),
  'rehearsals.issueKey': route({
    path: 'POST /shows/{showId}/rehearsal/key',
    summary: 'A new key to rehearse with, never the show’s own; shown once, the one before stops working',
    access: { staff: onAir, of: 'showId' },
    input: z.object({ showId, use: z.enum(['browser', 'encoder']).default('browser') }),
    output: publishingGrant,
    problems: [problem.notRunning],
  }),
  'rehearsals.playback': route({
    path: 'POST /shows/{showId}/rehearsal/playback',
    summary: 'Addresses with a token that let the team see the rehearsal; to be asked for anew before they expire',
    access: { staff: watching, of: 'showId' },
    input: z.object({ showId }),
    output: playbackGrant,
    problems: [problem.notRunning],
  }),
  'rehearsals.end': route({
    path: 'DELETE /shows/{showId}/rehearsal',
    summary: 'End a rehearsal: its keys stop working, whoever sends is thrown out, nothing of it is kept',
    access: { staff: onAir, of: 'showId' },
    input: z.object({ showId }),
    output: done,
    problems: [problem.notRunning],
  }),
} as const
