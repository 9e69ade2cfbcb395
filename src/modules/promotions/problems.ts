import { problems } from '../../lib/problems.ts'

export const promotionProblems = problems('promotions', {
  unknownPromotion: [404, 'There is no such promotion'],
  codeTaken: [409, 'Another promotion of this brand has this code'],
  belowUse: [409, 'A limit is not below what has been used already'],
  otherCurrency: [409, 'A promotion is in the currency the brand sells in'],
  usedUp: [409, 'A promotion that was shown cannot be used any more'],
})
