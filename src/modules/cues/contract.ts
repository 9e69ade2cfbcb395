import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant } from '../../lib/shapes.ts'
import { showProblems } from '../shows/problems.ts'
import { kinds } from './decide.ts'
import { cueProblems as problem } from './problems.ts'

export { kinds } from './decide.ts'

const showId = id<'show'>()
const steering = { staff: ['owner', 'producer', 'host', 'moderator'], of: 'showId' } as const
const cueId = z.uuid()

export const cuesContract = {
  'cues.open': route({
    path: 'GET /shows/{showId}/cues',
    summary: 'What a host on air might do next, and why: pieces left, people who bag it or ask, minutes over the plan',
    access: steering,
    input: z.object({ showId }),
    output: z.object({
      items: z.array(
        z.object({
          cueId: z.string(),
          kind: z.enum(kinds),
          /** What to go to. */
          productId: id<'product'>(),
          figure: z.number().int(),
          madeAt: instant,
        }),
      ),
    }),
  }),
  'cues.follow': route({
    path: 'POST /shows/{showId}/cues/{cueId}/follow',
    summary: 'Do what is suggested: the product is pinned, and what has to make room for it is not any more',
    access: steering,
    input: z.object({ showId, cueId }),
    output: done,
    problems: [problem.unknownCue, problem.answeredAlready, showProblems.wrongState, showProblems.notInRunOfShow],
  }),
  'cues.dismiss': route({
    path: 'POST /shows/{showId}/cues/{cueId}/dismiss',
    summary: 'Not now: it is not said again for ten minutes',
    access: steering,
    input: z.object({ showId, cueId }),
    output: done,
    problems: [problem.unknownCue, problem.answeredAlready],
  }),
} as const
