import type { BrandId, Id, PersonId } from '../../lib/ids.ts'
import { first, json, type Sql } from '../../lib/sql.ts'
import type { Content } from './state.ts'

export type ArticleId = Id<'article'>

export type Article = {
  articleId: ArticleId
  brandId: BrandId
  slug: string
  draft: Content
  live: Content | null
  version: number
  liveVersion: number | null
  publishedAt: Date | null
  withdrawnAt: Date | null
  changedAt: Date
  changedBy: PersonId | null
}

export const articleById = async (sql: Sql, articleId: string) =>
  first(await sql<Article>`select * from articles.articles where article_id = ${articleId}`)

export const lockedArticle = async (sql: Sql, articleId: string) =>
  first(await sql<Article>`select * from articles.articles where article_id = ${articleId} for update`)

export const articleBySlug = async (sql: Sql, brandId: string, slug: string) =>
  first(await sql<Article>`select * from articles.articles where brand_id = ${brandId} and slug = ${slug}`)

export const brandOfArticle = async (sql: Sql, articleId: string) =>
  first(await sql<{ brandId: BrandId }>`select brand_id from articles.articles where article_id = ${articleId}`)

export const countArticles = async (sql: Sql, brandId: string) =>
  Number((await sql<{ count: bigint }>`select count(*) from articles.articles where brand_id = ${brandId}`)[0]!.count)

type NewArticle = { articleId: ArticleId; brandId: BrandId; slug: string; draft: Content; by: PersonId | null }

/** @returns false when its address is taken */
export const insertArticle = async (sql: Sql, now: Date, { articleId, brandId, slug, draft, by }: NewArticle) =>
  (
    await sql`
      insert into articles.articles (article_id, brand_id, slug, draft, created_at, changed_at, changed_by)
      values (${articleId}, ${brandId}, ${slug}, ${json(draft)}::jsonb, ${now}, ${now}, ${by})
      on conflict (brand_id, slug) do nothing returning article_id`
  ).length > 0

type Changed = { articleId: ArticleId; slug: string; draft: Content; by: PersonId | null }

export const saveDraft = (sql: Sql, now: Date, { articleId, slug, draft, by }: Changed) => sql`
  update articles.articles
  set draft = ${json(draft)}::jsonb, slug = ${slug}, version = version + 1, changed_at = ${now}, changed_by = ${by}
  where article_id = ${articleId}`

export const publishDraft = (sql: Sql, articleId: ArticleId, at: Date) => sql`
  update articles.articles
  set live = draft, live_version = version, published_at = ${at}, withdrawn_at = null
  where article_id = ${articleId}`

export const withdrawArticle = (sql: Sql, articleId: ArticleId, now: Date) => sql`
  update articles.articles set withdrawn_at = ${now} where article_id = ${articleId}`

export const deleteArticle = (sql: Sql, articleId: ArticleId) =>
  sql`delete from articles.articles where article_id = ${articleId}`

/** The latest that everybody can read. */
export const publicArticles = (sql: Sql, brandId: string, now: Date, most: number) => sql<Article>`
  select * from articles.articles
  where brand_id = ${brandId} and published_at <= ${now} and withdrawn_at is null
  order by published_at desc, article_id limit ${most}`

export type Cursor = { at: Date; articleId: string }

export const articlesOf = (sql: Sql, brandId: string, after: Cursor | undefined, most: number) => sql<
  Article & { reads: bigint }
>`
  select a.*, (select count(*) from articles.reads r where r.article_id = a.article_id) as reads
  from articles.articles a
  where brand_id = ${brandId}
    and (${after?.at ?? null}::timestamptz is null
      or (date_trunc('milliseconds', changed_at), article_id) < (${after?.at ?? null}, ${after?.articleId ?? null}::uuid))
  order by date_trunc('milliseconds', changed_at) desc, article_id desc limit ${most}`

export const countReads = async (sql: Sql, articleId: string) =>
  Number((await sql<{ count: bigint }>`select count(*) from articles.reads where article_id = ${articleId}`)[0]!.count)

export type Read = { articleId: string; viewer: string }

/** Only what is public is read, by a person once a day. The cards are those that everybody saw. */
export const addReads = (sql: Sql, now: Date, reads: readonly Read[]) => sql`
  insert into articles.reads (article_id, viewer, day, at, show_ids)
  select a.article_id, told.viewer, (${now}::timestamptz at time zone 'UTC')::date, ${now},
    array(select distinct (block ->> 'showId')::uuid from jsonb_array_elements(a.live -> 'blocks') as block
      where block ->> 'type' = 'show')
  from unnest(${reads.map(({ articleId }) => articleId)}::uuid[], ${reads.map(({ viewer }) => viewer)}::text[])
    as told(article_id, viewer)
  join articles.articles a on a.article_id = told.article_id
  where a.published_at <= ${now} and a.withdrawn_at is null
  on conflict do nothing`

export type ShowRead = { articleId: string; slug: string; title: Content['title']; viewer: string; at: Date }

/** Each time that a person read an article with the card of this show, the first first. */
export const readsWithShow = (sql: Sql, showId: string) => sql<ShowRead>`
  select r.article_id, a.slug, a.live -> 'title' as title, r.viewer, r.at
  from articles.reads r join articles.articles a using (article_id)
  where r.show_ids @> array[${showId}::uuid] order by r.at, r.viewer`

export type Followed = { showId: string; viewer: string; brandId: string; slug: string }

/** Only the first counts; an address that is none of the brand's led nobody anywhere. */
export const addFollowed = (sql: Sql, now: Date, rows: readonly Followed[]) => sql`
  insert into articles.followed (show_id, viewer, article_id, at)
  select told.show_id, told.viewer, a.article_id, ${now}
  from unnest(${rows.map(({ showId }) => showId)}::uuid[], ${rows.map(({ viewer }) => viewer)}::text[],
    ${rows.map(({ brandId }) => brandId)}::uuid[], ${rows.map(({ slug }) => slug)}::text[])
    as told(show_id, viewer, brand_id, slug)
  join articles.articles a on a.brand_id = told.brand_id and a.slug = told.slug and a.live is not null
  on conflict do nothing`

export type Follower = { viewer: string; slug: string; title: Content['title']; at: Date }

export const followersTo = (sql: Sql, showId: string) => sql<Follower>`
  select f.viewer, a.slug, a.live -> 'title' as title, f.at
  from articles.followed f join articles.articles a using (article_id)
  where f.show_id = ${showId}`
