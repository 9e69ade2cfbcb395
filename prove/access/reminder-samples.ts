import type { Sent } from '../../src/lib/contract.ts'
import type { remindersContract } from '../../src/modules/reminders/contract.ts'

type Api = typeof remindersContract

/** One well-shaped input for every route of reminders. */
export const reminderSamples = ({
  showId,
  nobody,
}: {
  showId: string
  nobody: string
}): {
  [Name in keyof Api]: Sent<Api[Name]>
} => ({
  'reminders.mine': { showId },
  'reminders.askPush': {
    ...{ showId, locale: 'fr', timeZone: 'Europe/Paris' },
    subscription: { endpoint: 'https://push.example/x', keys: { p256dh: 'eA', auth: 'eA' } },
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
