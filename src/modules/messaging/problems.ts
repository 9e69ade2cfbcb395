import { problems } from '../../lib/problems.ts'

export const messagingProblems = problems('messaging', {
  necessary: [409, 'Mails about an order are part of the order and cannot be turned off'],
  deadLink: [404, 'This link opens nothing'],
})
