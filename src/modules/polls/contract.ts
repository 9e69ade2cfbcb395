import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant, text } from '../../lib/shapes.ts'
import { pollProblems as problem } from './problems.ts'

const showId = id<'show'>()
const pollId = id<'poll'>()
const hosts = ['owner', 'producer', 'host', 'moderator'] as const
const kind = z.enum(['poll', 'quiz'])
const option = z.object({ text: text(60), productId: id<'product'>().nullable().default(null) })

export const pollsContract = {
  'polls.prepare': route({
    path: 'POST /shows/{showId}/polls',
    summary: 'Write a poll or a quiz down for later, or open it at once',
    access: { staff: hosts, of: 'showId' },
    input: z.object({
      showId,
      kind: kind.default('poll'),
      question: text(140),
      options: z.array(option).min(2).max(6),
      /** Of a quiz: which option is right, from 0. */
      right: z.number().int().min(0).max(5).optional(),
      /** How long it is open; null: until somebody ends it. */
      seconds: z.number().int().min(10).max(3600).nullable().default(null),
      open: z.boolean().default(false),
    }),
    output: z.object({ pollId }),
    // biome-ignore format: one line of refusals
    problems: [
      problem.badRight, problem.notInShow, problem.showOver, problem.showNotLive, problem.oneAtATime,
      problem.tooManyPrepared,
    ],
  }),
  'polls.forget': route({
    path: 'DELETE /shows/{showId}/polls/{pollId}',
    summary: 'Throw away a poll that was never opened',
    access: { staff: hosts, of: 'showId' },
    input: z.object({ showId, pollId }),
    output: done,
    problems: [problem.unknownPoll],
  }),
  'polls.open': route({
    path: 'POST /shows/{showId}/polls/{pollId}/open',
    summary: 'Ask the room; one poll is open at a time',
    access: { staff: hosts, of: 'showId' },
    input: z.object({ showId, pollId }),
    output: done,
    problems: [problem.unknownPoll, problem.openedAlready, problem.showNotLive, problem.oneAtATime],
  }),
  'polls.close': route({
    path: 'POST /shows/{showId}/polls/{pollId}/close',
    summary: 'End a poll; its result stays in the room, with the right answer of a quiz',
    access: { staff: hosts, of: 'showId' },
    input: z.object({ showId, pollId }),
    output: done,
    problems: [problem.unknownPoll, problem.over],
  }),
  'polls.hide': route({
    path: 'POST /shows/{showId}/polls/{pollId}/hide',
    summary: 'Take the card of a poll away; an open one ends',
    access: { staff: hosts, of: 'showId' },
    input: z.object({ showId, pollId }),
    output: done,
    problems: [problem.unknownPoll],
  }),
  'polls.list': route({
    path: 'GET /shows/{showId}/polls',
    summary: 'The polls of a show: prepared, open and over, with their votes',
    access: { staff: [...hosts, 'analyst'], of: 'showId' },
    input: z.object({ showId }),
    output: z.object({
      items: z.array(
        z.object({
          pollId,
          kind,
          question: z.string(),
          options: z.array(z.object({ text: z.string(), productId: id<'product'>().nullable() })),
          right: z.number().int().nullable(),
          seconds: z.number().int().nullable(),
          state: z.enum(['prepared', 'open', 'closed', 'hidden']),
          openedAt: instant.nullable(),
          counts: z.array(z.number().int()),
        }),
      ),
    }),
  }),
  'polls.vote': route({
    path: 'PUT /shows/{showId}/polls/{pollId}/vote',
    summary: 'Choose an option: of a poll one may change one’s mind until it ends, of a quiz the first answer counts',
    access: 'person',
    limit: { calls: 60, seconds: 60 },
    batched: true,
    input: z.object({ showId, pollId, choice: z.number().int().min(0).max(5) }),
    output: done,
    problems: [problem.unknownPoll, problem.over, problem.noSuchOption, problem.answered],
  }),
  'polls.mine': route({
    path: 'GET /shows/{showId}/votes',
    summary: 'What the caller chose in the polls of a show',
    access: 'person',
    input: z.object({ showId }),
    output: z.object({ votes: z.array(z.object({ pollId: z.string(), choice: z.number().int() })) }),
  }),
} as const
