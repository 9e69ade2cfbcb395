import type { Api } from '#src/api.ts'
import type { Output } from '#src/lib/contract.ts'

export type ListedShow = Output<Api['shows.list']>['items'][number]
export type ShowGroup = { name: 'onAirNow' | 'coming' | 'drafts' | 'over'; shows: ListedShow[] }

const overMost = 6

/** Shows as a host looks for them: on air, coming (the next first), drafts, and the last few that are over. */
export function groupsOf(shows: readonly ListedShow[]): ShowGroup[] {
  const startOf = (show: ListedShow) => (show.startsAt ? Date.parse(show.startsAt) : Number.POSITIVE_INFINITY)
  const of = (...statuses: string[]) => shows.filter((show) => statuses.includes(show.status))
  const groups: ShowGroup[] = [
    { name: 'onAirNow', shows: of('live') },
    { name: 'coming', shows: of('scheduled').sort((a, b) => startOf(a) - startOf(b)) },
    { name: 'drafts', shows: of('draft') },
    {
      name: 'over',
      shows: of('ended', 'replay')
        .sort((a, b) => Date.parse(b.endedAt ?? '') - Date.parse(a.endedAt ?? ''))
        .slice(0, overMost),
    },
  ]
  return groups.filter((group) => group.shows.length > 0)
}
