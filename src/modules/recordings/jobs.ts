import type { Ctx } from '../../ctx.ts'
import type { Doors, FinishedRecording, RecordingPlan } from '../../doors/doors.ts'
import type { ShowId } from '../../lib/ids.ts'
import { type Beat, errand, type Job } from '../../lib/jobs.ts'
import { publishReplay, showFor } from '../shows/shows.ts'
import { type Explained, explained } from './decide.ts'
import { deleteRecording, logOfShow, settingsOf } from './recordings.ts'
import { type ShownMe, shownMe } from './shown-me.ts'
import * as store from './store.ts'

/** What a clip is made of. */
type Moment = Explained | ShownMe
type Request = { showId: ShowId; plan: RecordingPlan; chapters: Moment[]; patient: boolean }
type Result = { finished: FinishedRecording; chapters: Moment[] } | { failure: string; again: boolean; afterMs: number }

const waitMs = 3000
const waitsMost = 10 // A writer that was killed never says that it is done.
const pauseMs = 60_000
const attemptsMost = waitsMost + 3

/** Makes MP4, clips and previews of a recording. Failures are tried again, then told by name. */
export const prepare: Job<{ showId: ShowId }> = errand<{ showId: ShowId }, Request, Result>({
  name: 'recordings.prepare',
  read: async ({ sql }, { showId }) => {
    const recording = await store.recordingOf(sql, showId)
    if (recording?.state !== 'preparing' || !recording.endedAt) return undefined
    const [fromMs, toMs] = [recording.startedAt.getTime(), recording.endedAt.getTime()]
    const log = await logOfShow(sql, showId)
    const chapters = [...explained(log, toMs), ...shownMe(log, { startedAtMs: fromMs, endedAtMs: toMs })]
    const clips = chapters.map((chapter, i) => ({ fromMs: chapter.fromMs, toMs: chapter.toMs, name: `clip-${i + 1}` }))
    return { showId, chapters, patient: recording.attempts < waitsMost, plan: { fromMs, toMs, clips } }
  },
  go: ({ recordings }, request) => make(recordings, request),
  note: async (ctx, { showId }, result) => {
    const recording = await store.lockedRecording(ctx.sql, showId)
    if (recording?.state !== 'preparing') return
    if ('finished' in result) await noteReady(ctx, recording, result)
    else await noteFailure(ctx, recording, result)
  },
})

async function make(door: Doors['recordings'], { showId, plan, chapters, patient }: Request): Promise<Result> {
  const recorded = await door.read(showId)
  if (patient && recorded?.endedAtMs === undefined) return { failure: 'nothing', again: true, afterMs: waitMs }
  if (!recorded || recorded.segments.length === 0) return { failure: 'nothing', again: false, afterMs: 0 }
  try {
    return { finished: await door.finish(showId, plan), chapters }
  } catch (error) {
    return { failure: String((error as Error).message).slice(0, 500), again: true, afterMs: pauseMs }
  }
}

async function noteReady(ctx: Ctx, { showId, brandId }: store.Recording, result: Result): Promise<void> {
  if (!('finished' in result)) return
  const { finished, chapters } = result
  const clips = finished.clips.map(({ name, durationMs }) => {
    const chapter = chapters[Number(name.slice('clip-'.length)) - 1]!
    return { ...chapter, name, durationMs }
  })
  await noteMade(ctx, { showId, brandId }, { ...finished, clips })
}

/** A replay is there; people may see it where the brand wants that by itself. */
export async function noteMade(
  ctx: Ctx,
  { showId, brandId }: Pick<store.Recording, 'showId' | 'brandId'>,
  made: store.Made,
): Promise<void> {
  await store.setReady(ctx.sql, showId, made)
  const [{ publish }, { status }] = [await settingsOf(ctx.sql, brandId), await showFor(ctx.sql, showId)]
  if (publish && status === 'ended') await publishReplay(ctx, { showId })
}

async function noteFailure(ctx: Ctx, { showId, attempts }: store.Recording, result: Result): Promise<void> {
  if (!('failure' in result)) return
  await store.countAttempt(ctx.sql, showId)
  if (!result.again || attempts + 1 >= attemptsMost)
    return void (await store.setFailed(ctx.sql, showId, result.failure))
  await ctx.later(prepare, { showId }, { at: new Date(ctx.now.getTime() + result.afterMs) })
}

/** Takes a deleted recording's files away. */
export const removeFiles: Job<{ showId: ShowId }> = errand<{ showId: ShowId }, ShowId, void>({
  name: 'recordings.removeFiles',
  read: async ({ sql }, { showId }) =>
    (await store.recordingOf(sql, showId))?.state === 'deleted' ? showId : undefined,
  go: ({ recordings }, showId) => recordings.remove(showId),
  note: async (ctx, { showId }) => void (await store.setRemoved(ctx.sql, showId, ctx.now)),
})

/** Recordings whose time is over are deleted. */
const retire: Beat = {
  name: 'recordings.retire',
  everyMs: 600_000,
  run: async (ctx) => {
    for (const { showId } of await store.recordingsToDelete(ctx.sql, ctx.now)) await deleteRecording(ctx, { showId })
  },
}

export const recordingsJobs = [prepare, removeFiles]
export const recordingsBeats = [retire]
