import { problems } from '../../lib/problems.ts'

export const fulfilmentProblems = problems('fulfilment', {
  notPackable: [409, 'Only a paid order can be packed'],
  inReview: [409, 'Somebody has to look at this order before it is packed'],
  tooManyUnits: [409, 'There are not that many units to do this with'],
  nothingToPack: [409, 'Nothing of this order waits to be packed'],
  alreadySent: [409, 'This parcel has left already'],
  notPaid: [409, 'Nothing was paid for this order'],
  nothingToRefund: [409, 'There is nothing to give back'],
  noReturns: [409, 'This brand takes nothing back by itself: please write to it'],
  tooLateToReturn: [409, 'The time to send this back is over'],
  wrongReturnState: [409, 'This return has moved on'],
  answerNeeded: [409, 'Please say why'],
  noSender: [409, 'A label needs the address that parcels leave from'],
  notToCollect: [409, 'This order is not collected in a store'],
  toBeCollected: [409, 'This order is collected: it is handed over at the counter'],
  unknownCode: [404, 'There is no order with this code'],
  alreadyCollected: [409, 'This order has been handed over already'],
  notReady: [409, 'This order is not ready to be handed over'],
  notMailed: [409, 'There is nothing to write about'],
})
