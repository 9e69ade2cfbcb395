import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id, instant, text } from '../../lib/shapes.ts'
import { simulcastProblems as problem } from './problems.ts'

const brandId = id<'brand'>()
const showId = id<'show'>()
const targetId = id<'target'>()
const producers = ['owner', 'producer'] as const
const onAir = [...producers, 'host'] as const

const target = {
  /** As the team calls it: "YouTube". */
  name: text(60),
  /** `rtmp(s)://server[:port]/app`, without the key. */
  url: text(300),
  /** Whether shows that say nothing of it are sent there. */
  everyShow: z.boolean(),
}
const key = text(500)

export const simulcastContract = {
  'simulcast.targets': route({
    path: 'GET /brands/{brandId}/simulcast',
    summary: 'The other platforms a brand sends its shows on to; their keys are never told',
    access: { staff: onAir, of: 'brandId' },
    input: z.object({ brandId }),
    output: z.object({ items: z.array(z.object({ targetId, ...target })) }),
  }),
  'simulcast.addTarget': route({
    path: 'POST /brands/{brandId}/simulcast',
    summary: 'Add a platform by its RTMP address and the key it gave; the key is kept encrypted and never told again',
    access: { staff: producers, of: 'brandId' },
    input: z.object({ brandId, ...target, key }),
    output: z.object({ targetId }),
    problems: [problem.badUrl, problem.tooManyTargets],
  }),
  'simulcast.changeTarget': route({
    path: 'PUT /brands/{brandId}/simulcast/{targetId}',
    summary: 'Change a platform; without a key the one before stays. Counts at once, also for a show on air',
    access: { staff: producers, of: 'brandId' },
    input: z.object({ brandId, targetId, ...target, key: key.optional() }),
    output: done,
    problems: [problem.badUrl, problem.unknownTarget],
  }),
  'simulcast.removeTarget': route({
    path: 'DELETE /brands/{brandId}/simulcast/{targetId}',
    summary: 'Remove a platform with its key; a show on air is sent there no longer',
    access: { staff: producers, of: 'brandId' },
    input: z.object({ brandId, targetId }),
    output: done,
    problems: [problem.unknownTarget],
  }),
  'simulcast.ofShow': route({
    path: 'GET /shows/{showId}/simulcast',
    summary: 'Where a show is sent on to, and how each platform fares',
    access: { staff: [...onAir, 'moderator'], of: 'showId' },
    input: z.object({ showId }),
    output: z.object({
      items: z.array(
        z.object({
          targetId,
          name: target.name,
          isOn: z.boolean(),
          /**
           * `ready`: the show is not on air; `waiting`: no picture comes; `unfit`: not H.264; `stopped`: cut;
           * `locked`: the secret of this install has changed, and the key must be given again.
           */
          state: z.enum([
            ...(['off', 'ready', 'waiting', 'connecting', 'live', 'retrying', 'unfit', 'stopped', 'locked'] as const),
          ]),
          since: instant.nullable(),
          reason: z
            .enum(['badKey', 'unreachable', 'closed', 'slow', 'insecure', 'unfit', 'locked', 'other'])
            .nullable(),
          /** What the other side said, or the network. */
          code: z.string().nullable(),
          retryInSeconds: z.number().int().nullable(),
        }),
      ),
    }),
  }),
  'simulcast.turn': route({
    path: 'PUT /shows/{showId}/simulcast/{targetId}',
    summary: 'Send one show on to a platform, or not; also while it is on air',
    access: { staff: onAir, of: 'showId' },
    input: z.object({ showId, targetId, isOn: z.boolean() }),
    output: done,
    problems: [problem.unknownTarget, problem.showOver],
  }),
} as const
