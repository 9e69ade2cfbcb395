import { dayOf } from '../today.ts'

interface Dated {
  startsAt: string | null
  startedAt: string | null
}

/**
 * Shows grouped by the day they are on in a time zone, latest day first; those without a date lead. Within a day, in the
 * order they begin.
 */
export function byDay<Show extends Dated>(
  shows: readonly Show[],
  timeZone: string,
): { day: string; at: string | null; shows: Show[] }[] {
  const momentOf = ({ startedAt, startsAt }: Show) => startedAt ?? startsAt
  const days = Map.groupBy(shows, (show) => {
    const at = momentOf(show)
    return at ? dayOf(at, timeZone) : ''
  })
  return [...days]
    .map(([day, onDay]) => ({
      day,
      at: momentOf(onDay[0]!),
      shows: onDay.toSorted((a, b) => (momentOf(a) ?? '').localeCompare(momentOf(b) ?? '')),
    }))
    .sort((a, b) => (a.day === '' ? -1 : b.day === '' ? 1 : b.day.localeCompare(a.day)))
}
