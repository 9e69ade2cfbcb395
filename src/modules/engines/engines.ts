import { timingSafeEqual } from 'node:crypto'
import type { Ctx } from '../../ctx.ts'
import type { BrandId, ShowId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import { hashOfKey, newPublishingKey } from '../../lib/publishing-key.ts'
import type { Sql } from '../../lib/sql.ts'
import { liesElsewhere } from '../recordings/recordings.ts'
import { isGuarded, notePicture, showByKey, showFor } from '../shows/shows.ts'
import { fill, whyNotPublish, whyNotWatch } from './decide.ts'
import { engineProblems as problem } from './problems.ts'
import * as store from './store.ts'

/** A new secret of the brand's engine; the one before stops working. */
export async function issueSecret(ctx: Ctx, { brandId }: { brandId: BrandId }): Promise<string> {
  const secret = newPublishingKey()
  await store.upsertSecret(ctx.sql, brandId, hashOfKey(secret), ctx.now)
  return secret
}

/** @throws Refusal engines.wrongSecret, also for a brand without an engine */
export async function assertSecret(ctx: Ctx, brandId: string, secret: string): Promise<void> {
  const hash = await store.secretHashOf(ctx.sql, brandId)
  if (!hash || !timingSafeEqual(hash, hashOfKey(secret))) throw refuse(problem.wrongSecret)
}

type Wish = { brandId: string; stream: string }

/** Whether a sender may publish. @throws Refusal engines.noKey | wrongKey */
export async function admitPublisher(ctx: Ctx, { brandId, stream, key }: Wish & { key: string }): Promise<void> {
  const opens = key === '' ? undefined : await showByKey(ctx.sql, key)
  const show = opens && (await showFor(ctx.sql, opens))
  const engineUsed = show?.brandId === brandId && (await goesOutside(ctx.sql, show))
  const why = whyNotPublish({ key, opens, stream, engineUsed })
  if (why) throw refuse(why)
}

/** Whether anybody may watch a stream, or see its recording, now. @throws Refusal engines.notPublic */
export async function admitViewer(ctx: Ctx, wish: Wish & { what: 'read' | 'playback' }): Promise<void> {
  const show = await showOf(ctx.sql, wish)
  const open = show && !isGuarded(show.visibility)
  const why = open ? whyNotWatch(show.status, wish.what) : problem.notPublic
  if (why) throw refuse(why)
}

/** What an engine says of a stream: it plays, or it does not any more. Streams of nobody's are none of ours. */
export async function noteStream(
  ctx: Ctx,
  wish: Wish & { picture: 'coming' | 'lost'; sourceId: string },
): Promise<void> {
  const [show, settings] = [await showOf(ctx.sql, wish), await store.settingsOf(ctx.sql, wish.brandId)]
  if (!show || !settings || !['draft', 'scheduled', 'live'].includes(show.status)) return
  const { showId, brandId } = show
  const { sourceId, picture } = wish
  if (picture === 'coming') {
    const hlsUrl = fill(settings.hlsUrl, { stream: showId })
    const stream = { showId, brandId, sourceId, hlsUrl, replayUrl: settings.replayUrl, cameAt: ctx.now }
    await store.upsertStream(ctx.sql, stream)
  } else if (!(await store.setLost(ctx.sql, showId, sourceId, ctx.now))) return
  await notePicture(ctx, { showId, picture })
}

/** An engine says where a show that is over can be seen again. */
export async function noteRecording(ctx: Ctx, wish: Wish & { url: string }): Promise<void> {
  const show = await showOf(ctx.sql, wish)
  if (show) await liesElsewhere(ctx, { showId: show.showId, url: wish.url })
}

/** A show is over. Where its recording is known beforehand, it can be seen again at once. */
export async function hearShowEnded(ctx: Ctx, { showId }: { showId: ShowId }): Promise<void> {
  const stream = await store.streamOf(ctx.sql, showId)
  const { startedAt } = await showFor(ctx.sql, showId)
  if (!stream?.replayUrl || !startedAt) return
  const seconds = Math.max(1, Math.round((ctx.now.getTime() - startedAt.getTime()) / 1000))
  const places = { stream: showId, start: startedAt.toISOString(), seconds: String(seconds) }
  await liesElsewhere(ctx, { showId, url: fill(stream.replayUrl, places) })
}

/** Where a show's picture is sent, when that is not here. */
export async function sendingTo(sql: Sql, showId: ShowId, key: string) {
  const show = await showFor(sql, showId)
  const settings = await store.settingsOf(sql, show.brandId)
  if (!settings || !(await goesOutside(sql, show))) return undefined
  const filled = (pattern: string | null) => pattern && fill(pattern, { stream: showId, key })
  const { whipUrl, rtmpUrl, srtUrl } = settings
  return { whipUrl: fill(whipUrl, { stream: showId }), rtmpUrl: filled(rtmpUrl), srtUrl: filled(srtUrl) }
}

/** What a show that starts now is played from, when its picture comes from outside. */
export async function playedFrom(sql: Sql, showId: ShowId): Promise<string | undefined> {
  const stream = await store.streamOf(sql, showId)
  return stream?.lostAt === null && (await isSentOutside(sql, showId)) ? stream.hlsUrl : undefined
}

/** A show started: one whose picture does not come from outside has nothing to do with an engine any more. */
export async function hearShowStarted(
  ctx: Ctx,
  { showId, outside }: { showId: ShowId; outside: boolean },
): Promise<void> {
  if (!outside) await store.deleteStream(ctx.sql, showId)
}

/** Whether a picture of this show belongs elsewhere: then nobody may send it here. */
export const isSentOutside = async (sql: Sql, showId: ShowId): Promise<boolean> =>
  goesOutside(sql, await showFor(sql, showId))

/** A show stays where it began; one that has not begun goes where its brand says. */
async function goesOutside(sql: Sql, { showId, brandId, status }: Shown): Promise<boolean> {
  if (status === 'live') return (await store.streamOf(sql, showId)) !== undefined
  return (await store.settingsOf(sql, brandId))?.enabled ?? false
}

type Shown = Awaited<ReturnType<typeof showFor>>

/** The show of this brand that a stream is. */
async function showOf(sql: Sql, { brandId, stream }: Wish): Promise<Shown | undefined> {
  if (!/^[0-9a-f-]{36}$/.test(stream)) return undefined
  const show = await showFor(sql, stream).catch(() => undefined)
  return show?.brandId === brandId ? show : undefined
}
