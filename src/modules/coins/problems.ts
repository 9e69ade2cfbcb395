import { problems } from '../../lib/problems.ts'

export const coinProblems = problems('coins', {
  notEnough: [409, 'There are not enough coins in the purse'],
  priceChanged: [409, 'These coins are not sold at this price any more'],
  ofAgeFirst: [409, 'Say once that you are of age before you buy coins'],
  tooManyToday: [409, 'That is more than anybody may buy in a day'],
  nothingToGiveBack: [409, 'There are no coins to give back'],
  badPoints: [422, 'Each amount of coins has one price above zero in a currency'],
})
