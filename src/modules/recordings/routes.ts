import type { Ctx } from '../../ctx.ts'
import type { Handlers } from '../../lib/contract.ts'
import type { ShowId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import { ok } from '../../lib/shapes.ts'
import type { Sql } from '../../lib/sql.ts'
import { segmentsBetween } from '../../media/recording/recorded.ts'
import { stretchesOf } from '../../media/recording/replay-playlist.ts'
import { showFor } from '../shows/shows.ts'
import { fileUrl, playlistName, storyboardName, wholeName } from './addresses.ts'
import type { recordingsContract } from './contract.ts'
import { recordingProblems as problem } from './problems.ts'
import * as recordings from './recordings.ts'
import { remembered } from './remembered.ts'
import { replayedEvents } from './replayed-events.ts'
import * as store from './store.ts'

type Routes = Handlers<typeof recordingsContract>

type MadeClip = store.Made['clips'][number]

const clipOf = (showId: ShowId, { name, productId, fromMs, toMs, durationMs }: MadeClip) => ({
  ...{ productId, fromMs, toMs, durationMs },
  hlsUrl: fileUrl(showId, `${name}.m3u8`),
  mp4Url: fileUrl(showId, `${name}.mp4`),
})

/** Where products were explained. */
const clipsOf = ({ showId, made }: store.Recording) =>
  (made?.clips ?? []).filter(({ shown }) => !shown).map((clip) => clipOf(showId, clip))

/** Where wishes to be shown a product were granted. */
const shownIn = ({ showId, startedAt, made }: store.Recording) =>
  (made?.clips ?? []).flatMap((clip) => {
    if (!clip.shown) return []
    const { kind, text } = clip.shown
    return [{ ...clipOf(showId, clip), showId, kind, text, at: startedAt.toISOString() }]
  })

const shownMost = 6

/** Of one product, the latest first; from replays that everybody may see. */
async function shownOf(sql: Sql, productId: string) {
  const clips = []
  for (const recording of await store.recordingsWith(sql, productId)) {
    const { status, visibility } = await showFor(sql, recording.showId)
    if (status !== 'replay' || visibility !== 'public') continue
    clips.push(...shownIn(recording).filter((clip) => clip.productId === productId))
  }
  return { items: clips.slice(0, shownMost) }
}

const shownNow = remembered(shownOf)

const coversOf = ({ showId, made }: store.Recording) =>
  Array.from({ length: made?.covers ?? 0 }, (_, i) => fileUrl(showId, `cover-${i + 1}.jpg`))

/** The recording of a show that people may see again. @throws Refusal, saying why they may not */
async function shownReplay(sql: Sql, showId: string) {
  const recording = await store.recordingOf(sql, showId)
  if (recording?.state === 'deleted') throw refuse(problem.replayDeleted)
  if (recording?.state === 'preparing') throw refuse(problem.replayPreparing)
  const { startedAt, endedAt, made } = recording ?? {}
  if (!recording || !startedAt || !endedAt || !made) throw refuse(problem.noReplay)
  if ((await showFor(sql, showId)).status !== 'replay') throw refuse(problem.noReplay)
  return { recording, startedAt, endedAt, made }
}

type Shown = Pick<store.Recording, 'showId' | 'startedAt'> & { endedAt: Date; made: store.Made }

/** The address of a replay, and where the wall clock lies in it. @throws Refusal recordings.noReplay */
async function whereItPlays({ doors }: Ctx, { showId, startedAt, endedAt, made }: Shown) {
  const { elsewhere } = made
  if (elsewhere !== undefined) {
    const isPlaylist = new URL(elsewhere).pathname.endsWith('.m3u8')
    const stretches = [{ mediaMs: 0, wallMs: startedAt.getTime(), durationMs: made.durationMs }]
    return { hlsUrl: isPlaylist ? elsewhere : null, fileUrl: isPlaylist ? null : elsewhere, stretches }
  }
  const recorded = await doors.recordings.read(showId)
  if (!recorded) throw refuse(problem.noReplay)
  const stretches = stretchesOf(segmentsBetween(recorded.segments, startedAt.getTime(), endedAt.getTime()))
  return { hlsUrl: fileUrl(showId, playlistName), fileUrl: null, stretches }
}

const eventsOf = replayedEvents()

export const recordingsRoutes: Routes = {
  'recordings.recording': async (ctx, { showId }) => {
    const recording = await store.recordingOf(ctx.sql, showId)
    if (!recording) throw refuse(problem.noRecording)
    const { state, warning, failure, made, deleteAt, deletedAt, removedAt } = recording
    return {
      ...{ state, warning, failure, durationMs: made?.durationMs ?? null, bytes: made?.bytes || null },
      mp4Url: made && (made.elsewhere ?? fileUrl(showId, wholeName)),
      elsewhere: made?.elsewhere !== undefined,
      coverUrls: coversOf(recording),
      previews: Boolean(made?.storyboard),
      clips: clipsOf(recording),
      deleteAt: deleteAt?.toISOString() ?? null,
      deletedAt: deletedAt?.toISOString() ?? null,
      removedAt: removedAt?.toISOString() ?? null,
    }
  },
  'recordings.prepareAgain': async (ctx, wish) => recordings.prepareAgain(ctx, wish).then(() => ok),
  'recordings.delete': async (ctx, wish) => recordings.deleteRecording(ctx, wish).then(() => ok),
  'recordings.settings': async (ctx, { brandId }) => recordings.settingsOf(ctx.sql, brandId),
  'recordings.changeSettings': async (ctx, wish) => recordings.changeSettings(ctx, wish).then(() => ok),
  'recordings.shown': async (ctx, { productId }) => shownNow(ctx, productId),
  'recordings.replay': async (ctx, { showId }) => {
    const { recording, startedAt, endedAt, made } = await shownReplay(ctx.sql, showId)
    return {
      ...(await whereItPlays(ctx, { showId, startedAt, endedAt, made })),
      posterUrl: coversOf(recording)[0] ?? null,
      durationMs: made.durationMs,
      storyboard: made.storyboard && { ...made.storyboard, url: fileUrl(showId, storyboardName) },
      chapters: clipsOf(recording),
      shown: shownIn(recording),
      events: (await eventsOf(ctx.sql, showId)) as never,
    }
  },
}
