import type { Ctx } from '../../ctx.ts'
import type { BrandId, ShowId } from '../../lib/ids.ts'
import { type LoggedEvent, readLog } from '../../lib/log.ts'
import { refuse } from '../../lib/problems.ts'
import type { Sql } from '../../lib/sql.ts'
import { hideReplay, logOf, showFor } from '../shows/shows.ts'
import { noteMade, prepare, removeFiles } from './jobs.ts'
import { recordingProblems as problem } from './problems.ts'
import * as store from './store.ts'

/** How a brand that never chose keeps its recordings. */
const usual: store.Settings = { keepDays: 90, publish: true }
const dayMs = 86_400_000

export const settingsOf = async (sql: Sql, brandId: string): Promise<store.Settings> =>
  (await store.settingsOf(sql, brandId)) ?? usual

/** A show went on air: it is recorded from now on. */
export async function hearShowStarted(ctx: Ctx, { showId }: { showId: ShowId }): Promise<void> {
  const { brandId } = await showFor(ctx.sql, showId)
  await store.insertRecording(ctx.sql, showId, brandId, ctx.now)
}

/** A show is over: its files are made as soon as the last of it is written. */
export async function hearShowEnded(ctx: Ctx, { showId }: { showId: ShowId }): Promise<void> {
  const recording = await store.lockedRecording(ctx.sql, showId)
  if (!recording) return
  const { keepDays } = await settingsOf(ctx.sql, recording.brandId)
  const deleteAt = keepDays === null ? null : new Date(ctx.now.getTime() + keepDays * dayMs)
  await store.setEnded(ctx.sql, showId, ctx.now, deleteAt)
  await ctx.later(prepare, { showId }, { at: new Date(ctx.now.getTime() + 2000) })
}

/** What the media engine says of a disk. */
export const noteStopped = (ctx: Ctx, { showId, reason }: { showId: string; reason: store.Warning }) =>
  store.setWarning(ctx.sql, showId, reason)

/** A show that is over can be seen again at an address that is not ours: a playlist (`.m3u8`) or a file. */
export async function liesElsewhere(ctx: Ctx, { showId, url }: { showId: ShowId; url: string }): Promise<void> {
  const recording = await store.lockedRecording(ctx.sql, showId)
  if (!recording?.endedAt || !['preparing', 'failed'].includes(recording.state)) return
  const durationMs = recording.endedAt.getTime() - recording.startedAt.getTime()
  await noteMade(ctx, recording, { durationMs, bytes: 0, covers: 0, storyboard: null, clips: [], elsewhere: url })
}

/** @throws Refusal recordings.noRecording | wrongState while it is made for the first time, or once it is deleted */
export async function prepareAgain(ctx: Ctx, { showId }: { showId: ShowId }): Promise<void> {
  const recording = await lockRecording(ctx, showId)
  const mayAgain = recording.state === 'failed' || (recording.state === 'ready' && !recording.made?.elsewhere)
  if (!mayAgain) throw refuse(problem.wrongState)
  await store.setPreparing(ctx.sql, showId)
  await ctx.later(prepare, { showId })
}

/**
 * Deletes a recording: nobody sees it from now on, and a job takes its files away.
 * @throws Refusal recordings.noRecording | wrongState before the show is over, or when it is deleted already
 */
export async function deleteRecording(ctx: Ctx, { showId }: { showId: ShowId }): Promise<void> {
  const recording = await lockRecording(ctx, showId)
  if (recording.state === 'recording' || recording.state === 'deleted') throw refuse(problem.wrongState)
  if ((await showFor(ctx.sql, showId)).status === 'replay') await hideReplay(ctx, { showId })
  await store.setDeleted(ctx.sql, showId, ctx.now)
  await ctx.later(removeFiles, { showId })
}

export async function changeSettings(ctx: Ctx, wish: store.Settings & { brandId: BrandId }): Promise<void> {
  await store.upsertSettings(ctx.sql, wish.brandId, wish)
  await store.redateAll(ctx.sql, wish.brandId, wish.keepDays)
}

async function lockRecording(ctx: Ctx, showId: ShowId): Promise<store.Recording> {
  const recording = await store.lockedRecording(ctx.sql, showId)
  if (!recording) throw refuse(problem.noRecording)
  return recording
}

/** The whole log of a show. */
export async function logOfShow(sql: Sql, showId: string): Promise<LoggedEvent[]> {
  const all: LoggedEvent[] = []
  for (;;) {
    const events = await readLog(sql, logOf(showId), all.at(-1)?.seq ?? 0)
    all.push(...events)
    if (events.length < 1000) return all
  }
}
