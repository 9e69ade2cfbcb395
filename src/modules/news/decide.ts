import type { Waits } from '../messaging/messaging.ts'
import type { ShowStatus } from '../shows/state.ts'

export type What = 'announced' | 'started'
type Show = { status: ShowStatus; visibility: string }

/** What there is to tell followers of a show in this state. */
export const nextOf = ({ status }: Pick<Show, 'status'>): What | null =>
  status === 'scheduled' ? 'announced' : status === 'live' ? 'started' : null

export function whyNotTell(
  show: Show,
  what: What | null,
  told: readonly What[],
): 'notNow' | 'notPublic' | 'told' | null {
  if (what === null || nextOf(show) !== what) return 'notNow'
  if (show.visibility !== 'public' && show.visibility !== 'ticketed') return 'notPublic'
  return told.includes(what) ? 'told' : null
}

/** An announcement can wait for the morning, as long as the show does; that it is on air cannot. */
export function waitsOf(what: What, startsAt: Date | null): Waits {
  if (what === 'started') return 'never'
  return startsAt ? { before: startsAt } : 'ever'
}

/** Where nobody said what their clocks show: the first zone of the brand's country. */
export function zoneOf(country: string): string {
  const zones = new Intl.Locale('und', { region: country }).getTimeZones?.()
  return zones?.[0] ?? 'UTC'
}
