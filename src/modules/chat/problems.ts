import { problems } from '../../lib/problems.ts'

export const chatProblems = problems('chat', {
  closed: [409, 'The room is closed'],
  muted: [403, 'You cannot write for now'],
  banned: [403, 'You cannot take part in this room'],
  tooFast: [429, 'One message a second'],
  linksForStaff: [409, 'Only the hosts can post links'],
  onlyStaff: [403, 'Only the hosts are talking for now'],
  onlyAccounts: [403, 'Sign in to take part in the conversation'],
  onlyBuyers: [403, 'The conversation is for customers of the brand for now'],
  slowMode: [429, 'Slow mode: wait a moment between two messages'],
  wordNotAllowed: [409, 'This has a word in it that the brand does not want here'],
  repeated: [409, 'You have just said this'],
  notHeld: [409, 'This message is not waiting for anybody'],
  noSanction: [404, 'Nothing to object to: you may write'],
  appealed: [409, 'You have objected already'],
  noAppeal: [409, 'There is no objection that waits for an answer'],
  unknownMessage: [404, 'There is no such message'],
  notShown: [404, 'This show cannot be seen again'],
  staff: [409, 'Members of the brand cannot be muted'],
})
