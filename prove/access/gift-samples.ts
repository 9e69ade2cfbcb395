import type { Objects, Samples } from './samples.ts'

const price = { minor: '1000', currency: 'EUR' } as const

/** Inputs for what is about coins and gifts. */
export const giftSamples = ({ brandId, showId, nothing }: Objects) =>
  ({
    'coins.offer': { brandId },
    'coins.purse': { brandId },
    'coins.topUp': { brandId, coins: 100, price, country: 'FR', locale: 'fr', returnTo: '/' },
    'coins.statement': { brandId },
    'coins.giveBack': { brandId },
    'coins.settings': { brandId },
    'coins.changeSettings': { brandId, points: [{ coins: 100, price }], dailyMost: 1000, taxRateBp: 2000 },
    'followers.mine': { brandId },
    'followers.follow': { brandId },
    'followers.unfollow': { brandId },
    'followers.count': { brandId },
    'gifts.offer': { brandId },
    'gifts.send': { showId, giftId: nothing },
    'gifts.ofShow': { showId },
    'gifts.thank': { showId, comboIds: [nothing] },
    'gifts.change': { brandId, items: [] },
    'gifts.addUsual': { brandId },
    'gifts.rates': { brandId },
    'gifts.agree': { brandId, hostBp: 3000, brandBp: 7000, platformBp: 0, oddTo: 'brand' },
    'gifts.questionTerms': { brandId },
    'gifts.changeQuestionTerms': { brandId, fromCoins: 60, unanswered: 'return' },
  }) satisfies Partial<Samples>
