import type { PaymentMethod, Taking } from './methods.ts'

/*
 * Every way to pay that Estrade knows, in the order in which they are offered where nothing else decides. Regions,
 * currencies and limits follow the providers' public pages; an install offers what its providers have switched on.
 */

const words = (list: string) => list.split(' ')
const everywhere = (name: string) => ({ en: name, fr: name, 'zh-Hans': name })
const stripe = (word: string, currencies?: string): Taking => ({
  ...{ provider: 'stripe', word },
  ...(currencies && { currencies: words(currencies) }),
})
const yuan = ['CNY']
/** What Stripe takes with the two Chinese wallets, beside yuan. */
const chineseWallets = 'CNY EUR GBP USD HKD JPY AUD CAD SGD NZD MYR CHF SEK NOK DKK'

const world: readonly PaymentMethod[] = [
  {
    id: 'card',
    name: { en: 'Card: Visa, Mastercard, CB', fr: 'Carte : CB, Visa, Mastercard', 'zh-Hans': '银行卡（Visa、万事达）' },
    kind: 'card',
    takenBy: [stripe('card'), { provider: 'fake', word: 'card' }],
  },
  {
    id: 'wechat-pay',
    name: { en: 'WeChat Pay', fr: 'WeChat Pay', 'zh-Hans': '微信支付' },
    kind: 'wallet',
    devices: ['desk', 'phone', 'wechat'],
    first: ['CN'],
    takenBy: [{ provider: 'wechat-pay', word: 'wechat', currencies: yuan }, stripe('wechat_pay', chineseWallets)],
  },
  {
    id: 'alipay',
    name: { en: 'Alipay', fr: 'Alipay', 'zh-Hans': '支付宝' },
    kind: 'wallet',
    devices: ['desk', 'phone', 'alipay'],
    first: ['CN'],
    takenBy: [{ provider: 'alipay', word: 'alipay', currencies: yuan }, stripe('alipay', chineseWallets)],
  },
  {
    id: 'unionpay',
    name: { en: 'UnionPay', fr: 'UnionPay', 'zh-Hans': '银联' },
    kind: 'card',
    devices: ['desk', 'phone'],
    takenBy: [{ provider: 'unionpay', word: 'unionpay', currencies: yuan }],
  },
  {
    id: 'paypal',
    name: everywhere('PayPal'),
    kind: 'wallet',
    first: ['DE'],
    takenBy: [
      { provider: 'paypal', word: 'paypal', currencies: words('EUR USD GBP CHF HKD JPY') },
      stripe('paypal', 'EUR GBP USD CHF PLN SEK NOK DKK CZK AUD CAD HKD NZD SGD'),
    ],
  },
  { id: 'link', name: everywhere('Link'), kind: 'wallet', takenBy: [stripe('link')] },
]

type More = Partial<Pick<PaymentMethod, 'limits' | 'slow'>> & {
  name?: PaymentMethod['name']
  /** Countries that look for it first; `true` for all that have it. */
  first?: string | true
}

/** A method of some countries, which Stripe takes. */
function local(
  id: string,
  name: string,
  kind: PaymentMethod['kind'],
  word: string,
  countries: string,
  currencies: string,
  { first, ...more }: More = {},
): PaymentMethod {
  const takenBy = [stripe(word)]
  const where = { countries: words(countries), currencies: words(currencies) }
  const method: PaymentMethod = { id, name: everywhere(name), kind, ...where, takenBy, ...more }
  return first ? { ...method, first: first === true ? where.countries : words(first) } : method
}

const sepa = 'AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MC MT NL PT SI SK'
const klarna = 'AT AU BE CA CH CZ DE DK ES FI FR GB GR IE IT NL NO NZ PL PT SE US'
const amazon = 'AT BE CY DE DK ES FR GB HU IE IT LU NL PT SE US'

/** In minor units. */
const between = (currency: string, least: number, most?: number): Pick<More, 'limits'> => ({
  limits: { [currency]: most === undefined ? { least } : { least, most } },
})
const slow: More = { slow: true }

const europe: readonly PaymentMethod[] = [
  local('ideal', 'iDEAL', 'bank', 'ideal', 'NL', 'EUR', { first: true }),
  local('bancontact', 'Bancontact', 'bank', 'bancontact', 'BE', 'EUR', { first: true }),
  local('eps', 'EPS', 'bank', 'eps', 'AT', 'EUR', { first: true }),
  local('przelewy24', 'Przelewy24', 'bank', 'p24', 'PL', 'PLN EUR', { first: true }),
  local('blik', 'BLIK', 'wallet', 'blik', 'PL', 'PLN', { first: true }),
  local('mb-way', 'MB WAY', 'wallet', 'mb_way', 'PT', 'EUR', { first: true }),
  local('multibanco', 'Multibanco', 'cash', 'multibanco', 'PT', 'EUR', slow),
  local('bizum', 'Bizum', 'wallet', 'bizum', 'ES', 'EUR', { first: true }),
  local('satispay', 'Satispay', 'wallet', 'satispay', 'IT FR DE ES LU', 'EUR', { first: 'IT' }),
  local('twint', 'TWINT', 'wallet', 'twint', 'CH', 'CHF', { first: true, ...between('CHF', 1, 500_000) }),
  local('swish', 'Swish', 'wallet', 'swish', 'SE', 'SEK', { first: true }),
  local('mobilepay', 'MobilePay', 'wallet', 'mobilepay', 'DK FI', 'DKK EUR NOK SEK', { first: true }),
  local('revolut-pay', 'Revolut Pay', 'wallet', 'revolut_pay', `${sepa} GB`, 'EUR GBP USD'),
  local('amazon-pay', 'Amazon Pay', 'wallet', 'amazon_pay', amazon, 'EUR GBP USD CHF SEK DKK'),
  local('klarna', 'Klarna', 'later', 'klarna', klarna, 'EUR GBP USD CHF SEK NOK DKK PLN CZK AUD CAD NZD', {
    ...{ first: 'SE', ...between('EUR', 100, 1_000_000) },
  }),
  local('alma', 'Alma', 'later', 'alma', 'FR', 'EUR', {
    name: { en: 'Alma, in 2 to 4 times', fr: 'Alma, en 2 à 4 fois', 'zh-Hans': 'Alma 分 2 至 4 期' },
    ...between('EUR', 5000, 200_000),
  }),
  local('scalapay', 'Scalapay', 'later', 'scalapay', 'IT FR ES BE DE NL PT', 'EUR', between('EUR', 500, 200_000)),
  local('pay-by-bank', 'Pay by bank', 'bank', 'pay_by_bank', 'GB FR DE', 'GBP EUR', {
    name: { en: 'Pay by bank', fr: 'Paiement par la banque', 'zh-Hans': '银行直接付款' },
  }),
  local('sepa-debit', 'SEPA', 'bank', 'sepa_debit', sepa, 'EUR', {
    ...{ ...slow, ...between('EUR', 1, 1_000_000) },
    name: { en: 'SEPA direct debit', fr: 'Prélèvement SEPA', 'zh-Hans': 'SEPA 直接扣款' },
  }),
  local('bacs-debit', 'Bacs', 'bank', 'bacs_debit', 'GB', 'GBP', {
    ...slow,
    name: { en: 'Bacs direct debit', fr: 'Prélèvement Bacs', 'zh-Hans': 'Bacs 直接扣款' },
  }),
]

const america: readonly PaymentMethod[] = [
  local('cash-app', 'Cash App Pay', 'wallet', 'cashapp', 'US', 'USD'),
  local('affirm', 'Affirm', 'later', 'affirm', 'US CA', 'USD CAD', between('USD', 5000, 3_000_000)),
  local('afterpay', 'Afterpay', 'later', 'afterpay_clearpay', 'AU CA GB NZ US', 'AUD CAD GBP NZD USD', {
    ...between('USD', 100, 400_000),
  }),
  local('us-bank', 'US bank', 'bank', 'us_bank_account', 'US', 'USD', {
    ...slow,
    name: { en: 'US bank account', fr: 'Compte bancaire américain', 'zh-Hans': '美国银行账户' },
  }),
  local('pix', 'Pix', 'bank', 'pix', 'BR', 'BRL', { first: true }),
  local('boleto', 'Boleto', 'cash', 'boleto', 'BR', 'BRL', { ...slow, ...between('BRL', 500) }),
  local('oxxo', 'OXXO', 'cash', 'oxxo', 'MX', 'MXN', { ...slow, ...between('MXN', 1000, 1_000_000) }),
]

const asia: readonly PaymentMethod[] = [
  local('grabpay', 'GrabPay', 'wallet', 'grabpay', 'SG MY', 'SGD MYR', { first: true }),
  local('paynow', 'PayNow', 'bank', 'paynow', 'SG', 'SGD', { first: true }),
  local('fpx', 'FPX', 'bank', 'fpx', 'MY', 'MYR', { first: true }),
  local('promptpay', 'PromptPay', 'bank', 'promptpay', 'TH', 'THB', { first: true }),
  local('paypay', 'PayPay', 'wallet', 'paypay', 'JP', 'JPY', { first: true }),
  local('konbini', 'Konbini', 'cash', 'konbini', 'JP', 'JPY', {
    ...{ ...slow, ...between('JPY', 120, 300_000) },
    name: { en: 'Konbini', fr: 'Konbini', 'zh-Hans': '日本便利店付款' },
  }),
  local('kakao-pay', 'Kakao Pay', 'wallet', 'kakao_pay', 'KR', 'KRW', { first: true }),
  local('naver-pay', 'Naver Pay', 'wallet', 'naver_pay', 'KR', 'KRW', { first: true }),
  local('samsung-pay', 'Samsung Pay', 'wallet', 'samsung_pay', 'KR', 'KRW'),
  local('kr-card', 'Korean card', 'card', 'kr_card', 'KR', 'KRW', {
    name: { en: 'Korean card', fr: 'Carte coréenne', 'zh-Hans': '韩国银行卡' },
  }),
  local('upi', 'UPI', 'wallet', 'upi', 'IN', 'INR', { first: true }),
  local('zip', 'Zip', 'later', 'zip', 'AU', 'AUD'),
]

export const methodTable: readonly PaymentMethod[] = [...world, ...europe, ...america, ...asia]
