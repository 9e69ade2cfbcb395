import { plural } from '../plural.ts'

/** Who wants to be reminded of a show, and what they were sent. */
export default {
  title: 'Reminders',
  none: 'Nobody has asked yet. The page of the show offers it to everybody, by message, e-mail or calendar.',
  people: (count: number) => plural('en', count, { one: '# reminder', other: '# reminders' }),
  channels: { push: 'Messages', email: 'E-mail', calendar: 'Calendar' },
  asked: (count: number) => plural('en', count, { one: '# not confirmed', other: '# not confirmed' }),
  ended: (count: number) => plural('en', count, { one: '# ended', other: '# ended' }),
  sent: 'What was sent',
  kinds: { soon: 'Two hours before', started: 'At the start', moved: 'New time', cancelled: 'Called off' },
  delivered: (count: string) => `${count} sent`,
  waiting: (count: string) => `${count} waiting`,
  refused: (count: string) => `${count} refused`,
  reasons: {
    gone: 'the device is gone',
    bounced: 'no such mailbox',
    withdrawn: 'withdrawn meanwhile',
    interrupted: 'interrupted: not sent twice',
    unreachable: 'not reachable',
    unwanted: 'do not want it',
    capped: 'over your limit',
    quietHours: 'quiet hours: in their inbox only',
    tooLate: 'no longer true after their quiet hours',
    privateNetwork: 'leads into a private network',
  } as Record<string, string>,
}
