import type { Sent } from '../../src/lib/contract.ts'
import type { messagingContract } from '../../src/modules/messaging/contract.ts'
import type { newsContract } from '../../src/modules/news/contract.ts'

type Api = typeof messagingContract & typeof newsContract

/** One well-shaped input for every route of messages and news. */
export const messageSamples = ({
  brandId,
  showId,
}: Record<'brandId' | 'showId', string>): { [Name in keyof Api]: Sent<Api[Name]> } => ({
  'news.host': { showId },
  'news.followHost': { showId },
  'news.unfollowHost': { showId },
  'news.ofShow': { showId },
  'news.tell': { showId, what: 'announced' },
  'messaging.unread': {},
  'messaging.inbox': {},
  'messaging.markRead': {},
  'messaging.preferences': { brandId },
  'messaging.choose': { brandId, kind: 'news', channel: 'inbox', wanted: true },
  'messaging.setQuiet': { timeZone: 'Europe/Paris', quiet: { from: '22:00', until: '08:00' } },
  'messaging.linked': { link: 'nothing' },
  'messaging.unsubscribe': { link: 'nothing' },
  'messaging.subscribe': { link: 'nothing' },
  'messaging.rules': { brandId },
  'messaging.setRules': { brandId, dayMost: 3, weekMost: 10, capsAsked: false },
  'messaging.ofBrand': { brandId },
})
