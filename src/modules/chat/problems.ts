import { problems } from '../../lib/problems.ts'

export const chatProblems = problems('chat', {
  closed: [409, 'The room is closed'],
  muted: [403, 'You cannot write for now'],
  banned: [403, 'You cannot take part in this room'],
  tooFast: [429, 'One message a second'],
  linksForStaff: [409, 'Only the hosts can post links'],
  unknownMessage: [404, 'There is no such message'],
  notShown: [404, 'This show cannot be seen again'],
  staff: [409, 'Members of the brand cannot be muted'],
})
