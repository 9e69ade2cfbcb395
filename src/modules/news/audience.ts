import type { Ctx } from '../../ctx.ts'
import type { BrandId, PersonId, ShowId } from '../../lib/ids.ts'
import type { Locale } from '../../lib/local-text.ts'
import { brandById, personsByIds, provenEmails } from '../accounts/accounts.ts'
import { type Follower, followersOf } from '../followers/followers.ts'
import { hostOfShow } from '../hosts/hosts.ts'
import { browsersOf, remindedOf, type SubscriptionId } from '../reminders/reminders.ts'
import { type What, zoneOf } from './decide.ts'

/** A follower, and by what they can be reached. */
export type Reachable = {
  personId: PersonId
  locale: Locale
  timeZone: string
  email: string | undefined
  browsers: readonly SubscriptionId[]
}
export type Audience = { people: Reachable[] /** Who hears of it by their reminder anyway. */; reminded: number }

/** Everybody who follows the brand or the host of a show; of its start, those who are reminded of it hear already. */
export async function audienceOf(
  ctx: Ctx,
  { brandId, showId }: { brandId: BrandId; showId: ShowId },
  what: What | null,
): Promise<Audience> {
  const all: Follower[] = await followersOf(ctx.sql, brandId, (await hostOfShow(ctx.sql, showId)) ?? null)
  const reminded = what === 'started' ? await remindedOf(ctx.sql, showId) : new Set<string>()
  const followers = all.filter(({ personId }) => !reminded.has(personId))
  const personIds = followers.map(({ personId }) => personId)
  const [persons, emails, browsers] = [
    await personsByIds(ctx.sql, personIds),
    await provenEmails(ctx.sql, personIds),
    await browsersOf(ctx.sql, personIds),
  ]
  const zone = zoneOf((await brandById(ctx.sql, brandId))?.country ?? '')
  const people = followers.map(({ personId, locale, timeZone }) => ({
    personId,
    locale: persons.get(personId)?.locale ?? locale ?? ('en' as const),
    timeZone: timeZone ?? zone,
    email: emails.get(personId),
    browsers: browsers.get(personId) ?? [],
  }))
  return { people, reminded: all.length - followers.length }
}

/** Who can be reached by which channel, once a person and channel. */
export const recipientsOf = (people: readonly Reachable[]) =>
  people.flatMap(({ personId, timeZone, email, browsers }) => [
    ...(browsers.length > 0 ? [{ personId, timeZone, channel: 'push' as const }] : []),
    ...(email ? [{ personId, timeZone, channel: 'email' as const }] : []),
  ])
