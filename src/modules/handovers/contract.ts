import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant } from '../../lib/shapes.ts'
import { publishingGrant } from '../shows/contract.ts'
import { handoverProblems as problem } from './problems.ts'

const showId = id<'show'>()
const personId = id<'person'>()
const person = z.object({ personId, name: z.string() })
const onAir = { staff: ['owner', 'producer', 'host'], of: 'showId' } as const

export const handoversContract = {
  'handovers.handover': route({
    path: 'GET /shows/{showId}/handover',
    summary: 'Who is on air, and who is asked by whom to go on with the show',
    access: onAir,
    input: z.object({ showId }),
    output: z.object({
      onAir: person.extend({ since: instant }).nullable(),
      asked: z.object({ by: person, to: person, askedAt: instant }).nullable(),
    }),
  }),
  'handovers.candidates': route({
    path: 'GET /shows/{showId}/handover/candidates',
    summary: 'Who could go on with a show: everybody of the brand who may go on air, but for who is',
    access: onAir,
    input: z.object({ showId }),
    output: z.object({ items: z.array(person) }),
  }),
  'handovers.ask': route({
    path: 'PUT /shows/{showId}/handover',
    summary: 'Ask another host of the brand to go on with a show on air; whoever was asked before is asked no more',
    access: onAir,
    input: z.object({ showId, personId }),
    output: done,
    problems: [problem.notLive, problem.notYours, problem.onAirAlready, problem.notAHost],
  }),
  'handovers.accept': route({
    path: 'POST /shows/{showId}/handover/acceptance',
    summary:
      'Go on with a show: its keys stop working, and this one is the only one. Whoever sends is let go at its first use',
    access: onAir,
    input: z.object({ showId }),
    output: publishingGrant,
    problems: [problem.notLive, problem.notAsked, problem.notAHost],
  }),
  'handovers.withdraw': route({
    path: 'DELETE /shows/{showId}/handover',
    summary: 'Nobody is asked any more: taken back, or declined',
    access: onAir,
    input: z.object({ showId }),
    output: done,
  }),
} as const
