import { hourOf } from './rhythm.ts'

/** A show with a place in time, as far as conflicts go. */
export type Slot = {
  showId: string
  brandId: string
  from: Date
  until: Date
  hostName: string
  /** The person, where it was said who hosts. */
  hostId: string | null
  byEncoder: boolean
}

export type ConflictKind = 'overlap' | 'host' | 'encoder' | 'elsewhere'
/** `showId`: null for a show of another brand, which is not told. */
export type Conflict = { showId: string | null; kinds: ConflictKind[] }

/** What stands in a show's way: shows of its brand at the same time, and its host's shows for others. */
export function conflictsOf(one: Slot, others: readonly Slot[]): Conflict[] {
  return others
    .filter((other) => other.showId !== one.showId && one.from < other.until && other.from < one.until)
    .flatMap((other): Conflict[] => {
      if (other.brandId !== one.brandId) {
        return sameHost(one, other) ? [{ showId: null, kinds: ['elsewhere'] }] : []
      }
      const kinds: ConflictKind[] = ['overlap']
      if (sameHost(one, other)) kinds.push('host')
      if (one.byEncoder && other.byEncoder) kinds.push('encoder')
      return [{ showId: other.showId, kinds }]
    })
}

/** By who they are where that was said of both, else, within a brand, by what they are called. */
function sameHost(one: Slot, other: Slot): boolean {
  if (one.hostId && other.hostId) return one.hostId === other.hostId
  return one.brandId === other.brandId && fold(one.hostName) === fold(other.hostName)
}
const fold = (name: string) => name.normalize('NFC').trim().toLocaleLowerCase('en')

export type Watched = { startedAt: Date; viewers: number }
export type Suggestion = { weekday: number; hour: number; shows: number; viewers: number }

/** Fewer past shows than this say nothing about hours. */
export const watchedLeast = 5

/**
 * The weekdays and hours at which a brand's own shows were watched most: the mean of viewers, drawn towards the
 * brand's mean as if two usual shows more had been at each hour, so that one lucky evening does not lead alone.
 */
export function slotsOf(past: readonly Watched[], zone: string, most = 3): Suggestion[] | 'tooFew' {
  const hours = Map.groupBy(past, ({ startedAt }) => {
    const { weekday, hour } = hourOf(startedAt, zone)
    return weekday * 24 + hour
  })
  if (past.length < watchedLeast || hours.size < 2) return 'tooFew'
  const usual = mean(past)
  return [...hours]
    .map(([key, shows]) => ({
      weekday: Math.floor(key / 24),
      hour: key % 24,
      shows: shows.length,
      viewers: Math.round(mean(shows)),
      score: (mean(shows) * shows.length + usual * 2) / (shows.length + 2),
    }))
    .sort((a, b) => b.score - a.score || b.shows - a.shows || a.weekday - b.weekday || a.hour - b.hour)
    .slice(0, most)
    .map(({ score: _, ...slot }) => slot)
}

const mean = (shows: readonly Watched[]) => shows.reduce((sum, { viewers }) => sum + viewers, 0) / shows.length
