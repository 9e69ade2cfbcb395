import { plural } from '../plural.ts'

/** What a brand tells people outside of its rooms, and how often it lets itself. */
export default {
  title: 'Messages',
  text: 'What people were told by message, e-mail and in their inbox: to how many, and why not to others.',
  rules: 'How often one person is disturbed',
  rulesText:
    'By message or e-mail; the inbox is not counted, nor are mails about orders. The same news by both counts once. Beyond the limit it stands in the inbox only.',
  dayMost: 'In 24 hours, at most',
  weekMost: 'In seven days, at most',
  noLimit: 'Leave a field empty for no limit.',
  capsAsked: 'Hold back reminders as well',
  capsAskedHint: 'People asked for these. That a show is moved or called off is always told.',
  told: 'What was told',
  none: 'Nothing was told yet',
  noneText: 'Reminders of your shows and news to your followers will stand here.',
  kinds: { asked: 'Reminder', news: 'News', offers: 'Offer', orders: 'Order' },
  people: 'People',
  inInbox: 'In the inbox',
  read: 'Read there',
  channels: { push: 'Message', email: 'E-mail' },
  verdicts: {
    now: 'at once',
    later: 'after their quiet hours',
    unreachable: 'cannot be reached by it',
    unwanted: 'not wanted',
    capped: 'over the limit',
    quietHours: 'too late after their quiet hours',
  } as Record<string, string>,
  followers: {
    title: 'Tell followers',
    act: { announced: 'Announce the show to followers', started: 'Tell followers that you are live' },
    count: (count: number) =>
      plural('en', count, {
        one: '# follower of the brand or the host',
        other: '# followers of the brand or the host',
      }),
    reminded: (count: number) =>
      plural('en', count, { one: '# is reminded of this show anyway', other: '# are reminded of this show anyway' }),
    inInbox: (count: string) => `${count} find it in their messages`,
    none: 'Nobody follows yet. The button stands on the page of the brand.',
    ask: 'Tell them now?',
    askText: 'Each hears of it once, by what they chose. It cannot be taken back.',
    told: 'Followers are being told',
    whyNot: {
      notNow: 'A show can be told of once it is announced, and while it is live.',
      notPublic: 'Only shows that are open to everybody are told of.',
      told: 'Followers have been told.',
    },
    did: { announced: 'Announced to followers', started: 'Followers were told of the start' },
  },
}
