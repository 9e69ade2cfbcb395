import { ProviderTrouble } from '../provider-trouble.ts'

/*
 * Stripe counts in the smallest unit of a currency, with these exceptions (docs.stripe.com/currencies): two currencies
 * without decimals are sent as if they had two, and the last digit of those with three is a zero.
 */
const asIfTwoDecimals = new Set(['ISK', 'UGX'])
const threeDecimals = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'])
const most = 99_999_999n
const no = (message: string) => new ProviderTrouble('stripe', 'refused', 'amount', message)

/** ISO 4217 minor units → Stripe's. @throws ProviderTrouble `refused` */
export function toStripe(minor: string | bigint, currency: string): number {
  const amount = BigInt(minor)
  if (threeDecimals.has(currency) && amount % 10n !== 0n) throw no(`Stripe rounds ${currency}: ${amount}`)
  const counted = asIfTwoDecimals.has(currency) ? amount * 100n : amount
  if (counted < 0n || counted > most) throw no(`Stripe takes no ${amount} ${currency}`)
  return Number(counted)
}

/** Stripe's amount, and its lower-case currency, as ours. */
export function fromStripe(amount: number, stripeCurrency: string): { minor: string; currency: string } {
  const currency = stripeCurrency.toUpperCase()
  // What is no whole unit was never asked for: it stays visibly wrong.
  const whole = asIfTwoDecimals.has(currency) && amount % 100 === 0
  return { minor: String(whole ? amount / 100 : amount), currency }
}
