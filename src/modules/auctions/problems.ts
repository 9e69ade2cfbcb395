import { problems } from '../../lib/problems.ts'

export const auctionProblems = problems('auctions', {
  unknownAuction: [404, 'There is no such auction'],
  showNotLive: [409, 'An auction needs a show that is live'],
  notInRunOfShow: [409, 'This product is not in the run-of-show'],
  notEnoughStock: [409, 'There is no unit in stock'],
  wrongCurrency: [409, 'An auction is held in the currency of its brand'],
  badIncrements: [422, 'Increments begin at zero, rise, and each has a step above zero'],
  reserveTooLow: [422, 'A reserve is not below the start price'],
  tooManyOpen: [409, 'A show has at most 5 auctions at a time'],
  hasBids: [409, 'Somebody has bid: the clock alone ends it now'],
  over: [409, 'This auction is over'],
  noPaddle: [409, 'Take a paddle first: it needs a saved way to pay'],
  keptNeeded: [409, 'Bidding needs a saved way to pay'],
  tooLow: [409, 'This is below the next bid'],
  notHigher: [409, 'This is not above your own maximum'],
  youLead: [409, 'You lead already'],
  tooHigh: [422, 'No bid is that high'],
  noOffer: [409, 'There is no offer for you, or its time is over'],
})
