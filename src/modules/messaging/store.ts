import type { BrandId, Id, PersonId } from '../../lib/ids.ts'
import type { LocalText } from '../../lib/local-text.ts'
import { first, json, type Sql } from '../../lib/sql.ts'
import type { Rules } from './decide.ts'
import type { Channel, Kind } from './state.ts'

export type NoticeId = Id<'notice'>
export type Notice = {
  noticeId: NoticeId
  brandId: BrandId
  kind: Kind
  title: LocalText
  body: LocalText
  /** On this site: `/maison-alma/shows/…`. */
  path: string
  happensAt: Date | null
}

// What is said

export const insertNotice = (sql: Sql, one: Notice, now: Date) => sql`
  insert into messaging.notices (notice_id, brand_id, kind, title, body, path, happens_at, made_at)
  values (${one.noticeId}, ${one.brandId}, ${one.kind}, ${json(one.title)}::jsonb, ${json(one.body)}::jsonb,
    ${one.path}, ${one.happensAt}, ${now})
  on conflict do nothing`

export type Copy = { personId: PersonId; inInbox: boolean; push: string | null; email: string | null }

export const insertMessages = (sql: Sql, { noticeId, brandId }: Notice, copies: readonly Copy[], now: Date) => sql`
  insert into messaging.messages (notice_id, brand_id, at, person_id, in_inbox, push, email)
  select ${noticeId}::uuid, ${brandId}::uuid, ${now}::timestamptz, one.*
  from unnest(${copies.map(({ personId }) => personId)}::uuid[], ${copies.map(({ inInbox }) => inInbox)}::boolean[],
    ${copies.map(({ push }) => push)}::text[], ${copies.map(({ email }) => email)}::text[]) as one
  on conflict do nothing`

/** One decision at a time about a brand's messages, so that two at once do not both keep within its limits. */
export const lockBrand = (sql: Sql, brandId: BrandId) =>
  sql`select pg_advisory_xact_lock(hashtext('messaging.brand'), hashtext(${brandId}))`

export type StandingRow = {
  personId: PersonId
  timeZone: string | null
  quietFrom: number | null
  quietUntil: number | null
  chosen: { [C in Channel]?: boolean } | null
  day: number
  week: number
}

/** How people stand to a brand, for one kind of message: all of them in one statement. */
export const standingsOf = (sql: Sql, brandId: BrandId, kind: Kind, personIds: readonly string[], now: Date) => {
  const [dayAgo, weekAgo] = [1, 7].map((days) => new Date(now.getTime() - days * 86_400_000))
  return sql<StandingRow>`
    select asked.person_id, time_zone, quiet_from, quiet_until, choices.chosen, said.day, said.week
    from unnest(${personIds}::uuid[]) as asked (person_id)
      left join messaging.readers using (person_id)
      left join lateral (
        select jsonb_object_agg(channel, wanted) as chosen from messaging.choices
        where choices.person_id = asked.person_id and brand_id = ${brandId} and kind = ${kind}) as choices on true
      left join lateral (
        select count(*) filter (where at > ${dayAgo})::int as day, count(*)::int as week from messaging.messages
        where messages.person_id = asked.person_id and brand_id = ${brandId} and disturbs and at > ${weekAgo}) as said
        on true`
}

// The inbox

export const countUnread = async (sql: Sql, personId: PersonId) =>
  (
    await sql<{ unread: number }>`
      select count(*)::int as unread from messaging.messages
      where person_id = ${personId} and in_inbox and read_at is null`
  )[0]!.unread

export type InboxRow = Notice & { at: Date; readAt: Date | null }

/** Newest first; `after`: the last row of the page before. */
export const inboxOf = (
  sql: Sql,
  personId: PersonId,
  after: { at: Date; noticeId: string } | undefined,
  most: number,
) =>
  sql<InboxRow>`
    select notices.*, messages.at, read_at from messaging.messages join messaging.notices using (notice_id)
    where person_id = ${personId} and in_inbox
      and (${after?.at ?? null}::timestamptz is null
        or (messages.at, notice_id) < (${after?.at ?? null}::timestamptz, ${after?.noticeId ?? null}::uuid))
    order by messages.at desc, notice_id desc limit ${most}`

export const setRead = (sql: Sql, personId: PersonId, noticeIds: readonly string[] | null, now: Date) => sql`
  update messaging.messages set read_at = ${now}
  where person_id = ${personId} and in_inbox and read_at is null
    and (${noticeIds}::uuid[] is null or notice_id = any(${noticeIds}::uuid[]))`

export const deleteNoticesBefore = (sql: Sql, before: Date) => sql`
  delete from messaging.notices where made_at < ${before}`

// Preferences

export const readerById = async (sql: Sql, personId: PersonId) =>
  first(
    await sql<{ timeZone: string; quietFrom: number | null; quietUntil: number | null }>`
      select time_zone, quiet_from, quiet_until from messaging.readers where person_id = ${personId}`,
  )

export const upsertReader = (
  sql: Sql,
  one: { personId: PersonId; timeZone: string; quietFrom: number; quietUntil: number },
) => sql`
  insert into messaging.readers (person_id, time_zone, quiet_from, quiet_until)
  values (${one.personId}, ${one.timeZone}, ${one.quietFrom}, ${one.quietUntil})
  on conflict (person_id) do update set time_zone = excluded.time_zone, quiet_from = excluded.quiet_from,
    quiet_until = excluded.quiet_until`

export type Choice = { personId: PersonId; brandId: BrandId; kind: Kind; channel: Channel; wanted: boolean }

export const choicesOf = (sql: Sql, personId: PersonId) => sql<Choice>`
  select person_id, brand_id, kind, channel, wanted from messaging.choices where person_id = ${personId}`

export const upsertChoice = (sql: Sql, one: Choice, now: Date) => sql`
  insert into messaging.choices (person_id, brand_id, kind, channel, wanted, at)
  values (${one.personId}, ${one.brandId}, ${one.kind}, ${one.channel}, ${one.wanted}, ${now})
  on conflict (person_id, brand_id, kind, channel) do update set wanted = excluded.wanted, at = excluded.at`

/** Of these people, those who said no to a kind by a channel. */
export const unwillingAmong = (
  sql: Sql,
  { brandId, kind, channel }: Pick<Choice, 'brandId' | 'kind' | 'channel'>,
  personIds: readonly string[],
) => sql<{ personId: PersonId }>`
  select person_id from messaging.choices
  where brand_id = ${brandId} and kind = ${kind} and channel = ${channel} and not wanted
    and person_id = any(${personIds}::uuid[])`

export const brandsThatTold = (sql: Sql, personId: PersonId) => sql<{ brandId: BrandId }>`
  select distinct brand_id from messaging.messages where person_id = ${personId}`

// A guest who becomes an account; of what both have, the account's stays.

export const moveMessages = async (sql: Sql, guestId: PersonId, personId: PersonId) => {
  await sql`
    update messaging.messages as mine set person_id = ${personId} where person_id = ${guestId}
      and not exists (select from messaging.messages as other
        where other.person_id = ${personId} and other.notice_id = mine.notice_id)`
  await sql`
    update messaging.choices as mine set person_id = ${personId} where person_id = ${guestId}
      and not exists (select from messaging.choices as other
        where other.person_id = ${personId} and other.brand_id = mine.brand_id and other.kind = mine.kind
          and other.channel = mine.channel)`
  await sql`
    insert into messaging.readers (person_id, time_zone, quiet_from, quiet_until)
    select ${personId}, time_zone, quiet_from, quiet_until from messaging.readers where person_id = ${guestId}
    on conflict do nothing`
}

// A brand's own

export const rulesOf = async (sql: Sql, brandId: BrandId) =>
  first(await sql<Rules>`select day_most, week_most, caps_asked from messaging.rules where brand_id = ${brandId}`)

export const upsertRules = (sql: Sql, brandId: BrandId, { dayMost, weekMost, capsAsked }: Rules) => sql`
  insert into messaging.rules (brand_id, day_most, week_most, caps_asked)
  values (${brandId}, ${dayMost}, ${weekMost}, ${capsAsked})
  on conflict (brand_id) do update set day_most = excluded.day_most, week_most = excluded.week_most,
    caps_asked = excluded.caps_asked`

export type ToldRow = Pick<Notice, 'noticeId' | 'kind' | 'title' | 'path'> & {
  madeAt: Date
  people: number
  inInbox: number
  read: number
  decided: { channel: 'push' | 'email'; verdict: string; count: number }[] | null
}

/** What a brand told many, newest first. Orders are each their buyer's own, and stand with the order. */
export const toldByBrand = (sql: Sql, brandId: BrandId, after: string | undefined, most: number) => sql<ToldRow>`
  select notices.notice_id, kind, title, path, made_at, told.*, (
    select jsonb_agg(jsonb_build_object('channel', channel, 'verdict', verdict, 'count', count)
      order by channel, count desc) from (
      select channel, verdict, count(*)::int from messaging.messages,
        lateral (values ('push', push), ('email', email)) as by (channel, verdict)
      where messages.notice_id = notices.notice_id and verdict is not null group by channel, verdict) as counts
    ) as decided
  from messaging.notices, lateral (
    select count(*)::int as people, count(*) filter (where in_inbox)::int as in_inbox,
      count(*) filter (where in_inbox and read_at is not null)::int as read
    from messaging.messages where messages.notice_id = notices.notice_id) as told
  where brand_id = ${brandId} and kind <> 'orders' and (${after ?? null}::uuid is null or notice_id < ${after ?? null}::uuid)
  order by notice_id desc limit ${most}`
