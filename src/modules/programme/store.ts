import type { BrandId, Id, ShowId } from '../../lib/ids.ts'
import type { LocalText } from '../../lib/local-text.ts'
import { first, json, type Sql } from '../../lib/sql.ts'
import type { Contents } from './contents.ts'

export type SeriesId = Id<'series'>
export type TemplateId = Id<'template'>
export type Settings = { timeZone: string; listed: boolean }

export type SeriesRow = {
  seriesId: SeriesId
  brandId: BrandId
  slug: string
  title: LocalText
  text: LocalText
  coverPictureId: Id<'picture'> | null
  hostName: string
  hostPictureId: Id<'picture'> | null
  everyWeeks: number
  weekday: number
  atTime: string
  templateId: TemplateId | null
}
export type TemplateRow = { templateId: TemplateId; brandId: BrandId; name: string; contents: Contents }

const usual: Settings = { timeZone: 'Europe/Paris', listed: true }

/** Of two that add for one brand the second waits here. */
export const lockBrand = (sql: Sql, brandId: BrandId) =>
  sql`select pg_advisory_xact_lock(hashtextextended('programme ' || ${brandId}::text, 0))`

export const settingsOf = async (sql: Sql, brandId: string): Promise<Settings> =>
  first(await sql<Settings>`select time_zone, listed from programme.settings where brand_id = ${brandId}`) ?? usual

export const unlisted = (sql: Sql) => sql<{ brandId: BrandId }>`
  select brand_id from programme.settings where not listed`

export const saveSettings = (sql: Sql, brandId: BrandId, { timeZone, listed }: Settings) => sql`
  insert into programme.settings (brand_id, time_zone, listed) values (${brandId}, ${timeZone}, ${listed})
  on conflict (brand_id) do update set time_zone = excluded.time_zone, listed = excluded.listed`

export const seriesOf = (sql: Sql, brandId: BrandId) => sql<SeriesRow>`
  select * from programme.series where brand_id = ${brandId} order by slug`

export const seriesById = async (sql: Sql, seriesId: string) =>
  first(await sql<SeriesRow>`select * from programme.series where series_id = ${seriesId}`)

export const seriesByIds = (sql: Sql, seriesIds: readonly string[]) =>
  sql<SeriesRow>`select * from programme.series where series_id = any(${seriesIds}::uuid[])`

export const seriesBySlug = async (sql: Sql, brandId: BrandId, slug: string) =>
  first(await sql<SeriesRow>`select * from programme.series where brand_id = ${brandId} and slug = ${slug}`)

export const saveSeries = (sql: Sql, now: Date, one: SeriesRow) => sql`
  insert into programme.series (series_id, brand_id, slug, title, text, cover_picture_id, host_name, host_picture_id,
    every_weeks, weekday, at_time, template_id, changed_at)
  values (${one.seriesId}, ${one.brandId}, ${one.slug}, ${json(one.title)}::jsonb, ${json(one.text)}::jsonb,
    ${one.coverPictureId}, ${one.hostName}, ${one.hostPictureId}, ${one.everyWeeks}, ${one.weekday}, ${one.atTime},
    ${one.templateId}, ${now})
  on conflict (series_id) do update set slug = excluded.slug, title = excluded.title, text = excluded.text,
    cover_picture_id = excluded.cover_picture_id, host_name = excluded.host_name,
    host_picture_id = excluded.host_picture_id, every_weeks = excluded.every_weeks, weekday = excluded.weekday,
    at_time = excluded.at_time, template_id = excluded.template_id, changed_at = excluded.changed_at`

export const deleteSeries = (sql: Sql, seriesId: SeriesId) => sql`
  delete from programme.series where series_id = ${seriesId}`

export const setEpisode = (sql: Sql, showId: ShowId, seriesId: SeriesId) => sql`
  insert into programme.episodes (show_id, series_id) values (${showId}, ${seriesId})
  on conflict (show_id) do update set series_id = excluded.series_id`

export const removeEpisode = (sql: Sql, showId: ShowId) => sql`
  delete from programme.episodes where show_id = ${showId}`

/** The shows of these series, the latest made first. */
export const episodesOf = (sql: Sql, seriesIds: readonly string[]) => sql<{ showId: ShowId; seriesId: SeriesId }>`
  select show_id, series_id from programme.episodes where series_id = any(${seriesIds}::uuid[])
  order by show_id desc limit 2000`

export const seriesOfShows = (sql: Sql, showIds: readonly string[]) => sql<{ showId: ShowId; seriesId: SeriesId }>`
  select show_id, series_id from programme.episodes where show_id = any(${showIds}::uuid[])`

export const templatesOf = (sql: Sql, brandId: BrandId) => sql<TemplateRow>`
  select template_id, brand_id, name, contents from programme.templates
  where brand_id = ${brandId} order by lower(name), template_id`

export const templateById = async (sql: Sql, brandId: BrandId, templateId: string) =>
  first(
    await sql<TemplateRow>`
      select template_id, brand_id, name, contents from programme.templates
      where brand_id = ${brandId} and template_id = ${templateId}`,
  )

export const saveTemplate = (sql: Sql, now: Date, { templateId, brandId, name, contents }: TemplateRow) => sql`
  insert into programme.templates (template_id, brand_id, name, contents, saved_at)
  values (${templateId}, ${brandId}, ${name}, ${json(contents)}::jsonb, ${now})
  on conflict (brand_id, name) do nothing returning template_id`

export const deleteTemplate = (sql: Sql, brandId: BrandId, templateId: string) => sql`
  delete from programme.templates where brand_id = ${brandId} and template_id = ${templateId} returning template_id`
