import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant, moneyShape, text } from '../../lib/shapes.ts'
import { addressShape } from '../accounts/contract.ts'
import { drawProblems as problem } from './problems.ts'

const drawId = id<'draw'>()
const showId = id<'show'>()
const entryId = id<'entry'>()

export const drawsContract = {
  'draws.start': route({
    path: 'POST /shows/{showId}/draws',
    summary:
      'Open a draw: people enter by a tap or a word in the chat, buyers of the show without; the clock closes it',
    access: { staff: ['owner', 'producer', 'host'], of: 'showId' },
    input: z.object({
      showId,
      /** What is drawn for. */
      title: text(80),
      /** What each winner gets of shop credit; without it the prize is a thing that is sent. */
      credit: z
        .string()
        .regex(/^\d{1,10}$/, 'not an amount of minor units')
        .optional(),
      winners: z.number().int().min(1).max(50).default(1),
      bought: z.boolean().default(false),
      keyword: text(30).optional(),
      /** For those only who follow the brand, and who have watched for so many minutes. */
      followed: z.boolean().default(false),
      watchMinutes: z.number().int().min(1).max(600).optional(),
      seconds: z.number().int().min(10).max(3600).default(60),
      repeatDays: z.number().int().min(0).max(365).default(30),
    }),
    output: z.object({ drawId, closesAt: instant }),
    problems: [problem.showNotLive, problem.prizeNeeded, problem.budgetTooSmall, problem.tooManyOpen],
  }),
  'draws.list': route({
    path: 'GET /shows/{showId}/draws',
    summary: 'The draws of a show, the latest first, with who won and where the prize goes',
    access: { staff: ['owner', 'producer', 'host', 'support'], of: 'showId' },
    input: z.object({ showId }),
    output: z.object({
      items: z.array(
        z.object({
          ...{ drawId, title: z.string(), credit: moneyShape.nullable(), state: z.enum(['open', 'drawn']) },
          ...{ entries: z.number().int(), closesAt: instant },
          winners: z.array(z.object({ entryId, name: z.string(), address: addressShape.nullable() })),
        }),
      ),
    }),
  }),
  'draws.enter': route({
    path: 'POST /shows/{showId}/draws/{drawId}/entries',
    summary: 'Enter a draw, free: once a person. Asked again, it answers the same entry',
    access: 'account',
    limit: { calls: 60, seconds: 60 },
    input: z.object({
      ...{ showId, drawId },
      /** The viewer id of the caller's socket: how long they have watched. */
      viewer: z.string().max(64).optional(),
    }),
    output: z.object({ drawId, entryId }),
    problems: [
      problem.unknownDraw,
      problem.closed,
      problem.sayFirst,
      problem.ownTeam,
      problem.wonLately,
      problem.followFirst,
      problem.watchLonger,
    ],
  }),
  'draws.mine': route({
    path: 'GET /shows/{showId}/draws/mine',
    summary: 'The caller’s entries in the draws of a show',
    access: 'person',
    input: z.object({ showId }),
    output: z.object({
      items: z.array(z.object({ drawId, entryId, rank: z.number().int().nullable(), hasAddress: z.boolean() })),
    }),
  }),
  'draws.claim': route({
    path: 'PUT /shows/{showId}/draws/{drawId}/address',
    summary: 'A winner says where the prize goes',
    access: 'account',
    input: z.object({ showId, drawId, address: addressShape }),
    output: done,
    problems: [problem.unknownDraw, problem.notWinner, problem.nothingToSend],
  }),
  'draws.record': route({
    path: 'GET /shows/{showId}/draws/{drawId}/record',
    summary: 'The public record of a draw: everything needed to reckon again who won',
    access: 'anyone',
    limit: { calls: 60, seconds: 60 },
    input: z.object({ showId, drawId }),
    output: z.object({
      ...{ drawId, winners: z.number().int(), seedHash: z.string() },
      /** These come with the end. */
      ...{ seed: z.string().nullable(), chain: z.string().nullable(), entries: z.array(entryId) },
      won: z.array(entryId),
    }),
    problems: [problem.unknownDraw],
  }),
} as const
