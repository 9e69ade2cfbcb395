import { type Ctx, callerId } from '../../ctx.ts'
import type { Input } from '../../lib/contract.ts'
import { type BrandId, newId, type ShowId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import { ok } from '../../lib/shapes.ts'
import type { Sql } from '../../lib/sql.ts'
import { brandById } from '../accounts/accounts.ts'
import { picturesOfBrand, pictureUrl } from '../catalog/catalog.ts'
import { catalogProblems } from '../catalog/problems.ts'
import { seriesFollowedBy, seriesFollowers, turnSeriesFollow } from '../followers/followers.ts'
import { showProblems } from '../shows/problems.ts'
import { type PlannedShow, schedule, showOwner, showsByIds } from '../shows/shows.ts'
import { conflictsIn } from './calendar.ts'
import { type Contents, makeFrom } from './contents.ts'
import type { programmeContract } from './contract.ts'
import { programmeProblems as problem } from './problems.ts'
import { nextOf } from './rhythm.ts'
import * as store from './store.ts'

type Api = typeof programmeContract

const seriesMost = 50

const viewOf = (row: store.SeriesRow) => ({
  seriesId: row.seriesId,
  ...{ slug: row.slug, title: row.title, text: row.text, hostName: row.hostName },
  ...{ coverPictureId: row.coverPictureId, coverUrl: row.coverPictureId && pictureUrl(row.coverPictureId) },
  ...{ hostPictureId: row.hostPictureId, hostPictureUrl: row.hostPictureId && pictureUrl(row.hostPictureId) },
  ...{ everyWeeks: row.everyWeeks, weekday: row.weekday, atTime: row.atTime, templateId: row.templateId },
})

/** The shows of each of these series that have an hour, in order. */
async function showsOf(sql: Sql, seriesIds: readonly string[]): Promise<Map<string, PlannedShow[]>> {
  const episodes = await store.episodesOf(sql, seriesIds)
  const seriesOf = new Map(episodes.map(({ showId, seriesId }) => [showId as string, seriesId as string]))
  const shows = await showsByIds(sql, [...seriesOf.keys()])
  return Map.groupBy(shows, ({ showId }) => seriesOf.get(showId)!)
}

const isPlanned = ({ status }: PlannedShow) => status === 'draft' || status === 'scheduled'
const isAnnounced = ({ status }: PlannedShow) => status !== 'draft' && status !== 'cancelled'
const isListed = (show: PlannedShow) =>
  isAnnounced(show) && (show.visibility === 'public' || show.visibility === 'ticketed')

/** After which instant a series goes on: its last show, or now. */
const goesOnAfter = (shows: readonly PlannedShow[], now: Date): Date =>
  shows.filter(({ status }) => status !== 'cancelled').reduce((last, { from }) => (from > last ? from : last), now)

const anchorOf = (shows: readonly PlannedShow[]): Date | undefined =>
  shows.findLast(({ status }) => status !== 'cancelled')?.from

export async function readSeries({ sql, now }: Ctx, { brandId }: { brandId: BrandId }) {
  const rows = await store.seriesOf(sql, brandId)
  const ids = rows.map(({ seriesId }) => seriesId)
  const [shows, followers, { timeZone }] = [
    await showsOf(sql, ids),
    await seriesFollowers(sql, ids),
    await store.settingsOf(sql, brandId),
  ]
  const items = rows.map((row) => {
    const own = shows.get(row.seriesId) ?? []
    const planned = own.filter(isPlanned)
    return {
      ...viewOf(row),
      followers: followers.get(row.seriesId) ?? 0,
      planned: planned.length,
      nextAt: planned.find(({ from }) => from > now)?.from.toISOString() ?? null,
      wouldBeAt: nextOf(row, timeZone, goesOnAfter(own, now), anchorOf(own), 1)[0]!.toISOString(),
    }
  })
  return { items }
}

async function ownSeries(sql: Sql, brandId: BrandId, seriesId: string): Promise<store.SeriesRow> {
  const row = await store.seriesById(sql, seriesId)
  if (row?.brandId !== brandId) throw refuse(problem.unknownSeries)
  return row
}

/** @throws Refusal programme.tooManySeries | slugTaken | unknownTemplate, catalog.unknownPicture */
export async function addSeries(ctx: Ctx, wish: Input<Api['programme.addSeries']>) {
  await store.lockBrand(ctx.sql, wish.brandId)
  if ((await store.seriesOf(ctx.sql, wish.brandId)).length >= seriesMost) throw refuse(problem.tooManySeries)
  const seriesId = newId<'series'>(ctx.now)
  await save(ctx, { ...wish, seriesId })
  return { seriesId }
}

/** @throws Refusal programme.unknownSeries | slugTaken | unknownTemplate, catalog.unknownPicture */
export async function changeSeries(ctx: Ctx, wish: Input<Api['programme.changeSeries']>) {
  await store.lockBrand(ctx.sql, wish.brandId)
  await ownSeries(ctx.sql, wish.brandId, wish.seriesId)
  await save(ctx, wish)
  return ok
}

async function save(ctx: Ctx, wish: store.SeriesRow): Promise<void> {
  const { brandId, seriesId, slug, templateId } = wish
  const taken = await store.seriesBySlug(ctx.sql, brandId, slug)
  if (taken && taken.seriesId !== seriesId) throw refuse(problem.slugTaken)
  if (templateId && !(await store.templateById(ctx.sql, brandId, templateId))) throw refuse(problem.unknownTemplate)
  const pictures = [wish.coverPictureId, wish.hostPictureId].filter((one) => one !== null)
  const known = await picturesOfBrand(ctx.sql, brandId, pictures)
  if (known.length < new Set(pictures).size) throw refuse(catalogProblems.unknownPicture)
  await store.saveSeries(ctx.sql, ctx.now, wish)
}

/** @throws Refusal programme.unknownSeries */
export async function removeSeries(ctx: Ctx, { brandId, seriesId }: Input<Api['programme.removeSeries']>) {
  await ownSeries(ctx.sql, brandId, seriesId)
  await store.deleteSeries(ctx.sql, seriesId)
  return ok
}

/** @throws Refusal programme.unknownSeries, shows.unknownShow */
export async function assign(ctx: Ctx, { brandId, showId, seriesId }: Input<Api['programme.assign']>) {
  if ((await showOwner(ctx.sql, showId))?.brandId !== brandId) throw refuse(showProblems.unknownShow)
  if (seriesId === null) await store.removeEpisode(ctx.sql, showId)
  else await store.setEpisode(ctx.sql, showId, (await ownSeries(ctx.sql, brandId, seriesId)).seriesId)
  return ok
}

/** @throws Refusal shows.unknownShow */
export async function readSeriesOf({ sql }: Ctx, { brandId, showId }: { brandId: BrandId; showId: ShowId }) {
  if ((await showOwner(sql, showId))?.brandId !== brandId) throw refuse(showProblems.unknownShow)
  return { seriesId: (await store.seriesOfShows(sql, [showId]))[0]?.seriesId ?? null }
}

/**
 * Makes the next shows of a series, one after the other on its rhythm, after those it has.
 * @throws Refusal programme.unknownSeries, shows.coverMissing where they are to be announced
 */
export async function planNext(ctx: Ctx, { brandId, seriesId, count, announce }: Input<Api['programme.planNext']>) {
  await store.lockBrand(ctx.sql, brandId)
  const row = await ownSeries(ctx.sql, brandId, seriesId)
  const { timeZone } = await store.settingsOf(ctx.sql, brandId)
  const own = (await showsOf(ctx.sql, [seriesId])).get(seriesId) ?? []
  const dates = nextOf(row, timeZone, goesOnAfter(own, ctx.now), anchorOf(own), count)
  const contents = await contentsOfSeries(ctx.sql, row)
  const made: { showId: ShowId; startsAt: string }[] = []
  for (const startsAt of dates.map((one) => one.toISOString())) {
    const parts = ['texts', 'host', 'products', 'drops', 'audience', 'series'] as const
    const { showId } = await makeFrom(ctx, brandId, contents, { parts, startsAt })
    if (announce) await schedule(ctx, { showId })
    made.push({ showId, startsAt })
  }
  const conflicts = await conflictsIn(
    ctx.sql,
    brandId,
    made.map(({ showId }) => showId),
  )
  return { shows: made.map((one) => ({ ...one, conflicts: conflicts.get(one.showId) ?? [] })) }
}

/** What its shows are made from: what the series says, over what its template holds. */
async function contentsOfSeries(sql: Sql, row: store.SeriesRow): Promise<Contents> {
  const template = row.templateId ? await store.templateById(sql, row.brandId, row.templateId) : undefined
  const bare = {
    kind: 'video',
    topic: null,
    visibility: 'public',
    ticketProductId: null,
    items: [],
    drops: [],
  } as const
  return {
    ...(template?.contents ?? { ...bare, items: [], drops: [], portraitPictureId: null, hostId: null }),
    ...{ title: row.title, description: row.text, hostName: row.hostName, hostPictureId: row.hostPictureId },
    coverPictureId: row.coverPictureId ?? template?.contents.coverPictureId ?? null,
    seriesId: row.seriesId,
  }
}

export async function readPublicSeries({ sql }: Ctx, { brandId }: { brandId: BrandId }) {
  const rows = await store.seriesOf(sql, brandId)
  if (rows.length === 0) return { items: [] }
  const { timeZone } = await store.settingsOf(sql, brandId)
  const shows = await showsOf(
    sql,
    rows.map(({ seriesId }) => seriesId),
  )
  const items = rows.flatMap((row) => {
    const listed = (shows.get(row.seriesId) ?? []).filter(isListed)
    const next = listed.find(({ status }) => status === 'live' || status === 'scheduled') ?? null
    return listed.length > 0 ? [{ ...viewOf(row), brandId, timeZone, next }] : []
  })
  return { items }
}

/** @throws Refusal programme.unknownSeries */
export async function readOnePublicSeries({ sql }: Ctx, { brandId, slug }: { brandId: BrandId; slug: string }) {
  const row = await store.seriesBySlug(sql, brandId, slug)
  if (!row) throw refuse(problem.unknownSeries)
  const { timeZone } = await store.settingsOf(sql, brandId)
  const shows = (await showsOf(sql, [row.seriesId])).get(row.seriesId) ?? []
  return { ...viewOf(row), brandId, timeZone, shows: shows.filter(isListed) }
}

/** @throws Refusal programme.unknownSeries */
export async function followSeries(ctx: Ctx, wish: Input<Api['programme.followSeries']>) {
  if (!(await store.seriesById(ctx.sql, wish.seriesId))) throw refuse(problem.unknownSeries)
  return turnSeriesFollow(ctx, wish)
}

export async function readFollowing(ctx: Ctx) {
  const followed = await seriesFollowedBy(ctx.sql, callerId(ctx))
  const rows = await store.seriesByIds(ctx.sql, followed)
  const items = []
  for (const { seriesId, brandId, slug, title } of rows) {
    const brand = await brandById(ctx.sql, brandId)
    if (brand) items.push({ seriesId, brandId, brandSlug: brand.slug, slug, title })
  }
  return { items }
}
