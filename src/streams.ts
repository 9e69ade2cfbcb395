import type { Logger } from 'pino'
import type { Ctx } from './ctx.ts'
import type { Clock } from './lib/clock.ts'
import type { ShowId } from './lib/ids.ts'
import type { AnyJob } from './lib/jobs.ts'
import { keyIdOf } from './lib/publishing-key.ts'
import type { Seal } from './lib/seal.ts'
import type { Database } from './lib/sql.ts'
import type { MediaEngine } from './media/engine.ts'
import * as engines from './modules/engines/engines.ts'
import * as recordings from './modules/recordings/recordings.ts'
import * as rehearsals from './modules/rehearsals/rehearsals.ts'
import * as shows from './modules/shows/shows.ts'
import * as simulcast from './modules/simulcast/simulcast.ts'
import { setSlate } from './slates.ts'

/*
 * What the media engine and the modules tell one another of streams. A show's stream has the show's id.
 */

type Told = { showId: string; atMs: number }
type StreamJob = { name: string; run(ctx: Ctx, told: Told): Promise<void> }

/** A job is enqueued where the news is, and run by a process that has the media engine. */
const told = (name: string): StreamJob => ({ name, run: async () => {} })

/** The stream of a show is written down from the instant it goes on air. */
export const record: AnyJob = told('media.record')
/** Whoever sends to a show that was cut is thrown out once the cut is certain. */
export const throwOut: AnyJob = told('media.throwOut')
/** Whoever sends with a key that was replaced is thrown out once its replacement is certain. */
export const keepKeys: AnyJob = told('media.keepKeys')
/** The same of a rehearsal. */
export const keepRehearsalKeys: AnyJob = told('media.keepRehearsalKeys')
/** The stream hears what stands in for the host, once a show starts, pauses or goes on. */
export const slate: AnyJob = told('media.slate')
/** The stream of a show that is over is closed once the end is certain. */
export const closeStream: AnyJob = told('media.closeStream')
/** Where a show on air is sent on to has changed. */
export const sendOn: AnyJob = told('media.sendOn')
/** Nothing of a rehearsal can be played any more. */
export const forgetRehearsal: AnyJob = told('media.forgetRehearsal')

/** What the engine does when it is told; and from now on, what it tells of recordings is heard. */
export function streamJobs(media: MediaEngine, log: Logger, inCtx: InCtx, seal: Seal): AnyJob[] {
  hearRecordings(media, log, inCtx)
  hearPushes(media, log, inCtx)
  const does = (job: AnyJob, run: (told: Told) => void): StreamJob => ({
    name: job.name,
    run: async (_, wish) => run(wish),
  })
  return [
    does(throwOut, ({ showId }) => media.throwOut(showId)),
    {
      name: keepKeys.name,
      run: async (ctx: Ctx, { showId }: Told) =>
        media.keepKeys(showId, await shows.keyIdsOf(ctx.sql, showId as ShowId)),
    },
    {
      name: keepRehearsalKeys.name,
      run: async (ctx: Ctx, { showId }: Told) =>
        media.keepKeys(rehearsals.streamOf(showId), await rehearsals.keyIdsOf(ctx.sql, showId as ShowId)),
    },
    {
      name: slate.name,
      run: async (ctx: Ctx, { showId }: Told) => {
        const slated = await shows.slateOf(ctx.sql, showId as ShowId)
        if (slated) await setSlate(media, ctx.doors, showId as ShowId, slated)
      },
    },
    {
      name: sendOn.name,
      run: async (ctx: Ctx, { showId }: Told) => {
        const pushes = await simulcast.pushesOf(ctx, seal, showId)
        if (pushes) media.push(showId, pushes)
      },
    },
    does(closeStream, ({ showId }) => media.close(showId)),
    does(forgetRehearsal, ({ showId }) => media.forget(rehearsals.streamOf(showId))),
    {
      name: record.name,
      run: async (ctx: Ctx, { showId, atMs }: Told) => {
        media.guard(showId, shows.isGuarded((await shows.showFor(ctx.sql, showId)).visibility))
        media.record(showId, atMs)
      },
    },
  ]
}

type InCtx = <T>(work: (ctx: Ctx) => Promise<T>) => Promise<T>

/** What the engine tells of recordings. */
function hearRecordings(media: MediaEngine, log: Logger, inCtx: InCtx): void {
  media.on((event) => {
    if (event.type !== 'recording.stopped') return
    const { streamId, reason } = event
    inCtx((ctx) => recordings.noteStopped(ctx, { showId: streamId, reason })).catch((error) =>
      log.error({ err: error, streamId }, 'recordings.noteStopped'),
    )
  })
}

/**
 * What the engine tells of places that a show is sent on to, noted in the order it was told. A stream that begins is
 * one that this engine may know nothing of: whoever sends came back after a restart of the whole house.
 */
function hearPushes(media: MediaEngine, log: Logger, inCtx: InCtx): void {
  let noting: Promise<void> = Promise.resolve()
  media.on((event) => {
    if (event.type !== 'push.changed' && event.type !== 'live.started') return
    const { streamId: showId } = event
    const note = (ctx: Ctx) =>
      event.type === 'push.changed'
        ? simulcast.noteState(ctx, { ...event, showId })
        : simulcast.hearPicture(ctx, { showId })
    noting = noting.then(() => inCtx(note)).catch((error) => log.error({ err: error, showId }, 'simulcast.noteState'))
  })
}

/** What the engine tells of pictures: of a show's, or of a rehearsal's. */
export async function notePicture(
  ctx: Ctx,
  { streamId, picture }: { streamId: string; picture: 'coming' | 'lost' },
): Promise<void> {
  const rehearsed = rehearsals.rehearsedShow(streamId)
  if (rehearsed) await rehearsals.notePicture(ctx, { showId: rehearsed, picture })
  else await shows.notePicture(ctx, { showId: streamId as ShowId, picture })
}

/**
 * Which stream a publishing key opens. Until the show is live, its picture is a rehearsal: nobody finds it by guessing.
 * Whoever made a key wants to send with it: at its first use, whoever still sends makes room. Later uses wait their
 * turn, or two encoders would throw each other out for ever.
 */
export function authorizeWith(database: Database, clock: Clock, makeRoom: (streamId: string) => void) {
  const used = new Set<string>()
  return async (key: string) => {
    const found = await streamByKey(database, key, clock.now())
    if (!found) return undefined
    if (!used.has(key)) makeRoom(found.streamId)
    used.add(key)
    return found
  }
}

async function streamByKey(database: Database, key: string, now: Date) {
  const showId = await shows.showByKey(database.sql, key)
  if (showId) {
    if (await engines.isSentOutside(database.sql, showId)) return undefined
    const { status, visibility } = await shows.showFor(database.sql, showId)
    const guarded = status !== 'live' || shows.isGuarded(visibility)
    return { streamId: showId, keyId: keyIdOf(key), guarded }
  }
  const rehearsed = await rehearsals.rehearsalByKey(database.sql, key, now)
  return rehearsed && { streamId: rehearsals.streamOf(rehearsed), keyId: keyIdOf(key), guarded: true }
}
