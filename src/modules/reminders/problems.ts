import { problems } from '../../lib/problems.ts'

export const reminderProblems = problems('reminders', {
  notComing: [409, 'Nobody can be reminded of a show that is not announced, or has started'],
  badSubscription: [422, 'A browser subscribes at a push service of the internet, with its keys'],
  emailMissing: [422, 'Say which address, or sign in with one that is proved'],
  tooManyMails: [429, 'This address has been asked often enough today'],
  deadLink: [404, 'This link opens nothing'],
})
