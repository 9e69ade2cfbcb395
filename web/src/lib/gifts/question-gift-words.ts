import type { Locale } from '#lib/locale.ts'
import { plural } from '#lib/messages/plural.ts'

type State = 'held' | 'given' | 'returned'
type Words = {
  withGift: (gift: string, coins: number) => string
  /** What became of the coins. */
  states: Record<State, string>
}

/** The gift that a question came with: said in the room and in the studio. */
const words: Record<Locale, Words> = {
  en: {
    withGift: (gift, coins) => `with ${gift}, ${plural('en', coins, { one: '# coin', other: '# coins' })}`,
    states: { held: 'set aside', given: 'sent', returned: 'back in your purse' },
  },
  fr: {
    withGift: (gift, coins) => `avec ${gift}, ${plural('fr', coins, { one: '# pièce', other: '# pièces' })}`,
    states: { held: 'réservées', given: 'offertes', returned: 'de retour dans votre bourse' },
  },
  'zh-Hans': {
    withGift: (gift, coins) => `附${gift}，${coins} 金币`,
    states: { held: '已预留', given: '已送出', returned: '已退还' },
  },
}

export const questionGiftWords = (locale: Locale) => words[locale]
