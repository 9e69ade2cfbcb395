import { problems } from '../../lib/problems.ts'

export const dropProblems = problems('drops', {
  unknownDrop: [404, 'There is no such drop'],
  showNotLive: [409, 'A drop needs a show that is live'],
  notInRunOfShow: [409, 'This product is not in the run-of-show'],
  notEnoughStock: [409, 'There are not that many units in stock'],
  isBundle: [409, 'A bundle has no units of its own to set aside: drop one of its parts'],
  priceTooHigh: [409, 'The live price is not above the ordinary one'],
  opensInThePast: [422, 'A drop opens in the future'],
  tooManyOpen: [409, 'A show has at most 5 drops at a time'],
  notOpenYet: [409, 'This drop has not opened yet'],
  soldOut: [409, 'Sold out'],
  limitReached: [409, 'You have as many as one person may have'],
  closed: [409, 'This drop is over'],
  drawing: [409, 'A draw decides who is served first: take a ticket'],
  lineFirst: [409, 'Others are waiting in line: take a ticket'],
  limitShared: [409, 'This device, telephone or address has as many as one household may have'],
  machine: [409, 'This was quicker than any person: the seller has to look at it first'],
  hoarding: [409, 'Two reservations of this drop were let lapse already'],
  noTicket: [404, 'There is no ticket'],
  unknownDecision: [404, 'There is no such decision'],
})
