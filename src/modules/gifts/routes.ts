import type { Handlers } from '../../lib/contract.ts'
import type { giftsContract } from './contract.ts'
import { addUsual, agreeRate, changeGifts, readOffer, readOfShow, readRates, type Sending, thank } from './gifts.ts'
import { changeTerms, readTerms } from './pledges.ts'

export const giftsRoutes = ({ send }: Sending): Handlers<typeof giftsContract> => ({
  'gifts.offer': readOffer,
  'gifts.send': send,
  'gifts.ofShow': readOfShow,
  'gifts.thank': thank,
  'gifts.change': changeGifts,
  'gifts.addUsual': addUsual,
  'gifts.rates': readRates,
  'gifts.agree': agreeRate,
  'gifts.questionTerms': readTerms,
  'gifts.changeQuestionTerms': changeTerms,
})
