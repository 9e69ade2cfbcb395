import { problems } from '../../lib/problems.ts'

export const giftProblems = problems('gifts', {
  unknownGift: [404, 'There is no such gift any more'],
  notLive: [409, 'Gifts are sent while the show is on air'],
  keyReused: [409, 'This key was used for another gift'],
  notWhole: [422, 'The shares do not add up to 100 %'],
  tooManyGifts: [409, 'There are as many gifts as a room can show'],
  carriesNoQuestion: [409, 'No question comes with this gift'],
  rateHasBegun: [409, 'Shares hold from a moment that is still to come'],
})
