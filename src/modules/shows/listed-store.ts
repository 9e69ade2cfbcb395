import type { Sql } from '../../lib/sql.ts'
import type { Topic } from './state.ts'
import type { ShowRow } from './store.ts'

export type Asked = {
  brandId: string | null
  without: readonly string[]
  topic: string | null
  /** In which language words are looked for; null: none are. */
  language: string | null
  query: string
  words: readonly string[]
  productIds: readonly string[]
  at: Date | null
  showId: string | null
  most: number
}

export const coming = (sql: Sql, one: Asked) => sql<ShowRow>`
  select * from shows.shows s
  where status = 'scheduled' and visibility in ('public', 'ticketed') and starts_at is not null
    and (${one.brandId}::uuid is null or brand_id = ${one.brandId}::uuid) and brand_id <> all(${one.without}::uuid[])
    and (${one.topic}::text is null or topic = ${one.topic})
    and (${one.language}::text is null
      or ${one.language} = 'en' and to_tsvector('english'::regconfig, shows.said('en', title, description, host_name))
        @@ to_tsquery('english', ${one.query})
      or ${one.language} = 'fr' and to_tsvector('french'::regconfig, shows.said('fr', title, description, host_name))
        @@ to_tsquery('french', ${one.query})
      or ${one.language} = 'zh-Hans' and (select bool_and(position(word in
        shows.said('zh-Hans', title, description, host_name)) > 0) from unnest(${one.words}::text[]) word)
      or exists (select from shows.run_of_show r where r.show_id = s.show_id
        and r.product_id = any(${one.productIds}::uuid[])))
    and (${one.at}::timestamptz is null or (starts_at, show_id) > (${one.at}::timestamptz, ${one.showId}::uuid))
  order by starts_at, show_id limit ${one.most}`

/** Live shows, or replays. */
export const begun = (sql: Sql, status: 'live' | 'replay', one: Asked) => sql<ShowRow>`
  select * from shows.shows s
  where status = ${status} and status in ('live', 'replay') and visibility in ('public', 'ticketed')
    and (${one.brandId}::uuid is null or brand_id = ${one.brandId}::uuid) and brand_id <> all(${one.without}::uuid[])
    and (${one.topic}::text is null or topic = ${one.topic})
    and (${one.language}::text is null
      or ${one.language} = 'en' and to_tsvector('english'::regconfig, shows.said('en', title, description, host_name))
        @@ to_tsquery('english', ${one.query})
      or ${one.language} = 'fr' and to_tsvector('french'::regconfig, shows.said('fr', title, description, host_name))
        @@ to_tsquery('french', ${one.query})
      or ${one.language} = 'zh-Hans' and (select bool_and(position(word in
        shows.said('zh-Hans', title, description, host_name)) > 0) from unnest(${one.words}::text[]) word)
      or exists (select from shows.run_of_show r where r.show_id = s.show_id
        and r.product_id = any(${one.productIds}::uuid[])))
    and (${one.at}::timestamptz is null or (started_at, show_id) < (${one.at}::timestamptz, ${one.showId}::uuid))
  order by started_at desc, show_id desc limit ${one.most}`

export const topics = (sql: Sql, brandId: string | null, without: readonly string[]) => sql<{
  topic: Topic
  shows: number
}>`
  select topic, count(*)::int as shows from shows.shows
  where topic is not null and status in ('live', 'scheduled', 'replay') and visibility in ('public', 'ticketed')
    and (${brandId}::uuid is null or brand_id = ${brandId}::uuid) and brand_id <> all(${without}::uuid[])
  group by topic order by shows desc, topic`
