import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import { isId } from '../lib/ids.ts'
import { readName } from './frames.ts'
import type { Rooms } from './rooms.ts'

/** One object of a room over HTTP: the bytes, and whether they are what they are for ever. */
export type Segment = { body: string; forever: boolean }

/** Whether somebody may hear a room: `admitted` to one that not everybody may hear. */
export type Admits = (
  roomId: string,
  request: { headers: { cookie?: string | undefined } },
) => Promise<'open' | 'admitted' | 'closed'>

/** What follows a moment in the log never changes. */
const immutable = 'public, max-age=31536000, immutable'
/** That nothing has happened yet is true for a moment: those who asked together hear it together. */
const momentary = 'public, max-age=1'

const hereShape = z.object({
  v: z.string(),
  me: z.string().optional(),
  /** Up to where the viewer has heard what was said. */
  c: z.number().int().min(0),
  h: z.number().int().min(0).max(200).optional(),
  d: z.number().min(0).max(600_000).optional(),
})

/**
 * The room over HTTP, for caches: `GET /rooms/{id}/segments/{e}-{c}` is everything after those two cursors, up to those
 * it names in `u`; when there is nothing yet it waits for it. `POST /rooms/{id}/here` says that a viewer is there, with
 * their hearts, and answers with what was left out of the segments and is theirs.
 */
export function mountSegments(server: FastifyInstance, rooms: Rooms, admits: Admits): void {
  server.get<{ Params: { roomId: string; from: string } }>('/rooms/:roomId/segments/:from', async (request, reply) => {
    const { roomId, from } = request.params
    const [, e, c] = /^(\d{1,15})-(\d{1,15})$/.exec(from) ?? []
    reply.header('access-control-allow-origin', '*').type('application/json')
    const entry = isId(roomId) ? await admits(roomId, request) : 'open'
    if (entry === 'closed') return reply.code(403).header('cache-control', 'no-store').send('{"closed":true}')
    const segment = isId(roomId) && e && c ? await rooms.segment(roomId, { e: Number(e), c: Number(c) }) : 'unknown'
    if (segment === 'stopping') return reply.code(503).header('cache-control', 'no-store').send('{"stopping":true}')
    if (segment === 'unknown') return reply.code(404).header('cache-control', momentary).send('{"unknown":true}')
    if (segment === 'gone') return reply.code(410).header('cache-control', momentary).send('{"gone":true}')
    const kept = entry === 'admitted' ? 'private, no-store' : segment.forever ? immutable : momentary
    return reply.header('cache-control', kept).send(segment.body)
  })
  server.post<{ Params: { roomId: string } }>('/rooms/:roomId/here', { bodyLimit: 1024 }, async (request, reply) => {
    const { roomId } = request.params
    const { data: here } = hereShape.safeParse(request.body)
    const viewer = readName(here?.v)
    reply.header('cache-control', 'no-store').type('application/json')
    if (!isId(roomId) || !here || !viewer) return reply.code(422).send('{"rubbish":true}')
    if ((await admits(roomId, request)) === 'closed') return reply.code(403).send('{"closed":true}')
    const answer = await rooms.here(roomId, { ...here, viewer, me: readName(here.me) })
    return answer ? reply.send(answer) : reply.code(404).send('{"unknown":true}')
  })
}
