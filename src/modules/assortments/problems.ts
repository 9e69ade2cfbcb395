import { problems } from '../../lib/problems.ts'

export const assortmentProblems = problems('assortments', {
  unknownSet: [404, 'There is no such product set'],
  unknownPopUp: [404, 'There is no such pop-up shop'],
  tooManySets: [409, 'A brand has at most 50 product sets'],
  tooManyPopUps: [409, 'A brand has at most 50 pop-up shops'],
  nameTaken: [409, 'Another product set has this name'],
  slugTaken: [409, 'Another pop-up shop has this address'],
  setInUse: [409, 'A pop-up shop sells this set'],
  popUpInUse: [409, 'Something is sold in this pop-up shop only'],
})
