import { plural } from '../plural.ts'

/** What stands around an article. */
export default {
  journal: 'Journal',
  minutes: (count: number) => plural('en', count, { one: '# minute read', other: '# minute read' }),
  alsoIn: 'Also in',
  draft: 'A preview of what is being written. Readers do not see it yet.',
  coming: 'Coming up live',
  seeShow: 'See the show',
  replayReady: 'Watch again',
  watchReplay: 'Watch the replay',
  over: 'The show is over',
  seeShown: 'See what was shown',
  calledOff: 'This show will not take place',
  toCalendar: 'Add to my calendar',
  notForSale: 'Not on sale at the moment',
  backTo: (brand: string) => `More from ${brand}`,
}
