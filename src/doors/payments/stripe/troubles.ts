import Stripe from 'stripe'
import { ProviderTrouble, type TroubleWord } from '../provider-trouble.ts'

const { errors } = Stripe
/** Stripe's errors by their class → what we call them. */
const words: readonly [new (...args: never[]) => Error, TroubleWord][] = [
  [errors.StripeAuthenticationError, 'credentials'],
  [errors.StripePermissionError, 'credentials'],
  [errors.StripeInvalidRequestError, 'refused'],
  [errors.StripeIdempotencyError, 'refused'],
  [errors.StripeCardError, 'refused'],
  [errors.StripeConnectionError, 'unreachable'],
  [errors.StripeRateLimitError, 'busy'],
  [errors.StripeAPIError, 'busy'],
]

/**
 * Does what Stripe is asked; what it says no to, in our words.
 * @param except a card's refusal is an answer of its bank, thrown as it is
 */
export async function asking<T>(work: () => Promise<T>, except?: 'card'): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof errors.StripeError) || (except && error instanceof errors.StripeCardError)) throw error
    const word = words.find(([kind]) => error instanceof kind)?.[1] ?? 'refused'
    throw new ProviderTrouble('stripe', word, error.code ?? error.type, error.message)
  }
}
