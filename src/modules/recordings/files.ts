import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Who } from '../../ctx.ts'
import type { Doors } from '../../doors/doors.ts'
import { rolesIn } from '../../lib/access.ts'
import { edge, refuse } from '../../lib/problems.ts'
import type { Database } from '../../lib/sql.ts'
import { segmentsBetween } from '../../media/recording/recorded.ts'
import { replayPlaylist } from '../../media/recording/replay-playlist.ts'
import { isGuarded, showFor, whyNotCome } from '../shows/shows.ts'
import { playlistName, wholeName } from './addresses.ts'
import { type Recording, recordingOf } from './store.ts'

export type FilesNeed = {
  database: Database
  doors: Pick<Doors, 'recordings'>
  whoOf(request: FastifyRequest): Promise<Who>
}

const names = /^(?:replay\.m3u8|show\.mp4|storyboard\.jpg|(?:clip|take)-\d{1,5}\.mp4|clip-\d{1,5}\.m3u8|cover-\d\.jpg)$/

/**
 * Outside the contract, because they are not JSON: `GET /recordings/{showId}/{name}`, with ranges. A replay that is
 * shown is anybody's; a recording that is not, its brand's people's; of a deleted one there is nothing.
 */
export function mountRecordings(app: FastifyInstance, needs: FilesNeed): void {
  app.get<{ Params: { showId: string; name: string } }>(
    '/recordings/:showId/:name',
    { config: { operation: 'recordings.file' } },
    async (request, reply) => {
      const { showId, name } = request.params
      if (!/^[0-9a-f-]{36}$/.test(showId) || !names.test(name)) throw refuse(edge.notFound)
      const { recording, shown } = await allowed(request, showId, needs)
      reply.header('access-control-allow-origin', '*')
      // Not for long: what is deleted should soon be gone everywhere.
      reply.header('cache-control', shown ? 'public, max-age=3600' : 'private, no-store')
      if (name.endsWith('.m3u8')) return playlist(reply, recording, name, needs)
      return file(request, reply, recording, name, needs)
    },
  )
}

/** @throws Refusal edge.notFound, whether it is not there or not for the caller */
async function allowed(request: FastifyRequest, showId: string, { database, whoOf }: FilesNeed) {
  const recording = await recordingOf(database.sql, showId)
  if (!recording?.endedAt || recording.state === 'deleted') throw refuse(edge.notFound)
  const { status, brandId, visibility } = await showFor(database.sql, showId)
  const shown = status === 'replay' && recording.state === 'ready'
  const guarded = isGuarded(visibility)
  if (shown && guarded && (await whyNotCome(database.sql, await whoOf(request), showId))) throw refuse(edge.notFound)
  if (!shown && rolesIn(await whoOf(request), brandId).length === 0) throw refuse(edge.notFound)
  return { recording, shown: shown && !guarded }
}

async function playlist(reply: FastifyReply, recording: Recording, name: string, { doors }: FilesNeed) {
  const recorded = await doors.recordings.read(recording.showId)
  const clip = recording.made?.clips.find((one) => `${one.name}.m3u8` === name)
  if (!recorded || (name !== playlistName && !clip)) throw refuse(edge.notFound)
  const whole = segmentsBetween(recorded.segments, recording.startedAt.getTime(), recording.endedAt!.getTime())
  const segments = clip ? segmentsBetween(whole, clip.fromMs, clip.toMs) : whole
  return reply.type('application/vnd.apple.mpegurl').send(replayPlaylist(segments))
}

async function file(
  request: FastifyRequest,
  reply: FastifyReply,
  { showId, startedAt }: Recording,
  name: string,
  { doors }: FilesNeed,
) {
  const asked = request.headers.range
  const range = asked === undefined ? undefined : /^bytes=(\d{0,15})-(\d{0,15})$/.exec(asked)
  const opened = await doors.recordings.open(showId, name, (size) => (range ? rangeIn(range, size) : undefined))
  if (opened === undefined) throw refuse(edge.notFound)
  reply.header('accept-ranges', 'bytes')
  if (opened === 'outside') return reply.code(416).header('cache-control', 'no-store').send()
  const { size, from, to, contentType, stream } = opened
  if (range) reply.code(206).header('content-range', `bytes ${from}-${to}/${size}`)
  reply.header('content-length', to - from + 1).type(contentType)
  if (name === wholeName) {
    reply.header('content-disposition', `inline; filename="show-${startedAt.toISOString().slice(0, 10)}.mp4"`)
  }
  // An answer to HEAD keeps the length of what it does not send only when that is a stream.
  return reply.send(request.method === 'HEAD' ? Readable.from([]) : stream())
}

/** The bytes that a range asks for (RFC 9110 §14.1.2), or `outside`. */
function rangeIn([, first, last]: RegExpExecArray, size: number): { from: number; to: number } | 'outside' {
  if (first === '') {
    const bytes = Math.min(size, Number(last))
    return last === '' || bytes === 0 ? 'outside' : { from: size - bytes, to: size - 1 }
  }
  const to = last === '' ? size - 1 : Math.min(size - 1, Number(last))
  return Number(first) > to ? 'outside' : { from: Number(first), to }
}
