/** Currencies that providers write without decimals. */
const whole = new Set(['JPY', 'KRW', 'VND', 'CLP', 'HUF', 'TWD'])
const placesOf = (currency: string) => (whole.has(currency) ? 0 : 2)

/** Minor units as providers write them that count in whole units: `8888n` CNY is `88.88`. No float is made. */
export function decimalOf(minor: bigint, currency: string): string {
  const places = placesOf(currency)
  const sign = minor < 0n ? '-' : ''
  const digits = (minor < 0n ? -minor : minor).toString().padStart(places + 1, '0')
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`
}

/**
 * Reads an amount as a provider writes it; fewer decimals than the currency has are filled up (`8.8`, `8`).
 * @returns undefined for anything that is no exact amount of this currency: `8.888`, `1e3`, `1,000`, `` ``
 */
export function minorOf(text: string, currency: string): bigint | undefined {
  const match = /^(-?)(\d{1,18})(?:\.(\d{1,6}))?$/.exec(text)
  if (!match) return undefined
  const places = placesOf(currency)
  const fraction = match[3] ?? ''
  if (/[1-9]/.test(fraction.slice(places))) return undefined
  const minor = BigInt(match[2]! + fraction.slice(0, places).padEnd(places, '0'))
  return match[1] ? -minor : minor
}
