import type { Api } from '../../src/api.ts'
import type { Sent } from '../../src/lib/contract.ts'

/** What a show on air is led with. */
export const stageSamples = (showId: string, nothing: string) =>
  ({
    'shows.pause': { showId },
    'shows.resume': { showId },
    'shows.cut': { showId },
    'shows.planEnd': { showId, endsAt: null },
    'shows.publishReplay': { showId },
    'shows.hideReplay': { showId },
    'handovers.handover': { showId },
    'handovers.candidates': { showId },
    'handovers.ask': { showId, personId: nothing },
    'handovers.accept': { showId },
    'handovers.withdraw': { showId },
    'cues.open': { showId },
    'cues.follow': { showId, cueId: nothing },
    'cues.dismiss': { showId, cueId: nothing },
    'shows.nextShow': { showId },
    'shows.leadTo': { showId, nextShowId: null },
  }) satisfies { [Name in keyof Api]?: Sent<Api[Name]> }
