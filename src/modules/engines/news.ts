import * as z from 'zod'

/*
 * What outside engines say, in their own shapes.
 */

/**
 * What MediaMTX asks at `authHTTPAddress` (internal/auth/manager.go). `token` came with 1.9; before, a bearer token was
 * given as `jwt` in the query. A sender of RTMP and SRT has its key as password, one of WHIP as bearer token.
 */
const mediamtxQuestion = z.object({
  user: z.string().max(500).default(''),
  password: z.string().max(500).default(''),
  token: z.string().max(500).default(''),
  action: z.enum(['publish', 'read', 'playback', 'api', 'metrics', 'pprof']),
  path: z.string().max(500),
  query: z.string().max(2000).default(''),
})

export type Question = { action: 'publish' | 'read' | 'playback' | 'other'; stream: string; key: string }

/** undefined: not a question of MediaMTX. */
export function readMediamtxQuestion(body: unknown): Question | undefined {
  const read = mediamtxQuestion.safeParse(body)
  if (!read.success) return undefined
  const { action, path, token, password, query } = read.data
  const key = token || password || (new URLSearchParams(query).get('jwt') ?? '')
  const known = action === 'publish' || action === 'read' || action === 'playback'
  return { action: known ? action : 'other', stream: path, key }
}

const sourceId = z.string().max(200)

/** What the commands of `runOnReady` and `runOnNotReady` send: the variables of MediaMTX as parameters. */
export const mediamtxHook = z.object({ path: z.string().max(500), source_id: sourceId.default('') })

/** What any other engine, or a few lines before it, tells or asks. */
export const plainNews = z.discriminatedUnion('type', [
  z.object({ type: z.literal('publish'), stream: z.string().max(500), key: z.string().max(500) }),
  z.object({
    type: z.enum(['stream.started', 'stream.stopped']),
    stream: z.string().max(500),
    source: sourceId.default(''),
  }),
  z.object({
    type: z.literal('recording.ready'),
    stream: z.string().max(500),
    url: z.url({ protocol: /^https$/ }).max(1000),
  }),
])
