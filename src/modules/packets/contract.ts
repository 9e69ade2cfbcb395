import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant, moneyShape, text } from '../../lib/shapes.ts'
import { packetProblems as problem } from './problems.ts'

const packetId = id<'packet'>()
const showId = id<'show'>()
const minor = z.string().regex(/^\d{1,10}$/, 'not an amount of minor units')
const seen = { staff: ['owner', 'producer', 'host', 'finance', 'analyst'], of: 'showId' } as const
const device = z
  .string()
  .regex(/^[\w-]{8,64}$/)
  .optional()
/** As it is said aloud. */
const password = text(40).optional()

const kind = z.enum(['equal', 'random', 'list'])
const eligibility = z.enum(['anyone', 'commented', 'bought', 'followed', 'watched'])
/** How long one has to have watched; with `watched`, and only with it. */
const watchMinutes = z.number().int().min(1).max(600)
const taker = z.object({ place: z.number().int(), name: z.string().nullable(), minor: z.string() })
const budget = z.object({
  put: moneyShape,
  /** What may still be given away: not in a packet, and not given. */
  left: moneyShape,
})
const grabbed = z.object({
  packetId,
  /** In the order of arrival, from 1. */
  place: z.number().int(),
  /** Stands for the caller in the record. */
  grabId: id<'grab'>(),
  amount: moneyShape,
})

export const packetsContract = {
  'packets.budget': route({
    path: 'GET /shows/{showId}/giveaway-budget',
    summary: 'What the brand has put up to give away in a show, and what is left of it',
    access: seen,
    input: z.object({ showId }),
    output: budget,
  }),
  'packets.setBudget': route({
    path: 'PUT /shows/{showId}/giveaway-budget',
    summary: 'Put up so much in all to give away in a show; what is not given goes back at its end',
    access: { staff: ['owner', 'producer', 'finance'], of: 'showId' },
    input: z.object({ showId, amount: moneyShape }),
    output: budget,
    problems: [problem.showOver, problem.wrongCurrency, problem.budgetInUse],
  }),
  'packets.prepare': route({
    path: 'POST /shows/{showId}/packets',
    summary: 'Prepare a red packet; it costs nothing until it falls',
    access: { staff: ['owner', 'producer', 'host'], of: 'showId' },
    input: z.object({
      showId,
      kind,
      /** Of an equal packet what each gets, of a random one the sum of all shares; a list has its own. */
      minor: minor.default('0'),
      pieces: z.number().int().min(1).max(10_000).default(1),
      /** What the first gets, the second, … */
      list: z.array(minor).max(200).default([]),
      greeting: text(60, 0).default(''),
      password,
      eligibility: eligibility.default('anyone'),
      watchMinutes: watchMinutes.optional(),
      lastsSeconds: z.number().int().min(10).max(86_400).default(120),
    }),
    output: z.object({ packetId }),
    problems: [problem.showOver, problem.badTerms],
  }),
  'packets.discard': route({
    path: 'DELETE /packets/{packetId}',
    summary: 'Throw a prepared packet away',
    access: { staff: ['owner', 'producer', 'host'], of: 'packetId' },
    input: z.object({ packetId }),
    output: done,
    problems: [problem.launchedAlready],
  }),
  'packets.launch': route({
    path: 'POST /packets/{packetId}/launch',
    summary: 'Let a packet fall: it is funded whole from the budget of its show, and opens by the clock',
    access: { staff: ['owner', 'producer', 'host'], of: 'packetId' },
    input: z.object({ packetId, opensInSeconds: z.number().int().min(0).max(3600).default(8) }),
    output: z.object({ packetId, opensAt: instant, expiresAt: instant }),
    problems: [problem.showNotLive, problem.launchedAlready, problem.budgetTooSmall, problem.tooManyOpen],
  }),
  'packets.list': route({
    path: 'GET /shows/{showId}/packets',
    summary: 'The packets of a show, the latest first: prepared, open, and what became of the others',
    access: seen,
    input: z.object({ showId }),
    output: z.object({
      items: z.array(
        z.object({
          ...{ packetId, kind, total: moneyShape, pieces: z.number().int(), list: z.array(z.string()) },
          ...{ greeting: z.string(), password: z.string().nullable(), eligibility, lastsSeconds: z.number().int() },
          watchMinutes: watchMinutes.nullable(),
          ...{ state: z.enum(['prepared', 'open', 'ended']), opensAt: instant.nullable() },
          ...{ expiresAt: instant.nullable(), endedWhy: z.enum(['empty', 'time', 'show']).nullable() },
          ...{ taken: z.number().int(), spent: moneyShape, best: taker.nullable() },
        }),
      ),
    }),
  }),
  'packets.grab': route({
    path: 'POST /shows/{showId}/packets/{packetId}/grabs',
    summary: 'Open a packet: once a person. Asked again, it answers what they have',
    access: 'account',
    limit: { calls: 60, seconds: 60 },
    batched: true,
    input: z.object({
      ...{ showId, packetId, password, device },
      /** The viewer id of the caller's socket: how long they have watched. */
      viewer: z.string().max(64).optional(),
    }),
    output: grabbed,
    problems: [
      problem.unknownPacket,
      problem.notOpenYet,
      problem.empty,
      problem.over,
      problem.wrongPassword,
      problem.commentFirst,
      problem.buyFirst,
      problem.followFirst,
      problem.watchLonger,
      problem.ownTeam,
      problem.deviceHad,
    ],
  }),
  'packets.mine': route({
    path: 'GET /shows/{showId}/packets/mine',
    summary: 'What the caller had of the packets of a show',
    access: 'person',
    input: z.object({ showId }),
    output: z.object({ items: z.array(grabbed) }),
  }),
  'packets.record': route({
    path: 'GET /shows/{showId}/packets/{packetId}/record',
    summary: 'The public record of a packet: everything needed to reckon again who had what, and why',
    access: 'anyone',
    limit: { calls: 60, seconds: 60 },
    input: z.object({ showId, packetId }),
    output: z.object({
      ...{ packetId, kind, totalMinor: z.string(), currency: z.string(), pieces: z.number().int() },
      list: z.array(z.string()),
      seedHash: z.string().nullable(),
      /** Told with the end. */
      seed: z.string().nullable(),
      /** The last link of the grabs below. */
      chain: z.string(),
      ended: z.boolean(),
      grabs: z.array(z.object({ grabId: id<'grab'>(), ...taker.shape })),
    }),
    problems: [problem.unknownPacket],
  }),
} as const
