import type { Locale } from '../locale.ts'

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

const rules = new Map<Locale, Intl.PluralRules>()

/**
 * The form a language uses for this many; `#` in it becomes the number, written the way that language writes numbers.
 * `plural('en', 2, { one: '# piece', other: '# pieces' })` is “2 pieces”.
 */
export function plural(locale: Locale, count: number, forms: Forms): string {
  let rule = rules.get(locale)
  if (!rule) {
    rule = new Intl.PluralRules(locale)
    rules.set(locale, rule)
  }
  const form = forms[rule.select(count)] ?? forms.other
  return form.replace('#', new Intl.NumberFormat(locale).format(count))
}
