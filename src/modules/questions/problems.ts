import { problems } from '../../lib/problems.ts'

export const questionProblems = problems('questions', {
  closed: [409, 'Questions can be asked before a show and while it is live'],
  nothingAsked: [422, 'A question has words; a wish to be shown something names a product'],
  notInShow: [409, 'This product is not in the show'],
  tooSoon: [429, 'One question at a time: wait a moment before the next one'],
  tooManyOpen: [409, 'Three of your questions are waiting already'],
  backlogFull: [409, 'Many questions are waiting: second one of them'],
  unknownQuestion: [404, 'There is no such question'],
  own: [409, 'This is your own question'],
  notOpen: [409, 'This question is not waiting any more'],
  showNotLive: [409, 'A question is taken on air in a show that is live'],
  notOnAir: [409, 'This question is not on air'],
  textNeeded: [422, 'An answer in writing needs a text'],
  notHeld: [409, 'This question is not waiting for a moderator'],
})
