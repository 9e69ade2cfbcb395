import type { BrandId, Id, PersonId, ShowId } from '../../lib/ids.ts'
import type { Locale } from '../../lib/local-text.ts'
import { first, type Sql } from '../../lib/sql.ts'

export type ReminderId = Id<'reminder'>
export type SubscriptionId = Id<'subscription'>
export type Channel = 'push' | 'email' | 'calendar'
export type Ending = 'withdrawn' | 'unsubscribed' | 'gone' | 'bounced'

export type Reminder = {
  reminderId: ReminderId
  showId: ShowId
  brandId: BrandId
  personId: PersonId
  channel: Channel
  subscriptionId: SubscriptionId | null
  email: string | null
  locale: Locale
  timeZone: string
  state: 'asked' | 'active' | 'ended'
  mailedAt: Date | null
}
/** One to be written. */
export type Asking = Omit<Reminder, 'state' | 'mailedAt'> & { state: 'asked' | 'active'; now: Date }

// Shows

export type ShowRow = {
  showId: ShowId
  brandId: BrandId
  startsAt: Date | null
  toldStartsAt: Date | null
  movedAt: Date | null
  sequence: number
  soonTold: boolean
  over: boolean
}

export const showRow = async (sql: Sql, showId: string) =>
  first(await sql<ShowRow>`select * from reminders.shows where show_id = ${showId}`)

/** Keeps what is planned from now on; what is kept already stays. */
export const insertShow = (sql: Sql, showId: ShowId, brandId: BrandId, startsAt: Date | null) => sql`
  insert into reminders.shows (show_id, brand_id, starts_at, told_starts_at)
  values (${showId}, ${brandId}, ${startsAt}, ${startsAt}) on conflict do nothing`

export const moveShow = (sql: Sql, showId: ShowId, startsAt: Date | null, now: Date) => sql`
  update reminders.shows set starts_at = ${startsAt}, moved_at = ${now}, sequence = sequence + 1
  where show_id = ${showId}`

export const endShow = (sql: Sql, showId: ShowId, isCancelled: boolean) => sql`
  update reminders.shows set over = true, sequence = sequence + ${isCancelled ? 1 : 0}::int where show_id = ${showId}`

/** Shows of which something may be due, locked; `before`: those that start by then. */
export const showsToTell = (sql: Sql, before: Date) => sql<ShowRow>`
  select * from reminders.shows
  where not over and ((starts_at <= ${before} and not soon_told) or starts_at is distinct from told_starts_at)
  order by show_id for update`

export const noteTold = (sql: Sql, showId: ShowId, soonTold: boolean) => sql`
  update reminders.shows set told_starts_at = starts_at, soon_told = ${soonTold} where show_id = ${showId}`

// Subscriptions

/** A browser belongs to whoever used it last. @returns its id, which stays */
export const upsertSubscription = async (
  sql: Sql,
  one: { subscriptionId: SubscriptionId; personId: PersonId; endpointHash: Uint8Array; now: Date },
) =>
  (
    await sql<{ subscriptionId: SubscriptionId }>`
      insert into reminders.subscriptions (subscription_id, person_id, endpoint_hash, sealed, created_at)
      values (${one.subscriptionId}, ${one.personId}, ${one.endpointHash}, ''::bytea, ${one.now})
      on conflict (endpoint_hash) do update set person_id = excluded.person_id
      returning subscription_id`
  )[0]!.subscriptionId

export const setSealed = (
  sql: Sql,
  subscriptionId: SubscriptionId,
  endpointHash: Uint8Array,
  sealed: Uint8Array,
) => sql`
  update reminders.subscriptions set endpoint_hash = ${endpointHash}, sealed = ${sealed}
  where subscription_id = ${subscriptionId}`

export const subscriptionByHash = async (sql: Sql, endpointHash: Uint8Array) =>
  first(
    await sql<{ subscriptionId: SubscriptionId }>`
      select subscription_id from reminders.subscriptions where endpoint_hash = ${endpointHash} for update`,
  )

export const subscriptionsOf = (sql: Sql, personId: PersonId) => sql<{ endpointHash: Uint8Array }>`
  select endpoint_hash from reminders.subscriptions where person_id = ${personId} order by created_at`

/** The browsers of these people. */
export const subscriptionsOfAll = (sql: Sql, personIds: readonly string[]) => sql<{
  personId: PersonId
  subscriptionId: SubscriptionId
}>`
  select person_id, subscription_id from reminders.subscriptions
  where person_id = any(${personIds}::uuid[]) order by created_at`

export const sealedSubscriptions = (sql: Sql, subscriptionIds: readonly string[]) => sql<{
  subscriptionId: SubscriptionId
  sealed: Uint8Array
}>`
  select subscription_id, sealed from reminders.subscriptions
  where subscription_id = any(${subscriptionIds}::uuid[])`

export const deleteSubscriptions = (sql: Sql, subscriptionIds: readonly SubscriptionId[]) => sql`
  delete from reminders.subscriptions where subscription_id = any(${subscriptionIds}::uuid[])`

// Reminders

export const reminderById = async (sql: Sql, reminderId: string) =>
  first(await sql<Reminder>`select * from reminders.reminders where reminder_id = ${reminderId}`)

export const emailReminder = async (sql: Sql, showId: ShowId, email: string) =>
  first(
    await sql<Reminder>`
      select * from reminders.reminders where show_id = ${showId} and channel = 'email' and email = ${email} for update`,
  )

/** By push or in the calendar: asked again, it is as new. */
export const upsertReminder = (sql: Sql, one: Asking) => sql`
  insert into reminders.reminders (reminder_id, show_id, brand_id, person_id, channel, subscription_id, email, locale,
    time_zone, state, asked_at, active_at)
  values (${one.reminderId}, ${one.showId}, ${one.brandId}, ${one.personId}, ${one.channel}, ${one.subscriptionId},
    ${one.email}, ${one.locale}, ${one.timeZone}, ${one.state}, ${one.now},
    case when ${one.state} = 'active' then ${one.now}::timestamptz end)
  on conflict do nothing`

export const renewReminder = (sql: Sql, one: Omit<Asking, 'reminderId'>) => sql`
  update reminders.reminders set person_id = ${one.personId}, locale = ${one.locale}, time_zone = ${one.timeZone},
    state = ${one.state}, ended_for = null, ended_at = null,
    active_at = case when ${one.state} = 'active' then coalesce(active_at, ${one.now}) end
  where show_id = ${one.showId} and channel = ${one.channel}
    and subscription_id is not distinct from ${one.subscriptionId} and email is not distinct from ${one.email}
    and (channel <> 'calendar' or person_id = ${one.personId})`

export const setMailed = (sql: Sql, reminderId: ReminderId, now: Date) => sql`
  update reminders.reminders set mailed_at = ${now} where reminder_id = ${reminderId}`

/** How many confirmations an address was mailed since then. */
export const mailsSince = async (sql: Sql, email: string, since: Date) =>
  (
    await sql<{ count: number }>`
      select count(*)::int as count from reminders.reminders where email = ${email} and mailed_at > ${since}`
  )[0]!.count

export const activate = (sql: Sql, reminderId: ReminderId, now: Date) => sql`
  update reminders.reminders set state = 'active', active_at = ${now}, ended_for = null, ended_at = null
  where reminder_id = ${reminderId}`

export const endReminders = (sql: Sql, reminderIds: readonly ReminderId[], why: Ending, now: Date) => sql`
  update reminders.reminders set state = 'ended', ended_for = ${why}, ended_at = ${now}
  where reminder_id = any(${reminderIds}::uuid[]) and state <> 'ended'`

/** Of a browser that is gone. */
export const endOfSubscriptions = (sql: Sql, subscriptionIds: readonly SubscriptionId[], now: Date) => sql`
  update reminders.reminders set state = 'ended', ended_for = 'gone', ended_at = ${now}
  where subscription_id = any(${subscriptionIds}::uuid[]) and state <> 'ended'`

export const remindersOfPerson = (sql: Sql, personId: string, showId: string) => sql<
  Reminder & { endpointHash: Uint8Array | null }
>`
  select reminders.*, endpoint_hash
  from reminders.reminders left join reminders.subscriptions using (subscription_id)
  where reminders.person_id = ${personId} and show_id = ${showId} and state <> 'ended'
  order by reminder_id`

/** What a guest asked for is the account's. Of what both asked for, the account's stays. */
export const moveReminders = (sql: Sql, guestId: PersonId, personId: PersonId) => sql`
  update reminders.reminders as mine set person_id = ${personId} where person_id = ${guestId}
    and (channel <> 'calendar' or not exists (
      select from reminders.reminders as other where other.person_id = ${personId} and other.show_id = mine.show_id
        and other.channel = 'calendar'))`

export const moveSubscriptions = (sql: Sql, guestId: PersonId, personId: PersonId) => sql`
  update reminders.subscriptions set person_id = ${personId} where person_id = ${guestId}`

export const countsOf = (sql: Sql, showId: string) => sql<{
  channel: Channel
  state: Reminder['state']
  count: number
}>`
  select channel, state, count(*)::int as count from reminders.reminders where show_id = ${showId}
  group by channel, state`

/** Who is reminded of a show by a message or a mail. */
export const remindedOf = (sql: Sql, showId: ShowId) => sql<{ personId: PersonId }>`
  select distinct person_id from reminders.reminders
  where show_id = ${showId} and state = 'active' and channel in ('push', 'email')`

/** Who asked to be reminded of a show, and meant it: each with the first time; taken back since or not. */
export const signUpsOf = (sql: Sql, showId: string) => sql<{ personId: PersonId; at: Date }>`
  select person_id, min(active_at) as at from reminders.reminders
  where show_id = ${showId} and active_at is not null group by person_id order by at, person_id`
