import { problems } from '../../lib/problems.ts'

export const hostProblems = problems('hosts', {
  unknownHost: [404, 'This person is not on the team of the brand'],
  hasBegun: [409, 'The show has begun: what was agreed for it stays'],
  holdsFromPast: [409, 'A contract holds from a moment that is still to come'],
  otherCurrency: [409, 'A fee is in the currency of the brand'],
  unknownProduct: [404, 'A rate is for a product of another brand, or of none'],
  badAccount: [422, 'This is no valid account number'],
  badBic: [422, 'This is no valid BIC'],
  nothingToPay: [409, 'There is nothing to pay to the chosen hosts'],
  unknownPayout: [404, 'There is no such payout'],
  secondPerson: [409, 'Somebody else has to approve what one has made'],
  wrongState: [409, 'This is not possible in the payout’s present state'],
  noPayer: [409, 'The account that pays is not known yet'],
  sealLost: [409, 'An account was sealed by another install and cannot be read here'],
})
