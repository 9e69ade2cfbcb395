import type { Sent } from '../../src/lib/contract.ts'
import type { messagingContract } from '../../src/modules/messaging/contract.ts'

type Api = typeof messagingContract

/** One well-shaped input for every route of messages. */
export const messageSamples = (brandId: string): { [Name in keyof Api]: Sent<Api[Name]> } => ({
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
