import { problems } from '../../lib/problems.ts'

export const drawProblems = problems('draws', {
  unknownDraw: [404, 'There is no such draw'],
  showNotLive: [409, 'A draw needs a show that is live'],
  prizeNeeded: [409, 'Shop credit is above zero'],
  budgetTooSmall: [409, 'There is not enough left of the budget of this show'],
  tooManyOpen: [409, 'A show has one draw at a time'],
  closed: [409, 'This draw is closed'],
  sayFirst: [409, 'Say the word in the chat to enter'],
  followFirst: [409, 'This draw is for those who follow the brand'],
  watchLonger: [409, 'This draw is for those who have watched for a while'],
  ownTeam: [409, 'Who works for the brand takes part in no draw of it'],
  wonLately: [409, 'You have won here not long ago'],
  notWinner: [409, 'Only a winner says where a prize goes'],
  nothingToSend: [409, 'This prize is not sent'],
})
