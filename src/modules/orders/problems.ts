import { problems } from '../../lib/problems.ts'

export const orderProblems = problems('orders', {
  bagEmpty: [409, 'The bag is empty'],
  bagFull: [409, 'A bag has at most 50 lines'],
  unknownLine: [404, 'There is no such line in the bag'],
  lineHeld: [409, 'The quantity of a claimed line is fixed'],
  holdExpired: [409, 'The reservation of a line has expired'],
  soldOut: [409, 'A line is sold out'],
  notSoldHere: [409, 'A line is not sold here now'],
  notAsAsked: [409, 'A line cannot be made as it was asked for'],
  priceChanged: [409, 'The total has changed: please confirm it'],
  unknownDelivery: [404, 'This delivery does not go there'],
  unknownMethod: [404, 'There is no such way of delivery'],
  deliveryNeedsPrice: [409, 'A way of delivery needs a price in the currency the brand sells in'],
  tooManyDeliveries: [409, 'A brand has at most 20 ways of delivery'],
  lastDelivery: [409, 'A brand keeps at least one way of delivery'],
  notPayable: [409, 'This order cannot be paid'],
  notCancellable: [409, 'This order cannot be cancelled any more'],
  wrongEmail: [403, 'This is not the e-mail of the order'],
  notMailed: [409, 'This order has had no such mail'],
})
