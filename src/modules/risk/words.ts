import type { Locale, LocalText } from '../../lib/local-text.ts'
import type { Seen } from './decide.ts'
import type { RuleName } from './rules.ts'
import { english } from './words-en.ts'
import { french } from './words-fr.ts'
import { chinese } from './words-zh.ts'

/** What a rule is called, and what it saw as a sentence with its figures: for the brand's people. */
export type RuleWords = { [Name in RuleName]: { title: string; why: (figures: Figures) => string } }
/** Numbers as one writes them in the language. */
export type Figures = {
  n: string
  time: string
  least: string
  /** Another figure of what was seen. */
  of: (name: string) => string
  /** Whether a mark was shared: `card`, `device`. */
  has: (name: string) => boolean
}

const words: Record<Locale, RuleWords> = { en: english, fr: french, 'zh-Hans': chinese }
const units: Record<Locale, readonly [one: string, more: string][]> = {
  en: [['minute', 'minutes'], ['hour', 'hours'], ['day', 'days']],
  fr: [['minute', 'minutes'], ['heure', 'heures'], ['jour', 'jours']],
  'zh-Hans': [['分钟', '分钟'], ['小时', '小时'], ['天', '天']],
} // biome-ignore format: a table

/** `90` → `90 minutes`, `1440` → `24 hours`, `4320` → `3 days`. */
export function timeText(minutes: number, locale: Locale): string {
  const [count, unit] =
    minutes % 1440 === 0 && minutes > 1440 ? [minutes / 1440, 2] : minutes % 60 === 0 ? [minutes / 60, 1] : [minutes, 0]
  const [one, more] = units[locale][unit]!
  return `${count.toLocaleString(locale)} ${count === 1 ? one : more}`
}

const inAll = (text: (locale: Locale) => string): Required<LocalText> => ({
  en: text('en'),
  fr: text('fr'),
  'zh-Hans': text('zh-Hans'),
})

export const titleOf = (rule: RuleName): LocalText => inAll((locale) => words[locale][rule].title)

/** Why a rule spoke, with the figures it saw, in every language. */
export const whyOf = (rule: RuleName, seen: Seen): LocalText =>
  inAll((locale) => {
    const number = (value: number) => value.toLocaleString(locale)
    return words[locale][rule].why({
      ...{ n: number(seen.count), least: number(seen.threshold), time: timeText(seen.minutes, locale) },
      of: (name) => number(seen[name] ?? 0),
      has: (name) => (seen[name] ?? 0) > 0,
    })
  })
