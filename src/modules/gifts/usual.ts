import type { Gift } from './decide.ts'

/** The gifts that we have drawn, from a small sign to a grand gesture. */
export const usualGifts: readonly Omit<Gift, 'giftId'>[] = [
  { title: { en: 'Spark', fr: 'Étincelle', 'zh-Hans': '星火' }, coins: 5, tier: 'small', picture: 'spark' },
  { title: { en: 'Heart', fr: 'Cœur', 'zh-Hans': '爱心' }, coins: 10, tier: 'small', picture: 'heart' },
  { title: { en: 'Flower', fr: 'Fleur', 'zh-Hans': '鲜花' }, coins: 30, tier: 'small', picture: 'flower' },
  { title: { en: 'Candle', fr: 'Bougie', 'zh-Hans': '烛光' }, coins: 60, tier: 'small', picture: 'candle' },
  { title: { en: 'Bouquet', fr: 'Bouquet', 'zh-Hans': '花束' }, coins: 200, tier: 'medium', picture: 'bouquet' },
  { title: { en: 'Lantern', fr: 'Lanterne', 'zh-Hans': '灯笼' }, coins: 500, tier: 'medium', picture: 'lantern' },
  { title: { en: 'Moon', fr: 'Lune', 'zh-Hans': '月亮' }, coins: 2000, tier: 'large', picture: 'moon' },
  { title: { en: 'Crown', fr: 'Couronne', 'zh-Hans': '皇冠' }, coins: 6000, tier: 'large', picture: 'crown' },
]
