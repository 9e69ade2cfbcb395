import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { done, id } from '../../lib/shapes.ts'
import { isPattern, type PatternUse } from './decide.ts'

const brandId = id<'brand'>()

const pattern = (use: PatternUse) =>
  z
    .string()
    .max(500)
    .refine((text) => isPattern(text, use), 'not a whole address with the places it needs')

const settings = {
  /** Whether shows that are sent from now on go by the engine. */
  enabled: z.boolean(),
  /** WHIP, with `{stream}`; the key is the bearer token. Browsers send here: it must allow any origin. */
  whipUrl: pattern('whip'),
  /** `rtmp:` or `rtmps:`, with `{stream}` and `{key}`. */
  rtmpUrl: pattern('rtmp').nullable().default(null),
  /** `srt:`, with `{stream}` and `{key}`. */
  srtUrl: pattern('srt').nullable().default(null),
  /** The playlist that viewers play, with `{stream}`; it must allow any origin and carry program date-time. */
  hlsUrl: pattern('hls'),
  /** Where a show is to be seen again, with `{stream}`, `{start}` (ISO 8601) and `{seconds}`: a playlist or an MP4. */
  replayUrl: pattern('replay').nullable().default(null),
}

export const enginesContract = {
  'engines.settings': route({
    path: 'GET /brands/{brandId}/engine',
    summary: 'The outside engine that makes a brand’s pictures; null where this install makes them itself',
    access: { staff: ['owner', 'producer'], of: 'brandId' },
    input: z.object({ brandId }),
    output: z.object({
      engine: z
        .object({
          enabled: z.boolean(),
          whipUrl: z.string(),
          rtmpUrl: z.string().nullable(),
          srtUrl: z.string().nullable(),
          hlsUrl: z.string(),
          replayUrl: z.string().nullable(),
        })
        .nullable(),
      /** Whether the engine was given a secret to speak with. */
      hasSecret: z.boolean(),
    }),
  }),
  'engines.changeSettings': route({
    path: 'PUT /brands/{brandId}/engine',
    summary: 'Say where a brand’s outside engine is, and whether it is used; a running show stays where it is',
    access: { staff: ['owner'], of: 'brandId' },
    input: z.object({ brandId, ...settings }),
    output: done,
  }),
  'engines.issueSecret': route({
    path: 'POST /brands/{brandId}/engine/secret',
    summary: 'A new secret for the engine to speak with, told once; the one before stops working',
    access: { staff: ['owner'], of: 'brandId' },
    input: z.object({ brandId }),
    output: z.object({
      secret: z.string(),
      /** Where MediaMTX asks who may publish and watch; the secret is in it. */
      mediamtxAuthUrl: z.string(),
      /** Where MediaMTX’s hooks go, with the secret as bearer: `…/ready` and `…/not-ready`. */
      mediamtxHookUrl: z.string(),
      /** Where any other engine, or what stands before it, tells its news, with the secret as bearer. */
      newsUrl: z.string(),
    }),
  }),
} as const
