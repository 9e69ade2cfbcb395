import { methodTable } from '../method-table.ts'
import { settingsOf } from '../setting.ts'

export type StripeSettings = {
  secretKey: string
  /** Of the webhook endpoint; two while one is being exchanged. */
  webhookSecrets: readonly string[]
  /** In Stripe's own words. */
  methods: readonly string[]
  /** `https://api.stripe.com`, or a stand-in. */
  origin: URL
}

/**
 * The settings of Stripe, `STRIPE_…`; undefined without `STRIPE_SECRET_KEY`. `STRIPE_METHODS` is a list of ids of our
 * registry, `card` alone by default: what is not switched on in Stripe's dashboard would fail at the till.
 * @throws a sentence a person can act on
 */
export function readStripeSettings(env: Record<string, string | undefined>): StripeSettings | undefined {
  const { optional, required } = settingsOf(env, 'STRIPE')
  const secretKey = optional('SECRET_KEY')
  if (secretKey === undefined) return undefined
  if (!/^(sk|rk)_/.test(secretKey)) throw new Error('STRIPE_SECRET_KEY begins with sk_ or rk_')
  const webhookSecrets = list(required('WEBHOOK_SECRET'))
  if (!webhookSecrets.every((secret) => secret.startsWith('whsec_'))) {
    throw new Error('STRIPE_WEBHOOK_SECRET begins with whsec_')
  }
  const origin = optional('API_HOST') ?? 'https://api.stripe.com'
  if (!URL.canParse(origin)) throw new Error('STRIPE_API_HOST is an address such as https://api.stripe.com')
  return { secretKey, webhookSecrets, methods: wordsOf(optional('METHODS') ?? 'card'), origin: new URL(origin) }
}

const list = (text: string) => text.split(',').map((one) => one.trim())

function wordsOf(ids: string): string[] {
  const words = new Map(
    methodTable.flatMap(({ id, takenBy }) =>
      takenBy.filter(({ provider }) => provider === 'stripe').map(({ word }) => [id, word] as const),
    ),
  )
  return list(ids).map((id) => {
    const word = words.get(id)
    if (!word) throw new Error(`STRIPE_METHODS: Stripe takes ${[...words.keys()].join(', ')}, not ${id}`)
    return word
  })
}
