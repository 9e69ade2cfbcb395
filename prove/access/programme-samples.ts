import type { Api } from '../../src/api.ts'
import type { Sent } from '../../src/lib/contract.ts'

type Of = Extract<keyof Api, `programme.${string}` | `discovery.${string}`>
type Ids = Record<'brandId' | 'showId' | 'nothing' | 'seriesId', string>

/** What a brand's programme is asked. */
export function programmeSamples({ brandId, showId, nothing, seriesId }: Ids): { [Name in Of]: Sent<Api[Name]> } {
  const text = { en: 'Fridays' }
  const series = { slug: 'fridays', title: text, text, hostName: 'Béa', weekday: 5, atTime: '19:00' }
  const hour = '2030-01-04T18:00:00Z'
  return {
    'programme.settings': { brandId },
    'programme.changeSettings': { brandId, timeZone: 'Europe/Paris', listed: true },
    'programme.series': { brandId },
    'programme.addSeries': { brandId, ...series, slug: 'friday-at-alma' },
    'programme.changeSeries': { brandId, seriesId: nothing, ...series },
    'programme.removeSeries': { brandId, seriesId: nothing },
    'programme.planNext': { brandId, seriesId, count: 1 },
    'programme.assign': { brandId, showId, seriesId },
    'programme.seriesOf': { brandId, showId },
    'programme.publicSeries': { brandId },
    'programme.onePublicSeries': { brandId, slug: 'friday-at-alma' },
    'programme.following': {},
    'programme.followSeries': { seriesId, follows: true },
    'programme.templates': { brandId },
    'programme.saveTemplate': { brandId, showId, name: 'An evening' },
    'programme.removeTemplate': { brandId, templateId: nothing },
    'programme.contents': { brandId, showId },
    'programme.makeShow': { brandId, showId },
    'programme.calendar': { brandId, from: '2030-01-01T00:00:00Z', until: '2030-02-01T00:00:00Z' },
    'programme.conflicts': { brandId, startsAt: hour },
    'programme.slots': { brandId },
    'discovery.shows': { brandId, when: 'live', search: 'lamp' },
    'discovery.topics': {},
  }
}
