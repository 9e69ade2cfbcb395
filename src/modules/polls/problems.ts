import { problems } from '../../lib/problems.ts'

export const pollProblems = problems('polls', {
  unknownPoll: [404, 'There is no such poll'],
  badRight: [422, 'A quiz has one right answer among its options, a poll has none'],
  notInShow: [409, 'This product is not in the show'],
  showOver: [409, 'This show is over'],
  showNotLive: [409, 'A poll is opened in a show that is live'],
  oneAtATime: [409, 'A poll is open already'],
  openedAlready: [409, 'This poll was opened already'],
  tooManyPrepared: [409, 'A show has at most 50 polls'],
  over: [409, 'This poll is over'],
  noSuchOption: [422, 'There is no such option'],
  answered: [409, 'You have answered already: in a quiz the first answer counts'],
})
