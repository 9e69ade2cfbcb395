import type { PersonId, ShowId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'
import * as store from './store.ts'

/** The browsers of these people that take messages. */
export async function browsersOf(
  sql: Sql,
  personIds: readonly string[],
): Promise<Map<PersonId, store.SubscriptionId[]>> {
  const rows = personIds.length > 0 ? await store.subscriptionsOfAll(sql, personIds) : []
  const byPerson = Map.groupBy(rows, ({ personId }) => personId)
  return new Map([...byPerson].map(([personId, own]) => [personId, own.map(({ subscriptionId }) => subscriptionId)]))
}

/** Their sealed subscriptions, of those that are there still. */
export async function sealedOf(sql: Sql, subscriptionIds: readonly string[]): Promise<Map<string, Uint8Array>> {
  const rows = subscriptionIds.length > 0 ? await store.sealedSubscriptions(sql, subscriptionIds) : []
  return new Map(rows.map(({ subscriptionId, sealed }) => [subscriptionId, sealed]))
}

/** Who is reminded of a show, and hears of its start. */
export const remindedOf = async (sql: Sql, showId: ShowId): Promise<Set<string>> =>
  new Set((await store.remindedOf(sql, showId)).map(({ personId }) => personId))
