import type { BrandId, PersonId, ShowId } from '../../lib/ids.ts'
import type { Locale } from '../../lib/local-text.ts'
import { first, type Sql } from '../../lib/sql.ts'
import type { NoticeId, Outcome } from '../messaging/messaging.ts'
import type { SubscriptionId } from '../reminders/reminders.ts'
import type { What } from './decide.ts'

type Channel = 'push' | 'email'
export type Telling = { noticeId: NoticeId; brandId: BrandId; showId: ShowId; what: What; toldAt: Date }

/** @returns false when they have been told this already */
export const insertTelling = async (sql: Sql, one: Telling, by: PersonId) =>
  (
    await sql`
      insert into news.tellings (notice_id, brand_id, show_id, what, told_by, told_at)
      values (${one.noticeId}, ${one.brandId}, ${one.showId}, ${one.what}, ${by}, ${one.toldAt})
      on conflict do nothing returning notice_id`
  ).length > 0

export const tellingById = async (sql: Sql, noticeId: string) =>
  first(
    await sql<Telling>`select notice_id, brand_id, show_id, what, told_at from news.tellings
    where notice_id = ${noticeId}`,
  )

export const toldOf = (sql: Sql, showId: ShowId) => sql<Telling>`
  select notice_id, brand_id, show_id, what, told_at from news.tellings where show_id = ${showId} order by told_at desc`

export type Written = {
  personId: PersonId
  channel: Channel
  /** A browser's subscription, or the person. */
  target: string
  locale: Locale
  timeZone: string
  outcome: Outcome
}

/** One message a browser or address; what is refused stands there with its reason. */
export const insertSendings = (sql: Sql, noticeId: NoticeId, all: readonly Written[], now: Date) => {
  const of = <T>(value: (one: Written) => T) => all.map(value)
  return sql`
    insert into news.sendings (notice_id, person_id, channel, target, locale, time_zone, state, reason, due_at, done_at)
    select ${noticeId}::uuid, one.person_id, one.channel, one.target, one.locale, one.time_zone, one.state, one.reason,
      coalesce(one.due_at, ${now}::timestamptz), case when one.state = 'refused' then ${now}::timestamptz end
    from unnest(${of((one) => one.personId)}::uuid[], ${of((one) => one.channel)}::text[],
      ${of((one) => one.target)}::uuid[], ${of((one) => one.locale)}::text[], ${of((one) => one.timeZone)}::text[],
      ${of(({ outcome }) => outcome.state)}::text[],
      ${of(({ outcome }) => (outcome.state === 'refused' ? outcome.reason : null))}::text[],
      ${of(({ outcome }) => (outcome.state === 'waiting' ? outcome.dueAt : null))}::timestamptz[])
      as one (person_id, channel, target, locale, time_zone, state, reason, due_at)
    on conflict do nothing`
}

export type Claimed = {
  personId: PersonId
  target: string & SubscriptionId
  tries: number
  locale: Locale
  timeZone: string
}

/** Takes the next messages that are due; nobody else takes them. */
export const claim = (sql: Sql, noticeId: NoticeId, channel: Channel, most: number, now: Date) => sql<Claimed>`
  with due as (
    select target from news.sendings
    where notice_id = ${noticeId} and channel = ${channel} and state = 'waiting' and due_at <= ${now}
    order by due_at, target limit ${most} for update skip locked)
  update news.sendings set state = 'sending', claimed_at = ${now}, tries = tries + 1
  from due where notice_id = ${noticeId} and channel = ${channel} and sendings.target = due.target
  returning person_id, sendings.target, tries, locale, time_zone`

/** What was claimed before `before` and never marked. */
export const settleLost = (
  sql: Sql,
  noticeId: NoticeId,
  channel: Channel,
  before: Date,
  to: { state: string; reason?: string },
) => sql`
  update news.sendings set state = ${to.state}, reason = ${to.reason ?? null}, claimed_at = null,
    done_at = case when ${to.state} = 'refused' then ${before}::timestamptz end
  where notice_id = ${noticeId} and channel = ${channel} and state = 'sending' and claimed_at <= ${before}`

export const settle = (
  sql: Sql,
  noticeId: NoticeId,
  settled: readonly { one: Claimed; outcome: Outcome }[],
  now: Date,
) => sql`
  update news.sendings set state = one.state, reason = one.reason, claimed_at = null,
    due_at = coalesce(one.due_at, sendings.due_at),
    done_at = case when one.state <> 'waiting' then ${now}::timestamptz end
  from unnest(${settled.map(({ one }) => one.target)}::uuid[], ${settled.map(({ outcome }) => outcome.state)}::text[],
    ${settled.map(({ outcome }) => (outcome.state === 'refused' ? outcome.reason : null))}::text[],
    ${settled.map(({ outcome }) => (outcome.state === 'waiting' ? outcome.dueAt : null))}::timestamptz[])
    as one (target, state, reason, due_at)
  where notice_id = ${noticeId} and sendings.target = one.target and sendings.state = 'sending'`

/** When the next message is due, or what is claimed is taken for lost. Null: all is done. */
export const nextDue = async (sql: Sql, noticeId: NoticeId, channel: Channel, lostAfterMs: number) =>
  (
    await sql<{ at: Date | null }>`
      select min(case when state = 'waiting' then due_at
        else claimed_at + ${lostAfterMs}::int * interval '1 millisecond' end) as at
      from news.sendings
      where notice_id = ${noticeId} and channel = ${channel} and state in ('waiting', 'sending')`
  )[0]!.at

export type Tally = { noticeId: NoticeId; state: string; reason: string | null; count: number }

export const talliesOf = (sql: Sql, noticeIds: readonly NoticeId[]) => sql<Tally>`
  select notice_id, state, reason, count(*)::int as count from news.sendings
  where notice_id = any(${noticeIds}::uuid[]) group by notice_id, state, reason order by count desc`
