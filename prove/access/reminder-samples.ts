import type { Sent } from '../../src/lib/contract.ts'
import type { messagingContract } from '../../src/modules/messaging/contract.ts'
import type { newsContract } from '../../src/modules/news/contract.ts'
import type { remindersContract } from '../../src/modules/reminders/contract.ts'
import { messageSamples } from './message-samples.ts'

type Api = typeof remindersContract & typeof messagingContract & typeof newsContract

/** One well-shaped input for every route of reminders and messages. */
export const reminderSamples = ({
  brandId,
  showId,
  nobody,
}: {
  brandId: string
  showId: string
  nobody: string
}): {
  [Name in keyof Api]: Sent<Api[Name]>
} => ({
  ...messageSamples({ brandId, showId }),
  'reminders.mine': { showId },
  'reminders.askPush': {
    ...{ showId, locale: 'fr', timeZone: 'Europe/Paris' },
    subscription: { endpoint: 'https://push.example/x', keys: { p256dh: 'eA', auth: 'eA' } },
  },
  'reminders.browsers': {},
  'reminders.keepBrowser': {
    subscription: { endpoint: 'https://push.example/z', keys: { p256dh: 'eA', auth: 'eA' } },
  },
  'reminders.renewPush': {
    ...{ formerEndpoint: 'https://push.example/x' },
    subscription: { endpoint: 'https://push.example/y', keys: { p256dh: 'eA', auth: 'eA' } },
  },
  'reminders.askEmail': { showId, email: nobody, locale: 'fr', timeZone: 'Europe/Paris' },
  'reminders.askCalendar': { showId, locale: 'fr', timeZone: 'Europe/Paris' },
  'reminders.withdraw': { showId, channel: 'push' },
  'reminders.linked': { link: 'nothing' },
  'reminders.confirm': { link: 'nothing' },
  'reminders.unsubscribe': { link: 'nothing' },
  'reminders.ofShow': { showId },
})
