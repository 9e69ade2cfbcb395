import type { Id, PersonId, ShowId } from '../../lib/ids.ts'
import type { Locale } from '../../lib/local-text.ts'
import { first, type Sql } from '../../lib/sql.ts'
import type { Outcome } from '../messaging/messaging.ts'
import type { Channel, Kind } from './decide.ts'
import type { ReminderId, SubscriptionId } from './store.ts'

export type NoticeId = Id<'notice'>
export type Notice = { noticeId: NoticeId; showId: ShowId; kind: Kind; startsAt: Date | null; madeAt: Date }

/** @returns false when people have been told this already */
export const insertNotice = async (sql: Sql, notice: Notice) =>
  (
    await sql`
      insert into reminders.notices (notice_id, show_id, kind, starts_at, made_at)
      values (${notice.noticeId}, ${notice.showId}, ${notice.kind}, ${notice.startsAt}, ${notice.madeAt})
      on conflict do nothing returning notice_id`
  ).length > 0

export const noticeById = async (sql: Sql, noticeId: string) =>
  first(await sql<Notice>`select * from reminders.notices where notice_id = ${noticeId}`)

export type Written = { reminderId: ReminderId; channel: 'push' | 'email'; personId: PersonId; timeZone: string }

/** One message to each who is to hear of it now; those who asked after the news was made know it. */
export const insertSendings = (sql: Sql, { noticeId, showId, madeAt }: Notice, now: Date) => sql<Written>`
  with written as (
    insert into reminders.sendings (notice_id, reminder_id, channel, state, due_at)
    select ${noticeId}::uuid, reminder_id, channel, 'waiting', ${now}::timestamptz from reminders.reminders
    where show_id = ${showId} and state = 'active' and channel <> 'calendar' and active_at <= ${madeAt}
    on conflict do nothing returning reminder_id, channel)
  select reminder_id, written.channel, person_id, time_zone
  from written join reminders.reminders using (reminder_id)`

export type Claimed = {
  reminderId: ReminderId
  personId: PersonId
  tries: number
  isWanted: boolean
  /** What it says still holds. */
  isTimely: boolean
  locale: Locale
  timeZone: string
  email: string | null
  subscriptionId: SubscriptionId | null
  sealed: Uint8Array | null
}

/** Takes the next messages that are due; nobody else takes them. */
export const claim = (sql: Sql, noticeId: NoticeId, channel: Channel, most: number, now: Date) => sql<Claimed>`
  with due as (
    select notice_id, reminder_id from reminders.sendings
    where notice_id = ${noticeId} and channel = ${channel} and state = 'waiting' and due_at <= ${now}
    order by due_at, reminder_id limit ${most} for update skip locked
  ), claimed as (
    update reminders.sendings set state = 'sending', claimed_at = ${now}, tries = tries + 1
    from due where sendings.notice_id = due.notice_id and sendings.reminder_id = due.reminder_id
    returning sendings.notice_id, sendings.reminder_id, tries
  )
  select reminder_id, reminders.person_id, tries, reminders.state = 'active' as is_wanted, locale, time_zone, email,
    subscription_id, sealed, kind not in ('soon', 'moved') or (not over and shows.starts_at is not distinct from notices.starts_at) as is_timely
  from claimed join reminders.notices using (notice_id) join reminders.reminders using (reminder_id)
    join reminders.shows on shows.show_id = notices.show_id left join reminders.subscriptions using (subscription_id)`

/** What was claimed before `before` and never marked. */
export const settleLost = (
  sql: Sql,
  noticeId: NoticeId,
  channel: Channel,
  before: Date,
  to: { state: string; reason?: string },
) => sql`
  update reminders.sendings set state = ${to.state}, reason = ${to.reason ?? null}, claimed_at = null,
    done_at = case when ${to.state} = 'refused' then ${before}::timestamptz end
  where notice_id = ${noticeId} and channel = ${channel} and state = 'sending' and claimed_at <= ${before}`

export type Settled = { reminderId: ReminderId; outcome: Outcome }

export const settleSendings = (sql: Sql, noticeId: NoticeId, settled: readonly Settled[], now: Date) => sql`
  update reminders.sendings set state = one.state, reason = one.reason, claimed_at = null,
    due_at = coalesce(one.due_at, sendings.due_at),
    done_at = case when one.state <> 'waiting' then ${now}::timestamptz end
  from unnest(${settled.map((one) => one.reminderId)}::uuid[], ${settled.map(({ outcome }) => outcome.state)}::text[],
    ${settled.map(({ outcome }) => (outcome.state === 'refused' ? outcome.reason : null))}::text[],
    ${settled.map(({ outcome }) => (outcome.state === 'waiting' ? outcome.dueAt : null))}::timestamptz[])
    as one (reminder_id, state, reason, due_at)
  where notice_id = ${noticeId} and sendings.reminder_id = one.reminder_id`

/** When the next message of this notice is due, or what is claimed is taken for lost. Null: all is done. */
export const nextDue = async (sql: Sql, noticeId: NoticeId, channel: Channel, lostAfterMs: number) =>
  (
    await sql<{ at: Date | null }>`
      select min(case when state = 'waiting' then due_at
        else claimed_at + ${lostAfterMs}::int * interval '1 millisecond' end) as at
      from reminders.sendings
      where notice_id = ${noticeId} and channel = ${channel} and state in ('waiting', 'sending')`
  )[0]!.at

export type Tally = {
  noticeId: NoticeId
  kind: Kind
  madeAt: Date
  state: 'waiting' | 'sending' | 'sent' | 'refused' | null
  reason: string | null
  count: number
  doneAt: Date | null
}

export const talliesOf = (sql: Sql, showId: string) => sql<Tally>`
  select notice_id, kind, made_at, state, reason, count(reminder_id)::int as count, max(done_at) as done_at
  from reminders.notices left join reminders.sendings using (notice_id)
  where show_id = ${showId}
  group by notice_id, kind, made_at, state, reason order by made_at desc, notice_id, count desc`
