import type { Handlers } from '../../lib/contract.ts'
import { ok } from '../../lib/shapes.ts'
import type { messagingContract } from './contract.ts'
import * as messaging from './messaging.ts'
import * as reading from './reading.ts'

export const messagingRoutes: Handlers<typeof messagingContract> = {
  'messaging.unread': reading.readUnread,
  'messaging.inbox': reading.readInbox,
  'messaging.markRead': (ctx, wish) => messaging.markRead(ctx, wish).then(() => ok),
  'messaging.preferences': reading.readPreferences,
  'messaging.choose': (ctx, wish) => messaging.choose(ctx, wish).then(() => ok),
  'messaging.setQuiet': (ctx, wish) => messaging.setQuiet(ctx, wish).then(() => ok),
  'messaging.linked': reading.readLinked,
  'messaging.unsubscribe': (ctx, wish) => messaging.chooseByLink(ctx, wish, false).then(() => ok),
  'messaging.subscribe': (ctx, wish) => messaging.chooseByLink(ctx, wish, true).then(() => ok),
  'messaging.rules': reading.readRules,
  'messaging.setRules': (ctx, wish) => messaging.setRules(ctx, wish).then(() => ok),
  'messaging.ofBrand': reading.readOfBrand,
}
