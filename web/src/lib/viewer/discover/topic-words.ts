import type { Locale } from '#lib/locale.ts'
import type { Topic } from '#src/modules/shows/state.ts'

type Named = Record<Topic, string>
const names: Record<Locale, Named> = {
  en: {
    ...{ fashion: 'Fashion', beauty: 'Beauty', jewellery: 'Jewellery', home: 'Home', food: 'Food and wine' },
    ...{ wellness: 'Wellness', craft: 'Craft', technology: 'Technology', family: 'Family', sport: 'Sport' },
    culture: 'Culture',
  },
  fr: {
    ...{ fashion: 'Mode', beauty: 'Beauté', jewellery: 'Bijoux', home: 'Maison', food: 'Table et vins' },
    ...{ wellness: 'Bien-être', craft: 'Artisanat', technology: 'Technologie', family: 'Famille', sport: 'Sport' },
    culture: 'Culture',
  },
  'zh-Hans': {
    ...{ fashion: '时装', beauty: '美妆', jewellery: '珠宝', home: '家居', food: '美食美酒' },
    ...{ wellness: '健康', craft: '手工艺', technology: '科技', family: '亲子', sport: '运动' },
    culture: '文化',
  },
}

/** What a show may be about, by its name in each language. */
export const topicNames = (locale: Locale): Named => names[locale]
