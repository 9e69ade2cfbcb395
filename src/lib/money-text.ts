import type { Money } from './money.ts'

/** An amount as people write it in `locale` (BCP 47): `45,90 €`. Exact: no float is made on the way. */
export function moneyText(amount: Money, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency: amount.currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  const sign = amount.minor < 0n ? '-' : ''
  const minor = (amount.minor < 0n ? -amount.minor : amount.minor).toString().padStart(digits + 1, '0')
  const whole = minor.slice(0, minor.length - digits)
  const decimal = digits === 0 ? whole : `${whole}.${minor.slice(-digits)}`
  return format.format(`${sign}${decimal}` as Intl.StringNumericLiteral)
}
