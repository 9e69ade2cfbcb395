import type { Objects, Samples } from './samples.ts'

const price = { minor: '1000', currency: 'EUR' } as const

/** Inputs for what is about coins and gifts. */
export const giftSamples = ({ brandId }: Objects) =>
  ({
    'coins.offer': { brandId },
    'coins.purse': { brandId },
    'coins.topUp': { brandId, coins: 100, price, country: 'FR', locale: 'fr', returnTo: '/' },
    'coins.statement': { brandId },
    'coins.giveBack': { brandId },
    'coins.settings': { brandId },
    'coins.changeSettings': { brandId, points: [{ coins: 100, price }], dailyMost: 1000, taxRateBp: 2000 },
  }) satisfies Partial<Samples>
